"""Setting up processes for programs: what the project office can do on its pages."""

import msgspec
from litestar import Controller, post, put
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import office_only
from api.problems import WRITING, responses
from api.provided import Asking, Platform, Snapshot, Visible, VisiblePort
from api.resources import reading
from api.resources.answers import answer
from api.resources.schemas import set_up as schemas
from api.resources.texts import one_line, remark
from domain.codes import FieldId, PhaseId
from domain.processes import process_id_of
from domain.use_cases import Outcome, configuring
from domain.use_cases.strategy import publishing
from domain.use_cases.strategy.office import Done
from projections import answers

_PHASE = "/{slug:str}/phases/{phase_id:uuid}"


class SetUpResource(Controller):
    path = "/processes"
    tags = ("Set-up",)
    guards = (office_only,)

    @post(sync_to_thread=True, responses=responses(*WRITING))
    def open_process(
        self,
        data: JSONBody[schemas.NewProcess],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Open a process. It is public at once; people take part once a phase is open."""
        new = configuring.NewProcess(
            slug=data.slug,
            title=one_line(data.title),
            summary=typed(data.summary),
            territory=data.territory,
            question=data.question,
        )
        return _made(configuring.open_process(platform, asking, new), visible)

    @put("/{slug:str}/description", sync_to_thread=True, responses=responses(*WRITING))
    def describe_process(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewDescription],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Say anew what a process is called, what it is about, and who leads it."""
        said = configuring.Description(
            title=one_line(data.title),
            summary=typed(data.summary),
            lead=remark(data.lead),
            contractors=remark(data.contractors),
            funding=remark(data.funding),
        )
        outcome = configuring.describe_process(platform, asking, process_id_of(slug), said)
        visible.wait(outcome.position)
        return schemas.Made(id=process_id_of(slug))

    @post("/{slug:str}/territories", sync_to_thread=True, responses=responses(*WRITING))
    def add_territory(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewTerritory],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Let a place take part; the answer names the process."""
        name = one_line(data.name)
        process_id = process_id_of(slug)
        outcome = configuring.add_territory(
            platform, asking, process_id, data.key, name, data.parent
        )
        visible.wait(outcome.position)
        return schemas.Made(id=process_id)

    @post("/{slug:str}/action-fields", sync_to_thread=True, responses=responses(*WRITING))
    def define_field(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewActionField],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Add an action field."""
        new = configuring.NewField(
            name=one_line(data.name), description=remark(data.description), colour=data.colour
        )
        outcome = configuring.define_field(platform, asking, process_id_of(slug), new)
        return _made(outcome, visible)

    @put(
        "/{slug:str}/action-fields/{field_id:uuid}/name",
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def rename_field(
        self,
        slug: FromPath[str],
        field_id: FromPath[FieldId],
        data: JSONBody[schemas.NewFieldName],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Give a field another name, for a published reason; its proposals stay in it."""
        name, reason = one_line(data.name), typed(data.reason)
        process_id = process_id_of(slug)
        outcome = configuring.rename_field(platform, asking, process_id, field_id, name, reason)
        visible.wait(outcome.position)
        return schemas.Made(id=field_id)

    @put(
        "/{slug:str}/action-fields/{field_id:uuid}/merged-into",
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def merge_fields(
        self,
        slug: FromPath[str],
        field_id: FromPath[FieldId],
        data: JSONBody[schemas.NewMerge],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Let a field go into another; its proposals follow."""
        process_id, into = process_id_of(slug), FieldId(data.into)
        outcome = configuring.merge_fields(platform, asking, process_id, field_id, into)
        visible.wait(outcome.position)
        return schemas.Made(id=into)

    @post("/{slug:str}/phases", sync_to_thread=True, responses=responses(*WRITING))
    def announce_phase(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewPhase],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Announce a phase."""
        given = msgspec.structs.asdict(data)
        texts = {
            "title": one_line(data.title),
            "negotiable": remark(data.negotiable),
            "not_negotiable": remark(data.not_negotiable),
        }
        new = configuring.NewPhase(**{**given, **texts})
        return _made(configuring.define_phase(platform, asking, process_id_of(slug), new), visible)

    @post("/{slug:str}/archive", sync_to_thread=True, responses=responses(*WRITING))
    def archive_process(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewArchive],
        snapshot: Snapshot,
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.Made:
        """Make a process read-only; possible once all is answered and no phase is open."""
        process_id = reading.process_by_slug(snapshot, slug).process_id
        unanswered = answers.unanswered(snapshot, process_id)
        reason = typed(data.reason)
        outcome = publishing.archive(platform, asking, process_id, unanswered, reason)
        answer(outcome, visible, Done)
        return schemas.Made(id=process_id)


class PhaseResource(Controller):
    path = "/processes"
    tags = ("Set-up",)
    guards = (office_only,)

    @post(f"{_PHASE}/opening", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def open_phase(
        self,
        slug: FromPath[str],
        phase_id: FromPath[PhaseId],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PhaseStanding:
        """Open a phase whose time has come, without waiting for the clock to do it."""
        process_id = process_id_of(slug)
        return _standing(configuring.start_phase(platform, asking, process_id, phase_id), visible)

    @post(
        f"{_PHASE}/extension", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def extend_phase(
        self,
        slug: FromPath[str],
        phase_id: FromPath[PhaseId],
        data: JSONBody[schemas.NewEnd],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PhaseStanding:
        """Let an open phase end later, for a published reason."""
        process_id, reason = process_id_of(slug), typed(data.reason)
        outcome = configuring.extend_phase(
            platform, asking, process_id, phase_id, data.until, reason
        )
        return _standing(outcome, visible)

    @post(f"{_PHASE}/closing", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def close_phase(
        self,
        slug: FromPath[str],
        phase_id: FromPath[PhaseId],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PhaseStanding:
        """End a phase now."""
        process_id = process_id_of(slug)
        return _standing(configuring.close_phase(platform, asking, process_id, phase_id), visible)

    @post(
        f"{_PHASE}/reopening", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def propose_reopening(
        self,
        slug: FromPath[str],
        phase_id: FromPath[PhaseId],
        data: JSONBody[schemas.NewEnd],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PhaseStanding:
        """Ask for a closed phase to go on; it stays closed until somebody else agrees."""
        process_id, reason = process_id_of(slug), typed(data.reason)
        outcome = configuring.propose_reopening(
            platform, asking, process_id, phase_id, data.until, reason
        )
        return _standing(outcome, visible)

    @post(
        f"{_PHASE}/agreement", status_code=200, sync_to_thread=True, responses=responses(*WRITING)
    )
    def agree_to_reopening(
        self,
        slug: FromPath[str],
        phase_id: FromPath[PhaseId],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PhaseStanding:
        """Agree, as the second person, that a closed phase goes on."""
        outcome = configuring.agree_to_reopening(platform, asking, process_id_of(slug), phase_id)
        return _standing(outcome, visible)


def _made(outcome: Outcome, visible: VisiblePort) -> schemas.Made:
    return answer(outcome, visible, schemas.Made)


def _standing(outcome: Outcome, visible: VisiblePort) -> schemas.PhaseStanding:
    return answer(outcome, visible, schemas.PhaseStanding)
