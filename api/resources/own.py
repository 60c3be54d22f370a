"""One's own contributions and reports for programs: what became of them, and why."""

from collections.abc import Callable, Sequence
from typing import TypeVar
from uuid import UUID

from litestar import Controller, get

from api.moments import mask
from api.people import Person as AnyPerson
from api.people import signed_in_only
from api.problems import READING, responses
from api.provided import Person, Platform, Snapshot, Texts
from api.resources import schemas
from api.resources.desk import STATES
from api.resources.parameters import Cursor, Limit, readable_cursor
from api.resources.texts import Words
from domain.use_cases.carrying_out import Platform as AnyPlatform
from projections import contributions, cursors, outbox
from projections.contributions import OwnCaseRow
from projections.outbox import ReportRow

RowT = TypeVar("RowT")


class OwnResource(Controller):
    path = "/me"
    tags = ("Own",)

    @get(
        "/contributions",
        guards=[signed_in_only],
        sync_to_thread=True,
        responses=responses(*READING),
    )
    def list_contributions(
        self,
        snapshot: Snapshot,
        texts: Texts,
        platform: Platform,
        person: Person,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.ContributionPage:
        """What the person asking has written, newest first, with the reasons of decisions."""
        made = contributions.of_ids(snapshot, _owned(platform, person))
        page, more = _part(made, lambda each: each.row.position, "own", cursor, limit)
        words = Words(texts, [ref for each in page for ref in _refs(each)])
        return schemas.ContributionPage(
            items=[_contribution(each, words) for each in page],
            next=more,
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )

    @get("/reports", guards=[signed_in_only], sync_to_thread=True, responses=responses(*READING))
    def list_reports(
        self,
        snapshot: Snapshot,
        platform: Platform,
        person: Person,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.OwnReportPage:
        """What the person asking has reported, newest first, and what was decided."""
        made = outbox.reports_of(snapshot, _owned(platform, person))
        page, more = _part(made, lambda row: row.position, "own_reports", cursor, limit)
        return schemas.OwnReportPage(
            items=[_report(row) for row in page],
            next=more,
            as_of=snapshot.until,
            mask=mask(snapshot),
        )


def _owned(platform: AnyPlatform, person: AnyPerson) -> Sequence[UUID]:
    return platform.vault.owned(person.ref) if person.ref else ()


def _part(
    found: Sequence[RowT], place: Callable[[RowT], int], order: str, cursor: str | None, limit: int
) -> tuple[Sequence[RowT], str | None]:
    """Return the rows after a cursor, newest first, and the cursor of the following ones."""
    with readable_cursor():
        before = None if cursor is None else cursors.read(cursor, order, 1)[0]
    rows = [each for each in found if before is None or place(each) < before]
    page = rows[:limit]
    return page, cursors.write(order, [place(page[-1])]) if len(rows) > limit else None


def _refs(each: contributions.Contribution) -> list[str | None]:
    reasons = [
        ref
        for case in each.cases
        for ref in (case.explanation, case.quoted, case.ruling_explanation)
    ]
    return [each.row.title, each.row.body, *reasons]


def _contribution(each: contributions.Contribution, words: Words) -> schemas.Contribution:
    row = each.row
    return schemas.Contribution(
        id=row.id,
        kind=row.kind,
        process=row.process_id,
        proposal=row.proposal_id,
        receipt=row.receipt,
        state=row.state,
        title=words.get(row.title),
        body=words.get(row.body),
        submitted_at=row.submitted_at,
        covered_until=row.held_until,
        cases=[_case(case, words) for case in each.cases],
    )


def _case(row: OwnCaseRow, words: Words) -> schemas.OwnCase:
    return schemas.OwnCase(
        id=row.case_id,
        state=STATES[row.state],
        due=row.due,
        outcome=row.outcome,
        rules=list(row.rules),
        explanation=words.get(row.explanation),
        quoted=words.get(row.quoted),
        appeal_until=row.appeal_until,
        ruling=row.ruling,
        ruling_explanation=words.get(row.ruling_explanation),
    )


def _report(row: ReportRow) -> schemas.OwnReport:
    return schemas.OwnReport(
        case=row.case_id,
        subject=schemas.SubjectRef(row.subject_kind, row.subject_id),
        process=row.process_id,
        rule=row.rule,
        at=row.at,
        outcome=row.outcome,
        rules=list(row.rules),
        decided_at=row.decided_at,
    )
