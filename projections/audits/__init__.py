"""Audits for the desk: runs, recomputed states, findings with their answers."""

from projections.audits.progress import Progress, ReplayProgress
from projections.audits.projecting import project
from projections.audits.queries import (
    Findings,
    all_audits,
    audit,
    finding,
    findings,
    overdue,
    replays,
    steps,
    waiting_replays,
)
from projections.audits.rows import AuditRow, FindingRow, FindingStepRow, ReplayRow, define
from projections.model import Model

MODEL = Model("audits", define, project)

__all__ = [
    "MODEL",
    "AuditRow",
    "FindingRow",
    "FindingStepRow",
    "Findings",
    "Progress",
    "ReplayProgress",
    "ReplayRow",
    "all_audits",
    "audit",
    "define",
    "finding",
    "findings",
    "overdue",
    "project",
    "replays",
    "steps",
    "waiting_replays",
]
