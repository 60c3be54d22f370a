"""Setting up processes for programs: what the project office can do on its pages."""

import msgspec
from litestar import Controller, post, put
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.provided import Snapshot
from api.resources import reading
from api.resources.schemas import set_up as schemas
from api.resources.schemas.common import NewConfirmation
from api.resources.strategy.work import ON_PROCESS, OnProcess, Ordered, ProcessWork
from api.resources.texts import one_line, remark
from domain.codes import FieldId, PhaseId
from domain.use_cases import Outcome, configuring
from domain.use_cases.strategy import publishing
from projections import answers, moderation, papers

_PHASE = "/{slug:str}/phases/{phase_id:uuid}"


class SetUpResource(Controller):
    path = "/processes"
    tags = ("Set-up",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def open_process(self, data: JSONBody[schemas.NewProcess], order: Ordered) -> schemas.Made:
        """Open a process. It is public at once; people take part once a phase is open."""
        new = configuring.NewProcess(
            slug=data.slug,
            title=one_line(data.title),
            summary=typed(data.summary),
            territory=data.territory,
            question=data.question,
        )
        return order.done(configuring.open_process(order.platform, order.asking, new))

    @put("/{slug:str}/description", sync_to_thread=True, responses=responses(*WRITING))
    def describe_process(
        self, data: JSONBody[schemas.NewDescription], work: OnProcess
    ) -> schemas.Made:
        """Say anew what a process is called, what it is about, and who leads it."""
        said = configuring.Description(
            title=one_line(data.title),
            summary=typed(data.summary),
            lead=remark(data.lead),
            contractors=remark(data.contractors),
            funding=remark(data.funding),
        )
        return work.named(configuring.describe_process(*work.at, said), work.process_id)

    @post("/{slug:str}/territories", sync_to_thread=True, responses=responses(*WRITING))
    def add_territory(self, data: JSONBody[schemas.NewTerritory], work: OnProcess) -> schemas.Made:
        """Let a place take part; the answer names the process."""
        name = one_line(data.name)
        outcome = configuring.add_territory(*work.at, data.key, name, data.parent)
        return work.named(outcome, work.process_id)

    @post("/{slug:str}/action-fields", sync_to_thread=True, responses=responses(*WRITING))
    def define_field(self, data: JSONBody[schemas.NewActionField], work: OnProcess) -> schemas.Made:
        """Add an action field."""
        new = configuring.NewField(
            name=one_line(data.name), description=remark(data.description), colour=data.colour
        )
        return work.done(configuring.define_field(*work.at, new))

    @put(
        "/{slug:str}/action-fields/{field_id:uuid}/name",
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def rename_field(
        self, field_id: FromPath[FieldId], data: JSONBody[schemas.NewFieldName], work: OnProcess
    ) -> schemas.Made:
        """Give a field another name, for a published reason; its proposals stay in it."""
        name, reason = one_line(data.name), typed(data.reason)
        return work.named(configuring.rename_field(*work.at, field_id, name, reason), field_id)

    @put(
        "/{slug:str}/action-fields/{field_id:uuid}/merged-into",
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def merge_fields(
        self, field_id: FromPath[FieldId], data: JSONBody[schemas.NewMerge], work: OnProcess
    ) -> schemas.Made:
        """Let a field go into another; its proposals follow."""
        into = FieldId(data.into)
        return work.named(configuring.merge_fields(*work.at, field_id, into), into)

    @post("/{slug:str}/phases", sync_to_thread=True, responses=responses(*WRITING))
    def announce_phase(self, data: JSONBody[schemas.NewPhase], work: OnProcess) -> schemas.Made:
        """Announce a phase."""
        given = msgspec.structs.asdict(data)
        texts = {
            "title": one_line(data.title),
            "negotiable": remark(data.negotiable),
            "not_negotiable": remark(data.not_negotiable),
        }
        new = configuring.NewPhase(**{**given, **texts})
        return work.done(configuring.define_phase(*work.at, new))

    @post("/{slug:str}/archive", sync_to_thread=True, responses=responses(*WRITING))
    def archive_process(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewArchive],
        snapshot: Snapshot,
        work: OnProcess,
    ) -> schemas.Made:
        """Make a process read-only; possible once all is decided, answered and closed."""
        process_id = reading.process_by_slug(snapshot, slug).process_id
        unanswered = answers.unanswered(snapshot, process_id)
        reason = typed(data.reason)
        outcome = publishing.archive(
            *work.at,
            reason,
            unanswered=unanswered,
            undecided=moderation.undecided(snapshot, process_id),
            uncompared=len(papers.waiting(snapshot, [process_id])),
        )
        return work.named(outcome, process_id)


class PhaseResource(Controller):
    path = "/processes"
    tags = ("Set-up",)
    guards = (office_only,)
    dependencies = ON_PROCESS

    @post(f"{_PHASE}/opening", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def open_phase(self, phase_id: FromPath[PhaseId], work: OnProcess) -> schemas.PhaseStanding:
        """Open a phase whose time has come, without waiting for the clock to do it."""
        return _standing(work, configuring.start_phase(*work.at, phase_id))

    @post(
        f"{_PHASE}/extension", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def extend_phase(
        self, phase_id: FromPath[PhaseId], data: JSONBody[schemas.NewEnd], work: OnProcess
    ) -> schemas.PhaseStanding:
        """Let an open phase end later, for a published reason."""
        reason = typed(data.reason)
        return _standing(work, configuring.extend_phase(*work.at, phase_id, data.until, reason))

    @post(f"{_PHASE}/closing", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def close_phase(self, phase_id: FromPath[PhaseId], work: OnProcess) -> schemas.PhaseStanding:
        """End a phase now."""
        return _standing(work, configuring.close_phase(*work.at, phase_id))

    @post(
        f"{_PHASE}/reopening", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def propose_reopening(
        self, phase_id: FromPath[PhaseId], data: JSONBody[schemas.NewEnd], work: OnProcess
    ) -> schemas.PhaseStanding:
        """Ask for a closed phase to go on; it stays closed until somebody else agrees."""
        reason = typed(data.reason)
        outcome = configuring.propose_reopening(*work.at, phase_id, data.until, reason)
        return _standing(work, outcome)

    @post(
        f"{_PHASE}/agreement", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def agree_to_reopening(
        self, phase_id: FromPath[PhaseId], data: JSONBody[NewConfirmation], work: OnProcess
    ) -> schemas.PhaseStanding:
        """Agree, as the second person, that a closed phase goes on."""
        return _standing(work, configuring.agree_to_reopening(*work.at, phase_id, data.seen))


def _standing(work: ProcessWork, outcome: Outcome) -> schemas.PhaseStanding:
    return work.order.answered(outcome, schemas.PhaseStanding)
