"""Erasing one's account or texts, and a copy of one's own data, for programs.

Both need a session begun within the last 15 minutes: a bearer token, which lies in
files, must not be enough. Cancelling takes either.
"""

from typing import Any

import msgspec
from litestar import Controller, Response, delete, get, post
from litestar.params import JSONBody

from api.people import signed_in_only
from api.ports import PendingErasure
from api.problems import READING, WRITING, responses
from api.provided import Asking, Exporting, Mode, ModeOfOperation, OwnData, Person
from api.resources import schemas
from domain.use_cases.erasing import Wish


class OwnDataResource(Controller):
    path = "/me"
    tags = ("Own",)
    guards = (signed_in_only,)

    @get("/erasure", sync_to_thread=True, responses=responses(*READING))
    def show_erasure(self, own_data: OwnData, person: Person, mode: Mode) -> schemas.ErasureAnswer:
        """What the person asking wants erased and what has not been done yet."""
        return _answer(own_data.pending(person), mode)

    @post("/erasure", sync_to_thread=True, responses=responses(*WRITING))
    def ask_for_erasure(
        self,
        data: JSONBody[schemas.ErasureWish],
        own_data: OwnData,
        person: Person,
        asking: Asking,  # noqa: ARG002 - its key is checked as everywhere; asking twice is once
        mode: Mode,
    ) -> schemas.ErasureAnswer:
        """Have the account, or texts, erased when the time for thinking it over has passed.

        Needs a fresh session. Who has asked already gets that request back, unchanged.
        """
        wish = Wish(account=data.account, texts=data.texts, subjects=data.contributions)
        return _answer(own_data.ask(person, wish), mode)

    @delete("/erasure", status_code=200, sync_to_thread=True, responses=responses(*WRITING))
    def cancel_erasure(
        self,
        own_data: OwnData,
        person: Person,
        asking: Asking,  # noqa: ARG002 - its key is checked as everywhere; cancelling twice is once
        mode: Mode,
    ) -> schemas.ErasureAnswer:
        """Take it back, as long as it has not begun."""
        pending = own_data.pending(person)
        if pending is not None:
            own_data.cancel(pending.token)
        return _answer(None, mode)

    @get(
        "/data",
        sync_to_thread=True,
        media_type="application/json",
        responses=responses(400, 401, 403, 503),
    )
    def export(
        self, own_data: OwnData, person: Person, exporting: Exporting
    ) -> Response[dict[str, Any]]:
        """Everything the platform has of the person asking. Needs a fresh session."""
        data = exporting.collect(own_data.require_fresh(person))
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(data))
        return Response(plain, headers={"Cache-Control": "no-store"})


def _answer(pending: PendingErasure | None, mode: ModeOfOperation) -> schemas.ErasureAnswer:
    if pending is None:
        return schemas.ErasureAnswer(pending=None)
    wish = msgspec.json.decode(pending.wish, type=Wish)
    return schemas.ErasureAnswer(
        pending=schemas.Erasure(
            account=wish.account,
            texts=wish.texts,
            requested=pending.requested,
            due=pending.due,
            begun=pending.plan is not None,
            address=f"{mode.base_url}/{pending.language}/erasure/{pending.token}",
        )
    )
