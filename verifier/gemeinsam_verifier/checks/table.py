"""How a check is written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong, with a sentence in German and in English."""

    step: int
    german: str
    english: str


def checks(step: int, *rows: tuple[str, str, str]) -> dict[str, Check]:
    """Return the checks of one step by name."""
    return {name: Check(step, german, english) for name, german, english in rows}
