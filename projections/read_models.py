"""The database of the read models: where it is, what is live, how it is read.

Tables of a rebuild stand beside the live ones under the next generation number until
they are switched in one step (docs/how-to/rebuild_a_projection.md).
"""

import hashlib
import math
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache

import msgspec
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    bindparam,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.schema import CreateTable

from projections import making, subjects
from projections.database import open_engine, reading, writing
from projections.listening import Listening
from projections.model import Define, Model, Snapshot, named
from projections.standing import Standing
from projections.tables import LATE

LIVE = "live"
_POLL_SECONDS = 0.02
_LOOK_ANYWAY_SECONDS = 0.2  # where announcements can be expected: one may have been missed
_PREPARING = 0x67656D65  # key of the advisory lock that creates tables one at a time

bookkeeping = MetaData()
generations = Table(
    "read_models",
    bookkeeping,
    Column("model", String(40), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("shape", String(64), nullable=False),
)
lines = Table(
    "read_positions",
    bookkeeping,
    Column("line", String(40), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("switches", Integer, nullable=False),
    Column("hold", String(40), nullable=False),
)
retired = Table(
    "read_models_retired",
    bookkeeping,
    Column("model", String(40), primary_key=True),
    Column("generation", Integer, primary_key=True),
)
_STATE = select(lines.c.position, lines.c.switches, lines.c.hold).where(
    lines.c.line == bindparam("line")
)
_LIVE = (
    select(lines.c.position, lines.c.switches, generations.c.model, generations.c.generation)
    .join_from(lines, generations, lines.c.line == LIVE, isouter=True)
    .where(lines.c.line == LIVE)
)


class State(msgspec.Struct, frozen=True):
    """Where a line of tables stands. `hold` names who keeps it still, if anybody."""

    position: int
    switches: int
    hold: str


class ReadModels:
    """All read models of one database. Safe in threads; close it in the end."""

    def __init__(self, engine: Engine, models: Sequence[Model]) -> None:
        self.engine = engine
        self.models = {model.name: model for model in models}
        self._tables: dict[tuple[str, int], Mapping[str, Table]] = {}
        self._merged: dict[tuple[tuple[str, int], ...], Mapping[str, Table]] = {}
        self._standing = Standing() if subjects.MODEL.name in self.models else None
        self._moved = threading.Condition()
        self._known = 0
        self.runs_here = False
        self._listening = Listening(engine, self.note)
        self._prepare()

    @contextmanager
    def snapshot(self, as_of: int | None = None) -> Iterator[Snapshot]:
        """Open one read-only moment of all read models (ruling 7)."""
        with self.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            # Ends by a commit: after a rollback the driver forgets what it has prepared.
            with connection.begin():
                yield self._snapshot(connection, as_of)

    def _snapshot(self, connection: Connection, as_of: int | None) -> Snapshot:
        found = connection.execute(_LIVE).all()
        chosen = tuple((row.model, row.generation) for row in found if row.model in self.models)
        tables = self._merged.get(chosen)
        if tables is None:
            if self._merged:
                self.forget_former(dict(chosen))
            tables = {name: each for key in chosen for name, each in self.tables_of(*key).items()}
            self._merged = {chosen: tables}
        position, switches = found[0].position, found[0].switches
        return Snapshot(connection, tables, position, switches, as_of, standing=self._standing)

    def position(self) -> int:
        """Return the position of the last event that readers see."""
        return self.state().position

    def state(self, line: str = LIVE) -> State:
        """Return where a line stands.

        Raises:
            LookupError: there is no such line (any more).
        """
        with reading(self.engine) as connection:
            row = connection.execute(_STATE, {"line": line}).first()
        if row is None:
            raise LookupError(line)
        return State(*row)

    def wait_for(self, position: int, seconds: float) -> bool:
        """Block until readers see this position; False when time runs out."""
        until = time.monotonic() + seconds
        while True:
            if self._known >= position:
                return True
            if not self.runs_here and self.engine.dialect.name == "postgresql":
                self._listening.start()
            if not self.runs_here and self.position() >= position:
                self.note(position)
                return True
            left = until - time.monotonic()
            if left <= 0:
                return False
            with self._moved:
                self._moved.wait_for(
                    lambda: self._known >= position, min(left, self._longest_wait())
                )

    def _longest_wait(self) -> float:
        """Return after how many seconds to look although nobody has said anything."""
        if self.runs_here:
            return math.inf
        return _LOOK_ANYWAY_SECONDS if self._listening.works else _POLL_SECONDS

    def note(self, position: int) -> None:
        """Wake those who wait in this process: the position is committed."""
        with self._moved:
            self._known = max(self._known, position)
            self._moved.notify_all()

    def close(self) -> None:
        """Give all connections back."""
        self._listening.stop()
        self.engine.dispose()

    def tables_of(self, model: str, generation: int) -> Mapping[str, Table]:
        """Return the tables of a model in a generation, by the names readers know."""
        key = (model, generation)
        if key not in self._tables:
            self._tables[key] = _defined(self.models[model].define, generation)
        return self._tables[key]

    def forget_former(self, live: Mapping[str, int]) -> None:
        """Let go of what tables of earlier generations look like: five megabytes for each."""
        known = self._tables.items()
        self._tables = {key: each for key, each in known if key[1] >= live.get(key[0], 0)}
        _defined.cache_clear()

    def live_generations(self, connection: Connection) -> dict[str, int]:
        """Return the live generation of every model that has tables."""
        found = connection.execute(select(generations.c.model, generations.c.generation))
        return {model: generation for model, generation in found if model in self.models}

    def create(
        self, connection: Connection, chosen: Mapping[str, int], *, late: bool = False
    ) -> None:
        """Create empty tables of these models in these generations.

        If told `late`, they are not complete before `finish`.
        """
        for each in self._all_of(chosen):
            making.create(connection, each, late=late)

    def settle(self, connection: Connection, chosen: Mapping[str, int]) -> None:
        """Bring tables made `late` to their rows; only indexes for readers are left out."""
        for each in self._all_of(chosen):
            making.settle(connection, each)

    def finish(self, connection: Connection, chosen: Mapping[str, int]) -> None:
        """Create what `late` left out of these tables."""
        for each in self._all_of(chosen):
            making.finish(connection, each)

    def _all_of(self, chosen: Mapping[str, int]) -> Iterator[Table]:
        for model, generation in chosen.items():
            yield from self.tables_of(model, generation).values()

    def drop(self, connection: Connection, chosen: Mapping[str, int]) -> None:
        """Drop tables of these models in these generations; missing ones do no harm."""
        for each in self._all_of(chosen):
            making.drop(connection, each)

    @cached_property
    def shapes(self) -> Mapping[str, str]:
        """What the tables of each model look like, and how they are filled, as digests."""
        return {name: self._shape(name) for name in self.models}

    def outdated(self) -> list[str]:
        """Return the models whose stored tables are missing or of an earlier shape."""
        with reading(self.engine) as connection:
            stored = select(generations.c.model, generations.c.shape)
            shapes = {row.model: row.shape for row in connection.execute(stored)}
        return [name for name, shape in self.shapes.items() if shapes.get(name) != shape]

    def _shape(self, model: str) -> str:
        chosen = self.models[model]
        key = (chosen.define, chosen.revision, self.engine.dialect.name)
        if key not in _SHAPES:
            _SHAPES[key] = self._told(chosen)
        return _SHAPES[key]

    def _told(self, model: Model) -> str:
        tables = named(model.define(MetaData(), 0)).values()
        statements = [str(CreateTable(each).compile(self.engine)) for each in tables]
        indexes = [
            repr([(index.name, [column.name for column in index.columns]) for index in indexes])
            for indexes in (
                sorted([*each.indexes, *each.info[LATE]], key=lambda index: str(index.name))
                for each in tables
            )
        ]
        made = [f"{model.revision}:" if model.revision > 1 else "", *statements, *indexes]
        return hashlib.sha256("".join(made).encode()).hexdigest()

    def _prepare(self) -> None:
        """Create the bookkeeping, and first tables where nothing was ever projected."""
        with writing(self.engine) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_PREPARING})"))
            bookkeeping.create_all(connection)
            state = connection.execute(_STATE, {"line": LIVE}).first()
            if state is None:
                connection.execute(insert(lines).values(line=LIVE, position=0, switches=0, hold=""))
            if state is None or state.position == 0:
                self._begin(connection, self.models.keys() - self.live_generations(connection))

    def _begin(self, connection: Connection, missing: Collection[str]) -> None:
        first = dict.fromkeys(sorted(missing), 1)
        self.create(connection, first)
        self.switch_to(connection, first)

    def switch_to(self, connection: Connection, chosen: Mapping[str, int]) -> None:
        """Make these generations the live ones, from the commit on."""
        for model, generation in chosen.items():
            row = {"generation": generation, "shape": self.shapes[model]}
            known = update(generations).where(generations.c.model == model).values(**row)
            if connection.execute(known).rowcount == 0:
                connection.execute(insert(generations).values(model=model, **row))
        connection.execute(
            update(lines).where(lines.c.line == LIVE).values(switches=lines.c.switches + 1)
        )


_SHAPES: dict[tuple[Define, int, str], str] = {}
"""Digests by definition, revision and kind of database; the tables behind them are not kept."""


@lru_cache(maxsize=512)
def _defined(define: Define, generation: int) -> Mapping[str, Table]:
    """Return the tables of a model: bound to no database, so that all may share them."""
    return named(define(MetaData(), generation))


def open_read_models(url: str, models: Sequence[Model]) -> ReadModels:
    """Open the read models at a database URL, creating what is missing.

    Args:
        url: `sqlite:////absolute/path/file.db` or `postgresql://user@host/database`.
        models: all read models of the database; the order they are projected in.

    Raises:
        ValueError: the URL names no database we know.
    """
    return ReadModels(open_engine(url), models)
