"""Routes that ask for everything a handler may have; stand-ins for pages and resources."""

from typing import Any

import msgspec
import psycopg
from litestar import get, post, put
from litestar.params import FromPath, JSONBody, URLEncodedBody
from sqlalchemy.exc import OperationalError

from api.people import AnyRequest, administrators_only, moderators_only, signed_in_only
from api.provided import (
    Accounts,
    Allowances,
    Asking,
    Drafts,
    Language,
    Mailer,
    Mode,
    Now,
    Outbox,
    Person,
    Platform,
    ReadModels,
    Sessions,
    SignIn,
    Snapshot,
    Texts,
    Tokens,
    Visible,
)
from domain.people import UnknownPerson
from domain.permissions import NotAllowed
from domain.ports import CommandReused, ConcurrentChange, LogUnavailable, VaultUnavailable
from domain.proposals import ProposalNotPublic
from domain.use_cases import accounts as account_use_cases


class NewIdea(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    votes: int = 0


@get("/api/v1/everything", sync_to_thread=True)
def everything(  # noqa: PLR0917 - it asks for all there is
    accounts: Accounts,
    allowances: Allowances,
    asking: Asking,
    drafts: Drafts,
    language: Language,
    mailer: Mailer,
    mode: Mode,
    now: Now,
    outbox: Outbox,
    person: Person,
    platform: Platform,
    read_models: ReadModels,
    sessions: Sessions,
    sign_in: SignIn,
    snapshot: Snapshot,
    texts: Texts,
    tokens: Tokens,
    visible: Visible,
) -> dict[str, Any]:
    """Ask for all there is."""
    del accounts, allowances, drafts, mailer, outbox, platform, read_models, sessions
    del sign_in, texts, tokens, visible
    return {
        "channel": asking.channel,
        "demo": mode.demo,
        "language": language,
        "now": now.isoformat(),
        "position": snapshot.position,
        "roles": sorted(person.roles()),
        "via": person.via,
    }


@get(["/de/page", "/en/page"], include_in_schema=False, sync_to_thread=True, media_type="text/html")
def page(language: Language, snapshot: Snapshot) -> str:
    """Show a public page."""
    return f"<p>{language} {snapshot.position}</p>" + "x" * 1000


@post("/api/v1/ideas", sync_to_thread=True)
def submit(data: JSONBody[NewIdea], asking: Asking) -> dict[str, Any]:
    """Take a wish and say how it is remembered."""
    return {"title": data.title, "key": asking.key, "request": asking.request.hex()}


@post("/de/form", include_in_schema=False, sync_to_thread=True)
def form(data: URLEncodedBody[dict[str, str | list[str]]], asking: Asking) -> dict[str, Any]:
    """Take a form."""
    return {"fields": data, "key": asking.key, "request": asking.request.hex()}


@post("/de/write", include_in_schema=False, sync_to_thread=True)
def write(person: Person, asking: Asking, platform: Platform, visible: Visible) -> str:
    """Write something and wait for it."""
    assert person.ref is not None
    outcome = account_use_cases.register(platform, asking, of_age=True)
    return str(visible.wait(outcome.position))


@put("/api/v1/write", sync_to_thread=True)
def write_by_program(asking: Asking, platform: Platform, visible: Visible) -> dict[str, bool]:
    """Write something and wait for it."""
    outcome = account_use_cases.register(platform, asking, of_age=True)
    return {"seen": visible.wait(outcome.position)}


@post("/api/v1/attempts", sync_to_thread=True)
def attempt(allowances: Allowances, person: Person) -> None:
    """Spend one of five a day."""
    allowances.spend("ideas", person)


@get("/de/mine", guards=[signed_in_only], include_in_schema=False, sync_to_thread=True)
def mine(person: Person) -> str:
    """Show something to people with an account."""
    return person.name


@get("/api/v1/desk", guards=[moderators_only], sync_to_thread=True)
def desk() -> dict[str, str]:
    """Show something to moderators."""
    return {}


@get("/de/staff", guards=[administrators_only], include_in_schema=False, sync_to_thread=True)
def staff() -> str:
    """Show something to administrators."""
    return "staff"


ERRORS: dict[str, Exception] = {
    "refused": ProposalNotPublic(state="hidden"),
    "forbidden": NotAllowed(action="moderate", needs=["moderator"]),
    "unknown": UnknownPerson(),
    "moved": ConcurrentChange(),
    "reused": CommandReused(),
    "no-log": LogUnavailable("postgresql://secret@host"),
    "no-vault": VaultUnavailable("secret"),
    "no-read-models": OperationalError("secret", None, psycopg.OperationalError("secret")),
    "bug": RuntimeError("jana@example.org"),
}


@get("/api/v1/errors/{name:str}", sync_to_thread=True)
def fail(name: FromPath[str]) -> str:
    """Meet an error."""
    raise ERRORS[name]


@get("/de/errors/{name:str}", include_in_schema=False, sync_to_thread=True)
def fail_as_page(name: FromPath[str]) -> str:
    """Meet an error before the eyes of a person."""
    raise ERRORS[name]


@get("/de/begin", include_in_schema=False, sync_to_thread=False)
def begin(request: AnyRequest) -> str:
    """Say from which address somebody comes."""
    return request.client.host if request.client else ""


ROUTES = (
    everything,
    page,
    submit,
    form,
    write,
    write_by_program,
    attempt,
    mine,
    desk,
    staff,
    fail,
    fail_as_page,
    begin,
)
