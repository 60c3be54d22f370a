"""A browser without scripts: follows links, fills in forms as they stand in the page."""

from collections.abc import Mapping
from html.parser import HTMLParser

import httpx
import msgspec

Fields = dict[str, str | list[str]]
Typed = Mapping[str, str | list[str]]
NOTHING: Typed = {}
NO_HEADERS: Mapping[str, str] = {}


class Form(msgspec.Struct):
    """A form with what it would send if nobody typed anything. `buttons` are named ones."""

    action: str
    method: str
    fields: Fields
    buttons: list[tuple[str, str]]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page as a reader sees it. `path` is where the browser ended up."""

    path: str
    status: int
    html: str
    text: str
    title: str
    links: list[str]
    forms: list[Form]
    headers: dict[str, str]

    def form(self, action: str) -> Form:
        """Return the form whose address ends so; there must be exactly one."""
        found = [form for form in self.forms if form.action.endswith(action)]
        assert len(found) == 1, f"{len(found)} forms end with {action} on {self.path}"
        return found[0]

    def has_form(self, action: str) -> bool:
        """Tell whether there is such a form."""
        return any(form.action.endswith(action) for form in self.forms)


class _Reader(HTMLParser):
    """Collects what `Page` holds."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.title = ""
        self._form: Form | None = None
        self._area: str | None = None
        self._typed = ""
        self._select: str | None = None
        self._in: str = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._in = tag
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"), {}, [])
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(self._form, tag, given)

    def _field(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        match tag:
            case "input" if given.get("type") in {"radio", "checkbox"}:
                if "checked" in given:
                    _add(form.fields, name, given.get("value", "on"))
            case "input" if name:
                _add(form.fields, name, given.get("value", ""))
            case "textarea":
                self._area, self._typed = name, ""
            case "select":
                self._select = name
            case "option" if self._select and (
                "selected" in given or self._select not in form.fields
            ):
                form.fields[self._select] = given.get("value", "")
            case "button" if name:
                form.buttons.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            if self._form is not None and self._area is not None:
                # The first line end after the opening tag is not part of the value.
                _add(self._form.fields, self._area, self._typed.removeprefix("\n"))
            self._area = None
        elif tag == "select":
            self._select = None
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "title" and not self.title:
            self.title = data.strip()
        if self._area is not None and self._form is not None:
            self._typed += data
        elif self._in not in {"script", "style", "title"}:
            self.words.append(data)


def _add(fields: Fields, name: str, value: str) -> None:
    before = fields.get(name)
    if before is None:
        fields[name] = value
    else:
        fields[name] = [*([before] if isinstance(before, str) else before), value]


def page_of(response: httpx.Response) -> Page:
    """Return the page in an answer."""
    reader = _Reader()
    reader.feed(response.text)
    return Page(
        path=response.url.raw_path.decode(),
        status=response.status_code,
        html=response.text,
        text=" ".join(" ".join(reader.words).split()),
        title=reader.title,
        links=reader.links,
        forms=reader.forms,
        headers=dict(response.headers),
    )


class PlainBrowser:
    """One person's browser; follows redirects and keeps cookies as browsers do."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._headers = {"Sec-Fetch-Site": "same-origin"}

    @property
    def cookies(self) -> httpx.Cookies:
        """What the site has stored here."""
        return self._http.cookies

    async def open(
        self, path: str, status: int = 200, headers: Mapping[str, str] = NO_HEADERS
    ) -> Page:
        """Open an address; the answer must have this status."""
        response = await self._http.get(
            path, headers={**self._headers, **headers}, follow_redirects=True
        )
        assert response.status_code == status, (path, response.status_code, response.text[:2000])
        return page_of(response)

    async def post(self, path: str, fields: Typed = NOTHING, status: int = 200) -> Page:
        """Send fields to an address, whatever any page says."""
        response = await self._http.post(
            path, data=dict(fields), headers=self._headers, follow_redirects=True
        )
        assert response.status_code == status, (path, response.status_code, response.text[:2000])
        return page_of(response)

    async def send(self, form: Form, fields: Typed = NOTHING, status: int = 200) -> Page:
        """Fill in a form and send it."""
        assert form.method.lower() == "post"
        return await self.post(form.action, {**form.fields, **fields}, status)

    async def leads_to(self, path: str) -> str:
        """Return where an address leads, without going there."""
        response = await self._http.get(path, headers=self._headers)
        assert response.status_code == 303, (path, response.status_code)
        return response.headers["location"]

    async def status(self, path: str) -> int:
        """Return how an address answers, without following."""
        return (await self._http.get(path, headers=self._headers)).status_code

    async def download(self, form: Form, fields: Typed = NOTHING) -> httpx.Response:
        """Fill in a form, send it, and return the file it answers with."""
        filled = {**form.fields, **fields}
        response = await self._http.post(form.action, data=filled, headers=self._headers)
        assert response.status_code == 200, (form.action, response.status_code)
        return response

    async def file(self, path: str) -> httpx.Response:
        """Return the file at an address."""
        response = await self._http.get(path, headers=self._headers)
        assert response.status_code == 200, (path, response.status_code)
        return response

    async def answer(self, path: str, fields: Typed) -> int:
        """Return how an address answers to a form, without following."""
        response = await self._http.post(path, data=dict(fields), headers=self._headers)
        return response.status_code
