"""Files: compressed, kept for ever under their digest, and nothing beside them."""

import gzip
import re

import brotli  # type: ignore[import-untyped]  # the package brings no types
import httpx
import pytest

STYLE = "/static/vendor/kern/kern.min.css"
FONT = "/static/vendor/fira-sans/files/fira-sans-latin-400-normal.woff2"


async def test_a_file_named_with_its_digest_is_kept_for_ever(visitor: httpx.AsyncClient) -> None:
    plain = await visitor.get(STYLE, headers={"Accept-Encoding": "identity"})
    digest = plain.headers["etag"].strip('"')
    named = await visitor.get(f"{STYLE}?v={digest}")
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["cache-control"] == "public, no-cache"
    wrong = await visitor.get(f"{STYLE}?v=000000000000")
    assert wrong.headers["cache-control"] == "public, no-cache"


async def test_a_module_that_others_import_is_asked_for_again_and_has_not_changed(
    visitor: httpx.AsyncClient,
) -> None:
    """Imports name no digest; modules of two releases must not meet in one page."""
    first = await visitor.get("/static/verify/tree.js")
    assert first.headers["cache-control"] == "public, no-cache"
    asked = {"If-None-Match": first.headers["etag"]}
    again = await visitor.get("/static/verify/tree.js", headers=asked)
    assert (again.status_code, again.content) == (304, b"")


async def test_pages_name_files_with_the_same_digest(visitor: httpx.AsyncClient) -> None:
    page = await visitor.get("/de/nowhere")
    [address] = re.findall(rf'"({STYLE}[^"]*)"', page.text)
    answer = await visitor.get(address)
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("coding", ["br", "gzip"])
async def test_text_comes_compressed(visitor: httpx.AsyncClient, coding: str) -> None:
    plain = await visitor.get(STYLE, headers={"Accept-Encoding": "identity"})
    async with visitor.stream("GET", STYLE, headers={"Accept-Encoding": coding}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(raw) < len(plain.content) / 5
    unpack = brotli.decompress if coding == "br" else gzip.decompress
    assert unpack(raw) == plain.content


async def test_a_coding_that_is_refused_is_not_used(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(STYLE, headers={"Accept-Encoding": "br;q=0, gzip"})
    assert answer.headers["content-encoding"] == "gzip"


async def test_fonts_are_compressed_already(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(FONT, headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers


async def test_who_has_it_gets_304(visitor: httpx.AsyncClient) -> None:
    etag = (await visitor.get(STYLE)).headers["etag"]
    for sent in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        answer = await visitor.get(STYLE, headers={"If-None-Match": sent})
        assert (answer.status_code, answer.content) == (304, b"")
    changed = await visitor.get(STYLE, headers={"If-None-Match": '"other"'})
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../settings.py",
        "/static/%2e%2e/settings.py",
        "/static/vendor",
        "/static/nothing.css",
        "/static//etc/passwd",
    ],
)
async def test_nothing_else_is_served(visitor: httpx.AsyncClient, path: str) -> None:
    assert (await visitor.get(path)).status_code == 404


async def test_files_are_only_read(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(STYLE, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
