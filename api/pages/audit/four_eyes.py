"""What takes two persons: who did the one half, who the other, and whether they differ."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal
from uuid import UUID

from litestar import get
from litestar.params import FromQuery

from api.pages.audit.labels import Labels, read_labels
from api.pages.formatting import number
from api.pages.framing import Framing, Html
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs, references
from api.pages.views.audits import Act, FourEyesPage, FourEyesRow
from api.people import auditors_only
from api.provided import Person, Platform, Snapshot, Texts
from domain.audits import FindingAnswered, FindingRecorded
from domain.messages import Event, Recorded, StreamId, topic_of
from domain.moderation import AppealDecided, CaseDecided
from domain.people import Actor
from domain.phases import PhaseReopened
from domain.ports import EventLog
from projections import audit
from projections.audit import EntryRow, Trail

SECOND = ("case.appeal-decided", "phase.reopened", "audit.finding-answered")
"""The events in which a second person acts, by stored name."""

_KINDS: dict[type[Event], Literal["appeal", "reopening", "finding"]] = {
    AppealDecided: "appeal",
    PhaseReopened: "reopening",
    FindingAnswered: "finding",
}
_PAGE = 30
_ACTOR = 8  # digits of a pseudonym


@get("/audit/four-eyes", sync_to_thread=True, guards=[auditors_only])
def four_eyes_page(
    *,
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    before: FromQuery[str] = "",
) -> Html:
    """List appeals, reopenings and answered findings with both persons."""
    trail = Trail(kinds=SECOND, before=number(before), everything=person.may("read_trail"))
    entries = audit.entries(snapshot, trail, limit=_PAGE + 1)
    shown = entries[:_PAGE]
    labels = read_labels(snapshot, shown)
    named = [ref for row in labels.rows for ref in references(row)]
    words = opened_refs(texts, named, frame.say(UNAVAILABLE))
    rows = tuple(_rows(platform.log, shown, labels, words))
    older = f"?before={shown[-1].position}" if len(entries) > _PAGE else None
    page = FourEyesPage(
        rows=rows,
        same=sum(not row.differ for row in rows),
        older_url=frame.url("/audit/four-eyes") + older if older else None,
    )
    return frame.show(page, nav="audit", position=snapshot.position)


def _rows(
    log: EventLog, entries: Sequence[EntryRow], labels: Labels, words: Words
) -> Iterator[FourEyesRow]:
    for entry in entries:
        history = log.recorded(_stream(entry))
        second = next(each for each in history if each.position == entry.position)
        event: Any = second.event
        first = _first(history, second)
        one, other = first[1] if first else None, event.by
        if isinstance(event, PhaseReopened):
            one, other = event.by, event.approved_by
        concept = entry.kind.partition(".")[0]
        yield FourEyesRow(
            kind=_KINDS[type(event)],
            first=_act(first[0], one) if first and one else None,
            second=_act(second, other),
            differ=one is not None and one.pseudonym != other.pseudonym,
            subject=concept,
            subject_id=str(entry.subject),
            subject_label=labels.of(concept, entry.subject, words),
        )


def _stream(entry: EntryRow) -> StreamId:
    """Return where the history of the matter is: cases, phases and audits have their own."""
    return StreamId(UUID(int=entry.subject.int))


def _first(history: Sequence[Recorded], second: Recorded) -> tuple[Recorded, Actor] | None:
    """Return what the second person answered to, and who had done it."""
    event: Any = second.event
    if isinstance(event, PhaseReopened):
        return second, event.by
    for each in reversed([each for each in history if each.position < second.position]):
        match each.event:
            case CaseDecided(by=by) if isinstance(event, AppealDecided):
                return each, by
            case FindingRecorded(finding_id=finding, by=by) if (
                isinstance(event, FindingAnswered) and finding == event.finding_id
            ):
                return each, by
            case _:
                pass
    return None


def _act(recorded: Recorded, by: Actor) -> Act:
    return Act(
        event=topic_of(type(recorded.event)).partition("/")[0],
        at=recorded.recorded_at,
        role=by.role,
        actor=by.pseudonym.hex[:_ACTOR] if by.pseudonym.int else None,
        position=recorded.position,
    )
