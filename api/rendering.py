"""From a view to an answer: language, frame, formatting of people's texts."""

import re
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

import msgspec
import nh3
from litestar import Response
from litestar.types import HTTPScope
from markdown_it import MarkdownIt
from markupsafe import Markup

from api.pages import rendering, views
from api.people import AnyRequest, Person
from api.ports import Language
from api.provided import ModeOfOperation

if TYPE_CHECKING:
    from api.showing import Shown

STATE = "gemeinsam"
"""Key of our own entries in a request's scope."""

_PREFIX = re.compile(r"^/(de|en)(?=/|$)")
_PROGRAMS = (
    "/api/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
    "/public-log/",
    "/.well-known/",
)
_markdown = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])
# No headings: the outline of the page is ours.
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}


class Past(msgspec.Struct, frozen=True):
    """The earlier moment that an answer shows: position P and mask M (ruling 4).

    `settled` says that the same address will name the same moment for ever.
    """

    position: int
    mask: int
    settled: bool


class Trace:
    """What the layers of one request tell each other; lives in its scope.

    `wrote` is the position of what this request has written. `cookies` are Set-Cookie
    lines of its answer. `read_at` is generation and position of its snapshot, `past`
    the earlier moment it was read as of, `shown` what it is about. `incomplete` says
    that texts are missing from the answer which will be back soon: nobody else must be
    given it. `until` is when the clock alone makes the answer another one; None: the day holds.
    """

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.wrote: int | None = None
        self.cookies: list[str] = []
        self.read_at: tuple[int, int] | None = None
        self.past: Past | None = None
        self.shown: Shown | None = None
        self.incomplete = False
        self.until: datetime | None = None


TRACE: ContextVar[Trace] = ContextVar("trace")
"""The trace of the request being answered, for those who do not see its scope."""


def holds_until(moments: Iterable[datetime]) -> None:
    """Tell the cache when the clock alone changes what is shown: at the first of these moments."""
    trace = TRACE.get(None)
    if trace is not None:
        known = [*moments, *([trace.until] if trace.until else [])]
        trace.until = min(known, default=None)


def trace_of(scope: HTTPScope) -> Trace:
    """Return the request's trace; the shell has made it."""
    trace: Trace = scope["state"][STATE]
    return trace


def reference_of(scope: HTTPScope) -> str:
    """Return the name of this request in the log of the server."""
    return trace_of(scope).reference


def wants_page(scope: HTTPScope) -> bool:
    """Tell whether a person in front of a browser asks: every address but the programs'."""
    path: str = scope["path"]
    return not path.startswith(_PROGRAMS)


def language_of(scope: HTTPScope) -> Language:
    """Return the language of the answer: of the address, the person, else Accept-Language.

    A program that acts by a token asks by Accept-Language; whose token it is decides
    only where it does not.
    """
    found = _PREFIX.match(scope["path"])
    if found:
        return "en" if found[1] == "en" else "de"
    person: Person | None = scope.get("user")
    header = next((v for k, v in scope["headers"] if k == b"accept-language"), b"")
    own = None if person is None or (person.via == "token" and header) else person.language
    return own or accepted(header.decode("latin-1"))


def accepted(accept_language: str) -> Language:
    """Return the language a browser prefers of those we speak; German if it says none."""
    weights = {"de": 0.0, "en": 0.0}
    for part in accept_language.lower().split(","):
        tag, _, quality = part.strip().partition(";")
        name = tag.split("-")[0]
        if name in weights:
            weights[name] = max(weights[name], _quality(quality))
    return "en" if weights["en"] > weights["de"] else "de"


def _quality(parameter: str) -> float:
    value = parameter.strip().removeprefix("q=")
    try:
        return float(value) if value else 1.0
    except ValueError:
        return 0.0


def sign_in_address(scope: HTTPScope) -> str:
    """Return the sign-in page that leads back to what was asked for."""
    path: str = scope["path"]
    if scope["method"] not in {"GET", "HEAD"}:
        path = _came_from(scope) or "/"
    elif scope["query_string"]:
        path += "?" + scope["query_string"].decode("latin-1")
    return f"/{language_of(scope)}/sign-in?next={quote(path, safe='/')}"


def _came_from(scope: HTTPScope) -> str:
    """Return the path of the page a form was sent from; empty if that is not told."""
    try:
        return urlsplit(dict(scope["headers"]).get(b"referer", b"").decode("latin-1")).path
    except ValueError:
        return ""  # No browser wrote that.


def chrome_of(
    request: AnyRequest,
    *,
    nav: Any = None,  # noqa: ANN401 - the view's own closed list of places
    process: views.ProcessBrand | None = None,
    position: int | None = None,
) -> views.Chrome:
    """Return the frame of a page for whoever asks.

    Signed-in people get a fresh `command_id`, so their pages are never cached.
    """
    person: Person | None = request.scope.get("user")
    site: ModeOfOperation = request.app.state.site
    signed_in = person is not None and person.via == "session"
    path = request.scope["path"]
    query = request.scope["query_string"].decode("latin-1")
    return views.Chrome(
        language=language_of(request.scope),
        path=_PREFIX.sub("", path, count=1) + (f"?{query}" if query else "") or "/",
        base_url=site.base_url,
        signed_in=views.SignedIn(name=person.name, roles=_shown_roles(person))
        if person is not None and signed_in
        else None,
        csrf_token=person.csrf if person is not None else None,
        command_id=str(request.app.state.new_id()) if signed_in else None,
        position=position,
        demo=site.demo,
        nav=nav,
        process=process,
        notice=request.query_params.get("done"),
    )


def _shown_roles(person: Person) -> tuple[Any, ...]:
    return tuple(sorted(person.roles_anywhere()))


def page_response(
    request: AnyRequest,
    page: views.Page,
    *,
    chrome: views.Chrome | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response[str]:
    """Answer with a page; `api.page_cache` keeps what visitors may share."""
    html = rendering.render(page, chrome or chrome_of(request))
    return Response(html, status_code=status, media_type="text/html", headers=headers or {})


def formatted(text: str) -> Markup:
    """Return a text people wrote, with the little formatting they may use.

    No images, no HTML of theirs; links lead to https and mail only and promise
    nothing about their targets (ASVS 1.3.5).
    """
    html = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto"},
        link_rel="nofollow ugc noopener",
    )
    return Markup(html)  # noqa: S704 - cleaned in the line above
