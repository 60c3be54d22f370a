"""Nobody makes another site's visitor do something here (ASVS 3.5).

Two checks for what may change something and is authorised by a cookie: where the
request comes from, and a token bound to the session. Programs with a bearer token
are exempt: no browser sends that by itself.
"""

import hmac
from typing import Any, cast
from urllib.parse import urlsplit

from litestar import Request
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import HTTPScope, Scope

from api.people import AnyConnection, AnyRequest, person_of
from api.rendering import wants_page
from api.typed_texts import FORMS, StalePage, keep_typed_texts, typed_texts
from domain.ports import VaultUnavailable

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
FIELD = "_csrf_token"
HEADER = "x-csrf-token"
_UNIDENTIFIED = "unidentified"


class ForeignRequest(PermissionDeniedException):
    """The request was not made by a page of ours."""


def pass_on(scope: Scope, error: VaultUnavailable) -> None:
    """Let `not_forged` raise why it cannot be said whose request this is."""
    scope["state"][_UNIDENTIFIED] = error


async def not_forged(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """Guard of all routes: let only requests through that our own pages or programs made.

    Raises:
        ForeignRequest: 403; nothing has happened.
        StalePage: 403; the page is ours, but of an earlier session, or carries no token.
        VaultUnavailable: 503; it cannot be said whose request this is.
    """
    scope = cast("HTTPScope", connection.scope)
    if scope["method"] in SAFE:
        return
    unidentified: VaultUnavailable | None = scope["state"].get(_UNIDENTIFIED)
    if unidentified is not None:
        if from_here(scope, connection.app.state.site.base_url):
            await keep_typed_texts(cast("AnyRequest", connection))
        raise unidentified
    person = person_of(connection)
    if person.via == "token":
        return
    page = wants_page(scope)
    if person.via == "nobody" and not page:
        return  # Nothing in the request says who it is from, so nothing can be misused.
    if not from_here(scope, connection.app.state.site.base_url):
        raise ForeignRequest
    if person.csrf is not None:
        sent = connection.headers.get(HEADER) or (
            await _form_field(cast("AnyRequest", connection)) if page else ""
        )
        if not hmac.compare_digest(sent.encode(), person.csrf.encode()):
            raise StalePage(await typed_texts(cast("AnyRequest", connection)))
    if page:
        await keep_typed_texts(cast("AnyRequest", connection))


async def understood(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """Guard of all routes: pages take forms, the API takes JSON, nothing takes both.

    Raises:
        HTTPException: 415.
    """
    scope = cast("HTTPScope", connection.scope)
    if scope["method"] in SAFE or not _has_body(connection):
        return
    kind = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    taken = FORMS if wants_page(scope) else ("application/json",)
    if kind not in taken:
        raise HTTPException(status_code=415, detail="Send " + " or ".join(taken))


async def allowed(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """Guard of all routes: `understood` and `not_forged` in one.

    The framework copies a handler for each guard it asks.
    """
    await understood(connection, handler)
    await not_forged(connection, handler)


def from_here(scope: HTTPScope, base_url: str) -> bool:
    """Tell whether a page of this site made the request.

    Browsers say so in `Sec-Fetch-Site`; older ones name the page's origin, or at
    least its address. Who says nothing at all is not believed.
    """
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    site = headers.get(b"sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = headers.get(b"origin") or headers.get(b"referer")
    if not origin:
        return False
    try:
        theirs = urlsplit(origin)
    except ValueError:
        return False  # No browser wrote that.
    ours = urlsplit(base_url)
    if (theirs.scheme, theirs.netloc) == (ours.scheme, ours.netloc):
        return True
    return theirs.scheme in {"http", "https"} and theirs.netloc == headers.get(b"host", "")


def _has_body(connection: AnyConnection) -> bool:
    return (
        connection.headers.get("content-length", "0") != "0"
        or "transfer-encoding" in connection.headers
    )


async def _form_field(request: Request[Any, Any, Any]) -> str:
    """Return the token that the form carries; litestar keeps the form for the handler."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith(FORMS):
        return ""
    value = (await request.form()).get(FIELD, "")
    return value if isinstance(value, str) else ""
