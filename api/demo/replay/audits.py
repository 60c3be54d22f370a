"""The auditor opens an audit and records findings; the office answers them."""

from datetime import datetime
from functools import partial

import msgspec

from api.demo import content_types as ct
from api.demo.replay.stage import Stage
from domain.audits import AuditId, FindingId
from domain.processes import process_id_of
from domain.use_cases import auditing


def plan(stage: Stage, audit: ct.Audit) -> None:
    """Put the opening of an audit on the agenda; what follows from it comes there in turn."""
    stage.agenda.add(audit.opened_at, partial(_open, stage, audit))


def _open(stage: Stage, audit: ct.Audit, at: datetime) -> None:
    process_id = process_id_of(stage.process(audit.process).slug)
    asking = stage.asking(audit.by, at)
    outcome = auditing.open_audit(stage.platform, asking, audit.scope, process_id)
    audit_id = msgspec.json.decode(outcome.result, type=auditing.AuditState).id
    head = outcome.position
    for finding in audit.findings:
        stage.agenda.add(finding.at, partial(_record, stage, audit, audit_id, finding))
    # The first thing she does is to have the state recomputed; the worker finds it waiting.
    auditing.request_replay(stage.platform, stage.asking(audit.by, at), audit_id, head)


def _record(
    stage: Stage, audit: ct.Audit, audit_id: AuditId, finding: ct.AuditFinding, at: datetime
) -> None:
    subjects = tuple(stage.subjects[name].id for name in finding.about)
    new = auditing.NewFinding(severity=finding.severity, text=finding.text, subjects=subjects)
    asking = stage.asking(audit.by, at)
    outcome = auditing.record_finding(stage.platform, asking, audit_id, new)
    finding_id = msgspec.json.decode(outcome.result, type=auditing.AuditState).finding
    answer = finding.answer
    if answer is None or finding_id is None:
        return
    stage.agenda.add(answer.at, partial(_answer, stage, audit_id, finding_id, answer))
    if answer.settled_at is not None:
        settle = partial(_settle, stage, audit.by, audit_id, finding_id)
        stage.agenda.add(answer.settled_at, settle)


def _answer(
    stage: Stage,
    audit_id: AuditId,
    finding_id: FindingId,
    answer: ct.FindingAnswer,
    at: datetime,
) -> None:
    asking = stage.asking(answer.by, at)
    auditing.answer_finding(stage.platform, asking, audit_id, finding_id, answer.text)


def _settle(stage: Stage, by: str, audit_id: AuditId, finding_id: FindingId, at: datetime) -> None:
    auditing.settle_finding(stage.platform, stage.asking(by, at), audit_id, finding_id)
