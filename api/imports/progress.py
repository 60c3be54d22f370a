"""How far a long command has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.progress import (
    Progress as RichProgress,
)


class Progress(Protocol):
    """Is told about steps one after another."""

    def begin(self, step: str, total: int) -> None:
        """Start a step of so many parts; the one before is over."""
        ...

    def advance(self, parts: int = 1) -> None:
        """Say that so many more parts of the step are done."""
        ...


class Silent:
    """Tells nobody."""

    def begin(self, step: str, total: int) -> None:
        """Pass it over."""

    def advance(self, parts: int = 1) -> None:
        """Pass it over."""


class _Bars:
    """Shows a bar per step."""

    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars
        self._current: TaskID | None = None

    def begin(self, step: str, total: int) -> None:
        self._current = self._bars.add_task(step, total=total)

    def advance(self, parts: int = 1) -> None:
        if self._current is not None:
            self._bars.advance(self._current, parts)


@contextmanager
def shown(console: Console) -> Iterator[Progress]:
    """Lend a progress that is drawn as bars, where the console is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with RichProgress(*columns, TimeElapsedColumn(), console=console) as bars:
        yield _Bars(bars)
