"""The inspector finds what is wrong: or every other walk would prove nothing."""

import pytest

from tests.browser.conftest import DESK, PHONE, Entering

pytestmark = pytest.mark.browser
BOTH = pytest.mark.parametrize("kind", [(DESK, True), (PHONE, False)], ids=str, indirect=True)
SCRIPTED = pytest.mark.parametrize("kind", [(DESK, True)], ids=str, indirect=True)


@BOTH
def test_a_picture_without_words_is_found(enter: Entering) -> None:
    walker = enter()
    walker.open("/de/rules")
    walker.page.evaluate("document.querySelector('main').append(new Image())")
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
