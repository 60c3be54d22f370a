"""Audits: runs that recompute the state, findings, and what the office answers (J8).

One stream per audit. Everything in it is for auditors and the office; nobody is named,
and every word is a content item. Rules: docs/rules/audits.md.
"""

from domain.audits import refusals
from domain.audits.commands import (
    AnswerFinding,
    AuditCommand,
    CloseAudit,
    OpenAudit,
    RecordFinding,
    RecordReplay,
    ReopenFinding,
    RequestReplay,
    SettleFinding,
)
from domain.audits.deciding import decide
from domain.audits.events import (
    AuditClosed,
    AuditEvent,
    AuditId,
    AuditOpened,
    Digest,
    FindingAnswered,
    FindingId,
    FindingRecorded,
    FindingReopened,
    FindingSettled,
    ReplayExecuted,
    ReplayRequested,
    Scope,
    Severity,
)
from domain.audits.state import (
    ANSWER_WORKING_DAYS,
    Audit,
    Finding,
    FindingStatus,
    evolve,
    history_of,
)

__all__ = [
    "ANSWER_WORKING_DAYS",
    "AnswerFinding",
    "Audit",
    "AuditClosed",
    "AuditCommand",
    "AuditEvent",
    "AuditId",
    "AuditOpened",
    "CloseAudit",
    "Digest",
    "Finding",
    "FindingAnswered",
    "FindingId",
    "FindingRecorded",
    "FindingReopened",
    "FindingSettled",
    "FindingStatus",
    "OpenAudit",
    "RecordFinding",
    "RecordReplay",
    "ReopenFinding",
    "ReplayExecuted",
    "ReplayRequested",
    "RequestReplay",
    "Scope",
    "SettleFinding",
    "Severity",
    "decide",
    "evolve",
    "history_of",
    "refusals",
]
