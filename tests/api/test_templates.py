"""Every page keeps what is promised of all pages: no inline code, one heading, named fields."""

from collections import Counter
from html.parser import HTMLParser

import msgspec
import pytest

from api.pages.rendering import asset, render
from api.pages.views import Page, SimilarFragment
from api.translations import LANGUAGES
from tests.api.view_samples import PAGES
from tests.api.view_samples.material import SIMILAR

# KERN draws a black square for a name it does not know.
ICONS = {
    *("account-circle", "add", "arrow-back", "arrow-forward", "calendar-today", "check"),
    *("checklist", "chevron-left", "chevron-right", "close", "danger", "download", "draft"),
    *("edit", "home"),
    *("info", "keyboard-double-arrow-left", "language", "logout", "mail", "more-vert"),
    *("search", "success", "visibility", "visibility-off", "warning"),
}
SIZES = {"small", "large", "x-large"}
FIELDS = {"input", "select", "textarea"}


class Elements(HTMLParser):
    """Collects what the tests ask about: start tags with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def every(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.found if tag in tags]


SHOWN = [(name, language) for name in PAGES for language in LANGUAGES]


# The scope has all tests of one page follow each other, so that it is rendered once.
@pytest.fixture(scope="module", params=SHOWN, ids="-".join)
def html(request: pytest.FixtureRequest) -> str:
    name, language = request.param
    page, chrome = PAGES[name]
    return render(page, msgspec.structs.replace(chrome, language=language))


@pytest.fixture(scope="module")
def elements(html: str) -> Elements:
    return Elements(html)


def test_a_page_has_one_title_one_heading_and_its_landmarks(html: str, elements: Elements) -> None:
    tags = Counter(tag for tag, _ in elements.found)
    assert (tags["title"], tags["h1"], tags["main"], tags["footer"]) == (1, 1, 1, 1)
    assert '<a class="skip-link" href="#content">' in html


def test_a_page_has_no_inline_code(elements: Elements) -> None:
    for tag, attributes in elements.found:
        assert tag != "style"
        assert tag != "script" or attributes.get("src")
        assert not [name for name in attributes if name == "style" or name.startswith("on")]
        assert not (attributes.get("href") or "").startswith("javascript:")


def test_ids_are_unique_and_labels_lead_to_fields(elements: Elements) -> None:
    ids = Counter(attributes["id"] for _, attributes in elements.found if "id" in attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    labelled = {label["for"] for label in elements.every("label")}
    assert labelled <= set(ids)
    for field in elements.every(*FIELDS):
        assert field.get("type") == "hidden" or field.get("id") in labelled
    for attributes in (a for _, a in elements.found if "aria-describedby" in a):
        assert set((attributes["aria-describedby"] or "").split()) <= set(ids)


def test_a_page_uses_only_icons_that_exist(elements: Elements) -> None:
    drawn = {
        name.removeprefix("kern-icon--")
        for span in elements.every("span")
        for name in (span.get("class") or "").split()
        if name.startswith("kern-icon--")
    }
    assert drawn <= ICONS | SIZES


@pytest.mark.parametrize("name", PAGES)
def test_forms_carry_their_tokens_only_for_people_who_are_signed_in(name: str) -> None:
    page, chrome = PAGES[name]
    elements = Elements(render(page, chrome))
    posting = [form for form in elements.every("form") if form.get("method") == "post"]
    hidden = [field for field in elements.every("input") if field.get("type") == "hidden"]
    tokens = [field for field in hidden if field["name"] == "_csrf_token"]
    commands = [field["value"] for field in hidden if field["name"] == "command_id"]
    expected = len(posting) if chrome.signed_in else 0
    assert len(tokens) == len(commands) == expected
    assert len(set(commands)) == expected


def test_what_people_wrote_is_never_markup() -> None:
    page, chrome = PAGES["submit-errors"]
    form = msgspec.structs.replace(page.form, title="<script>alert(1)</script>")  # type: ignore[attr-defined]  # this sample is a SubmitPage
    shown = render(msgspec.structs.replace(page, form=form), chrome)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown


def test_similar_ideas_come_as_a_fragment() -> None:
    _, chrome = PAGES["submit"]
    shown = render(SimilarFragment(similar=SIMILAR), chrome)
    assert "<html" not in shown
    assert "Abendbus auf Knopfdruck" in shown


def test_every_page_view_has_a_sample() -> None:
    shown = {type(page) for page, _ in PAGES.values()} | {SimilarFragment}
    assert set(Page.__subclasses__()) == shown


def test_files_of_our_own_carry_their_digest() -> None:
    assert asset("app.css").startswith("/static/app.css?v=")
    assert asset("vendor/not/installed.css") == "/static/vendor/not/installed.css"
