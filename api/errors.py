"""The one place where a refusal or an error becomes an answer, as JSON or as a page."""

import re
from collections.abc import Mapping
from http import HTTPStatus
from traceback import clear_frames
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec
import structlog
from litestar import Response
from litestar.exceptions import (
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotAuthorizedException,
    ValidationException,
)
from litestar.handlers import HTTPRouteHandler
from litestar.response import Redirect
from litestar.types import ExceptionHandlersMap

from api.limiting import TooManyAttempts
from api.methods import allow
from api.pages import vocabulary
from api.pages.formats import filters
from api.pages.views import ErrorPage, RefusedPage
from api.pages.vocabulary.lacking import lacking_for
from api.people import AnyRequest
from api.problems import MEDIA_TYPE, Problem, WrongField
from api.rendering import language_of, page_response, reference_of, sign_in_address, wants_page
from api.sign_in import DemoOnly, LinkIsVoid, inside
from api.supervision import is_outage, traced
from api.translations import translations
from api.typed_texts import SessionOver, StalePage, kept_texts
from domain.messages import Refusal
from domain.ports import CommandReused, ConcurrentChange, LogUnavailable
from projections.database import is_away

STATUS: Mapping[str, int] = {
    "AnswerNeedsAnotherPerson": 403,
    "AuditUnknown": 404,
    "CaseUnknown": 404,
    "CommentUnknown": 404,
    "FindingUnknown": 404,
    "PaperUnknown": 404,
    "ParticipantUnknown": 404,
    "PhaseUnknown": 404,
    "ProcessUnknown": 404,
    "ProposalUnknown": 404,
    "RemarkUnknown": 404,
    "TextUnknown": 404,
    "UnknownPerson": 404,
    "AnotherPersonMustAgree": 403,
    "FreshSignInNeeded": 403,
    "NotAllowed": 403,
    "NotTheAuthor": 403,
    "NotTheAuthorOfTheComment": 403,
    "NotTheAuthorOfTheRemark": 403,
    "ParticipantIsSuspended": 403,
    "StaffDoNotVote": 403,
}
"""Refusals that are not 409: what there is not, and what one may not."""

RETRY_SECONDS = 5
"""When to try again after a database did not answer."""

_ERRORS: Mapping[type[Exception], int] = {
    ConcurrentChange: 409,
    CommandReused: 422,
    LinkIsVoid: 410,
    DemoOnly: 404,
    TooManyAttempts: 429,
}

_TITLES: Mapping[int, tuple[str, str]] = {
    400: ("Die Anfrage ist fehlerhaft", "The request is malformed"),
    401: ("Dafür muss man angemeldet sein", "This needs somebody who is signed in"),
    403: ("Dazu fehlt die Berechtigung", "The right to do this is missing"),
    404: ("Das gibt es hier nicht", "There is no such thing here"),
    405: ("Diese Adresse kennt die Methode nicht", "This address does not know the method"),
    406: ("Diese Form der Antwort gibt es nicht", "The answer does not come in this form"),
    409: ("Jemand war im selben Augenblick schneller", "Somebody was faster at the same moment"),
    410: ("Das gilt nicht mehr", "This is no longer valid"),
    413: ("Der Text ist zu groß", "The body is too large"),
    415: ("Dieser Inhaltstyp wird nicht verstanden", "This content type is not understood"),
    422: ("Der Schlüssel gehört zu einer anderen Anfrage", "The key belongs to another request"),
    429: ("Zu viele Versuche", "Too many attempts"),
    500: ("Hier ist etwas schiefgegangen", "Something has gone wrong here"),
    503: ("Gerade nicht erreichbar", "Not available just now"),
}

# What msgspec says about a value, such as "Expected `str`, got `int` - at `$.title`".
_COME_BACK = frozenset({429, 500, 503})  # nothing is wrong with what was sent
_PLACE = re.compile(r"^(?P<message>.*?)(?: - at `(?:key in )?\$\.?(?P<path>[^`]*)`)?$", re.DOTALL)
_NAMED = re.compile(r"field `(?P<name>[^`]+)`")


log = structlog.get_logger("gemeinsam.errors")


class ReadModelsUnavailable(LogUnavailable):
    """The database of the read models does not answer; retry after some seconds."""


