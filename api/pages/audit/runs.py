"""Audits: open one, let the state be recomputed, record findings, close it."""

import re
from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages.audit.cards import Cards, concerns, overdue, short
from api.pages.audit.refused import explained, too_long
from api.pages.formatting import number, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.ideas.changing import receipt_of
from api.pages.views import FieldError
from api.pages.views.audits import AuditRunPage, AuditsPage, FindingForm, ReplayView
from api.pages.vocabulary.terms import N_
from api.people import auditors_only
from api.provided import Asking, Platform, ReadModels, ReplayProgress, Snapshot, Texts, Visible
from domain.audits import AuditId, Scope, Severity
from domain.messages import Refusal
from domain.ports import Texts as TextsPort
from domain.use_cases import auditing
from projections import audits, processes, proposals
from projections.audits import AuditRow, Findings, ReplayRow
from projections.audits import ReplayProgress as Progress
from projections.model import Snapshot as ReadModel

_SCOPES: tuple[Scope, ...] = get_args(Scope)
_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
_APART = re.compile(r"[\s,;]+")


@get("/audit/runs", sync_to_thread=True, guards=[auditors_only])
def audits_page(frame: Framing, snapshot: Snapshot, texts: Texts) -> Html:
    """List all audits, and offer to open one."""
    return _audits(frame, snapshot, texts)


def _audits(
    frame: Frame, snapshot: ReadModel, texts: TextsPort, errors: tuple[FieldError, ...] = ()
) -> Html:
    person = frame.person
    cards = Cards(frame, snapshot, texts)
    findings = audits.findings(snapshot, Findings())
    page = AuditsPage(
        audits=tuple(
            cards.audit(row, findings)
            for row in audits.all_audits(snapshot)
            if concerns(person, row.process_id, "auditor")
        ),
        scopes=_SCOPES,
        processes=cards.options(),
        overdue=overdue(snapshot, person),
        errors=errors,
    )
    status = 400 if errors else 200
    path = "/audit/runs"
    return frame.show(page, nav="audit", position=snapshot.position, path=path, status=status)


class OpenForm(msgspec.Struct):
    scope: str = ""
    process: str = ""


