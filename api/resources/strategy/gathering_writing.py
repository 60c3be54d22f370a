"""The office opens labs and holds formats on site by programs, and says what came of them."""

from litestar import Controller, post
from litestar.params import JSONBody

from api.errors import Malformed
from api.pages.formatting import typed
from api.pages.labs.areas import NotAnArea, typed_area
from api.people import office_only
from api.problems import WRITING, WrongField, responses
from api.resources.schemas.common import NewConfirmation
from api.resources.schemas.set_up import Made
from api.resources.schemas.strategy import gathering_wishes as wishes
from api.resources.schemas.strategy.wishes import NewReason
from api.resources.strategy.work import (
    ON_LAB,
    ON_PROCESS,
    ON_WORKSHOP,
    OnLab,
    OnProcess,
    OnWorkshop,
)
from api.resources.texts import one_line, remark
from domain.codes import MeasureId
from domain.use_cases.strategy import gathering
from domain.workshops import Dots

_TAGS = ("Labs and workshops",)


class GatheringMaking(Controller):
    path = "/processes/{slug:str}"
    tags = _TAGS
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post("/labs", sync_to_thread=True, responses=responses(*WRITING))
    def open_lab(self, data: JSONBody[wishes.NewLab], work: OnProcess) -> Made:
        """Open a real-world lab; it is public at once."""
        new = gathering.NewLab(
            title=one_line(data.title),
            hypothesis=typed(data.hypothesis),
            area=_area(data.area),
            starts=data.starts,
            ends=data.ends,
            measure_id=MeasureId(data.measure) if data.measure else None,
        )
        return work.done(gathering.open_lab(*work.at, new))

    @post("/workshops", sync_to_thread=True, responses=responses(*WRITING))
    def schedule_workshop(self, data: JSONBody[wishes.NewWorkshop], work: OnProcess) -> Made:
        """Invite people to a format on site; everybody sees it at once."""
        new = gathering.NewFormat(
            kind=data.kind, title=one_line(data.title), place=one_line(data.place), on=data.day
        )
        return work.done(gathering.schedule_format(*work.at, new))


def _area(text: str) -> str:
    """Return the GeoJSON of an area.

    Raises:
        Malformed: it is none.
    """
    try:
        return typed_area(text)
    except NotAnArea as error:
        told = "Expected GeoJSON of a polygon, or at least three lines of latitude, longitude"
        raise Malformed(WrongField("area", told)) from error


class LabWriting(Controller):
    path = "/labs/{lab_id:uuid}"
    tags = _TAGS
    guards = (office_only,)
    dependencies = ON_LAB

    @post("/extension", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def extend_lab(self, data: JSONBody[wishes.LongerLab], work: OnLab) -> Made:
        """Let a lab last longer; the end announced first stays readable."""
        return work.done(gathering.extend_lab(*work.at, data.ends, typed(data.reason)))

    @post("/evaluation", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def evaluate_lab(self, data: JSONBody[wishes.NewEvaluation], work: OnLab) -> Made:
        """Say what came out of a lab."""
        outcome = gathering.evaluate_lab(*work.at, data.outcome, typed(data.evidence))
        return work.done(outcome)


class WorkshopWriting(Controller):
    path = "/workshops/{workshop_id:uuid}"
    tags = _TAGS
    guards = (office_only,)
    dependencies = ON_WORKSHOP

    @post("/cancellation", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def cancel_workshop(self, data: JSONBody[NewReason], work: OnWorkshop) -> Made:
        """Call a format off, for a published reason."""
        return work.done(gathering.cancel_format(*work.at, typed(data.reason)))

    @post("/result", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def record_result(self, data: JSONBody[wishes.NewWorkshopResult], work: OnWorkshop) -> Made:
        """Write down what came out of it; nobody reads it until a second person confirms."""
        new = gathering.NewResult(
            attendance=data.attendance,
            summary=typed(data.summary),
            protocol=remark(data.protocol),
            dots=tuple(Dots(MeasureId(each.measure), each.dots) for each in data.dots),
        )
        return work.done(gathering.record_result(*work.at, new))

    @post("/confirmation", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def confirm_result(self, data: JSONBody[NewConfirmation], work: OnWorkshop) -> Made:
        """Confirm a result as a second person who compared it with the protocol."""
        return work.done(gathering.confirm_result(*work.at, data.seen))

    @post("/result/discarding", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def discard_result(self, data: JSONBody[NewReason], work: OnWorkshop) -> Made:
        """Find a result wrong that nobody has confirmed yet; it is to be recorded anew."""
        return work.done(gathering.discard_result(*work.at, typed(data.reason)))
