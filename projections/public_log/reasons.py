"""What an entry says of the rules that something broke."""

from typing import Any

from domain.codes import RuleCode
from projections.public_log.field import Fields

_ILLEGAL = frozenset({"HR02", "HR03", "HR04", "HR08"})


def ground_of(rules: tuple[RuleCode, ...]) -> str | None:
    """Return whether rules stand for the law, for the house, or for the source of an import."""
    if not rules:
        return None
    if "HR00" in rules:
        return "source"
    return "illegal" if _ILLEGAL & set(rules) else "terms"


def ground(event: Any) -> str | None:  # noqa: ANN401 - events differ in shape
    """Return the ground of an event with rules."""
    return ground_of(event.rules)


def one_rule(event: Any) -> list[RuleCode]:  # noqa: ANN401 - as above
    """Return the one rule that an event names."""
    return [event.rule]


def rules(event: Any) -> list[RuleCode]:  # noqa: ANN401 - as above
    """Return all rules that an event names."""
    return list(event.rules)


BROKEN: Fields = {"rules": rules, "ground": ground}
"""The fields of an entry that takes something away."""
