"""Folding the log into tables: batches in order, rows and position in one transaction."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter

from sqlalchemy import Connection, update
from sqlalchemy.exc import OperationalError

from domain.messages import Recorded
from domain.ports import EventLog, LogUnavailable
from projections import sending
from projections.database import FILLER_KIBIBYTES, WRITER_KIBIBYTES, is_away, writing
from projections.listening import CHANNEL
from projections.model import Batch, Work
from projections.patience import FOLDING_SECONDS
from projections.read_models import LIVE, ReadModels, lines
from projections.remembering import Memory

PAGE = 5000
"""Events of one transaction while catching up; live batches hold what has arrived."""

Progress = Callable[[int, int], None]
"""Called with the position reached and the one that is aimed at."""

_READ = 2_500  # events read at once: their bytes are still at hand when they are decoded
_RECORDED_AT = attrgetter("recorded_at")


def quietly(position: int, until: int) -> None:
    """Tell nobody."""


class LogTooShort(Exception):
    """The read models have seen events that the log does not hold; the text says how far each is.

    An older log was brought back beside them, or they are another log's. Whatever is folded in
    now would stand beside what never happened: empty their database, they are made anew.
    """


class OtherVersion(Exception):
    """The tables are another version's of this program, whose models the text names.

    It has rebuilt them while this one ran. What this one would fold in they could not be told
    apart from later: start it again, in the version that is installed.
    """


class ProjectionFailed(Exception):
    """An event could not be folded in, so nothing after it was. `position` names it."""

    def __init__(self, position: int, where: str) -> None:
        super().__init__(f"position {position}: {where}")
        self.position = position
        self.where = where


class NotOurTurn(Exception):
    """The line is elsewhere, held, or its tables were switched; nothing was written."""


class Line:
    """Tables of some models in some generations, moved on together (ruling 19).

    `chosen` maps the models to their generations. With `remembering`, which is for tables that
    are empty and that nobody else reads, rows may not be in them until `write`. Without, each
    batch is in the tables when it is folded; what was read is still not read again while this
    line alone moves them.

    Safe in threads: a leader that is one again can meet the thread it could not wait for.
    """

    def __init__(
        self,
        read_models: ReadModels,
        name: str,
        chosen: Mapping[str, int],
        switches: int,
        *,
        remembering: bool = False,
    ) -> None:
        self._read_models = read_models
        self.name = name
        self.chosen = chosen
        self._switches = switches
        self._parts = [
            (model, read_models.tables_of(name, chosen[name]))
            for name, model in read_models.models.items()
            if name in chosen
        ]
        self._kibibytes = FILLER_KIBIBYTES if remembering else WRITER_KIBIBYTES
        self._in_step = not remembering
        self._folding = threading.Lock()
        self._reached = -1  # where the tables were when memory was last true of them
        self._memories = self._forgotten()

    def _forgotten(self) -> dict[str, Memory]:
        """Return memories of nothing."""
        return {model.name: Memory(tables, in_step=self._in_step) for model, tables in self._parts}

    def fold(self, batch: Batch) -> None:
        """Fold consecutive events in, or nothing at all.

        Raises:
            NotOurTurn: somebody else moved, holds or switched the line.
            ProjectionFailed: names the event that a model cannot take.
        """
        with self._folding:
            try:
                self._fold(batch)
            except NotOurTurn:
                raise
            except Exception as error:
                if is_transient(error):
                    raise
                self._find_culprit(batch, error)

    def write(self) -> None:
        """Write what is remembered, and forget it: from now on each batch is in the tables."""
        with self._folding:
            with writing(self._read_models.engine, self._kibibytes) as connection:
                for memory in self._memories.values():
                    memory.write(connection)
            self._in_step = True
            self._memories = self._forgotten()

    def _fold(self, batch: Batch) -> None:
        if self._in_step and self._reached != batch.first - 1:
            self._memories = self._forgotten()
        try:
            self._project(batch)
        except BaseException:
            self._reached = -1  # what it read may have been what it wrote
            for memory in self._memories.values():
                memory.roll_back()
            raise
        for memory in self._memories.values():
            memory.commit()
        self._reached = batch.last

    def _project(self, batch: Batch) -> None:
        patience = FOLDING_SECONDS if self.name == LIVE else None
        with writing(self._read_models.engine, self._kibibytes, patience) as connection:
            move(connection, self.name, batch.first - 1, batch.last, self._switches)
            sending.collect(connection)
            for model, tables in self._parts:
                memory = self._memories[model.name]
                model.project(batch, Work(connection, tables, memory))
                memory.finish(connection)
            if self.name == LIVE and connection.dialect.name == "postgresql":
                sending.run(connection, "SELECT pg_notify(%s, %s)", (CHANNEL, str(batch.last)))
            sending.send(connection)

    def _find_culprit(self, batch: Batch, error: Exception) -> None:
        """Fold the events one by one, to name the first that does not go in."""
        for recorded in batch:
            try:
                self._fold(Batch([recorded]))
            except NotOurTurn:
                raise
            except Exception as single:
                if is_transient(single):
                    raise  # Whose fault it is will be found out when the database is back.
                what = f"{type(recorded.event).__name__}: {single!r}"
                raise ProjectionFailed(recorded.position, what) from single
        raise ProjectionFailed(batch.first, f"only together with others: {error!r}") from error


def move(connection: Connection, line: str, before: int, after: int, switches: int) -> None:
    """Move a line's position if it still is where we think: the fence of all writers.

    Raises:
        NotOurTurn: it is not; also refuses events that were folded in before (T11).
    """
    moved = connection.execute(
        update(lines)
        .where(
            lines.c.line == line,
            lines.c.position == before,
            lines.c.switches == switches,
            lines.c.hold == "",
        )
        .values(position=after)
    )
    if moved.rowcount != 1:
        raise NotOurTurn(f"{line} is not at {before}")


def batches(log: EventLog, position: int, until: int, page: int = PAGE) -> Iterator[Batch]:
    """Yield the events after a position up to `until`, in order and without gaps.

    Events of one append stay together as far as their time tells them apart from the
    next: no reader sees a comment between its arrival and its hold.

    Raises:
        ProjectionFailed: names the event that cannot be read.
    """
    kept: list[Recorded] = []
    due = page
    try:
        for events in _pages(log, position, until, min(page, _READ)):
            _require_consecutive(position, events)
            position = events[-1].position
            kept += events
            if len(kept) >= due or position >= until:
                cut = len(kept) if position >= until else _last_append(kept, page)
                if cut:
                    yield Batch(kept[:cut])
                    kept = kept[cut:]
                due = len(kept) + page
    except ProjectionFailed:
        cut = _last_append(kept, page) if kept else 0
        if cut:
            yield Batch(kept[:cut])
        raise
    if kept:
        yield Batch(kept)


def _pages(log: EventLog, position: int, until: int, page: int) -> Iterator[Sequence[Recorded]]:
    try:
        for events in log.since(position, until=until, page=page):
            yield events
            position = events[-1].position
    except Exception as error:
        if is_transient(error) or isinstance(error, ProjectionFailed):
            raise
        if page > 1:
            yield from _pages(log, position, until, 1)
        raise ProjectionFailed(position + 1, repr(error)) from error


def _last_append(events: Sequence[Recorded], page: int) -> int:
    """Return where the last append begins; all of it may not have been read yet."""
    index, times = len(events) - 1, list(map(_RECORDED_AT, events))
    if times.count(times[-1]) == len(times):
        index = 0  # An import: looking back one by one would take long.
    while index and times[index - 1] == times[-1]:
        index -= 1
    # An import may store very many events under one time: those are cut anyway.
    return index if index or len(events) < 2 * page else len(events)


def _require_consecutive(position: int, events: Sequence[Recorded]) -> None:
    for expected, recorded in enumerate(events, position + 1):
        if recorded.position != expected:
            raise ProjectionFailed(expected, f"the log gave position {recorded.position}")


def is_transient(error: Exception) -> bool:
    """Tell whether trying again later can help: a database is away or busy."""
    if isinstance(error, OperationalError):
        # SQLite reports our own mistakes by the same class.
        return "no such" not in str(error.orig)
    return isinstance(error, LogUnavailable) or is_away(error)
