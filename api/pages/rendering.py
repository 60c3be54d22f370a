"""Turns a view into HTML in the reader's language."""

import hashlib
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from functools import cache, partial
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages import formats, vocabulary
from api.pages.views import Chrome, Page
from api.translations import translations

_SHOWN: ContextVar[int | None] = ContextVar("shown", default=None)
"""The earlier position of the page being rendered, for the addresses on it."""
_LOOKS_BACK = re.compile(
    r"/|/p/[^/?#]+|/p/[^/?#]+/ideas|/ideas/[0-9a-f-]{36}|/ideas/[0-9a-f-]{36}/versions/[0-9]+"
    r"|/p/[^/?#]+/answers"
    r"|/p/[^/?#]+/measures|/measures/[0-9a-f-]{36}(?:/versions/[0-9]+)?"
    r"|/p/[^/?#]+/decisions|/decisions/[0-9a-f-]{36}"
)


def render(page: Page, chrome: Chrome) -> str:
    """Return the HTML of a page, or of a fragment for those views that say so.

    Deterministic: the same view and chrome give the same bytes.
    """
    environment = _environment(chrome.language)
    template = environment.get_template(page.template)
    moment = chrome.moment
    shown = _SHOWN.set(None if moment is None else moment.position)
    try:
        return template.render(page=page, chrome=chrome)
    finally:
        _SHOWN.reset(shown)


def document(template: str, language: str, **facts: object) -> str:
    """Return a document of its own, without the frame of the site: to be kept as a file."""
    return _environment(language).get_template(template).render(language=language, **facts)


def address(language: str, path: str, **query: str) -> str:
    """Return the address of a page in a language: `address("de", "/me")` is "/de/me".

    Empty values of `query` are left out. On a page that looks back, links to pages that
    can look back lead to the same moment.
    """
    position = _SHOWN.get()
    chosen = {name: value for name, value in query.items() if value}
    if position is not None and _LOOKS_BACK.fullmatch(path):
        chosen["as_of"] = str(position)
    return f"/{language}{path}" + (f"?{urlencode(chosen)}" if chosen else "")


@cache
def asset(name: str) -> str:
    """Return the address of a file below api/static, with its digest for long caching.

    A file that is not installed keeps its plain address: the page works without it.
    """
    path = files("api") / "static" / name
    if not path.is_file():
        return f"/static/{name}"
    return f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"


@cache
def _environment(language: str) -> Environment:
    # Blocks keep no lines of their own: pages are measured in kilobytes on the phone.
    environment = Environment(
        loader=FileSystemLoader(str(files("api") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    catalogue = translations(language)
    environment.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]  # the i18n extension adds it
    environment.filters.update(formats.filters(language))
    environment.globals.update(
        asset=asset, url=partial(address, language), **_words(catalogue.gettext)
    )
    return environment


def _words(gettext: Callable[[str], str]) -> Mapping[str, Callable[..., Any]]:
    def term(kind: str, code: str) -> str:
        return gettext(vocabulary.word(kind, code))

    def notice(code: str) -> str | None:
        text = vocabulary.NOTICES.get(code)
        return gettext(text) if text else None

    def refusal(name: str) -> vocabulary.RefusalText:
        return vocabulary.RefusalText(*map(gettext, vocabulary.refusal(name)))

    return {"term": term, "notice_text": notice, "refusal_text": refusal}
