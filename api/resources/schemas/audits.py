"""Audits, findings and staff reads; for auditors, findings also for the office."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from api.resources.schemas.common import Request, Time
from domain.audits import AuditId, FindingId, FindingStatus, Scope, Severity
from domain.people import Pseudonym, Role
from domain.reads import DataKind, Purpose

Written = Annotated[
    str,
    msgspec.Meta(
        min_length=20,
        max_length=5_000,
        examples=["Zwei Entscheidungen kamen einen Tag nach der Frist."],
    ),
]
Positions = Annotated[tuple[int, ...], msgspec.Meta(max_length=100, examples=[[1]])]
Objects = Annotated[tuple[UUID, ...], msgspec.Meta(max_length=100, examples=[[]])]


class NewAudit(Request, frozen=True, kw_only=True):
    """`process` is a slug; null audits the whole platform."""

    scope: Annotated[Scope, msgspec.Meta(examples=["counting"])]
    process: Annotated[str | None, msgspec.Meta(examples=["gemeinsam"])] = None


class NewReplay(Request, frozen=True, kw_only=True):
    """Up to which position the state is recomputed."""

    position: Annotated[int, msgspec.Meta(ge=1, le=2**53, examples=[1])]


class NewFinding(Request, frozen=True, kw_only=True):
    """`positions` and `subjects` are the events and objects it is about. No names, please."""

    severity: Annotated[Severity, msgspec.Meta(examples=["minor"])]
    text: Written
    positions: Positions = ()
    subjects: Objects = ()


class Reply(Request, frozen=True, kw_only=True):
    """An answer, or why an answer is not enough. No names, please."""

    text: Written


class AuditStored(msgspec.Struct, frozen=True, kw_only=True):
    """What a command made or moved."""

    id: AuditId
    finding: FindingId | None


class Replay(msgspec.Struct, frozen=True, kw_only=True):
    """One recomputation; the hashes are null until the worker has done it."""

    position: int
    requested_at: Time
    executed_at: Time | None
    state_hash: str | None
    live_hash: str | None
    matches: bool | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One finding as it stands; `text` is null once erased. An answer is due on `due`."""

    id: FindingId
    audit: AuditId
    severity: Severity
    state: FindingStatus
    text: str | None
    positions: list[int]
    subjects: list[UUID]
    due: date
    overdue: bool
    recorded_at: Time


class FindingStep(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was said or done about a finding."""

    kind: Literal["recorded", "answered", "reopened", "settled"]
    at: Time
    role: Role
    actor: Pseudonym
    text: str | None


class FindingDetail(Finding, frozen=True, kw_only=True):
    """A finding with its course, oldest first."""

    steps: list[FindingStep]


class FindingList(msgspec.Struct, frozen=True, kw_only=True):
    """Findings that wait for an answer first, each by the day it is due."""

    items: list[Finding]
    overdue: int


class Audit(msgspec.Struct, frozen=True, kw_only=True):
    """One audit; `process` is null where it is about the whole platform."""

    id: AuditId
    process: UUID | None
    scope: Scope
    state: Literal["open", "closed"]
    opened_at: Time
    closed_at: Time | None


class AuditDetail(Audit, frozen=True, kw_only=True):
    """An audit with what was recomputed, newest first, and what was found."""

    replays: list[Replay]
    findings: list[Finding]


class AuditList(msgspec.Struct, frozen=True, kw_only=True):
    """All audits, open ones first."""

    items: list[Audit]


class StaffRead(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of personal data; `hash` chains it to the one before.

    `whom` is a reference only the vault can make, null where nobody was found.
    """

    number: int
    at: Time
    reader: Pseudonym
    role: Role
    kind: DataKind
    whom: UUID | None
    purpose: Purpose
    hash: str


class StaffReadList(msgspec.Struct, frozen=True, kw_only=True):
    """Readings, newest first; go on with `before` the last one's number."""

    items: list[StaffRead]
