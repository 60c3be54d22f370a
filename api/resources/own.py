"""One's own contributions for programs: what became of them, why, and what can be done."""

from litestar import Controller, get

from api.moments import mask
from api.people import signed_in_only
from api.problems import READING, responses
from api.provided import Person, Platform, Snapshot, Texts
from api.resources import schemas
from api.resources.desk import STATES
from api.resources.parameters import Cursor, Limit, readable_cursor
from api.resources.texts import Words
from projections import contributions, cursors
from projections.contributions import OwnCaseRow

_ORDER = "own"


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
        made = platform.vault.owned(person.ref) if person.ref else ()
        with readable_cursor():
            last = snapshot.position + 1
            before = last if cursor is None else cursors.read(cursor, _ORDER, 1)[0]
        found = [
            each for each in contributions.of_ids(snapshot, made) if each.row.position < before
        ]
        page = found[:limit]
        more = page[-1].row.position if len(found) > limit else None
        words = Words(texts, [ref for each in page for ref in _refs(each)])
        return schemas.ContributionPage(
            items=[_contribution(each, words) for each in page],
            next=None if more is None else cursors.write(_ORDER, [more]),
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )


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
