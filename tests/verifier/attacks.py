"""Attacks on a log, one or more for every check there is.

`check` is the name that an attack has to be reported by. `without` is what it is called
if that check is left out, None if nobody notices then: it shows what the check is for.
"""

from collections.abc import Callable
from typing import NamedTuple

from tests.verifier.laboratory import Laboratory

Make = Callable[[Laboratory], None]


class Attack(NamedTuple):
    """One attack."""

    check: str
    without: str | None
    make: Make


ATTACKS: dict[str, Attack] = {}
"""All attacks, by what they do."""


def attack(check: str, without: str | None = None) -> Callable[[Make], Make]:
    """Enter a function into the table, under its own name in words."""

    def enter(make: Make) -> Make:
        name = make.__name__.replace("_", " ")
        assert name not in ATTACKS, name
        ATTACKS[name] = Attack(check, without, make)
        return make

    return enter
