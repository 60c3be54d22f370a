"""A rebuild: tables of a new generation, filled from the log beside the live ones."""

import secrets
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from domain.ports import EventLog
from projections.beside import Beside, Task, aside, copy, remove_files, working
from projections.comparing import Difference, compare
from projections.database import FILLER_KIBIBYTES, writing
from projections.folding import PAGE, Line, NotOurTurn, Progress, batches, quietly
from projections.lanes import Lane, divided
from projections.patience import be_patient
from projections.read_models import LIVE, ReadModels, generations, lines, retired
from projections.tidying import PREFIX, remove_leftovers

_HOLD_SECONDS = 10.0  # how long somebody else may hold the live line before we give up
_PAGE = 50_000  # events of one transaction: each touches the same proposals, and many pages
_SHARED_PAGE = 20_000  # the same where whoever follows the log waits for it to end
_COMPARING = "64MB"  # what two tables may take to be compared in memory
_LANES = 2  # groups of tables worked on side by side; SQLite has one writer, and two readers


class Rebuild:
    """Models being rebuilt. Use it as a context: what was not switched to is dropped.

    Only one at a time: beginning another removes the tables of the one before.
    """

    def __init__(
        self,
        log: EventLog,
        read_models: ReadModels,
        names: Collection[str],
        beside: Beside | None = None,
    ) -> None:
        self._log = log
        self._beside = beside
        self._unfinished: list[Line] = []
        self._read_models = read_models
        self._names = [name for name in read_models.models if name in names]
        one_writer = read_models.engine.dialect.name == "sqlite"
        self._page = _SHARED_PAGE if one_writer else _PAGE

    def __enter__(self) -> Self:
        read_models = self._read_models
        with writing(read_models.engine) as connection:
            remove_leftovers(connection, read_models)
            live = read_models.live_generations(connection)
            number = _next_generation(connection)
            self._live = {name: live[name] for name in self._names if name in live}
            self._number = number
            self._rebuilt = dict.fromkeys(self._names, number)
            read_models.create(connection, self._rebuilt, late=True)
            models = [read_models.models[name] for name in self._names]
            self._lines = [
                Line(read_models, f"{PREFIX}{number}:{lane}", chosen, 0, remembering=True)
                for lane, chosen in enumerate(divided(models, self._rebuilt, _LANES))
            ]
            self._unfinished = self._lines.copy()
            rows = [{"line": each.name, "position": 0, "switches": 0} for each in self._lines]
            connection.execute(insert(lines).values(hold=""), rows)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with writing(self._read_models.engine) as connection:
            remove_leftovers(connection, self._read_models)

    def fill(self, on_progress: Progress) -> None:
        """Fold in the log until less than a page is missing to where readers are."""
        while True:
            aim = self._read_models.position()
            begun = self._position() > 0 or len(self._lines) < _LANES
            if self._beside and aim >= self._beside.least and not begun:
                self._fold_beside(self._beside, aim, on_progress)
            else:
                self._fold(aim, on_progress)
            self._finish()
            if self._read_models.position() - aim < PAGE:
                return

    def _finish(self) -> None:
        """Complete the tables, those of each lane side by side."""
        lanes, self._unfinished = self._unfinished, []
        with ThreadPoolExecutor(_LANES) as executor:
            list(executor.map(self._finish_lane, lanes))

    def _finish_lane(self, line: Line) -> None:
        with writing(self._read_models.engine, FILLER_KIBIBYTES) as connection:
            # SQLite refuses names that this connection has seen before, if it reads nothing first.
            _positions(connection, [line.name])
            self._read_models.finish(connection, line.chosen)

    def switch(self) -> None:
        """Let readers see the new tables from the next snapshot on.

        Raises:
            NotOurTurn: the live line could not be held; nothing was switched.
        """
        with self._holding() as token:
            self._fold(self._read_models.position(), quietly)
            with writing(self._read_models.engine) as connection:
                _require_hold(connection, token, self._position())
                for model, generation in self._live.items():
                    connection.execute(insert(retired).values(model=model, generation=generation))
                self._read_models.switch_to(connection, self._rebuilt)
                connection.execute(delete(lines).where(lines.c.line.in_(self._line_names())))

    def differences(self) -> list[Difference]:
        """Compare with the live tables, both as of one and the same position."""
        with ExitStack() as stack:
            readers = [
                stack.enter_context(_reading(self._read_models.engine)) for _ in range(_LANES)
            ]
            with self._holding():
                self._fold(self._read_models.position(), quietly)
                # The first read of each fixes the moment that all its later reads see.
                names = {LIVE, *self._line_names()}
                positions = [_positions(reader, names) for reader in readers]
            if len({position for each in positions for position in each.values()}) != 1:
                raise NotOurTurn(f"{positions} while the live line was held")
            return self._compared(readers)

    def _compared(self, readers: Sequence[Connection]) -> list[Difference]:
        """Compare some models on each connection, side by side."""
        models = [self._read_models.models[name] for name in self._names]
        groups = divided(models, self._rebuilt, len(readers))
        with ThreadPoolExecutor(len(readers)) as executor:
            running = [
                executor.submit(compare, reader, self._read_models, self._live, group)
                for reader, group in zip(readers, groups, strict=False)  # few models, few groups
            ]
            return [each for future in running for each in future.result()]

    def _fold(self, until: int, on_progress: Progress) -> None:
        coming = batches(self._log, self._position(), until, self._page)
        if len(self._lines) == 1 or self._read_models.engine.dialect.name == "sqlite":
            # A thread that takes turns with the reader of the log costs more than it saves.
            for batch in coming:
                for line in self._lines:
                    line.fold(batch)
                on_progress(batch.last, until)
        else:
            with ExitStack() as stack:
                lanes = [stack.enter_context(Lane(line)) for line in self._lines]
                for batch in coming:
                    for lane in lanes:
                        lane.take(batch)
                    on_progress(batch.last, until)
        for line in self._lines:
            line.write()

    def _fold_beside(self, beside: Beside, until: int, on_progress: Progress) -> None:
        """Fold from the beginning, one lane here and the other in a process of its own."""
        # The heaviest model, whose rows come in no order, is in the first: its file needs no care.
        there, here = self._lines
        engine = self._read_models.engine
        file = aside(engine, self._number)
        task = Task(
            log=beside.log,
            read_models=beside.read_models,
            aside=file,
            line=there.name,
            chosen=dict(there.chosen),
            shapes={name: self._read_models.shapes[name] for name in there.chosen},
            until=until,
            page=_PAGE,
        )
        with working(beside.command, task) as wait:
            for batch in batches(self._log, 0, until, self._page):
                here.fold(batch)
                on_progress(batch.last - 1, until)  # the other lane is not there yet
            here.write()
            self._unfinished.remove(here)
            self._finish_lane(here)
            wait()
        there.write()  # Its rows were remembered, and written, by the other process.
        if file is None:
            self._unfinished.remove(there)
        else:
            self._take_over(there, file, until)
        on_progress(until, until)

    def _take_over(self, line: Line, file: str, position: int) -> None:
        """Copy what a process made in a file; from then on the lane is at its position."""
        read_models = self._read_models
        copy(
            read_models.engine,
            file,
            [
                table
                for model, generation in line.chosen.items()
                for table in read_models.tables_of(model, generation).values()
            ],
        )
        remove_files(read_models.engine)
        with writing(read_models.engine) as connection:
            moved = update(lines).where(lines.c.line == line.name)
            connection.execute(moved.values(position=position))

    def _line_names(self) -> Sequence[str]:
        return [each.name for each in self._lines]

    def _position(self) -> int:
        """Return where all lanes are; between two calls of `_fold` they are at one place."""
        with self._read_models.engine.connect() as connection:
            reached = set(_positions(connection, self._line_names()).values())
        if len(reached) != 1:
            raise NotOurTurn(f"the lanes of a rebuild are at {sorted(reached)}")
        return reached.pop()

    @contextmanager
    def _holding(self) -> Iterator[str]:
        """Keep the live line at a batch boundary, in all processes."""
        engine, token = self._read_models.engine, secrets.token_hex(8)
        give_up = time.monotonic() + _HOLD_SECONDS
        while not _exchange_hold(engine, "", token):
            if time.monotonic() > give_up:
                raise NotOurTurn("somebody else holds the live line")
            time.sleep(0.05)
        try:
            yield token
        finally:
            _exchange_hold(engine, token, "")