class Malformed(Exception):
    """A value the edge cannot accept; `fields` says which. Answered as 400."""

    def __init__(self, *fields: WrongField) -> None:
        super().__init__(", ".join(field.field for field in fields))
        self.fields = fields


def answer(request: AnyRequest, error: Exception) -> Response[Any]:
    """Answer any error: problem+json for programs, a page for browsers, no inner details."""
    error = _told_rightly(error)
    status = status_of(error)
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        _note(request, error)
    _let_go(error)
    lost = _lost(request, error, status)
    if status == HTTPStatus.UNAUTHORIZED and wants_page(request.scope) and not lost:
        return Redirect(sign_in_address(request.scope), status_code=303, headers=_no_store())
    headers = {**_headers(error), **_no_store()}
    if wants_page(request.scope):
        return _as_page(request, error, status, headers)
    return Response(
        problem_of(request, error, status),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=headers,
    )


def _told_rightly(error: Exception) -> Exception:
    """Return a wrong body as such, and an outage by the name of what is away.

    litestar takes a field of the body for a dependency of the same name, and then a mistake
    of the client for one of ours.
    """
    cause = error.__cause__ or error.__context__
    if isinstance(error, InternalServerException) and isinstance(cause, msgspec.ValidationError):
        found = _PLACE.match(str(cause))
        place = (found["path"] or "") if found else ""
        if found and place.startswith("data."):
            return Malformed(WrongField(place.removeprefix("data."), found["message"]))
    return ReadModelsUnavailable() if is_away(error) else error


def _let_go(error: BaseException | None) -> None:
    """Drop what the frames of an error hold: a read moment stays open as long as they do."""
    while error is not None:
        clear_frames(error.__traceback__)
        error = error.__cause__ or error.__context__


def _note(request: AnyRequest, error: Exception) -> None:
    """Leave in the log where it happened, under the reference the answer shows; no values."""
    log.error(
        "unforeseen",
        method=request.method,
        path=str(request.scope.get("path_template") or "other"),
        error=type(error).__name__,
        traceback=traced(error),
        reference=reference_of(request.scope),
    )


EXCEPTION_HANDLERS: ExceptionHandlersMap = {Exception: answer, HTTPException: answer}
"""For the application: litestar looks up the classes of an error in order."""


def status_of(error: Exception) -> int:
    """Return the HTTP status an error is answered with; 500 for what nobody foresaw."""
    if isinstance(error, Refusal):
        return STATUS.get(type(error).__name__, 409)
    if isinstance(error, Malformed):
        return 400
    if isinstance(error, HTTPException):
        return error.status_code
    if is_outage(error):
        return 503
    return next((status for kind, status in _ERRORS.items() if isinstance(error, kind)), 500)


def problem_of(request: AnyRequest, error: Exception, status: int) -> Problem:
    """Say to a program what an error means."""
    language = language_of(request.scope)
    name, title, detail = type(error).__name__, title_of(status, language), ""
    facts: dict[str, Any] = {}
    if isinstance(error, Refusal):
        words = map(translations(language).gettext, vocabulary.refusal(name))
        title, detail = words
        facts = _plain(error.facts)
    elif isinstance(error, TooManyAttempts):
        facts = {"limited": error.limited, "retry_after": error.retry_after}
    elif status == HTTPStatus.INTERNAL_SERVER_ERROR:
        name = "InternalError"
    elif isinstance(error, HTTPException):
        name = _NAMES.get(status, "BadRequest")
        facts = _plain(error.extra) if isinstance(error.extra, dict) else {}
    return Problem(
        type=f"/problems/{name}",
        title=title,
        status=status,
        detail=detail,
        facts=facts,
        fields=_fields(error, request),
        reference=reference_of(request.scope),
    )


_NAMES: Mapping[int, str] = {
    400: "Malformed",
    401: "NotSignedIn",
    403: "NotAllowed",
    404: "NotFound",
    405: "MethodNotAllowed",
    406: "NotAcceptable",
    413: "BodyTooLarge",
    415: "WrongContentType",
}


def title_of(status: int, language: str) -> str:
    """Return what a status means, in one line."""
    german, english = _TITLES.get(
        status, _TITLES[500 if status > HTTPStatus.INTERNAL_SERVER_ERROR else 400]
    )
    return english if language == "en" else german


