"""What an operator says in its own name: who it is, and whom to write to about data and barriers.

Law asks for it and nobody else can write it, so a site on which it is missing says just that.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, get_args

import msgspec
import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from api.ports import Language

About = Literal["imprint", "privacy", "accessibility"]
"""The pages that have room for it; files are called `imprint.de.md` and so on."""

LANGUAGES: tuple[Language, ...] = ("de", "en")
_markdown = MarkdownIt("commonmark", {"html": False}).disable("image")
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "h2", "h3"}


class NotTexts(ValueError):
    """The folder cannot be read, or holds what no page would show; says which."""


class OperatorText(msgspec.Struct, frozen=True):
    """A text as it is shown, in the language in which it was written."""

    html: Markup
    language: Language


OperatorTexts = Mapping[tuple[About, Language], OperatorText]
"""By page and language of the reader; where only one language was written, both have that."""


def operator_texts(folder: Path | None) -> OperatorTexts:
    """Read all texts of a folder; none without one.

    Raises:
        NotTexts: as it says. A misspelt name would leave a page empty without a word.
    """
    if folder is None:
        return {}
    names = {f"{about}.{language}.md" for about in get_args(About) for language in LANGUAGES}
    try:
        found = {file.name: file.read_text("utf-8") for file in sorted(folder.iterdir())}
    except (OSError, UnicodeDecodeError) as error:
        raise NotTexts(str(error)) from error
    if unknown := sorted(found.keys() - names):
        raise NotTexts(f"{unknown[0]} is none of {', '.join(sorted(names))}")
    texts: dict[tuple[About, Language], OperatorText] = {}
    for about in get_args(About):
        written = [each for each in LANGUAGES if found.get(f"{about}.{each}.md", "").strip()]
        for language in LANGUAGES if written else ():
            chosen = language if language in written else written[0]
            texts[about, language] = OperatorText(_shown(found[f"{about}.{chosen}.md"]), chosen)
    return texts


def _shown(text: str) -> Markup:
    html = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener",
    )
    return Markup(html)  # noqa: S704 - cleaned in the line above