@post("/audit/runs", sync_to_thread=True, guards=[auditors_only])
def open_audit(
    *,
    data: URLEncodedBody[OpenForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Open an audit of a process or of everything.

    Raises:
        Refusal: the person may not audit there.
    """
    with read_models.snapshot() as snapshot:
        process = processes.by_slug(snapshot, data.process) if data.process else None
        errors = []
        if data.scope not in _SCOPES:
            errors.append(frame.error("scope", N_("Wählen Sie, was geprüft wird.")))
        if data.process and process is None:
            errors.append(frame.error("process", N_("Dieses Verfahren gibt es nicht.")))
        if errors:
            return _audits(frame, snapshot, texts, tuple(errors))
    about = process.process_id if process else None
    outcome = auditing.open_audit(platform, asking, cast("Scope", data.scope), about)
    opened = msgspec.json.decode(outcome.result, type=auditing.AuditState)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/audit/runs/{opened.id}", "audit_opened" if shown else "lagging")


@get("/audit/runs/{audit_id:uuid}", sync_to_thread=True, guards=[auditors_only])
def audit_run_page(
    audit_id: FromPath[UUID],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    replay_progress: ReplayProgress,
) -> Html:
    """Show one audit with its recomputations and findings."""
    return _run(frame, snapshot, texts, replay_progress, AuditId(audit_id))


def _run(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    progress: Progress,
    audit_id: AuditId,
    form: FindingForm = FindingForm(),  # noqa: B008 - a frozen value
    errors: tuple[FieldError, ...] = (),
) -> Html:
    row = _known(frame, snapshot, audit_id)
    findings = audits.findings(snapshot, Findings(audit_id=audit_id))
    cards = Cards(frame, snapshot, texts, findings)
    replays = tuple(_replay(each, progress) for each in audits.replays(snapshot, audit_id))
    page = AuditRunPage(
        audit=cards.audit(row, findings),
        actor=short(row.by),
        replays=replays,
        running=any(each.percent is not None for each in replays),
        findings=tuple(map(cards.finding, findings)),
        severities=_SEVERITIES,
        head=snapshot.position,
        form=form,
        errors=errors,
    )
    path = f"/audit/runs/{audit_id}"
    status = 400 if form.errors or errors else 200
    return frame.show(page, nav="audit", position=snapshot.position, path=path, status=status)


def _known(frame: Frame, snapshot: ReadModel, audit_id: AuditId) -> AuditRow:
    row = audits.audit(snapshot, audit_id)
    if row is None or not concerns(frame.person, row.process_id, "auditor"):
        raise NotFoundException
    return row


def _replay(row: ReplayRow, progress: Progress) -> ReplayView:
    now = None if row.executed_at else progress.of(row.audit_id)
    percent = None if row.executed_at else (now.percent if now else 0)
    return ReplayView(
        to_position=row.to_position,
        requested_at=row.requested_at,
        executed_at=row.executed_at,
        state_hash=row.state_hash,
        live_hash=row.live_hash,
        matches=row.matches,
        percent=percent,
    )


class ReplayForm(msgspec.Struct):
    position: str = ""


@post("/audit/runs/{audit_id:uuid}/replay", sync_to_thread=True, guards=[auditors_only])
def request_replay(
    *,
    audit_id: FromPath[UUID],
    data: URLEncodedBody[ReplayForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    replay_progress: ReplayProgress,
    visible: Visible,
) -> Answer:
    """Let the worker recompute the state as of a position."""
    about = AuditId(audit_id)
    try:
        outcome = auditing.request_replay(platform, asking, about, number(data.position) or 0)
    except Refusal as refusal:
        errors = (explained(frame, "position", refusal),)
        with read_models.snapshot() as snapshot:
            return _run(frame, snapshot, texts, replay_progress, about, errors=errors)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/audit/runs/{audit_id}", "replay_requested" if shown else "lagging")


class RecordForm(msgspec.Struct):
    severity: str = ""
    text: str = ""
    positions: str = ""
    subjects: str = ""

    def view(self, errors: tuple[FieldError, ...]) -> FindingForm:
        """Return the form as it is shown again."""
        return FindingForm(
            severity=self.severity,
            text=self.text,
            positions=self.positions,
            subjects=self.subjects,
            errors=errors,
        )


@post("/audit/runs/{audit_id:uuid}/findings", sync_to_thread=True, guards=[auditors_only])
def record_finding(
    *,
    audit_id: FromPath[UUID],
    data: URLEncodedBody[RecordForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    replay_progress: ReplayProgress,
    visible: Visible,
) -> Answer:
    """Record a finding; what lacks something comes back as typed."""
    about = AuditId(audit_id)
    with read_models.snapshot() as snapshot:
        new, errors = _checked(frame, snapshot, data)
        if errors:
            return _run(frame, snapshot, texts, replay_progress, about, data.view(errors))
    try:
        outcome = auditing.record_finding(platform, asking, about, new)
    except Refusal as refusal:
        field = "positions" if type(refusal).__name__ == "PositionNotReached" else "text"
        form = data.view((explained(frame, field, refusal),))
        with read_models.snapshot() as snapshot:
            return _run(frame, snapshot, texts, replay_progress, about, form)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/audit/runs/{audit_id}", "finding_recorded" if shown else "lagging")


def _checked(
    frame: Frame, snapshot: ReadModel, data: RecordForm
) -> tuple[auditing.NewFinding, tuple[FieldError, ...]]:
    text = typed(data.text)
    errors = [*too_long(frame, "text", text)]
    positions = [number(each) for each in _APART.split(data.positions.strip()) if each]
    subjects = [_object(snapshot, each) for each in _APART.split(data.subjects.strip()) if each]
    if data.severity not in _SEVERITIES:
        errors.append(frame.error("severity", N_("Wählen Sie, wie schwer es wiegt.")))
    if None in positions:
        errors.append(frame.error("positions", N_("Schreiben Sie Nummern, mit Komma getrennt.")))
    if None in subjects:
        wanted = N_("Schreiben Sie Nummern von Ideen oder Kennungen, mit Komma getrennt.")
        errors.append(frame.error("subjects", wanted))
    new = auditing.NewFinding(
        severity=cast("Severity", data.severity),
        text=text,
        positions=tuple(each for each in positions if each is not None),
        subjects=tuple(each for each in subjects if each is not None),
    )
    return new, tuple(errors)


def _object(snapshot: ReadModel, text: str) -> UUID | None:
    """Return the object a receipt number or an id stands for."""
    try:
        return UUID(text)
    except ValueError:
        receipt = receipt_of(text)
    return proposals.by_receipt(snapshot, receipt, everything=True) if receipt else None


@post("/audit/runs/{audit_id:uuid}/close", sync_to_thread=True, guards=[auditors_only])
def close_audit(
    *,
    audit_id: FromPath[UUID],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    read_models: ReadModels,
    texts: Texts,
    replay_progress: ReplayProgress,
    visible: Visible,
) -> Answer:
    """Close an audit; with open findings the page says what is missing."""
    about = AuditId(audit_id)
    try:
        outcome = auditing.close_audit(platform, asking, about)
    except Refusal as refusal:
        errors = (explained(frame, "close", refusal),)
        with read_models.snapshot() as snapshot:
            return _run(frame, snapshot, texts, replay_progress, about, errors=errors)
    shown = visible.wait(outcome.position)
    return frame.lead_to(f"/audit/runs/{audit_id}", "audit_closed" if shown else "lagging")


HANDLERS = (audits_page, open_audit, audit_run_page, request_replay, record_finding, close_audit)
