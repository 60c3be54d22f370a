"""Positions up to which jobs with effects outside have worked; they survive rebuilds.

They lie in the vault's database: read models are disposable, and a lost position would
send every mail again.
"""

from sqlalchemy import BigInteger, Column, MetaData, String, Table, select

from adapters.vault import VaultDatabase

metadata = MetaData()
bookmarks = Table(
    "bookmarks",
    metadata,
    Column("job", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
)


class Bookmarks:
    """Remembers a log position for each job. Safe in threads.

    Raises VaultUnavailable when the database does not answer.
    """

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        database.create(metadata)

    def position(self, job: str) -> int | None:
        """Return how far the job has come; None if it never began."""
        wanted = select(bookmarks.c.position).where(bookmarks.c.job == job)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar_one_or_none()

    def move(self, job: str, position: int) -> None:
        """Note that the job is done up to this position."""
        new = self._database.insert(bookmarks).values(job=job, position=position)
        moved = new.on_conflict_do_update(
            index_elements=[bookmarks.c.job], set_={"position": new.excluded.position}
        )
        with self._database.writing() as connection:
            connection.execute(moved)
