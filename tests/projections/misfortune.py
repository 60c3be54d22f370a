"""A runner to which everything happens that can go wrong, in an order made from a seed."""

import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from typing import Any

import msgspec
import psycopg
import pytest
from sqlalchemy import Connection, MetaData, create_engine
from sqlalchemy.exc import DBAPIError, OperationalError

from projections import bulk, folding, runner
from projections.database import writing
from projections.folding import NotOurTurn, ProjectionFailed
from projections.model import Batch, Model, Snapshot, Work, named
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.doubles import MemoryLog
from tests.projections.reading import contents
from tests.projections.town import Town

Look = Callable[[Sequence[ReadModels]], None]
"""Called with the read models of two processes, which share one database."""

_WRITING = ("insert", "insert_columns", "insert_history", "upsert")
_AT_MOST = 12  # statements of a batch before its misfortune
_BEFORE = 100  # steps of the town before anything goes wrong


class Truth:
    """The same models folded event by event with nothing remembered, in a database of its own."""

    def __init__(self, models: Sequence[Model]) -> None:
        self._engine = create_engine("sqlite://")
        self._connection = self._engine.connect()
        self._position = 0
        self._parts = [(model, named(model.define(MetaData(), 1))) for model in models]
        for _, tables in self._parts:
            for table in tables.values():
                table.create(self._connection)

    def at(self, log: MemoryLog, position: int) -> Mapping[str, Sequence[Any]]:
        """Return the rows of all tables as of a position, which is no earlier than the last."""
        for recorded in chain(*log.since(self._position, until=position)):
            for model, tables in self._parts:
                model.project(Batch([recorded]), Work(self._connection, tables))
        self._position = position
        tables = dict(chain(*(each.items() for _, each in self._parts)))
        return contents(Snapshot(self._connection, tables, position, generation=1))

    def close(self) -> None:
        """Let the database go."""
        self._connection.close()
        self._engine.dispose()


class BusyLog(MemoryLog):
    """Lets something happen whenever a runner has folded what there was."""

    meanwhile: Callable[[], None]

    def wait_beyond(self, position: int, seconds: float) -> bool:
        self.meanwhile()
        return self.head().position > position


class Rounds(threading.Event):
    """Is set after so many questions; nobody waits for it."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.left = rounds

    def is_set(self) -> bool:
        self.left -= 1
        return self.left < 0

    def wait(self, timeout: float | None = None) -> bool:
        return False


def shuffled(dice: random.Random, *cards: str) -> Iterator[str]:
    """Yield cards in any order, each of them before any of them comes again."""
    while True:
        yield from dice.sample(cards, len(cards))


class Misfortune:
    """What strikes statements and commits, one at a time, when `strike_soon` was called.

    `ailing` are positions of events that one of the models cannot take for now.
    """

    def __init__(self, dice: random.Random, struck: set[str]) -> None:
        self.struck = struck
        self.ailing: set[int] = set()
        self._dice = dice
        self._deck = shuffled(dice, "refuse", "lose", "break", "keep", "hide")
        self._left = 0  # statements until it strikes
        self._what = ""

    def strike_soon(self) -> None:
        """Let one of the next batches fail, or seem to."""
        self._left = self._dice.randint(1, _AT_MOST)
        self._what = next(self._deck)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Let nothing happen for now."""
        coming, self._what = self._what, ""
        yield
        self._what = coming

    def before(self, connection: Connection) -> None:
        """Come before a writing statement."""
        if self._what:
            self._left -= 1
        if self._left != 0:
            return
        match self._what:
            case "refuse":
                self._strike()
                raise ValueError("no model takes it, but only this time")
            case "break":
                self._strike()
                raise OperationalError("INSERT", None, Exception("a deadlock"))
            case "lose" if connection.dialect.name == "postgresql":
                self._strike()  # noticed by whatever comes next, or when all is sent
                driver: Any = connection.connection.driver_connection
                with psycopg.connect(driver.info.dsn, autocommit=True) as other:
                    ending = "SELECT pg_terminate_backend(%s, 10000)"
                    other.execute(ending, (driver.info.backend_pid,))

    @contextmanager
    def writing(self, *given: Any) -> Iterator[Connection]:  # noqa: ANN401 - as it is called
        """Open a transaction whose end may not be heard of, or whose commit may fail."""
        with writing(*given) as connection:
            yield connection
            if self._what == "keep":
                self._strike()
                raise OperationalError("COMMIT", None, Exception("refused"))
        if self._what == "hide":
            self._strike()
            raise OperationalError("COMMIT", None, Exception("nobody answers"))

    def ail(self, model: Model) -> Model:
        """Return a model that refuses some events as long as they are in `ailing`."""

        def project(batch: Batch, work: Work) -> None:
            model.project(batch, work)
            if self.ailing & {recorded.position for recorded in batch}:
                self.struck.add("ail")
                raise TypeError("wait for the next release")

        return msgspec.structs.replace(model, project=project)

    def _strike(self) -> None:
        self.struck.add(self._what)
        self._what = ""


