"""Replaying one object step by step: what each event changed, and how all stood after it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api import entry_numbers
from api.pages import vocabulary
from api.pages.audit import numbering
from api.pages.audit.labels import read_labels
from api.pages.audit.numbering import Mark
from api.pages.formatting import number
from api.pages.framing import Frame, Framing, Html
from api.pages.ideas.building import coordinates
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs, references
from api.pages.views import FieldChange, ObjectReplay, ReplayStep
from api.pages.vocabulary.terms import N_
from api.people import Person as AnyPerson
from api.provided import Person, Platform, Snapshot, Texts
from domain.codes import CommentId, PhaseId, ProposalId, RemarkId
from domain.messages import ContentRef, Recorded, StreamId
from domain.people import ProcessId
from domain.phases import BERLIN
from projections import audit, comments, feed, processes, proposals, remarks, subjects
from projections.audit import Change, EntryRow, Fact, Step, Value
from projections.model import Snapshot as ReadModel

_ID = 8  # digits of an id
_CONCEPTS_OF_ALL = {"process", "phase"}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """The history of an object, as far as this reader may know it."""

    concept: str
    history: Sequence[Recorded]
    steps: Sequence[Step]
    texts: bool
    full: bool

    def facts(self, position: int) -> Sequence[Fact]:
        """Return how the object stood right after a position."""
        if self.full:
            return audit.facts_after(self.history, position)
        return audit.public_facts_after(self.history, position, texts=self.texts)


@get("/audit/objects/{object_id:uuid}", sync_to_thread=True)
def replay_page(
    *,
    object_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    at: FromQuery[str] = "",
    entry: FromQuery[str] = "",
) -> Html:
    """Show one step in the history of an object; the last one unless another is named.

    `entry` names it by its entry in the public log, `at` by any position after it.

    Raises:
        NotFoundException: there is no such object the reader may know of.
    """
    full = person.may("read_trail")
    history = [
        each
        for each in platform.log.recorded(StreamId(object_id))
        if each.position <= snapshot.position
    ]
    told = _told(snapshot, object_id, history, full=full)
    current = _current(told.steps, _asked(snapshot, person, at, entry))
    step = told.steps[current]
    hashes = {each.position: each.hash for each in told.steps}
    marks = numbering.marks(snapshot, hashes, full=full)
    facts = told.facts(step.position)
    labels = read_labels(snapshot, [_entry(object_id, told.concept)])
    around = _around(snapshot, told.concept, object_id, person.at)
    rows = [*labels.rows, *(around.rows if around else ())]
    refs = [*_refs(step, facts), *(ref for row in rows for ref in references(row))]
    words = opened_refs(texts, refs, frame.say(UNAVAILABLE))
    shown = _Shown(frame, words, _names(around, words) if around else {})
    page = ObjectReplay(
        object_id=str(object_id),
        kind=told.concept,
        label=labels.of(told.concept, object_id, words) or object_id.hex[:_ID],
        steps=tuple(_step(each, marks[each.position], full=full) for each in told.steps),
        current=current,
        changes=tuple(
            view for view in map(shown.change, step.changes) if view.before != view.after
        ),
        state=tuple(map(shown.fact, facts)),
        full=full,
        public_url=_public_url(frame, snapshot, told.concept, object_id),
        reason=next((words.get(reason.ref) for reason in step.reasons), None),
        rules=step.rules,
        previous_hash=marks[told.steps[current - 1].position].hash if current and full else None,
        masked_at=subjects.positions(snapshot, [subjects.MASK])[subjects.MASK] or None,
    )
    return frame.show(page, nav="audit", position=snapshot.position)


def _told(snapshot: ReadModel, object_id: UUID, history: Sequence[Recorded], *, full: bool) -> Told:
    if not history:
        raise NotFoundException
    concept = audit.KINDS[type(history[0].event)].concept
    texts = full or _texts_public(snapshot, concept, object_id)
    steps = audit.describe(history) if full else audit.describe_publicly(history, texts=texts)
    if not steps:
        raise NotFoundException
    return Told(concept=concept, history=history, steps=steps, texts=texts, full=full)


def _texts_public(snapshot: ReadModel, concept: str, object_id: UUID) -> bool:
    """Tell whether everybody may read the object's words now (ruling 4)."""
    if concept == "proposal":
        idea = proposals.find(snapshot, ProposalId(object_id))
        return idea is not None and idea.readable
    if concept == "comment":
        row = comments.find(snapshot, CommentId(object_id))
        return row is not None and row.state == "visible"
    if concept == "remark":
        said = remarks.find(snapshot, RemarkId(object_id))
        return said is not None and said.state == "visible"
    return concept in _CONCEPTS_OF_ALL


def _asked(snapshot: ReadModel, person: AnyPerson, at: str, entry: str) -> int | None:
    """Return the position that an address names; None if it names none."""
    leaf, position = number(entry), number(at)
    if leaf is not None:
        return entry_numbers.position_before(snapshot, leaf + 1)
    return None if position is None else numbering.moment(snapshot, position, person)


