"""What an incomplete profile lacks, in words: shown wherever a council is refused it (I11)."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from api.pages.vocabulary.marking import N_
from api.pages.vocabulary.strategy import STRATEGY_TERMS
from domain.measures.refusals import ProfileIncomplete
from domain.messages import Refusal

_MONEY = {
    "funding_gap": N_("Kosten und Finanzierung: Es fehlen %(amount)s"),
    "funding_surplus": N_("Kosten und Finanzierung: %(amount)s zu viel"),
}


class _Facts(msgspec.Struct, frozen=True):
    missing: list[str]
    gap: int


def lacking(
    codes: tuple[str, ...] | list[str],
    gap: int,
    say: Callable[[str], str],
    money: Callable[[int], str],
) -> tuple[str, ...]:
    """Return what is missing, each part with its name; `gap` is in cents.

    `say` translates a German sentence, `money` writes an amount.
    """
    names: Mapping[str, str] = STRATEGY_TERMS["profile_missing"]
    return tuple(
        say(_MONEY[code]) % {"amount": money(abs(gap))} if code in _MONEY else say(names[code])
        for code in codes
    )


def lacking_for(
    refusal: Refusal | Exception, say: Callable[[str], str], money: Callable[[int], str]
) -> tuple[str, ...]:
    """Return what a refused profile lacks; nothing for any other refusal."""
    if not isinstance(refusal, ProfileIncomplete):
        return ()
    plain: Any = refusal.facts
    facts = msgspec.convert(plain, _Facts)
    return lacking(facts.missing, facts.gap, say, money)
