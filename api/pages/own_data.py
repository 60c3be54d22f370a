"""Erasing one's account or texts, the state of it, and a copy of one's own data."""

from typing import Literal, cast
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.params import URLEncodedBody

from api import own_answers
from api.pages.erasure_states import as_file
from api.pages.formatting import excerpt, ticked
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError
from api.pages.views.own_data import ErasurePage, ExportPage, OwnText
from api.pages.vocabulary.terms import N_
from api.people import Person as Somebody
from api.people import signed_in_only
from api.ports import Drafts as DraftsPort
from api.provided import (
    Drafts,
    Exporting,
    OwnData,
    Person,
    Platform,
    SignIn,
    Snapshot,
    Texts,
)
from api.self_erasure import OwnData as OwnDataService
from domain.people import PersonRef
from domain.ports import Texts as TextsPort
from domain.ports import Vault
from domain.use_cases.erasing import Wish
from projections import ballots, contributions, processes
from projections.contributions import Contribution
from projections.model import Snapshot as ReadModel

What = Literal["account", "account-texts", "account-some", "texts"]


class ErasureForm(msgspec.Struct):
    what: str = ""
    subject: list[str] | str = msgspec.field(default_factory=list)


class _Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the page is made of."""

    made: list[Contribution]
    words: Words
    votes: int
    drafts: int


@get("/me/erasure", sync_to_thread=True, guards=[signed_in_only])
def erasure_page(
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    drafts: Drafts,
    own_data: OwnData,
) -> Answer:
    """Say what erasing does, and ask what shall go; whoever has asked sees its state."""
    pending = own_data.pending(person)
    if pending is not None:
        return frame.lead_to(f"/erasure/{pending.token}")
    reading = _read(frame, snapshot, texts, platform.vault, person, drafts)
    return _form(frame, reading, own_data, ErasureForm())


@post("/me/erasure", sync_to_thread=True, guards=[signed_in_only])
def ask_for_erasure(
    data: URLEncodedBody[ErasureForm],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    drafts: Drafts,
    own_data: OwnData,
) -> Answer:
    """Note what shall go.

    Raises:
        FreshSignInNeeded: 403.
    """
    own_data.require_fresh(person)
    wish, error = _wish(frame, data)
    if wish is None:
        reading = _read(frame, snapshot, texts, platform.vault, person, drafts)
        return _form(frame, reading, own_data, data, (error,) if error else ())
    pending = own_data.ask(person, wish)
    return frame.lead_to(f"/erasure/{pending.token}", "erasure_requested")


def _wish(frame: Frame, form: ErasureForm) -> tuple[Wish | None, FieldError | None]:
    subjects = tuple(UUID(each) for each in ticked(form.subject) if _is_id(each))
    match form.what:
        case "account":
            return Wish(texts="none"), None
        case "account-texts":
            return Wish(texts="all"), None
        case "account-some" if subjects:
            return Wish(texts="some", subjects=subjects), None
        case "texts" if subjects:
            return Wish(account=False, texts="some", subjects=subjects), None
        case "account-some" | "texts":
            text = N_("Kreuzen Sie an, welche Texte gelöscht werden sollen.")
            return None, frame.error("subject", text)
        case _:
            return None, frame.error("what", N_("Wählen Sie aus, was gelöscht werden soll."))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _read(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    vault: Vault,
    person: Somebody,
    drafts: DraftsPort,
) -> _Reading:
    ref = cast("PersonRef", person.ref)
    made = contributions.of_ids(snapshot, vault.owned(ref))
    made = [each for each in made if each.row.title or each.row.body]
    known = [row.process_id for row in processes.all_processes(snapshot)]
    numbers = own_answers.numbers(snapshot, vault, ref, known)
    answers = ballots.ballots(snapshot, list(numbers)).values()
    return _Reading(
        made=made,
        words=opened(texts, [each.row for each in made], frame.say(UNAVAILABLE)),
        votes=sum(row.says != "nothing" for row in answers),
        drafts=len(drafts.of(ref)),
    )


def _form(
    frame: Frame,
    reading: _Reading,
    own_data: OwnDataService,
    form: ErasureForm,
    errors: tuple[FieldError, ...] = (),
) -> Html:
    words = reading.words
    page = ErasurePage(
        fresh=own_data.is_fresh(frame.person),
        hours=round(own_data.delay.total_seconds() / 3600),
        texts=tuple(
            OwnText(
                id=str(each.row.id),
                kind=each.row.kind,
                title=words.get(each.row.title) or excerpt(words.text(each.row.body), 90),
                at=each.row.submitted_at,
                ticked=str(each.row.id) in ticked(form.subject),
            )
            for each in reading.made
        ),
        roles=tuple(sorted(frame.person.roles_anywhere() - {"citizen"})),
        votes=reading.votes,
        drafts=reading.drafts,
        what=form.what,
        errors=errors,
    )
    return frame.show(page, nav="me", path="/me/erasure", status=400 if errors else 200)


@post("/me/erasure/sign-in", sync_to_thread=True, guards=[signed_in_only])
def sign_in_to_erase(frame: Framing, person: Person, sign_in: SignIn) -> Answer:
    """Send a link that makes the sign-in fresh and leads back."""
    return _sign_in_again(frame, person, sign_in, "/me/erasure")


@post("/me/export/sign-in", sync_to_thread=True, guards=[signed_in_only])
def sign_in_to_export(frame: Framing, person: Person, sign_in: SignIn) -> Answer:
    """Send a link that makes the sign-in fresh and leads back."""
    return _sign_in_again(frame, person, sign_in, "/me/export")


def _sign_in_again(frame: Frame, person: Somebody, sign_in: SignIn, path: str) -> Answer:
    if person.email is not None:
        sign_in.request_link(person.email, language=frame.language, next_path=frame.url(path))
    return frame.lead_to("/sign-in/sent")


@get("/me/export", sync_to_thread=True, guards=[signed_in_only])
def export_page(frame: Framing, person: Person, own_data: OwnData) -> Html:
    """Say what is in the file."""
    return frame.show(ExportPage(fresh=own_data.is_fresh(person)), nav="me")


@post("/me/export/download", status_code=200, sync_to_thread=True, guards=[signed_in_only])
def download(
    frame: Framing, person: Person, own_data: OwnData, exporting: Exporting
) -> Response[bytes]:
    """Hand the file out.

    Raises:
        FreshSignInNeeded: 403.
    """
    ref = own_data.require_fresh(person)
    return as_file(exporting.archive(ref, frame.language), "application/zip", "gemeinsam.zip")


HANDLERS = (
    erasure_page,
    ask_for_erasure,
    sign_in_to_erase,
    export_page,
    sign_in_to_export,
    download,
)
