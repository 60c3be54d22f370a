"""The signer's tables. Rows are only added: triggers refuse everything else."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    event,
)

metadata = MetaData()

checkpoints = Table(
    "signer_checkpoints",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary(32), nullable=False),
    Column("text", Text, nullable=False, comment="What is signed."),
    Column("signatures", Text, nullable=False, comment="The log's own lines."),
    Column("signed_at", BigInteger, nullable=False, comment="Unix seconds."),
    comment="One root for each size, for ever.",
)

cosignatures = Table(
    "signer_cosignatures",
    metadata,
    Column("size", BigInteger, ForeignKey(checkpoints.c.size), primary_key=True),
    Column("witness", String(512), primary_key=True, comment="The witness's vkey."),
    Column("line", Text, nullable=False),
    Column("received_at", BigInteger, nullable=False),
)

timestamps = Table(
    "signer_timestamps",
    metadata,
    Column("size", BigInteger, ForeignKey(checkpoints.c.size), primary_key=True),
    Column("token", LargeBinary, nullable=False, comment="The reply of the RFC 3161 service."),
    Column("received_at", BigInteger, nullable=False),
)

keys = Table(
    "signer_keys",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("vkey", String(512), nullable=False, unique=True),
    Column("since", BigInteger, nullable=False),
    comment="Public keys, in the order in which they began to sign.",
)

incidents = Table(
    "signer_incidents",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("reason", String(32), nullable=False, comment="`resumed` ends what is before it."),
    Column("size", BigInteger, nullable=False),
    Column("detail", Text, nullable=False),
    comment="When the signer stopped itself, why, and when it went on.",
)

_REFUSE = "the records of the signer are only added to"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION signer_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_REFUSE}'; END $$
"""


def _make_function(_: MetaData, connection: Connection, **__: object) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)


def _guard(table: Table, connection: Connection, **_: object) -> None:
    on_file = connection.dialect.name == "sqlite"
    for verb in ("UPDATE", "DELETE"):
        refusing = (
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSE}'); END"
            if on_file
            else "FOR EACH ROW EXECUTE FUNCTION signer_refuse()"
        )
        name = f"{table.name}_no_{verb.lower()}"
        connection.exec_driver_sql(
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table.name} {refusing}"
        )


event.listen(metadata, "before_create", _make_function)
for _table in metadata.sorted_tables:
    event.listen(_table, "after_create", _guard)
