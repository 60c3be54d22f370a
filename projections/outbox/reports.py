"""Reports by people with an account, and what became of them (P4).

A reporter is known here by a number that tells nothing; the vault knows whose it is.
"""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import BigInteger, Column, Index, MetaData, String, Table, Uuid, select

from domain.codes import CaseId, RuleCode, SubjectKind
from domain.messages import Recorded
from domain.moderation import CaseDecided, ContentReported, Outcome
from domain.people import ProcessId, VoterNumber
from projections.model import Sheet, Snapshot, Work
from projections.tables import Codes, Moment, table

_CHUNK = 500  # numbers asked for in one statement


class ReportRow(msgspec.Struct, frozen=True):
    """One report by one person. `outcome` is None until its case is decided."""

    case_id: CaseId
    reporter: VoterNumber
    process_id: ProcessId
    subject_kind: SubjectKind
    subject_id: UUID
    rule: RuleCode
    at: datetime
    outcome: Outcome | None
    rules: tuple[RuleCode, ...]
    decided_at: datetime | None
    position: int


def define(metadata: MetaData, generation: int) -> Table:
    """Name the table."""
    return table(
        metadata,
        generation,
        "reports",
        Column("case_id", Uuid, primary_key=True),
        Column("reporter", Uuid, primary_key=True),
        Column("process_id", Uuid, nullable=False),
        Column("subject_kind", String(8), nullable=False),
        Column("subject_id", Uuid, nullable=False),
        Column("rule", String(4), nullable=False),
        Column("at", Moment, nullable=False),
        Column("outcome", String(9)),
        Column("rules", Codes, nullable=False),
        Column("decided_at", Moment),
        Column("position", BigInteger, nullable=False),
        Index("reporter", "reporter"),
    )


def sheet_of(work: Work, events: list[Recorded]) -> Sheet[ReportRow]:
    """Return the reports that decisions among these events answer."""
    sheet = work.sheet(ReportRow, "reports")
    decided = {each.event.case_id for each in events if isinstance(each.event, CaseDecided)}
    if decided:
        sheet.add_where(work.table("reports").c.case_id.in_(decided))
    return sheet


def note(recorded: Recorded, event: ContentReported, sheet: Sheet[ReportRow]) -> None:
    """Remember a report; one without an account is nobody's."""
    if event.reporter is None:
        return
    sheet.put(
        ReportRow(
            case_id=event.case_id,
            reporter=event.reporter,
            process_id=event.process_id,
            subject_kind=event.subject.kind,
            subject_id=event.subject.id,
            rule=event.rule,
            at=recorded.recorded_at,
            outcome=None,
            rules=(),
            decided_at=None,
            position=recorded.position,
        )
    )


def answered(event: CaseDecided, sheet: Sheet[ReportRow]) -> Iterator[ReportRow]:
    """Note a decision with the reports of its case, and yield them."""
    for row in sheet.values():
        if row.case_id == event.case_id and row.outcome is None:
            after = replace(
                row, outcome=event.outcome, rules=event.rules, decided_at=event.decided_at
            )
            sheet.put(after)
            yield after


def reports_of(snapshot: Snapshot, numbers: Collection[UUID]) -> list[ReportRow]:
    """Return the reports made under these numbers, newest first; others are nobody's here.

    The vault knows what a person made (`Vault.owned`), reports included.
    """
    source = snapshot.table("reports")
    found: list[ReportRow] = []
    ordered = list(numbers)
    for start in range(0, len(ordered), _CHUNK):
        some = ordered[start : start + _CHUNK]
        found += snapshot.rows(ReportRow, select(source).where(source.c.reporter.in_(some)))
    return sorted(found, key=lambda row: -row.position)
