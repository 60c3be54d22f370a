"""What every write has in common: the stored result, and reads that show it."""

from typing import TypeVar

import msgspec

from api.provided import VisiblePort
from domain.use_cases.carrying_out import Outcome

T = TypeVar("T")


def answer(outcome: Outcome, visible: VisiblePort, kind: type[T]) -> T:
    """Wait until reads show the write (1 second at most) and return its stored result."""
    visible.wait(outcome.position)
    return msgspec.json.decode(outcome.result, type=kind)
