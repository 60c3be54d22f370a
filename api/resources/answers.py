"""What every write has in common: one effect for one key, and reads that show it."""

from typing import TypeVar

import msgspec

from api.provided import VisiblePort
from domain.use_cases.carrying_out import Asking, Outcome, Platform, command_key, outcome_of

T = TypeVar("T")


def answer(outcome: Outcome, visible: VisiblePort, kind: type[T]) -> T:
    """Wait until reads show the write (1 second at most) and return its stored result."""
    visible.wait(outcome.position)
    return msgspec.json.decode(outcome.result, type=kind)


def former(platform: Platform, asking: Asking) -> Outcome | None:
    """Return what became of a wish when it came before; None if it is new.

    Raises:
        CommandReused: its key came with another request before.
    """
    key = command_key(platform, asking)
    before = None if key is None else platform.log.answered(key)
    return None if before is None else outcome_of(before)


def first_time(platform: Platform, asking: Asking) -> bool:
    """Tell whether a wish is new: a repetition gets its answer again and uses up nothing.

    Raises:
        CommandReused: its key came with another request before.
    """
    return former(platform, asking) is None
