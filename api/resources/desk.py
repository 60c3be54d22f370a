"""Whose cases are shown, in which order, and how a case looks to a program."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from api.moments import mask
from api.people import Person
from api.resources import schemas
from api.resources.texts import Words
from domain.codes import Receipt
from domain.moderation import CaseStatus
from domain.people import ProcessId, Pseudonym
from domain.ports import Texts
from domain.use_cases.carrying_out import Platform
from projections import moderation, processes
from projections.model import Snapshot
from projections.moderation import CaseRow, Desk, StepRow, SubjectRow, Tab, VersionRow

STATES: Mapping[CaseStatus, schemas.CaseState] = {
    "open": "open",
    "in_work": "in_work",
    "escalated": "in_work",
    "decided": "decided",
    "appealed": "appealed",
    "under_appeal": "appealed",
    "final": "final",
    "closed": "final",
}
"""Case states as the API has them (ruling 25)."""

_AMONG_COLLEAGUES = frozenset({"case.content-reported", "case.note-added", "case.escalated"})
"""Steps whose words nobody is shown about a text of their own."""

_ORDER_OF: Mapping[schemas.CaseState, Tab] = {
    "open": "open",
    "in_work": "in_work",
    "appealed": "appeals",
}


def order(state: schemas.CaseState | None) -> Tab:
    """Return the tab by whose order cases in a state are sorted."""
    return "decided" if state is None else _ORDER_OF.get(state, "decided")


def of(
    snapshot: Snapshot,
    platform: Platform,
    person: Person,
    now: datetime,
    state: schemas.CaseState | None,
) -> Desk:
    """Return whose queue it is: what they moderate, in one state or in all of them."""
    moderated = person.processes("moderator")
    known = moderated
    if known is None:
        known = frozenset(row.process_id for row in processes.all_processes(snapshot))
    return Desk(
        now=now,
        asking=_pseudonyms(platform, person, known),
        processes=moderated,
        states=[status for status, shown in STATES.items() if state in {None, shown}],
    )


def _pseudonyms(
    platform: Platform, person: Person, known: frozenset[ProcessId]
) -> tuple[Pseudonym, ...]:
    if person.ref is None:
        return ()
    return tuple(platform.vault.pseudonym(person.ref, each) for each in sorted(known))


def page(read: moderation.Queue, snapshot: Snapshot, texts: Texts, desk: Desk) -> schemas.CasePage:
    """Return a page of the queue."""
    refs = [ref for each in read.cases if each.text for ref in (each.text.title, each.text.body)]
    words = Words(texts, refs)
    return schemas.CasePage(
        items=[
            _case(each.case, _matter(each.subject, each.text, words), desk) for each in read.cases
        ],
        next=read.next,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


class _Matter(msgspec.Struct, frozen=True):
    """What a case is about, opened."""

    receipt: Receipt | None
    title: str | None
    body: str | None


def _matter(subject: SubjectRow | None, text: VersionRow | None, words: Words) -> _Matter:
    return _Matter(
        receipt=subject.receipt if subject else None,
        title=words.get(text.title) if text else None,
        body=words.get(text.body) if text else None,
    )


def _case(row: CaseRow, matter: _Matter, desk: Desk) -> schemas.Case:
    hands = row.reviewer if row.tab == "appeals" else row.claimed_by
    waiting = row.tab != "decided"
    return schemas.Case(
        id=row.case_id,
        state=STATES[row.state],
        subject=schemas.SubjectRef(row.subject_kind, row.subject_id),
        process=row.process_id,
        proposal=row.proposal_id,
        receipt=matter.receipt,
        title=matter.title,
        body=matter.body,
        trigger=row.trigger,
        due=row.due,
        overdue=waiting and row.due < desk.now,
        urgent=row.urgent,
        reports=row.reports,
        claimed=waiting and hands is not None,
        yours=waiting and hands in desk.asking,
        outcome=row.outcome,
        rules=list(row.rules),
        appeal_outcome=row.appeal_outcome,
    )


def details(detail: moderation.CaseDetail, texts: Texts, desk: Desk) -> schemas.CaseDetails:
    """Return a case with all its steps.

    Who wrote the text reads neither the words of reports nor what colleagues say among them.
    """
    text = detail.versions[-1] if detail.versions else None
    mine = detail.case.author is not None and detail.case.author in desk.asking
    steps = [
        msgspec.structs.replace(step, text=None)
        if mine and step.kind in _AMONG_COLLEAGUES
        else step
        for step in detail.steps
    ]
    refs = [ref for step in steps for ref in (step.text, step.quoted)]
    words = Words(texts, [*refs, text.title, text.body] if text else refs)
    shown = _case(detail.case, _matter(detail.subject, text, words), desk)
    return schemas.CaseDetails(
        **msgspec.structs.asdict(shown), steps=[_step(step, words) for step in steps]
    )


def _step(row: StepRow, words: Words) -> schemas.CaseStep:
    return schemas.CaseStep(
        position=row.position,
        kind=row.kind,
        at=row.at,
        role=row.role,
        code=row.code,
        rules=list(row.rules),
        text=words.get(row.text),
        quoted=words.get(row.quoted),
    )
