"""The council's secretaries schedule, record, confirm and correct decisions by programs."""

import msgspec
from litestar import Controller, post
from litestar.params import JSONBody

from api.pages.formatting import typed
from api.people import secretaries_only
from api.problems import WRITING, responses
from api.resources.schemas.common import NewConfirmation
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import decision_wishes as wishes
from api.resources.schemas.strategy.wishes import NewReason
from api.resources.strategy.work import ON_DECISION, ON_PROCESS, OnDecision, OnProcess
from api.resources.texts import one_line, remark
from domain.codes import BodyId, DecisionId
from domain.decisions import CouncilVote, DecisionSubject, Record
from domain.use_cases.strategy import deciding


class DecisionScheduling(Controller):
    path = "/processes/{slug:str}/decisions"
    tags = ("Decisions",)
    guards = (secretaries_only,)
    dependencies = ON_PROCESS

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def schedule_decision(self, data: JSONBody[wishes.NewAgendaItem], work: OnProcess) -> Made:
        """Put something on the agenda of a body."""
        new = deciding.NewAgendaItem(
            body_id=BodyId(data.body),
            session=data.session,
            number=data.number,
            title=one_line(data.title),
            paper=_paper(data.paper),
            role=data.role,
            authoritative=data.authoritative,
            public=data.public,
            subjects=tuple(
                DecisionSubject(each.kind, each.id, each.version) for each in data.subjects
            ),
            territory=data.territory,
            decision_id=DecisionId(data.id) if data.id else None,
        )
        return work.done(deciding.schedule(*work.at, new))


class DecisionWriting(Controller):
    path = "/decisions/{decision_id:uuid}"
    tags = ("Decisions",)
    guards = (secretaries_only,)
    dependencies = ON_DECISION

    @post("/postponement", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def postpone_decision(self, data: JSONBody[wishes.NewPostponement], work: OnDecision) -> Made:
        """Take an item off its session."""
        return work.done(deciding.postpone(*work.at, data.session, typed(data.reason)))

    @post("/record", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def record_decision(self, data: JSONBody[wishes.NewCouncilRecord], work: OnDecision) -> Made:
        """Write down what the minutes say; without effect until a second person confirms."""
        new = deciding.NewRecord(
            record=_record(data),
            text=typed(data.text),
            conditions=remark(data.conditions),
            minutes=remark(data.minutes),
        )
        return work.done(deciding.record(*work.at, new))

    @post("/confirmation", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def confirm_decision(self, data: JSONBody[NewConfirmation], work: OnDecision) -> Made:
        """Confirm a record as a second person; an authoritative decision takes effect now."""
        return work.done(deciding.confirm(*work.at, data.seen))

    @post("/record/discarding", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def discard_record(self, data: JSONBody[NewReason], work: OnDecision) -> Made:
        """Find a record wrong, as a second person; it is to be written anew."""
        return work.done(deciding.discard_record(*work.at, typed(data.reason)))

    @post("/publication", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def publish_decision(self, work: OnDecision) -> Made:
        """Let everybody read a confirmed decision of a session that was not public."""
        return work.done(deciding.publish(*work.at))

    @post("/correction", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def propose_correction(
        self, data: JSONBody[wishes.NewCouncilCorrection], work: OnDecision
    ) -> Made:
        """Say that the minutes read otherwise; without effect until a second person confirms."""
        outcome = deciding.propose_correction(
            *work.at, _record(data), typed(data.reason), typed(data.minutes)
        )
        return work.done(outcome)

    @post(
        "/correction/confirmation",
        status_code=200,
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def confirm_correction(self, data: JSONBody[NewConfirmation], work: OnDecision) -> Made:
        """Confirm a correction as a second person; its effects follow the new record."""
        return work.done(deciding.confirm_correction(*work.at, data.seen))

    @post(
        "/correction/discarding",
        status_code=200,
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def discard_correction(self, data: JSONBody[NewReason], work: OnDecision) -> Made:
        """Find a correction wrong, as a second person; the record stays."""
        return work.done(deciding.discard_correction(*work.at, typed(data.reason)))

    @post("/repeal", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def repeal_decision(self, data: JSONBody[wishes.NewRepeal], work: OnDecision) -> Made:
        """Take a decision back by a later one."""
        return work.done(deciding.repeal(*work.at, DecisionId(data.by)))


def _paper(data: wishes.NewPaperOfItem | None) -> deciding.WrittenPaper | None:
    if data is None:
        return None
    return deciding.WrittenPaper(
        reference=one_line(data.reference), url=remark(data.url), sha256=data.sha256
    )


def _record(data: wishes.NewCouncilRecord | wishes.NewCouncilCorrection) -> Record:
    vote = CouncilVote(**msgspec.structs.asdict(data.vote)) if data.vote else None
    return Record(result=data.result, present=data.present, vote=vote)
