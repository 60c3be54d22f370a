"""Repairs texts that went through several systems before they reached us.

Nothing a person wrote is lost: what is repaired is how it was stored.
"""

import html
import re
from html.parser import HTMLParser

_ESCAPE = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
_C1 = re.compile("[\x80-\x9f]")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_TAGS = (
    "a|b|strong|i|em|u|s|p|br|div|span|ul|ol|li|blockquote|h[1-6]|font|pre|code|"
    "table|tbody|thead|tr|td|th|img|hr"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_MANY_BLANK_LINES = re.compile(r"\n{3,}")
_SURROGATES = range(0xD800, 0xE000)
_LAST = 0x10FFFF


def cleaned(text: str) -> str:
    r"""Return a text as it was meant, without outer white space.

    Windows-1252 bytes that became C1 control characters, `<U+2192>` escapes and HTML
    entities become their characters; HTML becomes plain text with the little Markdown
    that stands for it; line ends become `\n`. Idempotent where nothing is escaped twice.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _C1.sub(_windows, text)
    text = _ESCAPE.sub(_character, text)
    if _TAG.search(text):
        text = _without_tags(text)
    elif _ENTITY.search(text):
        text = html.unescape(text)
    text = _C1.sub(_windows, _UNPRINTABLE.sub("", text))
    return _MANY_BLANK_LINES.sub("\n\n", text).strip()


def _windows(found: re.Match[str]) -> str:
    """Return what the byte means in Windows-1252; five mean nothing there and go."""
    return bytes([ord(found[0])]).decode("cp1252", errors="ignore")


def _character(found: re.Match[str]) -> str:
    point = int(found[1], 16)
    return found[0] if point in _SURROGATES or point > _LAST else chr(point)


class _Writer(HTMLParser):
    """Writes HTML as Markdown; a tag it does not know is text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not _TAG.fullmatch(f"<{tag}>"):
            self.parts.append(self.get_starttag_text() or "")
        elif tag == "a":
            address = dict(attrs).get("href")
            self._links.append(address)
            self.parts.append("[" if address else "")
        else:
            self.parts.append(_OPENING.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "a":
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not _TAG.fullmatch(f"<{tag}>"):
            self.parts.append(f"</{tag}>")
        elif tag == "a" and self._links:
            address = self._links.pop()
            self.parts.append(f"]({address})" if address else "")
        else:
            self.parts.append(_CLOSING.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def close(self) -> None:
        """Write what is left, and where links lead that were cut off before their end."""
        super().close()
        while self._links:
            self.handle_endtag("a")


_PARAGRAPHS = dict.fromkeys(("p", "div", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"), "\n\n")
_MARKS = dict.fromkeys(("b", "strong"), "**") | dict.fromkeys(("i", "em"), "*")
_OPENING = {**_PARAGRAPHS, **_MARKS, "br": "\n", "li": "\n- ", "blockquote": "\n\n> ", "td": " "}
_OPENING |= {"tr": "\n", "hr": "\n\n", "pre": "\n\n"}
_CLOSING = {**_PARAGRAPHS, **_MARKS, "blockquote": "\n\n", "pre": "\n\n"}


def _without_tags(text: str) -> str:
    writer = _Writer()
    writer.feed(text)
    writer.close()
    return "".join(writer.parts)
