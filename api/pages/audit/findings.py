"""Findings: the auditor records and judges, the office answers."""

from typing import get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.pages.audit.cards import Cards, concerns, held_in, overdue, short
from api.pages.audit.labels import read_labels
from api.pages.audit.refused import explained, too_long
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Framing, Html, Nav
from api.pages.parts.words import UNAVAILABLE, opened, opened_refs, references
from api.pages.views import FieldError, Option
from api.pages.views.audits import FindingPage, FindingsPage, FindingStep
from api.people import auditors_only, holding, office_only
from api.provided import Asking, Platform, ReadModels, Snapshot, Texts, Visible
from domain.audits import AuditId, FindingId, FindingStatus
from domain.messages import Refusal, StreamId
from domain.ports import EventLog
from domain.ports import Texts as TextsPort
from domain.use_cases import auditing
from domain.use_cases.carrying_out import Outcome
from projections import audit, audits
from projections.audits import FindingRow, Findings, FindingStepRow
from projections.model import Snapshot as ReadModel

_STATES: tuple[FindingStatus, ...] = get_args(FindingStatus)
_SHOWN = 8  # digits of an id

concerned_only = holding("auditor", "office")


@get("/audit/findings", sync_to_thread=True, guards=[concerned_only])
def findings_page(
    *, frame: Framing, snapshot: Snapshot, texts: Texts, show: FromQuery[str] = ""
) -> Html:
    """List findings, those that wait for an answer first."""
    person = frame.person
    chosen = tuple(each for each in _STATES if each == show)
    wanted = Findings(states=chosen, processes=held_in(person, "auditor", "office"))
    rows = audits.findings(snapshot, wanted)
    cards = Cards(frame, snapshot, texts, rows)
    page = FindingsPage(
        findings=tuple(map(cards.finding, rows)),
        states=_STATES,
        state=chosen[0] if chosen else "",
        overdue=overdue(snapshot, person),
    )
    return frame.show(page, nav=_nav(frame), position=snapshot.position)


def _nav(frame: Frame) -> Nav:
    """Return where the page is in the menu: the office has an entry of its own."""
    return "findings" if "office" in frame.person.roles_anywhere() else "audit"


@get("/audit/findings/{finding_id:uuid}", sync_to_thread=True, guards=[concerned_only])
def finding_page(
    finding_id: FromPath[UUID], frame: Framing, snapshot: Snapshot, texts: Texts, platform: Platform
) -> Html:
    """Show one finding with everything that was said about it."""
    return _page(frame, snapshot, texts, platform.log, FindingId(finding_id))


def _page(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    log: EventLog,
    finding_id: FindingId,
    text: str = "",
    errors: tuple[FieldError, ...] = (),
) -> Html:
    row = _known(frame, snapshot, finding_id)
    about = audits.audit(snapshot, row.audit_id)
    if about is None:
        raise NotFoundException
    steps = audits.steps(snapshot, finding_id)
    cards = Cards(frame, snapshot, texts, [row])
    person = frame.person
    auditor = concerns(person, row.process_id, "auditor")
    running = about.state == "open"
    page = FindingPage(
        finding=cards.finding(row),
        scope=about.scope,
        steps=_steps(frame, texts, steps),
        positions=row.positions,
        subjects=_subjects(frame, snapshot, texts, log, row),
        may_see_audit=auditor,
        may_answer=running and row.state == "open" and concerns(person, row.process_id, "office"),
        may_judge=running and row.state == "answered" and auditor,
        own=auditor,
        text=text,
        errors=errors,
    )
    path = f"/audit/findings/{finding_id}"
    status = 400 if errors else 200
    nav = _nav(frame)
    return frame.show(page, nav=nav, position=snapshot.position, path=path, status=status)


def _known(frame: Frame, snapshot: ReadModel, finding_id: FindingId) -> FindingRow:
    row = audits.finding(snapshot, finding_id)
    if row is None or not concerns(frame.person, row.process_id, "auditor", "office"):
        raise NotFoundException
    return row