def break_hold(engine: Engine, token: str) -> None:
    """Let the live line go on although somebody holds it, who must have died."""
    _exchange_hold(engine, token, "")


def _exchange_hold(engine: Engine, before: str, after: str) -> bool:
    with writing(engine) as connection:
        changed = connection.execute(
            update(lines).where(lines.c.line == LIVE, lines.c.hold == before).values(hold=after)
        )
        return changed.rowcount == 1


@contextmanager
def _reading(engine: Engine) -> Iterator[Connection]:
    """Lend a connection whose reads all see one moment, that of its first."""
    with engine.connect() as connection:
        be_patient(connection, None)
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
            connection.exec_driver_sql(f"SET LOCAL work_mem = '{_COMPARING}'")
        yield connection


def _require_hold(connection: Connection, token: str, position: int) -> None:
    held = select(lines.c.line).where(
        lines.c.line == LIVE, lines.c.hold == token, lines.c.position == position
    )
    if connection.execute(held.with_for_update()).first() is None:
        raise NotOurTurn("the live line moved although it was held")


def _positions(connection: Connection, names: Collection[str]) -> Mapping[str, int]:
    wanted = select(lines.c.line, lines.c.position).where(lines.c.line.in_(names))
    return {row.line: row.position for row in connection.execute(wanted)}


def _next_generation(connection: Connection) -> int:
    numbers: list[int] = [
        connection.execute(select(func.coalesce(func.max(each.c.generation), 0))).scalar_one()
        for each in (generations, retired)
    ]
    return max(numbers) + 1
