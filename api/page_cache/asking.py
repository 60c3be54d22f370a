"""What of a request decides which bytes answer it."""

from collections.abc import Mapping

import msgspec
from litestar.types import HTTPScope

from api.rendering import accepted
from api.security.cookies import COOKIES

_PAGES = ("/de/", "/en/")

Key = tuple[str, bytes, bytes, str]
"""Path, query, whether a part of a page is asked for, language: all that an answer to a
visitor may depend on besides what the read models hold and the clock says."""


class Asked(msgspec.Struct, frozen=True):
    """A request as the cache sees it. `written` is up to where its browser has written."""

    key: Key
    codings: bytes
    etags: bytes
    written: int


def asked(scope: HTTPScope, headers: Mapping[bytes, bytes]) -> Asked:
    """Return what a request asks for; of headers sent twice the first, as whoever answers."""
    path: str = scope["path"]
    written = COOKIES.position(scope) if headers.get(b"cookie") else 0
    language = "" if path.startswith(_PAGES) else _language(headers)
    part = headers.get(b"hx-request", b"")[:4]
    key = (path, scope["query_string"], part, language)
    codings = headers.get(b"accept-encoding", b"")
    return Asked(key, codings, headers.get(b"if-none-match", b""), written)


def _language(headers: Mapping[bytes, bytes]) -> str:
    written = headers.get(b"accept-language")
    return accepted(written.decode("latin-1")) if written else "de"
