"""What people ask about their own texts. For their author only.

References of erased texts are left out.
"""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.sql import ColumnElement

from domain.codes import CaseId
from domain.moderation import RESTRICTING
from domain.people import ProcessId, Pseudonym
from domain.phases import BERLIN
from projections.contributions.rows import ContributionRow, OwnCaseRow
from projections.erasures import without_erased
from projections.model import Snapshot

_CHUNK = 500  # ids asked for in one statement
_REASONS = ("explanation", "quoted", "appeal", "ruling_explanation")

Step = Literal[
    "wait_review",
    "revise",
    "appeal_possible",
    "appeal_running",
    "collect",
    "assess",
    "merged",
    "none",
]


class NextStep(msgspec.Struct, frozen=True):
    """What happens next, and until when: a moment, or a last local day."""

    code: Step
    due: datetime | None = None
    last_day: date | None = None


class Contribution(msgspec.Struct, frozen=True):
    """A proposal or comment with the cases its author may know of, newest case first."""

    row: ContributionRow
    cases: tuple[OwnCaseRow, ...]

    def next_step(self, now: datetime, *, phase_open: bool) -> NextStep:
        """Tell what its author can expect or do at this moment.

        `phase_open` is whether its phase still takes support or comments.
        """
        row = self.row
        if row.state == "submitted" or (row.state == "held" and row.held_until is None):
            waiting = [case.due for case in self.cases if case.outcome is None]
            return NextStep("wait_review", due=waiting[0] if waiting else None)
        if row.held_until is not None:
            return NextStep("wait_review", due=row.held_until)
        if row.state == "returned":
            return NextStep("revise")
        if row.state in {"rejected", "hidden", "refused"}:
            return self._after_restriction(now)
        if row.state in {"published", "visible"}:
            return NextStep("collect" if phase_open else "assess")
        return NextStep("merged" if row.state == "merged" else "none")

    def _after_restriction(self, now: datetime) -> NextStep:
        today = now.astimezone(BERLIN).date()
        for case in self.cases:
            if case.appeal_until is None:
                continue
            if case.ruling is not None:
                return NextStep("none")
            if case.appealed_at is not None:
                return NextStep("appeal_running", due=case.appeal_due)
            if today <= case.appeal_until:
                return NextStep("appeal_possible", last_day=case.appeal_until)
            return NextStep("none")
        return NextStep("none")


def of_authors(snapshot: Snapshot, authors: Collection[Pseudonym]) -> list[Contribution]:
    """Return everything written under these pseudonyms, newest first."""
    source = snapshot.table("contributions")
    return _found(snapshot, source.c.author, authors)


def of_ids(snapshot: Snapshot, ids: Collection[UUID]) -> list[Contribution]:
    """Return these proposals and comments, newest first; unknown ids are left out.

    The vault knows what a person made (`Vault.owned`): that decides, not the pseudonym.
    """
    source = snapshot.table("contributions")
    return _found(snapshot, source.c.id, ids)


def judged_on_paper(
    snapshot: Snapshot, processes: Collection[ProcessId], limit: int = 50
) -> list[Contribution]:
    """Return the ideas on paper that moderators rejected or hid, the newest first.

    Those with which an appeal was successful are among them: their writers wait for word.
    """
    source, cases_of = snapshot.table("contributions"), snapshot.table("own_cases")
    set_right = select(cases_of.c.subject_id).where(
        cases_of.c.process_id.in_(processes), cases_of.c.ruling == "overturned"
    )
    wanted = select(source).where(
        source.c.kind == "proposal",
        source.c.process_id.in_(processes),
        source.c.channel == "paper",
        or_(source.c.state.in_(("rejected", "hidden")), source.c.id.in_(set_right)),
    )
    rows = snapshot.rows(ContributionRow, wanted.order_by(source.c.position.desc()).limit(limit))
    rows = without_erased(snapshot, rows, "title", "body")
    cases = _cases(snapshot, [row.id for row in rows])
    return [Contribution(row, tuple(cases.get(row.id, ()))) for row in rows]


def case(snapshot: Snapshot, case_id: CaseId) -> OwnCaseRow | None:
    """Return what the author of its subject may know of a case, or None."""
    source = snapshot.table("own_cases")
    row = snapshot.first(OwnCaseRow, select(source).where(source.c.case_id == case_id))
    if row is None or not _noticed(row):
        return None
    return without_erased(snapshot, [row], *_REASONS)[0]


def _found(
    snapshot: Snapshot, column: ColumnElement[UUID], values: Collection[UUID]
) -> list[Contribution]:
    source = snapshot.table("contributions")
    rows: list[ContributionRow] = []
    for chunk in _chunks(list(values)):
        rows += snapshot.rows(ContributionRow, select(source).where(column.in_(chunk)))
    rows = without_erased(snapshot, rows, "title", "body")
    rows.sort(key=lambda row: -row.position)
    cases = _cases(snapshot, [row.id for row in rows])
    return [Contribution(row, tuple(cases.get(row.id, ()))) for row in rows]


def _cases(snapshot: Snapshot, subjects: list[UUID]) -> dict[UUID, list[OwnCaseRow]]:
    source = snapshot.table("own_cases")
    found: dict[UUID, list[OwnCaseRow]] = {}
    for chunk in _chunks(subjects):
        wanted = select(source).where(source.c.subject_id.in_(chunk))
        newest = snapshot.rows(OwnCaseRow, wanted.order_by(source.c.position.desc()))
        for row in without_erased(snapshot, list(filter(_noticed, newest)), *_REASONS):
            found.setdefault(row.subject_id, []).append(row)
    return found


def _noticed(row: OwnCaseRow) -> bool:
    """Tell whether a case is the author's business: others' reports alone are not."""
    return row.trigger != "report" or row.outcome in RESTRICTING


def _chunks(values: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
