"""Every page, from its sample: in a small or much enlarged window, and for who has no mouse.

What is asked is WCAG 2.2: reflow at 320 pixels (1.4.10) with wider spacing (1.4.12), a focus that
can be seen (2.4.7), and targets that can be hit (2.5.8).
"""

from collections.abc import Iterator

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from api.pages.rendering import render
from api.ports import Language
from tests.api.view_samples import PAGES
from tests.browser.site import Site

pytestmark = pytest.mark.browser

_SPACED = """() => {
  const spaced = new CSSStyleSheet();
  spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, spaced];
}"""
_UNFOLDED = "() => document.querySelectorAll('details').forEach(each => { each.open = true })"
_TOO_WIDE = """() => {
  const found = [];
  const told = each => `${each.tagName.toLowerCase()}.${each.getAttribute("class")}`;
  const all = [...document.querySelectorAll("body *")].filter(each => each.checkVisibility());
  const named = each => each.getAttribute("aria-label") || each.getAttribute("aria-labelledby");
  const scrolls = each => ["auto", "scroll"].includes(getComputedStyle(each).overflowX);
  if (document.documentElement.scrollWidth > innerWidth) {
    const wide = all.filter(each => each.getBoundingClientRect().right > innerWidth + 1
      && !each.closest(".kern-sr-only") && ![...document.querySelectorAll("[role=region]")]
        .some(region => region !== each && region.contains(each)));
    found.push(`wider than the window: ${wide.slice(0, 3).map(told).join(" ")}`);
  }
  for (const each of all.filter(scrolls)) {
    if (each.scrollWidth <= each.clientWidth + 1 || each.tagName === "TEXTAREA") continue;
    const grouped = ["region", "group"].includes(each.getAttribute("role"));
    const region = each.tabIndex === 0 && grouped && named(each);
    if (!region) found.push(`scrolls sideways unnamed: ${told(each)}`);
    else if (!each.querySelector("table") && each.tagName !== "PRE") found.push(
      `scrolls sideways without need: ${told(each)}`);
  }
  return found;
}"""
_UNSEEN = """() => {
  const seen = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const found = new Set();
  const stops = "a[href], button, input, select, textarea, summary, [tabindex]";
  for (const each of document.querySelectorAll(stops)) {
    if (each.tabIndex < 0 || !each.checkVisibility()) continue;
    each.focus({ focusVisible: true });
    if (document.activeElement !== each) continue;
    if (seen(getComputedStyle(each)) || seen(getComputedStyle(each, "::after"))) continue;
    found.add(`${each.tagName.toLowerCase()}.${each.getAttribute("class")}`);
  }
  return [...found];
}"""
_SMALL = """() => {
  const inText = each => getComputedStyle(each).display === "inline"
    && [...each.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const covering = each =>
    each.matches("a") && getComputedStyle(each, "::after").position === "absolute";
  const box = each => (covering(each) && each.closest("li, article, section") || each)
    .getBoundingClientRect();
  const kinds = "a[href], button, summary, select, input:not([type=hidden])";
  const targets = [...document.querySelectorAll(kinds)]
    .filter(each => each.checkVisibility() && each.tabIndex >= 0)
    .map(each => [each, box(each)]).filter(([, at]) => at.width && at.height);
  const found = [];
  for (const [each, at] of targets) {
    if ((at.width >= 24 && at.height >= 24) || inText(each)) continue;
    const x = at.left + at.width / 2, y = at.top + at.height / 2;
    for (const [other, there] of targets) {
      if (other === each || other.contains(each) || each.contains(other)) continue;
      const across = Math.max(there.left - x, 0, x - there.right);
      const down = Math.max(there.top - y, 0, y - there.bottom);
      if (Math.hypot(across, down) < 11.5) {
        found.push([each, other].map(one => one.textContent.trim().slice(0, 30)).join(" beside "));
        break;
      }
    }
  }
  return found;
}"""


LANGUAGE = [
    "de",
    pytest.param("en", marks=pytest.mark.nightly),
]
GROUPS = 8  # of pages, so that none of these tests takes long


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Page]:
    """Return a window of 320 pixels on the site: what is put into it finds its styles."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{site.base_url}/de/imprint")
    yield page
    context.close()


@pytest.mark.parametrize("language", LANGUAGE)
@pytest.mark.parametrize("group", range(GROUPS))
def test_pages_fit_into_a_narrow_window_and_need_no_mouse(
    window: Page, group: int, language: Language
) -> None:
    faults = {}
    for name, (page, chrome) in [*PAGES.items()][group::GROUPS]:
        window.set_content(render(page, msgspec.structs.replace(chrome, language=language)))
        window.evaluate(_UNFOLDED)
        faults[name] = [
            each for look in (_TOO_WIDE, _UNSEEN, _SMALL) for each in window.evaluate(look)
        ]
        window.evaluate(_SPACED)
        faults[name] += window.evaluate(_TOO_WIDE)
    assert {name: found for name, found in faults.items() if found} == {}
