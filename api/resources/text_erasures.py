"""One text goes if two people of the office want it, for programs."""

from uuid import UUID

from litestar import Controller, delete, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.pages.formatting import typed
from api.people import holding, office_only
from api.ports import ProposedErasure
from api.problems import READING, WRITING, responses
from api.provided import Asking, OfficeErasure, Person, Snapshot, Visible
from api.resources.schemas import text_erasures as shapes
from projections import contributions


class TextErasureResource(Controller):
    path = "/erasures"
    tags = ("Office",)
    guards = (holding("office", "privacy"),)

    @get(sync_to_thread=True, responses=responses(*READING, 401, 403))
    def list_erasures(
        self, person: Person, office_erasure: OfficeErasure
    ) -> shapes.TextErasureList:
        """What waits for a second person in the processes of whoever asks, oldest first."""
        waiting = office_erasure.waiting(person)
        return shapes.TextErasureList(items=[_shown(each, person) for each in waiting])

    @post(guards=[office_only], sync_to_thread=True, responses=responses(*WRITING, 404))
    def propose_erasure(
        self,
        data: JSONBody[shapes.NewTextErasure],
        snapshot: Snapshot,
        person: Person,
        office_erasure: OfficeErasure,
    ) -> shapes.TextErasure:
        """Propose that all versions of an idea or comment go for good.

        Somebody else must agree. What was proposed already is returned unchanged.
        """
        found = contributions.of_ids(snapshot, [data.contribution])
        if not found:
            raise NotFoundException
        process_id = found[0].row.process_id
        reason = typed(data.reason)
        proposal = office_erasure.propose(
            person, data.contribution, process_id, data.ground, reason
        )
        return _shown(proposal, person)

    @post(
        "/{object_id:uuid}/agreement",
        status_code=200,
        sync_to_thread=True,
        responses=responses(*WRITING, 404),
    )
    def agree_to_erasure(
        self,
        object_id: FromPath[UUID],
        data: JSONBody[shapes.ErasureAgreement],
        person: Person,
        asking: Asking,
        visible: Visible,
        office_erasure: OfficeErasure,
    ) -> shapes.TextErasureAnswer:
        """Agree as the second person: the text goes at once and for good."""
        outcome = office_erasure.agree(person, asking, object_id, data.seen)
        visible.wait(outcome.position)
        return shapes.TextErasureAnswer(contribution=object_id, erased=True)

    @delete(
        "/{object_id:uuid}",
        status_code=200,
        sync_to_thread=True,
        responses=responses(*WRITING, 404),
    )
    def decline_erasure(
        self, object_id: FromPath[UUID], person: Person, office_erasure: OfficeErasure
    ) -> shapes.TextErasureAnswer:
        """Decline, or take one's own proposal back: the text stays."""
        office_erasure.decline(person, object_id)
        return shapes.TextErasureAnswer(contribution=object_id, erased=False)


def _shown(proposal: ProposedErasure, person: Person) -> shapes.TextErasure:
    return shapes.TextErasure(
        contribution=proposal.subject,
        ground=proposal.ground,
        reason=proposal.reason,
        proposed=proposal.proposed,
        own=proposal.proposed_by == person.ref,
    )
