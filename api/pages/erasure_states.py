"""How far an erasure is, and its proof: for whoever has the link, signed in or not."""

from typing import Literal

import msgspec
from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.views.own_data import ErasedItem, ErasureStatePage
from api.pages.vocabulary.terms import N_
from api.proofs import Proof
from api.provided import OwnData
from api.self_erasure import OwnData as OwnDataService
from domain.use_cases.erasing import Wish

NO_STORE = {"Cache-Control": "no-store"}


@get("/erasure/{token:str}", sync_to_thread=True)
def erasure_state(token: FromPath[str], frame: Framing, own_data: OwnData) -> Html:
    """Show how far an erasure is, to whoever has its link: the account may be gone."""
    return _state(frame, own_data, token)


@post("/erasure/{token:str}/cancel", sync_to_thread=True)
def cancel_erasure(token: FromPath[str], frame: Framing, own_data: OwnData) -> Answer:
    """Take it back.

    Raises:
        ErasureHasBegun: 409.
    """
    own_data.cancel(token)
    if frame.person.signed_in:
        return frame.lead_to("/me", "erasure_cancelled")
    return frame.lead_to(f"/erasure/{token}", "erasure_cancelled")


def _state(frame: Frame, own_data: OwnDataService, token: str) -> Html:
    pending = own_data.find(token)
    if pending is not None and pending.plan is None:
        wish = msgspec.json.decode(pending.wish, type=Wish)
        state: Literal["waiting", "running"] = (
            "waiting" if frame.person.at < pending.due else "running"
        )
        page = ErasureStatePage(token=token, state=state, account=wish.account, due=pending.due)
        return frame.show(page)
    proof = own_data.proof(token)
    if proof is None:
        page = ErasureStatePage(token=token, state="void" if pending is None else "running")
        return frame.show(page, status=404 if pending is None else 200)
    page = ErasureStatePage(
        token=token,
        state="done",
        account=proof.account,
        carried_out=proof.carried_out,
        items=tuple(
            ErasedItem(commitment=each.commitment, position=each.position, leaf=each.leaf)
            for each in proof.texts
        ),
        backups_until=proof.last_vault_backup_ends,
    )
    return frame.show(page)


@get("/erasure/{token:str}/proof.json", sync_to_thread=True)
def proof_for_programs(token: FromPath[str], own_data: OwnData) -> Response[bytes]:
    """Hand the proof out as JSON."""
    proof = own_data.proof(token)
    if proof is None:
        raise NotFoundException
    plain = msgspec.json.format(msgspec.json.encode(proof), indent=2)
    return as_file(plain, "application/json", "proof.json")


@get("/erasure/{token:str}/proof.txt", sync_to_thread=True)
def proof_for_people(token: FromPath[str], frame: Framing, own_data: OwnData) -> Response[bytes]:
    """Hand the proof out as plain text."""
    proof = own_data.proof(token)
    if proof is None:
        raise NotFoundException
    return as_file(_plain(frame, proof).encode(), "text/plain; charset=utf-8", "proof.txt")


def _plain(frame: Frame, proof: Proof) -> str:
    say, yes, no = frame.say, N_("ja"), N_("nein")
    lines = [
        say(N_("Nachweis einer Löschung")),
        proof.installation,
        "",
        say(N_("Verlangt: %(at)s"), at=f"{proof.requested:%Y-%m-%d %H:%M} UTC"),
        say(N_("Ausgeführt: %(at)s"), at=f"{proof.carried_out:%Y-%m-%d %H:%M} UTC"),
        say(N_("Konto gelöscht: %(answer)s"), answer=say(yes if proof.account else no)),
        say(N_("Gelöschte Texte: %(count)s"), count=len(proof.texts)),
        "",
    ]
    for each in proof.texts:
        lines.append(each.commitment)
        lines.append("  " + say(N_("Ereignis %(position)s"), position=each.position))
        if each.leaf is not None:
            lines.append("  " + say(N_("öffentlicher Eintrag %(leaf)s"), leaf=each.leaf))
    day = f"{proof.last_vault_backup_ends:%Y-%m-%d}"
    lines += ["", say(N_("Letzte Sicherung mit alten Schlüsseln endet: %(day)s"), day=day), ""]
    return "\n".join(lines)


def as_file(body: bytes, kind: str, name: str) -> Response[bytes]:
    """Answer with a file to keep; nobody in between keeps it."""
    named = {"Content-Disposition": f'attachment; filename="{name}"', **NO_STORE}
    return Response(body, media_type=kind, headers=named)


HANDLERS = (erasure_state, cancel_erasure, proof_for_programs, proof_for_people)
