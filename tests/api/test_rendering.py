"""Languages, ways back, and texts of people that can do no harm."""

from html.parser import HTMLParser
from typing import cast
from uuid import UUID

import pytest
from litestar.types import HTTPScope

from api.rendering import accepted, formatted, sign_in_address
from api.uuid7 import Uuid7


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "de"),
        ("de-DE,de;q=0.9,en;q=0.8", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr, en;q=0.5", "en"),
        ("fr", "de"),
        ("en;q=0", "de"),
        ("*", "de"),
        ("en;q=broken, de;q=0.1", "de"),
        ("EN-us", "en"),
    ],
)
def test_the_language_a_browser_prefers_of_ours(header: str, language: str) -> None:
    assert accepted(header) == language


@pytest.mark.parametrize(
    ("referer", "next_page"),
    [
        (b"https://gemeinsam.example/de/ideas/new?draft=1", "/de/ideas/new"),
        (b"https://[/de/page", "/"),
        (b"", "/"),
    ],
)
def test_signing_in_leads_back_to_the_page_of_the_form(referer: bytes, next_page: str) -> None:
    scope = {"method": "POST", "path": "/de/submit", "headers": [(b"referer", referer)]}
    address = sign_in_address(cast("HTTPScope", scope))
    assert address == f"/de/sign-in?next={next_page}"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Mehr **Bänke**", "<p>Mehr <strong>Bänke</strong></p>\n"),
        ("- eins\n- zwei", "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"),
        ("# Groß", "<p># Groß</p>\n"),
        (
            "[Plan](https://example.org/plan)",
            '<p><a href="https://example.org/plan" rel="nofollow ugc noopener">Plan</a></p>\n',
        ),
    ],
)
def test_a_little_formatting_is_possible(text: str, html: str) -> None:
    assert str(formatted(text)) == html


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](https://evil.example/pixel.png)",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>a</a>",
        '<https://example.org/" onmouseover="alert(1)>',
        "`<script>`<iframe src=//evil.example>",
        "<style>*{display:none}</style>",
        "<form action=//evil.example><input name=q></form>",
        "[a]: javascript:alert(1)\n[a]",
    ],
)
def test_no_attack_comes_through(attack: str) -> None:
    found = Elements()
    found.feed(str(formatted(attack)))
    for tag, attributes in found.seen:
        assert tag in {"p", "a", "code"}
        assert attributes.keys() <= {"href", "rel"}
        assert attributes.get("href", "https://").startswith("https://")


class Elements(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))


def test_ids_ascend_and_are_never_given_twice() -> None:
    new_id = Uuid7()
    made = [new_id() for _ in range(5000)]
    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}
    assert all(isinstance(each, UUID) and each.variant == "specified in RFC 4122" for each in made)
