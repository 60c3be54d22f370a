"""The receipt of one's own vote, for programs."""

from typing import cast

import msgspec
from litestar import Controller, delete, get
from litestar.params import FromPath

from api.pages.receipts import of_own
from api.people import signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import Person, Receipts, Snapshot
from api.receipts import Receipt
from api.resources import schemas
from domain.codes import ProposalId
from domain.people import PersonRef


class ReceiptResource(Controller):
    path = "/proposals/{proposal_id:uuid}/receipt"
    tags = ("Own",)

    @get(guards=[signed_in_only], sync_to_thread=True, responses=responses(*READING, 403, 404))
    def get_receipt(
        self,
        proposal_id: FromPath[ProposalId],
        snapshot: Snapshot,
        person: Person,
        receipts: Receipts,
    ) -> schemas.VoteReceipt:
        """A proof that the own vote stands in the public log, once its batch is published."""
        return _shown(of_own(receipts, snapshot, cast("PersonRef", person.ref), proposal_id))

    @delete(
        status_code=200,
        guards=[signed_in_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def forget_receipt(
        self,
        proposal_id: FromPath[ProposalId],
        snapshot: Snapshot,
        person: Person,
        receipts: Receipts,
    ) -> schemas.VoteReceipt:
        """Let nobody get a receipt of this vote any more; the vote itself goes on counting."""
        ref = cast("PersonRef", person.ref)
        made = of_own(receipts, snapshot, ref, proposal_id)
        if made.state == "none":
            return _shown(made)
        receipts.forget(ref, proposal_id)
        return _shown(Receipt(state="forgotten"))


def _shown(made: Receipt) -> schemas.VoteReceipt:
    entry = None if made.entry is None else msgspec.json.decode(made.entry)
    return schemas.VoteReceipt(
        state=made.state, index=made.index, size=made.size, entry=entry, proof=made.proof
    )
