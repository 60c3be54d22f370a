"""Tables of accounts and sessions, beside the vault's own: erasing a person takes all of them."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.types import TypeDecorator

from adapters.vault.tables import persons

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware time, stored as microseconds since 1970 in UTC on either database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Store; naive times raise TypeError."""
        del dialect
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """Load, in UTC."""
        del dialect
        return None if value is None else EPOCH + timedelta(microseconds=value)


def _person(*, primary_key: bool = False) -> Column[UUID]:
    own = ForeignKey(persons.c.person_ref, ondelete="CASCADE")
    if primary_key:
        return Column("person_ref", Uuid, own, primary_key=True)
    return Column("person_ref", Uuid, own, index=True, nullable=False)


metadata = MetaData()

accounts = Table(
    "identity_accounts",
    metadata,
    Column(
        "person_ref",
        Uuid,
        ForeignKey(persons.c.person_ref, ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("pseudonym", Uuid, unique=True, nullable=False),
    Column("email", String(254)),
    Column("email_mark", LargeBinary(32), unique=True),
    Column("name", String(120)),
    Column("language", String(2), nullable=False),
    Column("level", String(16), nullable=False),
    Column("of_age", Boolean, nullable=False),
    Column("created", Moment, nullable=False),
)

links = Table(
    "identity_links",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("email", String(254), nullable=False),
    Column("language", String(2), nullable=False),
    Column("of_age", Boolean, nullable=False),
    Column("expires", Moment, index=True, nullable=False),
)

sessions = Table(
    "identity_sessions",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("id", String(32), unique=True, nullable=False),
    _person(),
    Column("csrf", String(43), nullable=False),
    Column("staff", Boolean, nullable=False),
    Column("device", String(40), nullable=False),
    Column("created", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
)

tokens = Table(
    "identity_tokens",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("id", String(32), unique=True, nullable=False),
    _person(),
    Column("label", String(80), nullable=False),
    Column("created", Moment, nullable=False),
)

drafts = Table(
    "identity_drafts",
    metadata,
    Column("id", Uuid, primary_key=True),
    _person(),
    Column("process_id", Uuid, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("saved_at", Moment, nullable=False),
)

limits = Table(
    "identity_limits",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("ends", Moment, index=True, nullable=False),
    Column("hits", Integer, nullable=False),
)

address_keys = Table(
    "identity_address_keys",
    metadata,
    Column("day", Date, primary_key=True),
    Column("secret", LargeBinary(32), nullable=False),
    comment="Keys under which network addresses are counted; gone with their day.",
)

erasures = Table(
    "identity_erasures",
    metadata,
    # No foreign key: the row tells a job that was interrupted what is left to do
    # when the person is gone already.
    Column("person_ref", Uuid, primary_key=True),
    Column("token", String(43), unique=True, nullable=False),
    Column("wish", LargeBinary, nullable=False),
    Column("ground", String(9), nullable=False),
    Column("language", String(2), nullable=False),
    Column("requested", Moment, nullable=False),
    Column("due", Moment, index=True, nullable=False),
    Column("plan", LargeBinary, comment="References to erase, once the job has begun."),
    Column("attempts", Integer, nullable=False, comment="To send the last mail."),
    Column("told", Boolean, nullable=False),
    comment="Erasures asked for and not yet carried out; gone when they are.",
)

erasure_proofs = Table(
    "identity_erasure_proofs",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("expires", Moment, index=True, nullable=False),
    comment="What was erased, by commitment; names nobody.",
)

text_erasures = Table(
    "identity_text_erasures",
    metadata,
    Column("subject", Uuid, primary_key=True),
    Column("process_id", Uuid, nullable=False),
    Column("ground", String(9), nullable=False),
    Column("reason", Text, nullable=False),
    _person(),
    Column("proposed", Moment, nullable=False),
    Column("agreed_by", Uuid, comment="No foreign key: the job goes on without them."),
    comment="Texts the office wants erased, and why; gone when they are, or when it is declined.",
)

forgotten_receipts = Table(
    "identity_forgotten_receipts",
    metadata,
    _person(primary_key=True),
    Column("question", Uuid, primary_key=True),
    comment="Votes whose receipt the person does not want to be shown any more.",
)

activity = Table(
    "identity_activity",
    metadata,
    _person(primary_key=True),
    Column("last", Date, nullable=False),
    Column("warned", Integer, nullable=False),
    Column("warned_on", Date),
    comment="When somebody last signed in or used a session; for retention.",
)