def _current(steps: Sequence[Step], position: int | None) -> int:
    """Return the index of the last step up to a position; the last one without any."""
    if position is None:
        return len(steps) - 1
    earlier = [index for index, step in enumerate(steps) if step.position <= position]
    return earlier[-1] if earlier else 0


def _step(step: Step, mark: Mark, *, full: bool) -> ReplayStep:
    return ReplayStep(
        number=mark.number,
        step=mark.step,
        at=step.recorded_at,
        event=step.kind,
        role=step.role,
        hash=mark.hash,
        actor=step.actor.hex[:_ID] if full and step.actor and step.actor.int else None,
    )


def _refs(step: Step, facts: Sequence[Fact]) -> Iterator[ContentRef]:
    """Yield every text that the step and the state after it show."""
    yield from (reason.ref for reason in step.reasons)
    for change in step.changes:
        if change.kind == "text":
            yield from (str(value) for value in (change.before, change.after) if value)
    yield from (str(fact.value) for fact in facts if fact.kind == "text" and fact.value)


def _entry(object_id: UUID, concept: str) -> EntryRow:
    """Return an entry about the object, to look its name up like those of the trail."""
    return EntryRow(
        position=0,
        kind=f"{concept}.",
        subject=object_id,
        process_id=None,
        actor=None,
        role=None,
        channel="web",
        rules=(),
        recorded_at=datetime.min,  # noqa: DTZ901 - never shown
        day="",
        audience=0,
    )


def _around(
    snapshot: ReadModel, concept: str, object_id: UUID, now: datetime
) -> Surroundings | None:
    """Return the process whose fields, phases and places the object speaks of."""
    process_id: ProcessId | None = None
    if concept == "process":
        process_id = ProcessId(object_id)
    elif concept == "phase":
        phase = processes.phase(snapshot, PhaseId(object_id))
        process_id = phase.process_id if phase else None
    elif concept == "proposal":
        row = feed.all_rows(snapshot, [ProposalId(object_id)]).get(ProposalId(object_id))
        process_id = row.process_id if row else None
    return surroundings.by_id(snapshot, process_id, now) if process_id else None


def _names(around: Surroundings, words: Words) -> dict[str, str]:
    """Return what ids and keys of the process stand for."""
    named: list[tuple[object, ContentRef]] = [
        *((row.field_id, row.name) for row in around.fields),
        *((row.phase_id, row.title) for row in around.phases),
        *((row.key, row.name) for row in around.territories),
    ]
    return {str(key): words.text(ref, str(key)) for key, ref in named}


def _public_url(frame: Frame, snapshot: ReadModel, concept: str, object_id: UUID) -> str | None:
    if concept == "proposal" and proposals.find(snapshot, ProposalId(object_id)):
        return frame.url(f"/ideas/{object_id}")
    if concept == "comment":
        row = comments.find(snapshot, CommentId(object_id))
        return frame.url(f"/comments/{object_id}") if row else None
    if concept == "remark":
        known = remarks.find(snapshot, RemarkId(object_id))
        return frame.url(f"/remarks/{object_id}") if known else None
    if concept == "process":
        process = next(
            (row for row in processes.all_processes(snapshot) if row.process_id == object_id), None
        )
        return frame.url(f"/p/{process.slug}") if process else None
    return None


class _Shown(msgspec.Struct, frozen=True):
    """Turns values of properties into what the page prints."""

    frame: Frame
    words: Words
    names: dict[str, str]

    def change(self, change: Change) -> FieldChange:
        """Return a property before and after."""
        return self._view(change, change.before, change.after)

    def fact(self, fact: Fact) -> FieldChange:
        """Return a property as it stood."""
        return self._view(fact, None, fact.value)

    def _view(self, told: Change | Fact, before: Value, after: Value) -> FieldChange:
        return FieldChange(
            name=told.name,
            item=self._item(told.item),
            before=self._text(told, before),
            after=self._text(told, after),
        )

    def _item(self, item: str) -> str | None:
        if not item:
            return None
        return self.names.get(item, item if len(item) < len(UUID(int=0).hex) else item[:_ID])

    def _text(self, told: Change | Fact, value: Value) -> str | None:
        if value is None:
            return None
        if told.kind == "text":
            text = self.words.get(str(value))
            point = coordinates(text) if told.name == "location" else None
            return " / ".join(point) if point else text or self.frame.say(N_("Text gelöscht"))
        if isinstance(value, datetime):
            return f"{value.astimezone(BERLIN):%Y-%m-%d %H:%M:%S}"
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, UUID):
            return self.names.get(str(value), value.hex[:_ID])
        if isinstance(value, tuple):
            return ", ".join(self._word(told.words, code) for code in value)
        return self._word(told.words, str(value))

    def _word(self, vocabulary_name: str | None, code: str) -> str:
        """Return the word for a code or key; one that has none speaks for itself."""
        if code in self.names:
            return self.names[code]
        known = vocabulary.TERMS.get(vocabulary_name or "", {})
        return self.frame.say(known[code]) if code in known else code
