"""The office plans adopted measures by programs, reports on them and ends them."""

from litestar import Controller, post, put
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import carrying_wishes as wishes
from api.resources.strategy.work import ON_MEASURE, OnMeasure
from api.resources.texts import one_line, remark
from domain.codes import MilestoneId
from domain.measures import Slot
from domain.use_cases.strategy import implementing

_STONE = "/milestones/{milestone_id:uuid}"


class MeasureCarrying(Controller):
    path = "/measures/{measure_id:uuid}"
    tags = ("Measures",)
    guards = (office_only,)
    dependencies = ON_MEASURE

    @put("/place", sync_to_thread=True, responses=responses(*WRITING))
    def plan_measure(self, data: JSONBody[wishes.NewMeasurePlace], work: OnMeasure) -> Made:
        """Give an adopted measure its place, or another one; former places stay readable."""
        slot = Slot(data.year, data.first, data.last, data.budget)
        return work.done(implementing.plan(*work.at, slot, remark(data.reason)))

    @post("/parking", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def park_measure(self, data: JSONBody[wishes.NewParking], work: OnMeasure) -> Made:
        """Let an adopted measure wait for a place."""
        return work.done(implementing.park(*work.at, data.until, typed(data.reason)))

    @post("/start", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def start_measure(self, data: JSONBody[wishes.NewStart], work: OnMeasure) -> Made:
        """Begin the work on a planned measure."""
        return work.done(implementing.start(*work.at, data.day))

    @post("/milestones", sync_to_thread=True, responses=responses(*WRITING))
    def define_milestone(self, data: JSONBody[wishes.NewMilestone], work: OnMeasure) -> Made:
        """Announce something that will be there by a day; `id` is that of the milestone."""
        outcome = implementing.define_milestone(*work.at, one_line(data.title), data.due)
        return work.done(outcome)

    @put(f"{_STONE}/due", sync_to_thread=True, responses=responses(*WRITING))
    def move_milestone(
        self,
        milestone_id: FromPath[MilestoneId],
        data: JSONBody[wishes.MovedMilestone],
        work: OnMeasure,
    ) -> Made:
        """Put a milestone on another day."""
        outcome = implementing.move_milestone(*work.at, milestone_id, data.due, typed(data.reason))
        return work.done(outcome)

    @put(f"{_STONE}/reached", sync_to_thread=True, responses=responses(*WRITING))
    def reach_milestone(
        self,
        milestone_id: FromPath[MilestoneId],
        data: JSONBody[wishes.ReachedMilestone],
        work: OnMeasure,
    ) -> Made:
        """Say that a milestone is there."""
        outcome = implementing.reach_milestone(
            *work.at, milestone_id, data.day, remark(data.evidence)
        )
        return work.done(outcome)

    @post("/reports", sync_to_thread=True, responses=responses(*WRITING))
    def report_progress(self, data: JSONBody[wishes.NewMeasureReport], work: OnMeasure) -> Made:
        """Say how far a measure is."""
        new = implementing.NewReport(
            percent=data.percent,
            light=data.light,
            as_of=data.day,
            text=remark(data.text),
            next_step=remark(data.next_step),
        )
        return work.done(implementing.report(*work.at, new))

    @post("/pause", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def pause_measure(self, data: JSONBody[wishes.NewPause], work: OnMeasure) -> Made:
        """Let the work rest."""
        return work.done(implementing.pause(*work.at, typed(data.reason), data.until))

    @post("/resumption", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def resume_measure(self, work: OnMeasure) -> Made:
        """Take the work up again."""
        return work.done(implementing.resume(*work.at))

    @post("/completion", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def complete_measure(self, data: JSONBody[wishes.NewCompletion], work: OnMeasure) -> Made:
        """Finish a measure; from that day on everybody sees that it can be used."""
        outcome = implementing.complete(*work.at, data.usable_from, typed(data.benefit))
        return work.done(outcome)

    @post("/stop", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def stop_measure(self, data: JSONBody[wishes.NewStop], work: OnMeasure) -> Made:
        """Give a measure up."""
        outcome = implementing.stop(*work.at, typed(data.reason), typed(data.lessons))
        return work.done(outcome)

    @put("/transfer", sync_to_thread=True, responses=responses(*WRITING))
    def offer_measure(self, data: JSONBody[wishes.NewTransfer], work: OnMeasure) -> Made:
        """Offer a completed measure to others."""
        outcome = implementing.offer(*work.at, data.licence, typed(data.preconditions))
        return work.done(outcome)
