"""What of a request decides which bytes answer it."""

from collections.abc import Mapping

import msgspec
from litestar.types import HTTPScope

from api.rendering import accepted
from api.security.cookies import COOKIES

_THEME = 16  # characters of the cookie that are looked at
_PAGES = ("/de/", "/en/")

Key = tuple[str, bytes, bytes, bytes, str]
"""Path, query, theme, whether a part of a page is asked for, language: all that an answer
to a visitor may depend on besides what the read models hold."""


class Asked(msgspec.Struct, frozen=True):
    """A request as the cache sees it. `written` is up to where its browser has written."""

    key: Key
    codings: bytes
    etags: bytes
    written: int


def asked(scope: HTTPScope, headers: Mapping[bytes, bytes]) -> Asked:
    """Return what a request asks for."""
    path: str = scope["path"]
    theme, written = b"", 0
    cookie = headers.get(b"cookie")
    if cookie:
        theme = _theme(cookie)
        written = COOKIES.position(scope)
    language = "" if path.startswith(_PAGES) else _language(headers)
    part = headers.get(b"hx-request", b"")[:4]
    key = (path, scope["query_string"], theme, part, language)
    codings = headers.get(b"accept-encoding", b"")
    return Asked(key, codings, headers.get(b"if-none-match", b""), written)


def _theme(cookie: bytes) -> bytes:
    parts = (part.strip() for part in cookie.split(b";"))
    return next((part for part in parts if part.startswith(b"theme=")), b"")[:_THEME]


def _language(headers: Mapping[bytes, bytes]) -> str:
    written = headers.get(b"accept-language")
    return accepted(written.decode("latin-1")) if written else "de"
