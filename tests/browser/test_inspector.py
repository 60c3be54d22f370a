"""The inspector finds what is wrong: or every other walk would prove nothing."""

from pathlib import Path

import pytest

from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.inspector import Inspected

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("kind", [(DESK, True), (PHONE, False)], ids=str, indirect=True)
SCRIPTED = pytest.mark.parametrize("kind", [(DESK, True)], ids=str, indirect=True)


@BOTH
def test_a_picture_without_words_is_found(enter: Entering) -> None:
    walker = enter()
    walker.open("/de/rules")
    walker.page.evaluate("document.querySelector('main').append(new Image())")
    for _ in range(2):  # what is faulty is not taken for known
        with pytest.raises(AssertionError, match="image-alt"):
            walker.check()


@BOTH
def test_a_page_that_is_too_wide_is_found(enter: Entering) -> None:
    walker = enter()
    walker.open("/de/rules")
    walker.page.evaluate("document.querySelector('h1').style.marginLeft = '1200px'")
    with pytest.raises(AssertionError, match="pixels too wide"):
        walker.check()


@SCRIPTED
def test_an_error_of_a_script_is_found(enter: Entering) -> None:
    walker = enter()
    walker.open("/de/rules")
    walker.page.evaluate("console.error('broken')")
    with pytest.raises(AssertionError, match="broken"):
        walker.check()


FAULTS = {
    "link-name": "document.querySelector('footer a').textContent = ''",
    "color-contrast": "document.querySelector('main p').style.color = '#bbb'",
    "heading-order": "document.querySelector('h1').insertAdjacentHTML('afterend', '<h6>Tief</h6>')",
    "landmark-no-duplicate-main": "document.body.append(document.createElement('main'))",
    "label": "document.querySelector('main label[for]').htmlFor = 'nowhere'",
    "button-name": "document.querySelector('main button').textContent = ''",
    "list": "document.querySelector('footer ul').append(document.createElement('p'))",
    "region": "document.body.insertAdjacentHTML('beforeend', '<p>Abseits</p>')",
    "html-has-lang": "document.documentElement.removeAttribute('lang')",
    "document-title": "document.title = ''",
    "aria-valid-attr-value": "document.querySelector('h1').ariaBusy = 'vielleicht'",
}


@SCRIPTED
def test_whatever_becomes_worse_on_a_page_that_is_known_is_found(enter: Entering) -> None:
    walker = enter()
    walker.open("/de/sign-in")
    for rule, fault in FAULTS.items():
        walker.page.reload()
        walker.check()
        walker.page.evaluate(fault)
        with pytest.raises(AssertionError, match=rf"{rule} \("):
            walker.check()


def test_workers_tell_each_other_what_they_inspected(tmp_path: Path) -> None:
    file = tmp_path / "inspected"
    one, other = Inspected(file), Inspected(file)
    assert one.news({"a", "b"}) == {"a", "b"}
    one.add({"a", "b"})
    assert other.news({"a", "b", "c"}) == {"c"}
    # A line that is still being written is not known yet.
    with file.open("a") as written:
        written.write("c")
    assert other.news({"c"}) == {"c"}
    with file.open("a") as written:
        written.write("d\n")
    assert other.news({"c", "cd"}) == {"c"}
