"""The moderation desk for programs: cases, decisions, appeals."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import moderators_only, signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import Asking, Now, Person, Platform, Snapshot, Texts, Visible
from api.resources import desk, schemas
from api.resources.answers import answer
from api.resources.desk import STATES
from api.resources.parameters import Cursor, Limit, State, readable_cursor
from api.resources.texts import remark
from domain.codes import CaseId, ProposalId
from domain.use_cases import Outcome, moderating
from projections import moderation as cases


class CaseResource(Controller):
    path = "/moderation/cases"
    tags = ("Moderation",)

    @get(guards=[moderators_only], sync_to_thread=True, responses=responses(*READING, 403))
    def list_cases(
        self,
        snapshot: Snapshot,
        texts: Texts,
        platform: Platform,
        person: Person,
        now: Now,
        case_state: State = None,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.CasePage:
        """Cases of the processes in which the person asking moderates.

        In one state: overdue first, then urgent, each by due time; decided and final
        ones and cases of all states together by what changed last. Appeals against
        one's own decisions are left to others.
        """
        whose = desk.of(snapshot, platform, person, now, case_state)
        with readable_cursor():
            page = cases.queue(snapshot, desk.order(case_state), whose, after=cursor, limit=limit)
        return desk.page(page, snapshot, texts, whose)

    @get(
        "/{case_id:uuid}",
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*READING, 403, 404),
    )
    def get_case(
        self,
        case_id: FromPath[CaseId],
        snapshot: Snapshot,
        texts: Texts,
        platform: Platform,
        person: Person,
        now: Now,
    ) -> schemas.CaseDetails:
        """One case of a process in which the person asking moderates, step by step."""
        detail = cases.case(snapshot, case_id)
        if detail is None or not person.may("moderate", detail.case.process_id):
            raise NotFoundException
        return desk.details(detail, texts, desk.of(snapshot, platform, person, now, None))

    @post(
        "/{case_id:uuid}/claim",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def claim_case(
        self, case_id: FromPath[CaseId], platform: Platform, asking: Asking, visible: Visible
    ) -> schemas.CaseStanding:
        """Take a case or an appeal into one's own hands; others leave it alone then."""
        return _standing(moderating.claim_case(platform, asking, case_id), visible)

    @post(
        "/{case_id:uuid}/release",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def release_case(
        self, case_id: FromPath[CaseId], platform: Platform, asking: Asking, visible: Visible
    ) -> schemas.CaseStanding:
        """Give a claimed case back."""
        return _standing(moderating.release_case(platform, asking, case_id), visible)

    @post(
        "/{case_id:uuid}/escalation",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def escalate_case(
        self,
        case_id: FromPath[CaseId],
        data: JSONBody[schemas.NewEscalation],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.CaseStanding:
        """Hand a claimed case to the legal office or the police; anybody may claim it then."""
        reason = typed(data.reason)
        outcome = moderating.escalate_case(platform, asking, case_id, data.to, reason)
        return _standing(outcome, visible)

    @post(
        "/{case_id:uuid}/decision",
        status_code=200,
        guards=[moderators_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def decide_case(
        self,
        case_id: FromPath[CaseId],
        data: JSONBody[schemas.NewDecision],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.CaseStanding:
        """Decide a claimed case, or a claimed appeal with `upheld`, `overturned`, `partly`."""
        why = remark(data.explanation)
        match data.outcome:
            case "upheld" | "overturned" | "partly" as second:
                outcome = moderating.decide_appeal(platform, asking, case_id, second, why or "")
            case first:
                verdict = moderating.Verdict(
                    outcome=first,
                    rules=tuple(dict.fromkeys(data.rules)),
                    explanation=why,
                    quoted=remark(data.quoted),
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
        outcome = moderating.file_appeal(platform, asking, case_id, typed(data.text))
        return _standing(outcome, visible)


def _standing(outcome: Outcome, visible: Visible) -> schemas.CaseStanding:
    state = answer(outcome, visible, moderating.CaseState)
    return schemas.CaseStanding(state.id, STATES[state.state])