class Unlucky:
    """A town, a runner that follows it, and others that fold and rebuild beside it.

    `happened` tells what went wrong, and what others did.
    """

    def __init__(self, url: str, models: Sequence[Model], seed: int) -> None:
        self._dice = random.Random(seed)
        self.happened: set[str] = set()
        self._misfortune = Misfortune(self._dice, self.happened)
        few = ("strike", "strike", "elsewhere", "elsewhere", "rebuild", "ail")
        self._deck = shuffled(self._dice, "strike", *few, *["peace"] * 6)
        *well, last = models
        self._models = [*well, self._misfortune.ail(last)]
        self._url = url
        self.log = BusyLog()
        self.log.meanwhile = self._meanwhile
        self.town = Town(seed, self.log)

    def live(self, rounds: int, look: Look, patched: pytest.MonkeyPatch) -> None:
        """Let this many batches be folded, or fail to be; `look` after each, and in the end."""
        self._look = look
        patched.setattr(runner, "_REST", 0.0)
        patched.setattr(folding, "writing", self._misfortune.writing)
        for name in _WRITING:
            patched.setattr(bulk, name, self._striking(getattr(bulk, name)))
        with (
            closing(open_read_models(self._url, self._models)) as here,
            closing(open_read_models(self._url, self._models)) as there,
        ):
            self._here, self._there = here, there
            self._other = Runner(self.log, there)
            following, stop = Runner(self.log, here), Rounds(rounds)
            self.town.live(_BEFORE)
            following.catch_up()
            while stop.left > 0:
                try:
                    following.run(stop)
                except ProjectionFailed:
                    if self._dice.random() < 0.3:
                        self._misfortune.ailing.clear()  # by an upgrade, so the process is new
                        following = Runner(self.log, here)
            self._misfortune.ailing.clear()
            with self._misfortune.at_rest():
                assert following.catch_up() == self.log.head().position
                look([here, there])

    def _striking(self, write: Callable[..., None]) -> Callable[..., None]:
        def written(connection: Connection, *given: Any) -> None:  # noqa: ANN401 - as it is called
            self._misfortune.before(connection)
            write(connection, *given)

        return written

    def _meanwhile(self) -> None:
        with self._misfortune.at_rest():
            self._look([self._here, self._there])
        what = next(self._deck)
        if what == "strike":
            self._misfortune.strike_soon()
        elif what == "ail":
            self._misfortune.ailing = {self.log.head().position + 1}
        elif what == "rebuild":
            self._rebuild()
        self._live_on()
        if what == "elsewhere":
            self._fold_elsewhere()

    def _live_on(self) -> None:
        """Let some people say what they think, most of them of the same few ideas."""
        town = self.town
        for _ in range(self._dice.randint(0, 3)):
            self._dice.choice((town.support, town.opine, town.take_support_back, town.comment))()
        town.live(self._dice.randint(0, 1))

    def _rebuild(self) -> None:
        """Rebuild some models, in this process or another; it may fail as anything may."""
        names = self._dice.sample([each.name for each in self._models], self._dice.randint(1, 4))
        where = Runner(self.log, self._dice.choice((self._here, self._there)))
        try:
            where.rebuild(names)
            if self._dice.random() < 0.5:
                where.tidy()
        except (DBAPIError, ProjectionFailed, ValueError, TypeError, NotOurTurn) as error:
            self.happened.add(f"rebuild: {type(error).__name__}")
        else:
            self.happened.add("rebuild")

    def _fold_elsewhere(self) -> None:
        """Let another process be the first to fold some of what has just happened."""
        begin, end = self._there.position(), self.log.head().position
        try:
            self._other.catch_up(self._dice.randint(begin, end), page=self._dice.randint(1, 5))
        except (DBAPIError, ProjectionFailed) as error:
            self.happened.add(f"elsewhere: {type(error).__name__}")
        else:
            self.happened.add("elsewhere")
