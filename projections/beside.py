"""A lane of a rebuild in a process of its own: the interpreter computes on one core only.

The process is handed a `Task` as a line of JSON, reads and decodes the log itself, and
fills the tables of its models: on PostgreSQL where they belong, on SQLite, which has one
writer, in a file beside, from which they are copied in the end. Nobody reads any of these
tables before the switch, so what a process that dies leaves behind is only to be dropped.
"""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
from sqlalchemy import Engine, Table, insert

from domain.ports import EventLog
from projections.collecting import seldom_collecting
from projections.database import open_aside, open_engine, writing
from projections.folding import Line, ProjectionFailed, batches
from projections.model import Model
from projections.read_models import ReadModels, lines

_ASIDE = ".rebuild-"


class Beside(msgspec.Struct, frozen=True):
    """How a second process is begun that folds the log at `log` into `read_models`, both URLs.

    `command` ends in `attend`. Where fewer than `least` events are to be folded, beginning
    it would take longer than it saves.
    """

    command: Sequence[str]
    log: str
    read_models: str
    least: int = 100_000


class Task(msgspec.Struct, frozen=True):
    """What the process is to do: fold the log from its beginning up to `until`.

    `chosen` maps models to their generations, `shapes` to what their tables look like here:
    after an update the process would come to others. `aside` is the file that the tables are made
    in, None where they are in the database already.
    """

    log: str
    read_models: str
    aside: str | None
    line: str
    chosen: dict[str, int]
    shapes: dict[str, str]
    until: int
    page: int


class Failed(msgspec.Struct, frozen=True):
    """What the process says when it cannot go on; `position` 0 if no event is to blame."""

    position: int
    where: str


class LaneFailed(Exception):
    """The process beside ended without having done its task; nothing was switched."""


@contextmanager
def working(command: Sequence[str], task: Task) -> Iterator[Callable[[], None]]:
    """Let a process work on a task; yields what waits for its end. Ends it when left early.

    Waiting raises:
        ProjectionFailed: names the event that a model cannot take.
        LaneFailed: it ended in any other way than having done its task.
    """
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own module
        try:
            # Less than the pipe holds: this never waits, and who has died will be asked below.
            with suppress(BrokenPipeError), cast("BinaryIO", process.stdin) as asked:
                asked.write(msgspec.json.encode(task) + b"\n")
            yield lambda: _require_done(process)
        finally:
            process.kill()


def _require_done(process: "subprocess.Popen[bytes]") -> None:
    said = cast("BinaryIO", process.stdout).read().strip()
    if process.wait() == 0:
        return
    try:
        failed = msgspec.json.decode(said, type=Failed)
    except msgspec.DecodeError:
        raise LaneFailed(f"a process of the rebuild ended with {process.returncode}") from None
    if failed.position:
        raise ProjectionFailed(failed.position, failed.where)
    raise LaneFailed(failed.where)


def attend(
    asked: BinaryIO,
    told: BinaryIO,
    open_log: Callable[[str], AbstractContextManager[EventLog]],
    models: Sequence[Model],
) -> int:
    """Do the task that is asked for; return the status that the process is to end with."""
    task = msgspec.json.decode(asked.readline(), type=Task)
    try:
        with open_log(task.log) as log:
            _fold(task, log, models, told)
    except ProjectionFailed as failed:
        told.write(msgspec.json.encode(Failed(failed.position, failed.where)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the rebuild has to say so
        told.write(msgspec.json.encode(Failed(0, repr(error))))
    else:
        return 0
    return 1


def _fold(task: Task, log: EventLog, models: Sequence[Model], told: BinaryIO) -> None:
    engine = open_engine(task.read_models) if task.aside is None else open_aside(task.aside)
    own = [model for model in models if model.name in task.chosen]
    with closing(ReadModels(engine, own)) as read_models, seldom_collecting():
        if read_models.shapes != task.shapes:
            raise LaneFailed("tables have another shape since an update; start again")
        if task.aside is not None:
            _make(read_models, task)
        line, reached = Line(read_models, task.line, task.chosen, 0, remembering=True), 0
        for batch in batches(log, 0, task.until, task.page):
            line.fold(batch)
            reached = batch.last
            # Fails when nobody listens any more: the rebuild has died, and so do we.
            told.write(b" ")
            told.flush()
        line.write()
        if reached != task.until:
            raise LaneFailed(f"the log ends at {reached}, not at {task.until}")
        with writing(engine) as connection:
            # What SQLite has indexes for is copied row by row: there they come last.
            complete = read_models.finish if task.aside is None else read_models.settle
            complete(connection, task.chosen)


def _make(read_models: ReadModels, task: Task) -> None:
    with writing(read_models.engine) as connection:
        read_models.create(connection, task.chosen, late=True)
        row = {"line": task.line, "position": 0, "switches": 0, "hold": ""}
        connection.execute(insert(lines), row)


def aside(engine: Engine, number: int) -> str | None:
    """Return the file that a process of a rebuild makes its tables in; None on PostgreSQL."""
    return f"{engine.url.database}{_ASIDE}{number}" if engine.dialect.name == "sqlite" else None


def remove_files(engine: Engine) -> None:
    """Remove the files of rebuilds that have ended, if there are any."""
    if engine.dialect.name == "sqlite":
        place = Path(str(engine.url.database))
        for found in place.parent.glob(f"{escape(place.name)}{_ASIDE}*"):
            found.unlink(missing_ok=True)


def copy(engine: Engine, file: str, tables: Sequence[Table]) -> None:
    """Copy tables of a file into empty ones of the same names and shapes.

    SQLite then copies whole rows and indexes without looking into them. Each table is a
    transaction of its own, so that whoever writes meanwhile need not wait for all.
    """
    connection = engine.raw_connection()
    cursor = connection.cursor()
    try:
        cursor.execute("ATTACH ? AS aside", (file,))
        for table in tables:
            cursor.execute(f'INSERT INTO main."{table.name}" SELECT * FROM aside."{table.name}"')  # noqa: S608 - names of our own
        cursor.execute("DETACH aside")
    except BaseException:
        connection.invalidate()
        raise
    finally:
        connection.close()
