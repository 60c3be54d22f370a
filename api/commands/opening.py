"""What all commands share: settings from the environment, and errors in plain words."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import rich_click as click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from sqlalchemy.exc import OperationalError

from adapters.backups import is_empty
from adapters.event_log import UnsafeStore
from api.settings import BadSettings, Settings, from_environment
from api.wiring import DatabaseAway, Parts, open_parts
from domain.messages import Refusal
from domain.ports import LogUnavailable, VaultUnavailable
from projections.beside import LaneFailed
from projections.folding import LogTooShort, NotOurTurn, OtherVersion, ProjectionFailed

console = Console()
messages = Console(stderr=True)
"""For everything that is not the result: `people token` can be used in a script."""


def settings(*, demo: bool = False, data: Path | None = None, port: int | None = None) -> Settings:
    """Return the settings of the environment; `port` is part of the address by default.

    Raises:
        ClickException: the environment is malformed; the text says where.
    """
    variables = dict(os.environ)
    if port is not None:
        variables.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    try:
        return from_environment(variables, demo=demo, data=data)
    except BadSettings as bad:
        raise click.ClickException(str(bad)) from bad


@contextmanager
def opened(chosen: Settings | None = None, *, anew: bool = False) -> Iterator[Parts]:
    """Open the installation; what goes wrong with it ends the command with a sentence.

    A command that makes one where there is none says so by `anew`. To all others a folder
    without a log is a mistake: they would find an empty one in order, or back it up.
    """
    chosen = chosen or settings()
    with in_a_sentence():
        if not anew and chosen.embedded and is_empty(chosen.database_url):
            where = chosen.database_url.removeprefix("sqlite:///")
            raise click.ClickException(f"There is no log {where}: is DATA what the server has?")
        with open_parts(chosen) as parts:
            yield parts


@contextmanager
def in_a_sentence() -> Iterator[None]:
    """Let what goes wrong with the installation end the command with a sentence, not a traceback.

    Raises:
        ClickException: settings, databases, files, read models or the rules stand in the way.
    """
    try:
        yield
    except BadSettings as bad:
        raise click.ClickException(str(bad)) from bad
    except DatabaseAway as error:
        raise click.ClickException(f"{error}: the database does not answer.") from error
    except UnsafeStore as error:
        raise click.ClickException(f"The database of the log is not safe: {error}.") from error
    except LogUnavailable as error:
        raise click.ClickException(f"The database of the log does not answer: {error}") from error
    except VaultUnavailable as error:
        raise click.ClickException(f"The vault does not answer: {error}") from error
    except OperationalError as error:
        raise click.ClickException(f"A database does not answer: {error.orig}") from error
    except ProjectionFailed as failure:
        raise click.ClickException(f"The read models stopped at {failure}") from failure
    except LogTooShort as short:
        raise click.ClickException(
            f"{short}. They are of another log, or of a later state of this one:"
            " empty their database, and they are made anew."
        ) from short
    except OtherVersion as other:
        raise click.ClickException(
            f"The read models were made anew by another version of this program: {other}."
        ) from other
    except (LaneFailed, NotOurTurn) as stopped:
        raise click.ClickException(f"Nothing was switched, start it again: {stopped}.") from stopped
    except Refusal as refusal:
        facts = ", ".join(f"{name}: {value}" for name, value in refusal.facts.items())
        reason = type(refusal).__name__ + (f" ({facts})" if facts else "")
        raise click.ClickException(f"The rules forbid it: {reason}") from refusal
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # Whoever reads the output has seen enough; click ends quietly.
        told = [str(part) for part in (error.filename, error.strerror or error) if part]
        raise click.ClickException(": ".join(told)) from error


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Lend a progress bar that is told how far of how much is done."""
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=messages) as progress:
        task = progress.add_task(title, total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield show
