"""What only the operator of a site can say; no real one calls itself a demonstration."""

from pathlib import Path
from typing import get_args

import pytest

from api.application import build
from api.operator_texts import About, NotTexts, operator_texts
from api.settings import BadSettings
from api.wiring import Parts, open_parts
from tests.api.installation import installed, settings, started, visiting

IMPRINT = """## Verantwortlich

Stadt Beispiel, vertreten durch die Bürgermeisterin
[Rathaus](https://example.org/rathaus), <script>alert(1)</script> [tief](javascript:alert(1))
"""


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "imprint.de.md").write_text(IMPRINT, "utf-8")
    (folder / "privacy.de.md").write_text("Fragen an datenschutz@example.org.", "utf-8")
    (folder / "privacy.en.md").write_text("Questions to datenschutz@example.org.", "utf-8")
    return folder


def test_who_wrote_one_language_is_read_in_both(texts: Path) -> None:
    found = operator_texts(texts)
    assert found["imprint", "en"] == found["imprint", "de"]
    assert found["imprint", "en"].language == "de"
    assert found["privacy", "en"].language == "en"
    assert ("accessibility", "de") not in found
    assert operator_texts(None) == {}


def test_a_text_has_headings_and_links_and_no_code(texts: Path) -> None:
    html = operator_texts(texts)["imprint", "de"].html
    assert "<h2>Verantwortlich</h2>" in html
    assert 'href="https://example.org/rathaus"' in html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_what_no_page_would_show_is_refused(texts: Path) -> None:
    (texts / "impressum.de.md").touch()
    with pytest.raises(NotTexts, match=r"impressum\.de\.md is none of accessibility\.de\.md"):
        operator_texts(texts)
    (texts / "impressum.de.md").unlink()
    (texts / "privacy.de.md").write_bytes("Bürgermeister".encode("latin-1"))
    with pytest.raises(NotTexts, match="utf-8"):
        operator_texts(texts)


def test_a_folder_that_is_not_there_ends_a_start(tmp_path: Path) -> None:
    chosen = settings(tmp_path / "data", OPERATOR_TEXTS=str(tmp_path / "nowhere"))
    with pytest.raises(BadSettings, match=r"OPERATOR_TEXTS: .*nowhere"), open_parts(chosen):
        pass


PAGES = [(language, page) for language in ("de", "en") for page in get_args(About)]


async def shown(parts: Parts) -> dict[tuple[str, str], str]:
    """Return the pages as everybody sees them, by language and name."""
    async with started(build(parts)) as app, visiting(app) as visitor:
        return {
            (language, page): (await visitor.get(f"/{language}/{page}")).text
            for language, page in PAGES
        }


async def test_a_real_site_without_them_says_so_and_is_no_demonstration(folder: Path) -> None:
    with installed(folder) as parts:
        pages = await shown(parts)
    for html in pages.values():
        assert not any(word in html for word in ("Vorführung", "demonstration", "In real use"))
    for page in get_args(About):
        assert "Wer diese Seiten betreibt, hat hier noch nicht gesagt" in pages["de", page]
        assert "Whoever runs these pages has not said yet" in pages["en", page]


async def test_a_real_site_shows_them_in_their_language(folder: Path, texts: Path) -> None:
    with installed(folder, OPERATOR_TEXTS=str(texts)) as parts:
        pages = await shown(parts)
    assert {each for each in PAGES if "Stadt Beispiel" in pages[each]} == {
        ("de", "imprint"),
        ("en", "imprint"),
    }
    assert "Fragen an datenschutz@example.org." in pages["de", "privacy"]
    assert "Questions to datenschutz@example.org." in pages["en", "privacy"]
    assert [each for each in PAGES if '<div class="prose" lang="de">' in pages[each]] == [
        ("en", "imprint")
    ]
    assert "has not said yet" in pages["en", "accessibility"]


async def test_a_demonstration_says_that_it_is_one(folder: Path) -> None:
    with installed(folder, demo=True) as parts:
        pages = await shown(parts)
    for page in get_args(About):
        assert "Vorführung" in pages["de", page]
        assert "demonstration" in pages["en", page]
