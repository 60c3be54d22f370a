"""Replay: the history of an object told step by step, with what each step changed.

Computed from the log when it is asked for, so nothing of it can be stale. Pages and
the API word the steps; texts come as references, to be opened under the mask of now.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from domain.codes import RuleCode
from domain.messages import Channel, ContentRef, Event, Recorded, StreamId, topic_of
from domain.people import Pseudonym, Role
from domain.proposals import ProposalHeld, ProposalWithdrawn
from projections.audit.exposure import EXPOSING, Exposure, exposed
from projections.audit.facts import PROPERTIES, FactKind, Key, Object, Value
from projections.audit.kinds import KINDS, rules_of

_REASONS = ("reason", "hint", "explanation", "quoted", "text")
_NUMBERS = ("carried", "already", "own", "not_attributable")


class Fact(msgspec.Struct, frozen=True):
    """One property of an object. `item` tells which phase, field, place or role has it.

    `words` names the vocabulary of codes. Text values are content references.
    """

    name: str
    item: str
    kind: FactKind
    words: str | None
    value: Value


class Change(msgspec.Struct, frozen=True):
    """One property before and after a step; None where there was or is none."""

    name: str
    item: str
    kind: FactKind
    words: str | None
    before: Value
    after: Value


class Reason(msgspec.Struct, frozen=True):
    """Words that a step was explained with.

    `name` is `reason`, `hint`, `explanation`, `quoted` (a passage), or `text` (of a
    report, note or appeal).
    """

    name: str
    ref: ContentRef


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One event: who in which role, when, what, why, and what it changed.

    `kind` is the stored name without version, `topic` with it. `code` adds how: the
    mode of a publication, the reason of a withdrawal, the ground of an erasure.
    `counts` are those of a merge. `actor` and `role` as in the index of the trail.
    """

    stream: StreamId
    position: int
    version: int
    kind: str
    topic: str
    actor: Pseudonym | None
    role: Role | None
    recorded_at: datetime
    occurred_at: datetime
    channel: Channel
    code: str | None
    counts: Mapping[str, int]
    rules: tuple[RuleCode, ...]
    reasons: tuple[Reason, ...]
    changes: tuple[Change, ...]
    hash: bytes


def describe(history: Sequence[Recorded]) -> list[Step]:
    """Tell a history to an auditor. It may mix streams; each must begin at its first event."""
    objects: dict[StreamId, Object] = {}
    steps = []
    for recorded in history:
        told = _object(objects, recorded)
        before = told.facts()
        told.apply(recorded.event)
        steps.append(_step(recorded, _changes(told.concept, before, told.facts())))
    return steps


def describe_publicly(history: Sequence[Recorded], *, texts: bool) -> list[Step]:
    """Tell everybody the history of one object: its public steps and public properties.

    Nobody's pseudonym, nothing of unpublished versions, empty if it never was public.
    `texts` tells whether its words may be shown now (ruling 4); without, all of them
    are left out.
    """
    exposure = _exposure(history)
    steps: list[Step] = []
    objects: dict[StreamId, Object] = {}
    shown: dict[Key, Value] = {}
    for recorded in history:
        told = _object(objects, recorded)
        told.apply(recorded.event)
        if not exposure.shows(recorded):
            continue
        facts = _allowed(told.public_facts(), texts=texts)
        step = _step(recorded, _changes(told.concept, shown, facts))
        steps.append(_publicly(step, recorded.event, texts=texts))
        shown = facts
    return steps


def facts_after(history: Sequence[Recorded], position: int) -> list[Fact]:
    """Return what an auditor sees of one object right after a position."""
    told = _told(history, position)
    return _sorted_facts(told.concept, told.facts()) if told else []


def public_facts_after(history: Sequence[Recorded], position: int, *, texts: bool) -> list[Fact]:
    """Return what everybody sees of one object right after a position."""
    exposure = _exposure(history)
    known = exposure.since is not None and exposure.since <= position and not exposure.masked
    told = _told(history, position)
    if told is None or not (known or told.concept in {"process", "phase"}):
        return []
    return _sorted_facts(told.concept, _allowed(told.public_facts(), texts=texts))


def _told(history: Sequence[Recorded], position: int) -> Object | None:
    told: Object | None = None
    for recorded in history:
        if recorded.position > position:
            break
        told = told or Object(KINDS[type(recorded.event)].concept)
        told.apply(recorded.event)
    return told


def _object(objects: dict[StreamId, Object], recorded: Recorded) -> Object:
    concept = KINDS[type(recorded.event)].concept
    return objects.setdefault(recorded.stream, Object(concept))


def _exposure(history: Sequence[Recorded]) -> Exposure:
    exposure = Exposure()
    for recorded in history:
        if isinstance(recorded.event, EXPOSING):
            exposure = exposed(exposure, recorded)
    return exposure


def _step(recorded: Recorded, changes: tuple[Change, ...]) -> Step:
    event = recorded.event
    kind = KINDS[type(event)]
    actor = kind.actor_of(event)
    return Step(
        stream=recorded.stream,
        position=recorded.position,
        version=recorded.version,
        kind=kind.name,
        topic=topic_of(type(event)),
        actor=None if actor is None else actor.pseudonym,
        role=None if actor is None else actor.role,
        recorded_at=recorded.recorded_at,
        occurred_at=recorded.occurred_at,
        channel=recorded.channel,
        code=_code(event),
        counts={name: getattr(event, name) for name in _NUMBERS if hasattr(event, name)},
        rules=rules_of(event),
        reasons=tuple(_reasons(kind.concept, event)),
        changes=changes,
        hash=recorded.hash,
    )


def _publicly(step: Step, event: Event, *, texts: bool) -> Step:
    # What a moderator explained is for the author; why a phase was extended is for all.
    public = ("reason",) if texts else ()
    return msgspec.structs.replace(
        step,
        actor=None,
        reasons=tuple(reason for reason in step.reasons if reason.name in public),
        # The rule of an interim cover is what a reporter said, not yet what anybody found.
        rules=() if isinstance(event, ProposalHeld) else step.rules,
    )


def _code(event: Any) -> str | None:  # noqa: ANN401 - events differ in shape
    if isinstance(event, ProposalWithdrawn):
        return event.reason
    code: str | None = getattr(event, "mode", None) or getattr(event, "ground", None)
    return code


def _reasons(concept: str, event: Event) -> Iterator[Reason]:
    if isinstance(event, ProposalWithdrawn):
        return
    for name in _REASONS:
        # The text of a comment or remark is what was said, not a reason.
        ref = (
            None
            if name == "text" and concept in {"comment", "remark"}
            else getattr(event, name, None)
        )
        if ref is not None:
            yield Reason(name, ref)


def _changes(
    concept: str, before: Mapping[Key, Value], after: Mapping[Key, Value]
) -> tuple[Change, ...]:
    return tuple(
        Change(*_property(concept, key), before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    )


def _sorted_facts(concept: str, facts: Mapping[Key, Value]) -> list[Fact]:
    return [Fact(*_property(concept, key), facts[key]) for key in sorted(facts)]


def _property(concept: str, key: Key) -> tuple[str, str, FactKind, str | None]:
    name, item = key
    told = PROPERTIES[name]
    return name, item, told.kind, f"{concept}_state" if name == "state" else told.words


def _allowed(facts: Mapping[Key, Value], *, texts: bool) -> dict[Key, Value]:
    return {
        key: value for key, value in facts.items() if texts or PROPERTIES[key[0]].kind != "text"
    }
