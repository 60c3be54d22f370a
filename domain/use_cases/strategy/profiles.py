"""Profiles as people write them, and how they become references."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from domain.codes import Cents, FieldId, GoalId, IndicatorId, MeasureId, TerritoryKey, UnitId
from domain.measures import Funding, Profile
from domain.messages import ContentRef
from domain.use_cases.strategy.office import Refs

PROFILE_TEXTS = (
    "title",
    "summary",
    "problem",
    "target_group",
    "benefit",
    "approach",
    "present_state",
    "partners",
    "steps",
    "risks",
    "superior_strategy",
    "privacy",
    "transferability",
)
"""Fields of a profile that are texts, in the order in which people read them."""

Opened = Mapping[ContentRef, str]
"""Texts of the former version, as the caller opened them."""


class WrittenFunding(msgspec.Struct, frozen=True):
    source: str
    amount: Cents
    notice: UUID | None = None


class WrittenProfile(msgspec.Struct, frozen=True, kw_only=True):
    """A profile with its texts as they were written."""

    title: str
    summary: str
    field_id: FieldId
    goals: tuple[GoalId, ...] = ()
    indicators: tuple[IndicatorId, ...] = ()
    problem: str | None = None
    target_group: str | None = None
    benefit: str | None = None
    approach: str | None = None
    present_state: str | None = None
    lead: UnitId | None = None
    partners: str | None = None
    territories: tuple[TerritoryKey, ...] = ()
    steps: str | None = None
    starts: date | None = None
    ends: date | None = None
    cost_once: Cents | None = None
    cost_yearly: Cents | None = None
    funding: tuple[WrittenFunding, ...] = ()
    own_share: Cents | None = None
    staff: int | None = None
    risks: str | None = None
    dependencies: tuple[MeasureId, ...] = ()
    sustainability: tuple[int, ...] = ()
    superior_strategy: str | None = None
    privacy: str | None = None
    transferability: str | None = None


def texts_of(written: WrittenProfile) -> dict[str, str | None]:
    """Return all texts of a written profile by name; funding sources are numbered."""
    texts: dict[str, str | None] = {name: getattr(written, name) for name in PROFILE_TEXTS}
    return texts | {f"funding.{at}": each.source for at, each in enumerate(written.funding)}


def references(profile: Profile) -> Iterator[tuple[str, ContentRef]]:
    """Yield name and reference of each text in a profile."""
    for name in PROFILE_TEXTS:
        ref: ContentRef | None = getattr(profile, name)
        if ref is not None:
            yield name, ref
    for at, each in enumerate(profile.funding):
        yield f"funding.{at}", each.source


def kept(written: WrittenProfile, former: Profile | None, opened: Opened) -> dict[str, ContentRef]:
    """Return the references of texts that read as before: they keep their commitment.

    A version then differs from the former one only where somebody wrote something new.
    """
    if former is None:
        return {}
    before = dict(references(former))
    same = {
        name: before[name]
        for name, text in texts_of(written).items()
        if name in before and text is not None and opened.get(before[name]) == text.strip()
    }
    for name, text in texts_of(written).items():
        if name.startswith("funding.") and name not in same and text is not None:
            sources = (each.source for each in former.funding)
            found = next((ref for ref in sources if opened.get(ref) == text.strip()), None)
            if found is not None:
                same[name] = found
    return same


def profile_of(written: WrittenProfile, refs: Refs, same: Mapping[str, ContentRef]) -> Profile:
    """Return the profile that goes into the log.

    Raises:
        TextMissing: it has no title or no summary.
    """

    def ref(name: str) -> ContentRef | None:
        return same.get(name) or refs.get(name)

    def need(name: str) -> ContentRef:
        return same.get(name) or refs.need(name)

    optional: dict[str, Any] = {name: ref(name) for name in PROFILE_TEXTS[2:]}
    funding = tuple(
        Funding(need(f"funding.{at}"), each.amount, each.notice)
        for at, each in enumerate(written.funding)
    )
    plain = {
        name: getattr(written, name)
        for name in written.__struct_fields__
        if name not in PROFILE_TEXTS and name != "funding"
    }
    return Profile(
        title=need("title"), summary=need("summary"), funding=funding, **plain, **optional
    )
