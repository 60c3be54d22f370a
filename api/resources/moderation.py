"""The moderation desk for programs: cases, decisions, appeals."""

from datetime import datetime
from typing import Annotated, Literal

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter

from api.errors import Malformed
from api.people import Person as AnyPerson
from api.people import moderators_only, signed_in_only
from api.problems import WRITING, WrongField, responses
from api.provided import Asking, Now, Person, Platform, Snapshot, Visible
from api.resources import reading, schemas
from api.resources.answers import answer
from api.resources.proposals import Cursor, Limit
from domain.codes import CaseId, ProposalId
from domain.moderation import CaseStatus
from domain.people import Pseudonym
from domain.use_cases import Outcome, moderating
from domain.use_cases.carrying_out import Platform as AnyPlatform
from projections import cursors, processes
from projections import moderation as cases
from projections.model import Snapshot as AnySnapshot
from projections.moderation import CaseRow, Desk, Tab

STATE_OF: dict[CaseStatus, schemas.CaseState] = {
    "open": "open",
    "in_work": "in_work",
    "escalated": "in_work",
    "decided": "decided",
    "appealed": "appealed",
    "under_appeal": "appealed",
    "final": "final",
    "closed": "final",
}
"""Case states as the API has them (ruling 25)."""

_TAB_OF: dict[str, Tab] = {
    "open": "open",
    "in_work": "in_work",
    "escalated": "escalated",
    "appeals": "appeals",
    "appealed": "appeals",
    "decided": "decided",
    "final": "decided",
}
Wanted = Literal["open", "in_work", "escalated", "appealed", "appeals", "decided", "final"]


class CaseResource(Controller):
    path = "/moderation/cases"
    tags = ("Moderation",)

    @get(guards=[moderators_only], sync_to_thread=True, responses=responses(400, 401, 403, 503))
    def queue(
        self,
        snapshot: Snapshot,
        platform: Platform,
        person: Person,
        now: Now,
        case_state: Annotated[Wanted, QueryParameter(query="state")] = "open",
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.Page[schemas.Case]:
        """Cases in one state: overdue first, then urgent, each by due time."""
        desk = desk_of(snapshot, platform, person, now)
        try:
            page = cases.queue(snapshot, _TAB_OF[case_state], desk, after=cursor, limit=limit)
        except cursors.UnreadableCursor as error:
            raise reading.cursor_error(error) from error
        items = [_case(queued.case, now) for queued in page.cases]
        return schemas.Page(items=items, next=page.next, as_of=snapshot.until)

    @get(
        "/{case_id:uuid}",
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(400, 401, 403, 404, 503),
    )
    def one(
        self, case_id: FromPath[CaseId], snapshot: Snapshot, person: Person, now: Now
    ) -> schemas.Case:
        """One case of a process in which the person asking moderates."""
        detail = cases.case(snapshot, case_id)
        if detail is None or not person.may("moderate", detail.case.process_id):
            raise NotFoundException
        return _case(detail.case, now)

    @post(
        "/{case_id:uuid}/claim",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def claim(
        self, case_id: FromPath[CaseId], platform: Platform, asking: Asking, visible: Visible
    ) -> schemas.CaseStanding:
        """Take a case or an appeal into one's own hands."""
        return _standing(moderating.claim_case(platform, asking, case_id), visible)

    @post(
        "/{case_id:uuid}/release",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def release(
        self, case_id: FromPath[CaseId], platform: Platform, asking: Asking, visible: Visible
    ) -> schemas.CaseStanding:
        """Give a claimed case back."""
        return _standing(moderating.release_case(platform, asking, case_id), visible)

    @post(
        "/{case_id:uuid}/decision",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def decide(
        self,
        case_id: FromPath[CaseId],
        data: JSONBody[schemas.NewDecision],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.CaseStanding:
        """Decide a claimed case, or a claimed appeal with `upheld`, `overturned`, `partly`."""
        match data.outcome:
            case "upheld" | "overturned" | "partly" as second:
                why = data.explanation
                if not why or not why.strip():
                    raise Malformed(WrongField("explanation", "explain a decision on an appeal"))
                outcome = moderating.decide_appeal(platform, asking, case_id, second, why)
            case first:
                verdict = moderating.Verdict(
                    outcome=first,
                    rules=data.rules,
                    explanation=data.explanation,
                    quoted=data.quoted,
                    into=None if data.into is None else ProposalId(data.into),
                )
                outcome = moderating.decide_case(platform, asking, case_id, verdict)
        return _standing(outcome, visible)

    @post(
        "/{case_id:uuid}/appeal",
        guards=[signed_in_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def appeal(
        self,
        case_id: FromPath[CaseId],
        data: JSONBody[schemas.NewAppeal],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.CaseStanding:
        """Ask for a second look at a decision on one's own contribution."""
        outcome = moderating.file_appeal(platform, asking, case_id, data.text.strip())
        return _standing(outcome, visible)


def desk_of(snapshot: AnySnapshot, platform: AnyPlatform, person: AnyPerson, now: datetime) -> Desk:
    """Return whose queue it is: what they moderate, without appeals against themselves."""
    moderated = person.processes("moderator")
    known = moderated
    if known is None:
        known = frozenset(row.process_id for row in processes.all_processes(snapshot))
    asking: tuple[Pseudonym, ...] = ()
    if person.ref is not None:
        asking = tuple(platform.vault.pseudonym(person.ref, each) for each in known)
    return Desk(now=now, asking=asking, processes=moderated)


def _standing(outcome: Outcome, visible: Visible) -> schemas.CaseStanding:
    state = answer(outcome, visible, moderating.CaseState)
    return schemas.CaseStanding(state.id, STATE_OF[state.state])


def _case(row: CaseRow, now: datetime) -> schemas.Case:
    waiting = row.tab != "decided"
    return schemas.Case(
        id=row.case_id,
        state=STATE_OF[row.state],
        subject=schemas.SubjectRef(row.subject_kind, row.subject_id),
        process=row.process_id,
        trigger=row.trigger,
        due=row.due,
        overdue=waiting and row.due < now,
        reports=row.reports,
        claimed=row.claimed_by is not None,
        outcome=row.outcome,
    )
