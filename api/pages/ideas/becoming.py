"""The answer to an idea, and the one timeline from its receipt to "usable since"."""

from collections.abc import Iterator
from datetime import date

from api.pages.formats import filters
from api.pages.framing import Frame
from api.pages.ideas.fates import Fate
from api.pages.parts import answers
from api.pages.parts.words import Words
from api.pages.views import MeasureLink, TimelineEntry
from api.pages.views.answers import AnswerPart
from api.pages.vocabulary import word
from api.pages.vocabulary.terms import N_
from domain.measures import (
    MeasureCompleted,
    MeasureDecisionApplied,
    MeasurePlanned,
    MeasureReplanned,
    MilestoneDefined,
    MilestoneReached,
    Slot,
)
from projections.decisions import DecisionRow
from projections.measures import MeasureRow, SourceRow, StepRow

_SHOWN = frozenset(
    {
        "measure.submitted",
        "measure.decision-applied",
        "measure.decision-revoked",
        "measure.planned",
        "measure.replanned",
        "measure.parked",
        "measure.implementation-started",
        "measure.milestone-reached",
        "measure.paused",
        "measure.resumed",
        "measure.completed",
        "measure.stopped",
    }
)
"""Steps of a measure that matter to whoever had the idea."""


def answer(fate: Fate, words: Words, *, office: bool = False) -> AnswerPart | None:
    """Return the answer to an idea, or by when it is due; None where none is owed.

    What units found is public with the answer; the office reads it before.
    """
    standing = fate.standing
    if standing is None:
        return None
    every = answers.said(fate.versions, fate.units, words)
    asked = answers.unit_name(fate.units, standing.row.asked, words)
    told = office or bool(every)
    return AnswerPart(
        due=standing.due,
        overdue=standing.overdue,
        unit=asked,
        said=every[0] if every else None,
        former=every[1:],
        reviews=tuple(answers.review(row, fate.units, words, told=told) for row in fate.reviews),
        outcomes=tuple(answers.outcome(row, words) for row in fate.outcomes),
    )


def entries(frame: Frame, fate: Fate, words: Words, today: date) -> Iterator[TimelineEntry]:
    """Yield what the timeline of an idea says of its answer and its measures."""
    yield from _answering(frame, fate, words)
    links = {row.measure_id: _link(row, words) for _, row in fate.measures}
    for source, row in fate.measures:
        yield _taken_up(frame, fate, source, row, words)
    for step in fate.steps:
        if step.kind in _SHOWN:
            yield TimelineEntry(
                event=step.kind,
                at=step.at,
                role="office",
                named=_named(fate, step, words),
                note=_note(frame, fate, step, today),
                detail=_detail(fate, step, words),
                measure=links[step.measure_id],
                position=step.position,
            )


def _answering(frame: Frame, fate: Fate, words: Words) -> Iterator[TimelineEntry]:
    for asked in fate.reviews:
        unit = answers.unit_name(fate.units, asked.unit, words)
        yield TimelineEntry(
            event="answer.review-requested",
            at=asked.asked_at,
            role="office",
            named=unit,
            position=asked.position,
        )
        if asked.filed_at is not None:
            yield TimelineEntry(
                event="answer.review-filed",
                at=asked.filed_at,
                role="office",
                named=unit,
                position=asked.filed_position,
            )
    for given in fate.versions:
        yield TimelineEntry(
            event="answer.given" if given.number == 1 else "answer.revised",
            at=given.at,
            role="office",
            named=answers.unit_name(fate.units, given.unit, words),
            note=frame.say(word("verdict", given.verdict)),
            detail=words.get(given.reason),
            position=given.position,
        )
    for told in fate.outcomes:
        yield TimelineEntry(
            event="answer.outcome-reported",
            at=told.at,
            role="office",
            detail=words.get(told.text),
            position=told.position,
        )


def _taken_up(
    frame: Frame, fate: Fate, source: SourceRow, row: MeasureRow, words: Words
) -> TimelineEntry:
    linked = next((each for each in fate.steps if each.position == source.position), None)
    return TimelineEntry(
        event="measure.source-linked",
        title=frame.say(N_("In eine Maßnahme aufgenommen")),
        at=linked.at if linked else row.changed,
        role="office",
        note=frame.say(word("idea_share", source.share)) if source.share else None,
        measure=_link(row, words),
        position=source.position,
    )


def _link(row: MeasureRow, words: Words) -> MeasureLink:
    return MeasureLink(
        id=str(row.measure_id), number=row.number, title=words.text(row.title, row.number)
    )


def _named(fate: Fate, step: StepRow, words: Words) -> str | None:
    """Return which body decided, or which milestone was reached."""
    match step.event:
        case MeasureDecisionApplied() as event:
            decision = fate.decisions.get(event.decision_id)
            body = fate.bodies.get(decision.body_id) if decision else None
            return words.text(body.name) if body else None
        case MilestoneReached() as event:
            return _milestone(fate, step, str(event.milestone_id), words)
    return None


def _note(frame: Frame, fate: Fate, step: StepRow, today: date) -> str | None:
    """Return what a step says in a line of its own."""
    match step.event:
        case MeasureDecisionApplied() as event:
            decision = fate.decisions.get(event.decision_id)
            return None if decision is None else _vote(frame, decision)
        case MeasurePlanned() as event:
            return _slot(frame, event.slot)
        case MeasureReplanned() as event:
            return _slot(frame, event.new)
        case MeasureCompleted() as event:
            day = filters(frame.language)["day"](event.usable_from)
            begun = event.usable_from <= today
            text = N_("Nutzbar seit %(day)s") if begun else N_("Nutzbar ab %(day)s")
            return frame.say(text, day=day)
    return None


def _vote(frame: Frame, row: DecisionRow) -> str:
    result = frame.say(word("council_result", row.result)) if row.result else ""
    if row.yes is None:
        return result
    votes = frame.say(
        N_("%(yes)s Ja, %(no)s Nein, Enthaltungen: %(abstain)s"),
        yes=row.yes,
        no=row.no,
        abstain=row.abstain,
    )
    return f"{result} ({votes})"


def _slot(frame: Frame, slot: Slot) -> str:
    return frame.say(
        N_("Jahresplan %(year)s, Quartal %(first)s bis %(last)s"),
        year=slot.year,
        first=slot.first,
        last=slot.last,
    )


def _milestone(fate: Fate, step: StepRow, milestone_id: str, words: Words) -> str | None:
    for each in fate.steps:
        event = each.event if each.kind == "measure.milestone-defined" else None
        same = each.measure_id == step.measure_id
        if same and isinstance(event, MilestoneDefined) and str(event.milestone_id) == milestone_id:
            return words.get(event.title)
    return None


def _detail(fate: Fate, step: StepRow, words: Words) -> str | None:
    """Return the reason, the benefit or what was learned, as far as the step has one.

    What a council asked for waits until its decision is published.
    """
    event, names = step.event, ("reason", "benefit", "lessons", "conditions")
    if isinstance(event, MeasureDecisionApplied) and event.decision_id not in fate.decisions:
        return None
    texts = (words.get(step.facts.get(name)) for name in names)
    return " ".join(text for text in texts if text) or None
