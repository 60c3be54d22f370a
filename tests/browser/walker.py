"""Somebody with a browser: every state they see is checked for accessibility."""

from playwright.sync_api import BrowserContext, Locator, Page, expect

from api.security.cookies import COOKIES
from tests.browser.site import Site

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

_MAYBE_OLD = "ttl=-1"  # what the page cache says of bytes that it did not look after


class Inspector:
    """Finds fault with pages: by axe-core, and where they are wider than the window."""

    def __init__(self, axe: str) -> None:
        self._axe = axe

    def inspect(self, page: Page, *, scripts: bool = True) -> None:
        """Inspect a page where it stands, in a window with scripts of its own or without."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(self._axe)
            if not scripts:
                page.evaluate(_AT_ONCE)
        violations = page.evaluate(_RUN)
        assert violations == [], (page.url, violations)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, f"{page.url} is {width} pixels too wide"


class Walker:
    """One person's browser window, and an inspector who looks at every page in it."""

    def __init__(
        self, context: BrowserContext, inspector: Inspector, site: Site, *, scripts: bool
    ) -> None:
        self._context = context
        self._inspector = inspector
        self._site = site
        self.scripts = scripts
        self.page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.troubles.append(message.text)
                if message.type == "error" and "Failed to load resource" not in message.text
                else None
            ),
        )

    def sign_in_as(self, name: str) -> None:
        """Go on with the session of somebody."""
        # Cookies know no ports; by this address chromium believes in the Secure flag.
        address = self._site.base_url.replace("http://", "https://")
        token = self._site.session(name)
        self._context.add_cookies(
            [{"name": COOKIES.sid, "value": token, "url": address, "secure": True}]
        )

    def open(self, path: str) -> None:
        """Open a page of the site that shows what has been done so far, and check it.

        Nobody but whoever wrote is promised to see it at once, and a busy server takes its time.
        """
        address = path if path.startswith("http") else self._site.base_url + path
        self._site.caught_up()
        answer = self.page.goto(address)
        while answer is not None and _MAYBE_OLD in (answer.header_value("cache-status") or ""):
            answer = self.page.reload()
        self.check()

    def check(self) -> None:
        """Let the page as it is be inspected."""
        self.page.wait_for_load_state()
        assert self.troubles == [], (self.page.url, self.troubles)
        self._inspector.inspect(self.page, scripts=self.scripts)

    def press(self, name: str) -> None:
        """Press a button, by what it is called, and check what comes of it."""
        self.button(name).click()
        self.check()

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def sees(self, text: str) -> None:
        expect(self._shown(text).first).to_be_visible()

    def misses(self, text: str) -> None:
        expect(self._shown(text)).to_have_count(0)

    def _shown(self, text: str) -> Locator:
        return self.page.get_by_text(text).locator("visible=true")

    def follow(self, name: str) -> None:
        """Follow a link by its name."""
        self.page.get_by_role("link", name=name).first.click()
        self.check()

    def tab_to(self, target: Locator, most: int = 120) -> None:
        """Reach something by the tabulator key alone."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{target} cannot be reached by keyboard")
