"""An installation in a temporary folder, and browsers and programs that visit it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import create_engine

from api.settings import Settings, from_environment
from projections.model import Snapshot

MONDAY = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)


class Clock:
    """Tells the time that a test sets."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by


class EmptyReadModels:
    """Read models of an installation in which nothing has been projected yet."""

    def __init__(self) -> None:
        self.waited_for: list[int] = []

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        engine = create_engine("sqlite://")
        with engine.connect() as connection:
            yield Snapshot(connection, {}, 0, 1)
        engine.dispose()

    def wait_for(self, position: int, seconds: float) -> bool:
        self.waited_for.append(position)
        return False


def settings(folder: Path, *, demo: bool = False, **variables: str) -> Settings:
    """Return the settings of an installation below a folder."""
    given = {"BASE_URL": "https://gemeinsam.example", **variables}
    return from_environment(given, demo=demo, data=folder)
