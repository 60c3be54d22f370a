"""The index in UNLOGGED tables: nothing of it is in the write-ahead log (ruling 6).

Hot standbys cannot read it; a crash empties it, and it is filled again. With pg_trgm
any part of a word is found, without it beginnings of words.
"""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from domain.codes import ProposalId
from domain.people import ProcessId
from projections.database import reading, writing
from projections.feed import Wording
from projections.search.texts import Entry, shape_of

_TYPES = {
    "proposal": "uuid",
    "process": "uuid",
    "title": "text",
    "body": "text",
    "is_current": "boolean",
    "text": "text",
}
_WORDING = "proposal, process, title, body, is_current"
_TABLES = (
    (
        "CREATE UNLOGGED TABLE IF NOT EXISTS {texts} (proposal uuid NOT NULL,"
        " process uuid NOT NULL, title text, body text, is_current boolean NOT NULL,"
        " text text NOT NULL)"
    ),
    "CREATE INDEX IF NOT EXISTS {texts}_of ON {texts} (proposal)",
    "CREATE UNLOGGED TABLE IF NOT EXISTS {place} (position bigint NOT NULL)",
)
_SHAPE = shape_of(*_TABLES)
_CREATING = 0x73656172  # key of the advisory lock that creates tables one at a time


class PostgreSQLTexts:
    """Fulfils `Texts`."""

    def __init__(self, engine: Engine, generation: int) -> None:
        self._engine = engine
        self._texts = f"search_texts_{_SHAPE}_{generation}"
        self._place = f"search_place_{_SHAPE}_{generation}"
        self.trigrams = _has_trigrams(engine)
        with writing(engine) as connection:
            self._create(connection)

    def position(self) -> int:
        with reading(self._engine) as connection:
            found = connection.execute(text(f"SELECT max(position) FROM {self._place}"))  # noqa: S608 - a name of our own
            return found.scalar_one() or 0

    def replace(
        self, entries: Sequence[Entry], gone: Collection[ProposalId], position: int
    ) -> None:
        former = [*gone, *(each.wording.proposal_id for each in entries)]
        columns = zip(*map(_values, entries), strict=True) if entries else [()] * len(_TYPES)
        values = {name: list(column) for name, column in zip(_TYPES, columns, strict=True)}
        arrays = ", ".join(f"CAST(:{name} AS {kind}[])" for name, kind in _TYPES.items())
        with writing(self._engine) as connection:
            connection.execute(
                text(f"DELETE FROM {self._texts} WHERE proposal = ANY(:former)"),  # noqa: S608 - a name of our own
                {"former": former},
            )
            connection.execute(
                text(f"INSERT INTO {self._texts} SELECT * FROM unnest({arrays})"),  # noqa: S608 - as above
                values,
            )
            connection.execute(text(f"DELETE FROM {self._place}"))  # noqa: S608 - as above
            connection.execute(
                text(f"INSERT INTO {self._place} VALUES (:position)"),  # noqa: S608 - as above
                {"position": position},
            )

    def matching(
        self,
        terms: Sequence[tuple[str, ...]],
        process_id: ProcessId | None,
        limit: int,
        *,
        former: bool,
    ) -> list[Wording]:
        if not terms:
            return []
        values: dict[str, object] = {"limit": limit, "process": process_id}
        conditions = [] if former else ["is_current"]
        for number, ways in enumerate(terms):
            either = []
            for index, way in enumerate(ways):
                name = f"way_{number}_{index}"
                either.append(self._has(name))
                values[name] = self._pattern(way)
            conditions.append(f"({' OR '.join(either)})")
        if process_id is not None:
            conditions.append("process = :process")
        statement = f"SELECT {_WORDING} FROM {self._texts} WHERE {' AND '.join(conditions)} ORDER BY length(text), proposal LIMIT :limit"  # noqa: S608, E501 - names of our own, one sentence
        with reading(self._engine) as connection:
            return [Wording(*row) for row in connection.execute(text(statement), values)]

    def candidates(self, stems: Sequence[str], process_id: ProcessId, limit: int) -> list[Entry]:
        if not stems:
            return []
        names = [f"stem_{number}" for number in range(len(stems))]
        values: dict[str, object] = {
            name: self._pattern(stem) for name, stem in zip(names, stems, strict=True)
        }
        score = " + ".join(
            f"CASE WHEN {self._has(name)} THEN {len(stem)} ELSE 0 END"
            for name, stem in zip(names, stems, strict=True)
        )
        any_of = " OR ".join(map(self._has, names))
        statement = f"SELECT {_WORDING}, text FROM {self._texts} WHERE is_current AND process = :process AND ({any_of}) ORDER BY {score} DESC, proposal LIMIT :limit"  # noqa: S608, E501 - as above
        with reading(self._engine) as connection:
            found = connection.execute(
                text(statement), {**values, "process": process_id, "limit": limit}
            )
            return [Entry(Wording(*row[:-1]), row[-1]) for row in found]

    def drop(self) -> None:
        with writing(self._engine) as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {self._texts}, {self._place}"))

    def close(self) -> None:
        """Do nothing: the engine belongs to the read models."""

    def _create(self, connection: Connection) -> None:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATING})"))
        for statement in _TABLES:
            connection.execute(text(statement.format(texts=self._texts, place=self._place)))
        how = "text gin_trgm_ops" if self.trigrams else "to_tsvector('simple', text)"
        connection.execute(
            text(
                f"CREATE INDEX IF NOT EXISTS {self._texts}_text ON {self._texts} USING gin ({how})"
            )
        )

    def _has(self, name: str) -> str:
        if self.trigrams:
            return f"text LIKE :{name}"
        return f"to_tsvector('simple', text) @@ to_tsquery('simple', :{name})"

    def _pattern(self, term: str) -> str:
        """Return a term as a pattern, so that nothing in it is syntax."""
        if self.trigrams:
            return "%" + term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        return "'" + term.replace("\\", "\\\\").replace("'", "''") + "':*"


def discard_others(engine: Engine) -> None:
    """Destroy what versions with another shape have left: their texts could outlive an erasure."""
    ours = rf"^search_(texts|place)_{_SHAPE}_"
    wanted = text(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_table_is_visible(oid)"
        " AND relname ~ '^search_(texts|place)_[0-9a-f_]+$' AND relname !~ :ours"
    )
    with writing(engine) as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATING})"))
        for name in connection.execute(wanted, {"ours": ours}).scalars().all():
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))


def _values(entry: Entry) -> tuple[object, ...]:
    return (*msgspec.structs.astuple(entry.wording), entry.text)


def _has_trigrams(engine: Engine) -> bool:
    """Tell whether pg_trgm is there or can be installed by us."""
    try:
        with writing(engine) as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_CREATING})"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS pg_trgm"))
    except DBAPIError:
        return False
    return True
