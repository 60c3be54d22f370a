"""How a page handler answers: with a page in its frame, or by leading on after a form.

Every page handler takes `frame: Framing`; nothing else in the handlers builds a
response.
"""

import re
from typing import Literal
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

import msgspec
from litestar import Response
from litestar.di import NamedDependency
from litestar.response import Redirect

from api import rendering
from api.operator_texts import About, OperatorText, OperatorTexts
from api.pages import vocabulary
from api.pages.parts.moments import moment_of
from api.pages.views import Chrome, FieldError, Moment, Page, ProcessBrand
from api.people import AnyRequest, Person, person_of
from api.ports import Language
from api.tiles import Tiles
from api.translations import translations
from domain.processes import process_id_of
from projections.model import Snapshot

Nav = (
    Literal[
        "start",
        "process",
        "ideas",
        "submit",
        "me",
        "moderation",
        "audit",
        "findings",
        "staff",
        "papers",
        "answers",
        "decisions",
        "council",
        "measures",
        "strategy",
        "office",
        "data_protection",
    ]
    | None
)
Html = Response[str]
Answer = Response[str] | Redirect

_PREFIX = re.compile(r"^/(?:de|en)(?=/|$)")


class Frame(msgspec.Struct, frozen=True):
    """What all pages of one request share."""

    request: AnyRequest
    language: Language

    @property
    def person(self) -> Person:
        """Who is asking."""
        return person_of(self.request)

    @property
    def fragment(self) -> bool:
        """Whether the page itself asks for a part of it, by htmx."""
        return self.request.headers.get("HX-Request") == "true"

    def say(self, text: str, **values: object) -> str:
        """Return a German msgid in the reader's language, `%(name)s` filled in."""
        translated = translations(self.language).gettext(text)
        return translated % values if values else translated

    @property
    def base_url(self) -> str:
        """Scheme and host by which the public reaches us, without a slash at the end."""
        url: str = self.request.app.state.site.base_url
        return url

    @property
    def tiles(self) -> Tiles | None:
        """Where map pictures come from; None if this installation names no such host."""
        found: Tiles | None = self.request.app.state.site.tiles
        return found

    def operator_text(self, about: About) -> OperatorText | None:
        """Return what the operator says on a page; None where it has said nothing."""
        texts: OperatorTexts = self.request.app.state.site.texts
        return texts.get((about, self.language))

    def url(self, path: str) -> str:
        """Return the address of a page in the reader's language."""
        return f"/{self.language}{path}"

    def error(self, field: str, text: str, **values: object) -> FieldError:
        """Return what is wrong with a form field, in the reader's language."""
        return FieldError(field=field, message=self.say(text, **values))

    def refusal(self, name: str) -> str:
        """Return what a refusal means and what to do now, in the reader's language."""
        title, next_step = map(self.say, vocabulary.refusal(name))
        return f"{title}. {next_step}"

    def show(
        self,
        page: Page,
        *,
        nav: Nav = None,
        process: ProcessBrand | None = None,
        position: int | None = None,
        path: str | None = None,
        status: int = 200,
        seen: Snapshot | None = None,
        about: UUID | None = None,
        compare: str | None = None,
    ) -> Html:
        """Answer with a page.

        `position` is what the page was read at; one that says what it is about (`api.showing`)
        names the last event that changed what it shows instead. `path`, without language, is
        where the language switch leads if the page's own address takes forms only. `status` is
        400 where a form comes back with errors. `seen` stands instead of `position` on pages
        that can look back: `about` is what they show the history of, `compare` the path of the
        page that compares two of its moments.
        """
        shown = rendering.TRACE.get().shown
        changed = shown.position if shown else None
        chrome = self._chrome(nav, process, changed or (seen.until if seen else position), path)
        if seen is not None and self.request.method == "GET":
            compared = None if compare is None else self.url(compare)
            moment = moment_of(self.request, seen, about, compared)
            then = _then(chrome.process, moment)
            chrome = msgspec.structs.replace(chrome, moment=moment, process=then)
        return rendering.page_response(self.request, page, chrome=chrome, status=status)

    def _chrome(
        self, nav: Nav, process: ProcessBrand | None, position: int | None, path: str | None
    ) -> Chrome:
        process = None if process is None else self._possible(process)
        chrome = rendering.chrome_of(self.request, nav=nav, process=process, position=position)
        return msgspec.structs.replace(chrome, path=path or self._path())

    def _possible(self, process: ProcessBrand) -> ProcessBrand:
        """Offer nothing to somebody whose role forbids it; visitors may sign in for it."""
        person = self.person
        may = not person.signed_in or person.may("submit", process_id_of(process.slug))
        return msgspec.structs.replace(process, may_submit=process.may_submit and may)

    def _path(self) -> str:
        """Return the address without language and notice: another language repeats neither."""
        url = self.request.url
        pairs = parse_qsl(url.query, keep_blank_values=True)
        query = urlencode([(name, value) for name, value in pairs if name != "done"])
        path = _PREFIX.sub("", url.path, count=1) or "/"
        return path + (f"?{query}" if query else "")

    def lead_to(self, path: str, done: str | None = None, *, anchor: str = "") -> Redirect:
        """Lead on to a page after a form was carried out (303); `done` is its notice."""
        address = self.url(path)
        if done:
            address += ("&" if "?" in address else "?") + urlencode({"done": done})
        if anchor:
            address += f"#{anchor}"
        return Redirect(address, status_code=303)


def _then(process: ProcessBrand | None, moment: Moment) -> ProcessBrand | None:
    """Return the process as the header names it; nothing can be handed in in the past."""
    if process is None or not moment.past:
        return process
    return msgspec.structs.replace(process, may_submit=False)


Framing = NamedDependency[Frame]


def provide_frame(request: AnyRequest, language: NamedDependency[Language]) -> Frame:
    """Provide `frame` to page handlers; all pages are below a language prefix."""
    return Frame(request, language)
