"""The vault's tables. Deleting a row here is what erasing means."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
)

metadata = MetaData()

installation = Table(
    "vault_installation",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("secret", LargeBinary(32), nullable=False),
    comment="Secrets of the installation as a whole, each made on first use.",
)

persons = Table(
    "vault_persons",
    metadata,
    Column("person_ref", Uuid, primary_key=True),
    Column("person_secret", LargeBinary(32), nullable=False),
    Column("identifier", String(320), comment="Normalised verified identifier (ruling 11)."),
    Column("created", Date, nullable=False),
)

processes = Table(
    "vault_processes",
    metadata,
    Column("process_id", Uuid, primary_key=True),
    Column("ballot_pepper", LargeBinary(32), comment="NULL once destroyed, for ever."),
    Column("name_pepper", LargeBinary(32), comment="NULL once destroyed, for ever."),
)

items = Table(
    "vault_items",
    metadata,
    Column("ref", String(43), primary_key=True),
    Column("item_key", LargeBinary(32), nullable=False),
    Column("salt", LargeBinary(32), nullable=False),
    Column("owner", Uuid, ForeignKey(persons.c.person_ref), index=True),
    Column("pending_since", BigInteger, comment="Unix seconds; NULL once the log holds the ref."),
)
Index("vault_items_pending", items.c.pending_since, postgresql_where=items.c.pending_since > 0)

owners = Table(
    "vault_owners",
    metadata,
    Column("subject", Uuid, primary_key=True),
    Column("person_ref", Uuid, ForeignKey(persons.c.person_ref), index=True, nullable=False),
)

markers = Table(
    "vault_markers",
    metadata,
    Column("process_id", Uuid, primary_key=True),
    Column("marker", LargeBinary(32), primary_key=True),
    Column(
        "person_ref",
        Uuid,
        ForeignKey(persons.c.person_ref),
        index=True,
        comment="NULL after the person's erasure.",
    ),
)
