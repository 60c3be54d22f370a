"""Profiles of the content as the use cases take them."""

from uuid import UUID

from msgspec.structs import replace

from api.demo import strategy_types as st
from api.demo.replay.strategy.scene import CENTS, Scene
from domain.codes import GoalId, IndicatorId, MeasureId, UnitId
from domain.measures import Measure, Source
from domain.messages import ContentRef
from domain.use_cases.strategy.profiles import (
    PROFILE_TEXTS,
    WrittenFunding,
    WrittenProfile,
    references,
    texts_of,
)


def written(scene: Scene, profile: st.Profile) -> WrittenProfile:
    """Return the first version of a profile."""
    made = scene.made
    texts = {name: getattr(profile, name) for name in PROFILE_TEXTS}
    return WrittenProfile(
        **texts,
        field_id=scene.field(profile.action_field),
        goals=tuple(GoalId(made[f"goal:{key}"]) for key in profile.goals),
        indicators=tuple(IndicatorId(made[f"indicator:{key}"]) for key in profile.indicators),
        lead=UnitId(made[f"unit:{profile.lead}"]) if profile.lead else None,
        territories=profile.territories,
        starts=profile.starts,
        ends=profile.ends,
        cost_once=_cents(profile.cost_once),
        cost_yearly=_cents(profile.cost_yearly),
        own_share=_cents(profile.own_share),
        funding=_funding(scene, profile.funding),
        staff=profile.staff,
        dependencies=tuple(MeasureId(made[f"measure:{key}"]) for key in profile.dependencies),
        sustainability=profile.sustainability,
    )


def rewritten(scene: Scene, former: WrittenProfile, version: st.ProfileVersion) -> WrittenProfile:
    """Return a later version: what it does not name stays."""
    changed = {
        name: value
        for name in ("summary", "steps", "present_state", "partners", "territories", "ends")
        if (value := getattr(version, name)) is not None
    }
    for name in ("cost_once", "own_share"):
        if (euros := getattr(version, name)) is not None:
            changed[name] = euros * CENTS
    if version.funding is not None:
        changed["funding"] = _funding(scene, version.funding)
    return replace(former, **changed)


def opened(measure: Measure, former: WrittenProfile) -> dict[ContentRef, str]:
    """Return the texts of the present version by reference, as a form would have them."""
    if measure.profile is None:
        return {}
    texts = texts_of(former)
    return {ref: texts[name] or "" for name, ref in references(measure.profile)}


def source(scene: Scene, told: str) -> Source:
    """Return a source told as `idea:KEY whole` or `workshop:KEY`."""
    name, _, share = told.partition(" ")
    kind, _, key = name.partition(":")
    if kind == "idea":
        part = {"whole": "whole", "part": "part"}.get(share, "inspiration")
        return Source("proposal", scene.stage.subjects[name].id, part)  # type: ignore[arg-type]  # one of the three words
    found: UUID = scene.made[f"{kind}:{key}"]
    return Source("inventory" if kind == "item" else kind, found)  # type: ignore[arg-type]  # the domain refuses another word


def _cents(euros: int | None) -> int | None:
    return None if euros is None else euros * CENTS


def _funding(scene: Scene, told: tuple[st.Funding, ...]) -> tuple[WrittenFunding, ...]:
    return tuple(
        WrittenFunding(
            each.source,
            each.amount * CENTS,
            scene.made[f"notice:{each.notice}"] if each.notice else None,
        )
        for each in told
    )