def _steps(frame: Frame, texts: TextsPort, steps: list[FindingStepRow]) -> tuple[FindingStep, ...]:
    words = opened(texts, steps, frame.say(UNAVAILABLE))
    return tuple(
        FindingStep(
            kind=step.kind,
            at=step.at,
            role=step.role,
            actor=short(step.by),
            text=words.get(step.text),
        )
        for step in steps
    )


def _subjects(
    frame: Frame, snapshot: ReadModel, texts: TextsPort, log: EventLog, row: FindingRow
) -> tuple[Option, ...]:
    """Return the objects a finding is about, by the names they have in the trail."""
    told = {each: log.recorded(StreamId(each)) for each in row.about}
    entries = [
        entry
        for history in told.values()
        if history and (entry := audit.entry(snapshot, history[0].position, everything=True))
    ]
    labels = read_labels(snapshot, entries)
    named = [ref for each in labels.rows for ref in references(each)]
    words = opened_refs(texts, named, frame.say(UNAVAILABLE))
    found = {
        entry.subject: labels.of(entry.kind.partition(".")[0], entry.subject, words)
        for entry in entries
    }
    return tuple(
        Option(value=str(each), label=found.get(each) or each.hex[:_SHOWN]) for each in row.about
    )


class TextForm(msgspec.Struct):
    text: str = ""


@post("/audit/findings/{finding_id:uuid}/answer", sync_to_thread=True, guards=[office_only])
def answer(
    *,
    finding_id: FromPath[UUID],
    data: URLEncodedBody[TextForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Answer a finding for the office."""
    finding, words = FindingId(finding_id), typed(data.text)
    with read_models.snapshot() as snapshot:
        about = _known(frame, snapshot, finding).audit_id
        if errors := too_long(frame, "text", words):
            return _page(frame, snapshot, texts, platform.log, finding, words, errors)
    try:
        outcome = auditing.answer_finding(platform, asking, about, finding, words)
    except Refusal as refusal:
        errors = (explained(frame, "text", refusal),)
        with read_models.snapshot() as snapshot:
            return _page(frame, snapshot, texts, platform.log, finding, words, errors)
    return _lead_back(frame, visible, outcome, finding, "finding_answered")


@post("/audit/findings/{finding_id:uuid}/reopen", sync_to_thread=True, guards=[auditors_only])
def reopen(
    *,
    finding_id: FromPath[UUID],
    data: URLEncodedBody[TextForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Ask for another answer, and say why."""
    finding, words = FindingId(finding_id), typed(data.text)
    with read_models.snapshot() as snapshot:
        about = _known(frame, snapshot, finding).audit_id
        if errors := too_long(frame, "text", words):
            return _page(frame, snapshot, texts, platform.log, finding, words, errors)
    try:
        outcome = auditing.reopen_finding(platform, asking, about, finding, words)
    except Refusal as refusal:
        errors = (explained(frame, "text", refusal),)
        with read_models.snapshot() as snapshot:
            return _page(frame, snapshot, texts, platform.log, finding, words, errors)
    return _lead_back(frame, visible, outcome, finding, "finding_reopened")


@post("/audit/findings/{finding_id:uuid}/settle", sync_to_thread=True, guards=[auditors_only])
def settle(
    *,
    finding_id: FromPath[UUID],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    visible: Visible,
) -> Answer:
    """Take an answer as enough.

    Raises:
        Refusal: there is no answer, or it is settled.
    """
    finding = FindingId(finding_id)
    with read_models.snapshot() as snapshot:
        about: AuditId = _known(frame, snapshot, finding).audit_id
    outcome = auditing.settle_finding(platform, asking, about, finding)
    return _lead_back(frame, visible, outcome, finding, "finding_settled")


def _lead_back(
    frame: Frame, visible: Visible, outcome: Outcome, finding_id: FindingId, done: str
) -> Answer:
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/audit/findings/{finding_id}", done if shown else "lagging")


HANDLERS = (findings_page, finding_page, answer, reopen, settle)
