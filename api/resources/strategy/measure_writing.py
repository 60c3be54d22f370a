"""The office makes measures by programs, describes and scores them, and hands them in."""

from uuid import UUID

import msgspec
from litestar import Controller, post, put
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.provided import Texts
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import measure_wishes as wishes
from api.resources.schemas.strategy.wishes import NewReason
from api.resources.strategy.work import ON_MEASURE, ON_PROCESS, OnMeasure, OnProcess
from api.resources.texts import one_line, remark
from domain.codes import BodyId, FieldId, GoalId, IndicatorId, MeasureId, UnitId, WorkshopId
from domain.measures import Scores, Source, Weights
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding, measuring, stating
from domain.use_cases.strategy.profiles import (
    PROFILE_TEXTS,
    WrittenFunding,
    WrittenProfile,
    references,
)


class MeasureMaking(Controller):
    path = "/processes/{slug:str}/measures"
    tags = ("Measures",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def propose_measure(self, data: JSONBody[wishes.NewMeasure], work: OnProcess) -> Made:
        """Make a measure. Its profile may be incomplete until it is submitted."""
        new = measuring.NewMeasure(
            origin=data.origin,
            profile=_written(data.profile),
            sources=tuple(Source(each.kind, each.id, each.share) for each in data.sources),
            number=data.number,
        )
        return work.done(measuring.propose(*work.at, new))


class MeasureWriting(Controller):
    path = "/measures/{measure_id:uuid}"
    tags = ("Measures",)
    guards = (office_only,)
    dependencies = ON_MEASURE

    @put("/profile", sync_to_thread=True, responses=responses(*WRITING))
    def change_profile(
        self, data: JSONBody[wishes.ChangedProfile], work: OnMeasure, texts: Texts
    ) -> Made:
        """Write a new version of the profile; texts that stay keep their commitment."""
        histories = Histories(work.order.platform.log)
        former = folding.measure(histories, work.process_id, work.key).profile
        refs = [ref for _, ref in references(former)] if former else []
        outcome = measuring.update_profile(
            *work.at,
            _written(data.profile),
            typed(data.reason),
            seen=data.seen,
            opened=texts.open(set(refs)),
        )
        return work.done(outcome)

    @post("/sources", sync_to_thread=True, responses=responses(*WRITING))
    def link_source(self, data: JSONBody[wishes.NewSource], work: OnMeasure) -> Made:
        """Name something more that a measure takes up; both sides show it."""
        source = Source(data.kind, data.id, data.share)
        return work.done(measuring.link_source(*work.at, source))

    @post(
        "/sources/{source_id:uuid}/unlinking",
        status_code=200,
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def unlink_source(
        self, source_id: FromPath[UUID], data: JSONBody[NewReason], work: OnMeasure
    ) -> Made:
        """Take back a link that was a mistake; that it was there stays in the history."""
        return work.done(measuring.unlink_source(*work.at, source_id, typed(data.reason)))

    @post("/assessments", sync_to_thread=True, responses=responses(*WRITING))
    def assess_measure(self, data: JSONBody[wishes.NewMeasureAssessment], work: OnMeasure) -> Made:
        """Record how a group scored a measure."""
        new = measuring.NewAssessment(
            group=data.group,
            scores=Scores(**msgspec.structs.asdict(data.scores)),
            weights=Weights(**msgspec.structs.asdict(data.weights)),
            workshop_id=WorkshopId(data.workshop) if data.workshop else None,
        )
        return work.done(measuring.assess(*work.at, new))

    @put("/priority", sync_to_thread=True, responses=responses(*WRITING))
    def prioritise_measure(self, data: JSONBody[wishes.NewPriority], work: OnMeasure) -> Made:
        """Say how soon a measure is to come."""
        outcome = measuring.prioritise(*work.at, data.priority, data.rank, remark(data.reason))
        return work.done(outcome)

    @post("/submission", sync_to_thread=True, responses=responses(*WRITING))
    def submit_measure(self, data: JSONBody[wishes.NewMeasureSubmission], work: OnMeasure) -> Made:
        """Hand a complete measure to a body; `id` is that of the decision to be scheduled."""
        together = MeasureId(data.together) if data.together else None
        outcome = measuring.submit(
            *work.at, BodyId(data.body), None, data.territory, together=together
        )
        return work.done(outcome)

    @post("/statements", sync_to_thread=True, responses=responses(*WRITING))
    def request_statement(
        self, data: JSONBody[wishes.NewStatementRequest], work: OnMeasure
    ) -> Made:
        """Ask for a formal position; everybody sees that it is asked for, and until when."""
        unit = UnitId(data.unit) if data.unit else None
        return work.done(stating.request_statement(*work.at, data.due, unit, data.territory))

    @put("/statements/{statement_id:uuid}", sync_to_thread=True, responses=responses(*WRITING))
    def file_statement(
        self,
        statement_id: FromPath[UUID],
        data: JSONBody[wishes.FiledStatement],
        work: OnMeasure,
    ) -> Made:
        """Record the formal position that came in."""
        outcome = stating.file_statement(*work.at, statement_id, data.stance, typed(data.text))
        return work.done(outcome)


def _written(data: wishes.NewProfile) -> WrittenProfile:
    """Return a profile as the use cases take it."""
    texts = {name: remark(getattr(data, name)) for name in PROFILE_TEXTS[2:]}
    return WrittenProfile(
        title=one_line(data.title),
        summary=typed(data.summary),
        field_id=FieldId(data.action_field),
        goals=tuple(map(GoalId, data.goals)),
        indicators=tuple(map(IndicatorId, data.indicators)),
        lead=UnitId(data.lead) if data.lead else None,
        territories=data.territories,
        starts=data.starts,
        ends=data.ends,
        cost_once=data.cost_once,
        cost_yearly=data.cost_yearly,
        funding=tuple(
            WrittenFunding(one_line(each.source), each.amount, each.notice) for each in data.funding
        ),
        own_share=data.own_share,
        staff=data.staff,
        dependencies=tuple(map(MeasureId, data.dependencies)),
        sustainability=data.sustainability,
        **texts,
    )
