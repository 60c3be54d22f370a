"""What the web framework would remember of requests, and how it is made to forget.

It keeps the last 1024 form bodies, query strings and cookies in memory, and, with the
standard library, some addresses with their queries, to parse the same bytes only once.
A text that is erased, or never was submitted, must not linger there (ruling 6).
"""

from typing import Protocol, cast
from urllib.parse import urlsplit

from litestar._kwargs.extractors import create_query_default_dict
from litestar._parsers import (
    parse_cookie_string,
    parse_query_string,
    parse_url_encoded_form_data,
)
from litestar.datastructures.url import URL


class _Cache(Protocol):
    def cache_clear(self) -> None: ...


_CACHES: tuple[_Cache, ...] = (
    parse_url_encoded_form_data,
    parse_query_string,
    parse_cookie_string,
    create_query_default_dict,
    URL._new,  # noqa: SLF001 - the cache is private, and so is what it keeps
    URL.from_components,
    cast("_Cache", urlsplit),  # the standard library's own, typed as a plain function
)


def forget_requests() -> None:
    """Drop whatever was remembered of the requests so far; those being read just parse again."""
    for cache in _CACHES:
        cache.cache_clear()
