"""Audits and findings for programs: the same use cases as on the desk (J8)."""

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException, PermissionDeniedException
from litestar.params import FromPath, JSONBody, QueryParameter

from api.pages.audit.cards import concerns, held_in
from api.people import Person as AnyPerson
from api.people import auditors_only, holding, office_only
from api.problems import READING, WRITING, responses
from api.provided import (
    Asking,
    Person,
    Platform,
    Snapshot,
    StaffReads,
    Texts,
    Visible,
    VisiblePort,
)
from api.resources import reading
from api.resources.answers import answer
from api.resources.schemas import audits as shapes
from api.resources.texts import Words
from domain.audits import AuditId, FindingId
from domain.phases import BERLIN
from domain.reads import Wanted
from domain.use_cases import auditing, carrying_out
from domain.use_cases.carrying_out import Outcome
from projections import audits
from projections.audits import AuditRow, FindingRow, Findings, ReplayRow
from projections.model import Snapshot as ReadModel

Before = Annotated[
    int | None, QueryParameter(ge=1, le=2**53, description="Only what precedes this number.")
]
_PAGE = 100
_CHANGING: dict[str, Any] = {
    "sync_to_thread": True,
    "status_code": 200,
    "responses": responses(*WRITING, 404),
}


class AuditsResource(Controller):
    path = "/audits"
    tags = ("Audit",)
    guards = (auditors_only,)

    @get(sync_to_thread=True, responses=responses(*READING, 401, 403))
    def list_audits(self, snapshot: Snapshot, person: Person) -> shapes.AuditList:
        """Return all audits the reader may know of."""
        rows = audits.all_audits(snapshot)
        mine = [row for row in rows if concerns(person, row.process_id, "auditor")]
        return shapes.AuditList(items=[shapes.Audit(**_audit(row)) for row in mine])

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def open_audit(
        self,
        data: JSONBody[shapes.NewAudit],
        snapshot: Snapshot,
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> shapes.AuditStored:
        """Open an audit of a process, or of the whole platform."""
        row = reading.process_by_slug(snapshot, data.process) if data.process else None
        about = row.process_id if row else None
        outcome = auditing.open_audit(platform, asking, data.scope, about)
        return _stored(answer(outcome, visible, auditing.AuditState))

    @get("/{audit_id:uuid}", sync_to_thread=True, responses=responses(*READING, 401, 403, 404))
    def get_audit(
        self, audit_id: FromPath[AuditId], snapshot: Snapshot, texts: Texts, person: Person
    ) -> shapes.AuditDetail:
        """Return one audit with its recomputations and findings."""
        row = audits.audit(snapshot, audit_id)
        if row is None or not concerns(person, row.process_id, "auditor"):
            raise NotFoundException
        found = audits.findings(snapshot, Findings(audit_id=audit_id))
        words = Words(texts, [each.text for each in found])
        return shapes.AuditDetail(
            **_audit(row),
            replays=[_replay(each) for each in audits.replays(snapshot, audit_id)],
            findings=[shapes.Finding(**_finding(each, words, person)) for each in found],
        )

    @post("/{audit_id:uuid}/replays", sync_to_thread=True, responses=responses(*WRITING, 404))
    def request_replay(
        self,
        audit_id: FromPath[AuditId],
        data: JSONBody[shapes.NewReplay],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> shapes.AuditStored:
        """Let the state be recomputed; the result appears in the audit."""
        outcome = auditing.request_replay(platform, asking, audit_id, data.position)
        return _stored(answer(outcome, visible, auditing.AuditState))

    @post("/{audit_id:uuid}/findings", sync_to_thread=True, responses=responses(*WRITING, 404))
    def record_finding(
        self,
        audit_id: FromPath[AuditId],
        data: JSONBody[shapes.NewFinding],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> shapes.AuditStored:
        """Record a finding, which the office must answer within ten working days."""
        new = auditing.NewFinding(
            severity=data.severity,
            text=data.text,
            positions=data.positions,
            subjects=data.subjects,
        )
        outcome = auditing.record_finding(platform, asking, audit_id, new)
        return _stored(answer(outcome, visible, auditing.AuditState))

    @post("/{audit_id:uuid}/close", **_CHANGING)
    def close_audit(
        self, audit_id: FromPath[AuditId], platform: Platform, asking: Asking, visible: Visible
    ) -> shapes.AuditStored:
        """Close an audit whose findings are all settled."""
        outcome = auditing.close_audit(platform, asking, audit_id)
        return _stored(answer(outcome, visible, auditing.AuditState))


class Handling(msgspec.Struct, frozen=True):
    """What changing a finding needs."""

    snapshot: ReadModel
    person: AnyPerson
    platform: carrying_out.Platform
    asking: carrying_out.Asking
    visible: VisiblePort

    def do(
        self, finding_id: FindingId, change: Callable[..., Outcome], *texts: str
    ) -> shapes.AuditStored:
        """Change a finding that the reader may know of."""
        about = _known(self.snapshot, finding_id, self.person).audit_id
        outcome = change(self.platform, self.asking, about, finding_id, *texts)
        return _stored(answer(outcome, self.visible, auditing.AuditState))


def provide_handling(
    snapshot: Snapshot, person: Person, platform: Platform, asking: Asking, visible: Visible
) -> Handling:
    """Provide `handling` to what changes findings."""
    return Handling(snapshot, person, platform, asking, visible)


Handled = NamedDependency[Handling]
_PROVIDED = {"handling": Provide(provide_handling, sync_to_thread=False)}


class FindingsResource(Controller):
    path = "/findings"
    tags = ("Audit",)
    guards = (holding("auditor", "office"),)
    dependencies = _PROVIDED

    @get(sync_to_thread=True, responses=responses(*READING, 401, 403))
    def list_findings(self, snapshot: Snapshot, texts: Texts, person: Person) -> shapes.FindingList:
        """Return all findings the reader may know of."""
        wanted = Findings(processes=held_in(person, "auditor", "office"))
        rows = audits.findings(snapshot, wanted)
        words = Words(texts, [row.text for row in rows])
        items = [shapes.Finding(**_finding(row, words, person)) for row in rows]
        return shapes.FindingList(items=items, overdue=sum(item.overdue for item in items))

    @get("/{finding_id:uuid}", sync_to_thread=True, responses=responses(*READING, 401, 403, 404))
    def get_finding(
        self, finding_id: FromPath[FindingId], snapshot: Snapshot, texts: Texts, person: Person
    ) -> shapes.FindingDetail:
        """Return one finding with everything that was said about it."""
        row = _known(snapshot, finding_id, person)
        steps = audits.steps(snapshot, finding_id)
        words = Words(texts, [row.text, *(step.text for step in steps)])
        told = [
            shapes.FindingStep(
                kind=step.kind,
                at=step.at,
                role=step.role,
                actor=step.by,
                text=words.get(step.text),
            )
            for step in steps
        ]
        return shapes.FindingDetail(**_finding(row, words, person), steps=told)

    @post("/{finding_id:uuid}/answer", guards=[office_only], **_CHANGING)
    def answer_finding(
        self, finding_id: FromPath[FindingId], data: JSONBody[shapes.Reply], handling: Handled
    ) -> shapes.AuditStored:
        """Answer for the office; never by somebody who audits."""
        return handling.do(finding_id, auditing.answer_finding, data.text)

    @post("/{finding_id:uuid}/reopen", guards=[auditors_only], **_CHANGING)
    def reopen_finding(
        self, finding_id: FromPath[FindingId], data: JSONBody[shapes.Reply], handling: Handled
    ) -> shapes.AuditStored:
        """Ask for another answer, and say why."""
        return handling.do(finding_id, auditing.reopen_finding, data.text)

    @post("/{finding_id:uuid}/settle", guards=[auditors_only], **_CHANGING)
    def settle_finding(
        self, finding_id: FromPath[FindingId], handling: Handled
    ) -> shapes.AuditStored:
        """Take an answer as enough."""
        return handling.do(finding_id, auditing.settle_finding)


@get(
    "/staff-reads",
    sync_to_thread=True,
    guards=[holding("auditor", "privacy")],
    tags=["Audit"],
    responses=responses(*READING, 401, 403),
)
def list_staff_reads(
    staff_reads: StaffReads, person: Person, before: Before = None
) -> shapes.StaffReadList:
    """Return who of the staff was shown whose personal data, and why; at most 100."""
    if not person.may("read_staff_reads"):
        raise PermissionDeniedException(extra={"needs": ["auditor", "privacy"]})
    rows = staff_reads.page(Wanted(before=before), _PAGE)
    told = [{**msgspec.structs.asdict(row), "hash": row.hash.hex()} for row in rows]
    return shapes.StaffReadList(items=[shapes.StaffRead(**each) for each in told])


def _stored(state: auditing.AuditState) -> shapes.AuditStored:
    return shapes.AuditStored(id=state.id, finding=state.finding)


def _known(snapshot: ReadModel, finding_id: FindingId, person: AnyPerson) -> FindingRow:
    row = audits.finding(snapshot, finding_id)
    if row is None or not concerns(person, row.process_id, "auditor", "office"):
        raise NotFoundException
    return row


def _audit(row: AuditRow) -> dict[str, Any]:
    return {
        "id": row.audit_id,
        "process": row.process_id,
        "scope": row.scope,
        "state": row.state,
        "opened_at": row.opened_at,
        "closed_at": row.closed_at,
    }


def _replay(row: ReplayRow) -> shapes.Replay:
    return shapes.Replay(
        position=row.to_position,
        requested_at=row.requested_at,
        executed_at=row.executed_at,
        state_hash=row.state_hash,
        live_hash=row.live_hash,
        matches=row.matches,
    )


def _finding(row: FindingRow, words: Words, person: AnyPerson) -> dict[str, Any]:
    today = person.at.astimezone(BERLIN).date()
    return {
        "id": row.finding_id,
        "audit": row.audit_id,
        "severity": row.severity,
        "state": row.state,
        "text": words.get(row.text),
        "positions": [int(each) for each in row.positions],
        "subjects": list(row.about),
        "due": row.due,
        "overdue": row.state == "open" and row.due < today,
        "recorded_at": row.recorded_at,
    }
