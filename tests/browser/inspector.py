"""Somebody who looks at every page, and for long only at what nobody has looked at yet.

axe-core takes half a second for a page, most of it for what a dozen other pages have as well. So
each page is first told apart into marks: what one element is, with all that axe-core judges it by.
Only where a mark is new is the page inspected, and then as a whole. Numbers, texts and addresses
are no part of a mark: whether there is a text is. Neither is the width of the window, but whatever
it changes in how an element looks. That a page fits its window is asked of every page.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_RUN = """async () => {
  const result = await axe.run(document, {resultTypes: ["violations"]});
  return result.violations.map(v =>
    `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")}`);
}"""
_AT_ONCE = """() => {
  window.setTimeout = (put_off, milliseconds) => {
    if (!milliseconds) Promise.resolve().then(() => put_off());
    return 0;
  };
}"""
"""In a window without scripts no timer ever rings; promises made from outside are kept."""

_LOOK = (Path(__file__).parent / "marks.js").read_text(encoding="utf-8")


class Inspected:
    """The marks of all pages that were found sound, told to the other workers by a file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._marks: set[str] = set()
        self._read = 0

    def news(self, marks: set[str]) -> set[str]:
        """Return which of these marks nobody has seen."""
        if not marks <= self._marks and self._file.exists():
            with self._file.open("rb") as told:
                told.seek(self._read)
                # Another worker may be in the middle of a line.
                whole, ended, _ = told.read().rpartition(b"\n")
            self._read += len(whole + ended)
            self._marks.update(whole.decode().split())
        return marks - self._marks

    def add(self, marks: set[str]) -> None:
        """Keep marks, and tell the others."""
        self._marks |= marks
        with self._file.open("ab", buffering=0) as told:
            told.write("".join(f"{mark}\n" for mark in sorted(marks)).encode())


class Inspector:
    """Finds fault with pages: by axe-core, and where they are wider than the window."""

    def __init__(self, axe: str, inspected: Inspected) -> None:
        self._axe = axe
        self._inspected = inspected

    def inspect(self, page: Page, *, scripts: bool = True) -> None:
        """Inspect a page where it stands, in a window with scripts of its own or without."""
        seen: dict[str, Any] = page.evaluate(_LOOK)
        news = self._inspected.news(set(seen["marks"]))
        if news:
            violations = self._violations(page, armed=seen["armed"], scripts=scripts)
            assert violations == [], (page.url, violations)
        wide = seen["outer"] - seen["inner"]
        assert wide <= 0, f"{page.url} is {wide} pixels too wide"
        self._inspected.add(news)

    def _violations(self, page: Page, *, armed: bool, scripts: bool) -> list[str]:
        if not armed:
            page.evaluate(self._axe)
            if not scripts:
                page.evaluate(_AT_ONCE)
        found: list[str] = page.evaluate(_RUN)
        return found
