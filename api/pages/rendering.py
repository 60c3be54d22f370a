"""Turns a view into HTML in the reader's language."""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.pages import formats, vocabulary
from api.pages.views import Chrome, Page
from api.translations import translations


def render(page: Page, chrome: Chrome) -> str:
    """Return the HTML of a page, or of a fragment for those views that say so.

    Deterministic: the same view and chrome give the same bytes.
    """
    environment = _environment(chrome.language)
    template = environment.get_template(page.template)
    return template.render(page=page, chrome=chrome)


def address(language: str, path: str) -> str:
    """Return the address of a page in a language: `address("de", "/me")` is "/de/me"."""
    return f"/{language}{path}"


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