def _as_page(
    request: AnyRequest, error: Exception, status: int, headers: dict[str, str]
) -> Response[Any]:
    if (
        isinstance(error, Refusal)
        or status == HTTPStatus.CONFLICT
        or isinstance(error, CommandReused)
    ):
        back = request.headers.get("referer", "")
        language = language_of(request.scope)
        page: RefusedPage | ErrorPage = RefusedPage(
            refusal=type(error).__name__,
            back_url=_own_path(back, request),
            missing=lacking_for(error, translations(language).gettext, filters(language)["money"]),
        )
    else:
        page = _error_page(request, error, status, headers)
    return page_response(request, page, status=status, headers=headers)


def _error_page(
    request: AnyRequest, error: Exception, status: int, headers: Mapping[str, str]
) -> ErrorPage:
    return ErrorPage(
        status=status,
        reference=reference_of(request.scope) or None,
        retry_seconds=int(headers["Retry-After"]) if "Retry-After" in headers else None,
        fields=tuple(wrong.field for wrong in _fields(error, request)),
        today_url=_of_today(request) if status == HTTPStatus.NOT_FOUND else None,
        stale=isinstance(error, StalePage),
        typed=_lost(request, error, status),
        sign_in_url=sign_in_address(request.scope) if status == HTTPStatus.UNAUTHORIZED else None,
        again=request.method == "GET" and status >= HTTPStatus.INTERNAL_SERVER_ERROR,
    )


def _lost(request: AnyRequest, error: Exception, status: int) -> tuple[str, ...]:
    """Return what somebody typed who has to come back: nobody else has it."""
    if isinstance(error, (SessionOver, StalePage)):
        return error.texts
    return kept_texts(request) if status in _COME_BACK else ()


def _of_today(request: AnyRequest) -> str | None:
    """Return the address without its earlier moment, if it has one."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name != "as_of"]
    if len(kept) == len(pairs):
        return None
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def _own_path(address: str, request: AnyRequest) -> str:
    """Return the path of the page the person came from, if it is one of ours."""
    origin = f"{request.url.scheme}://{request.url.netloc}"
    path = inside(address.removeprefix(origin)) if address.startswith(f"{origin}/") else ""
    return path or f"/{language_of(request.scope)}/"


def _headers(error: Exception) -> dict[str, str]:
    if isinstance(error, TooManyAttempts):
        return {"Retry-After": str(error.retry_after)}
    if is_outage(error):
        return {"Retry-After": str(RETRY_SECONDS)}
    if isinstance(error, NotAuthorizedException):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(error, MethodNotAllowedException):
        named = {name.lower(): value for name, value in (error.headers or {}).items()}
        return {"Allow": allow(named["allow"].split(", "))}
    if isinstance(error, HTTPException):
        return dict(error.headers or {})
    return {}


def _no_store() -> dict[str, str]:
    return {"Cache-Control": "no-store"}


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as JSON has them; ids and times become strings."""
    plain: dict[str, Any] = msgspec.to_builtins(dict(facts))
    return plain


def _fields(error: Exception, request: AnyRequest) -> tuple[WrongField, ...]:
    """Return which values of the request are wrong, as far as the parser can tell."""
    if isinstance(error, Malformed):
        return error.fields
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        found_wrong = (_field(each) for each in error.extra if isinstance(each, dict))
        return tuple(WrongField(_sent(each.field, request), each.message) for each in found_wrong)
    if isinstance(error, HTTPException) and error.status_code == HTTPStatus.BAD_REQUEST:
        found = _PLACE.match(error.detail)
        path = (found["path"] if found else "") or ""
        return (_field({"key": path, "message": found["message"] if found else error.detail}),)
    return ()


def _sent(name: str, request: AnyRequest) -> str:
    """Return what a program calls a parameter: some have another name where they are taken."""
    handler = request.scope.get("route_handler")
    if not isinstance(handler, HTTPRouteHandler):
        return name
    collected = (each.parsed_fn_signature for each in handler.resolve_dependencies().values())
    for signature in (handler.parsed_fn_signature, *collected):
        if name in signature.parameters:
            return getattr(signature.parameters[name].kwarg_definition, "name", None) or name
    return name


def _field(found: Mapping[str, Any]) -> WrongField:
    """Name the field; where the whole body lacks one or has one too many, the text does."""
    key, message = str(found.get("key", "")), str(found.get("message", ""))
    named = _NAMED.search(message) if key in {"", "data"} else None
    return WrongField(named["name"] if named else key, message)
