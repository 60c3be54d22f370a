"""Pages that explain: house rules, legal texts, the API reference, and what went wrong."""

from typing import ClassVar, Literal

from markupsafe import Markup

from api.pages.views.common import Page, View


class RulesPage(Page, frozen=True, kw_only=True):
    """`/{lang}/rules`: the house rules and how moderation works."""

    template: ClassVar[str] = "rules.html"
    version: int


class TextPage(Page, frozen=True, kw_only=True):
    """`/{lang}/privacy`, `/imprint`, `/accessibility`.

    `own` is what the operator says there, and in which language. `tiles_host` is where map
    pictures come from, if not from here.
    """

    template: ClassVar[str] = "text.html"
    text: Literal["privacy", "imprint", "accessibility"]
    own: Markup | None = None
    own_language: Literal["de", "en"] = "de"
    tiles_host: str | None = None


class RefusedPage(Page, frozen=True, kw_only=True):
    """409 (or 403, 404 of the domain): the rules forbid it; nothing was recorded.

    `refusal` is the class name of the Refusal, looked up in `vocabulary.REFUSALS`;
    `detail` may add one plain sentence, already in the page's language, and `missing`
    what has to be there first.
    """

    template: ClassVar[str] = "refused.html"
    refusal: str
    back_url: str
    detail: str | None = None
    missing: tuple[str, ...] = ()


class ErrorPage(Page, frozen=True, kw_only=True):
    """Everything that is not a refusal: 400, 401, 403, 404, 405, 410, 413, 415, 422, 429, 500, 503.

    `reference` is the request id a person may quote. `fields` names what a malformed
    request got wrong. `retry_seconds` mirrors the Retry-After header.
    `today_url` leads out of an earlier moment in which the page was not there.
    `typed` are texts of a form that could not be taken: without a session, from a page of an
    earlier one (`stale`), too often, or while something was away. `sign_in_url` leads to a new
    session. `again` says that the same address may be asked for once more.
    """

    template: ClassVar[str] = "error.html"
    status: int
    reference: str | None = None
    retry_seconds: int | None = None
    fields: tuple[str, ...] = ()
    today_url: str | None = None
    stale: bool = False
    typed: tuple[str, ...] = ()
    sign_in_url: str | None = None
    again: bool = False


class ApiParameter(View, frozen=True, kw_only=True):
    name: str
    place: Literal["path", "query", "header"]
    type: str
    required: bool = False
    description: str = ""


class ApiResponse(View, frozen=True, kw_only=True):
    status: str
    description: str


class ApiOperation(View, frozen=True, kw_only=True):
    """One operation. `example` is a request body or a command line, shown as code."""

    id: str
    method: str
    path: str
    summary: str
    description: str = ""
    parameters: tuple[ApiParameter, ...] = ()
    responses: tuple[ApiResponse, ...] = ()
    example: str | None = None


class ApiSection(View, frozen=True, kw_only=True):
    id: str
    title: str
    operations: tuple[ApiOperation, ...]


class ApiPage(Page, frozen=True, kw_only=True):
    """`/{lang}/api`: the reference, made from the OpenAPI document."""

    template: ClassVar[str] = "api.html"
    version: str
    sections: tuple[ApiSection, ...]
    document_url: str = "/openapi.json"
