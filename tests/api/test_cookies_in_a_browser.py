"""A real browser keeps and sends our cookies, on this machine without https as well."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from litestar import Litestar, get
from litestar.types import ControllerRouterHandler
from playwright.sync_api import sync_playwright

from api.application import build
from api.people import AnyRequest
from api.provided import Person
from api.rendering import trace_of
from api.security.cookies import COOKIES
from api.sign_in import Signed
from api.wiring import Parts
from tests.api.installation import account, installed

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def listening(app: Litestar) -> Iterator[int]:
    """Serve an application on a free port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join()


def routes(parts: Parts) -> list[ControllerRouterHandler]:
    """Return a way to sign in with one visit, and a page that says who is asking."""
    ana = account(parts, "ana@example.org", name="Ana")

    @get("/de/begin", sync_to_thread=True, media_type="text/html", include_in_schema=False)
    def begin(request: AnyRequest) -> str:
        """Sign somebody in."""
        token, session = parts.identity.sessions.start(
            ana.person, staff=False, user_agent="", at=parts.clock()
        )
        line = COOKIES.signed_in(Signed(token=token, session=session, account=ana))
        trace_of(request.scope).cookies.append(line)
        return "<p>begun</p>"

    @get("/de/who", sync_to_thread=False, media_type="text/html", include_in_schema=False)
    def who(person: Person) -> str:
        """Say who is asking."""
        return f"<p>{person.name or 'nobody'}</p><script>document.title = 'ran'</script>"

    return [begin, who]


@pytest.mark.browser
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_session_cookie_holds_and_scripts_cannot_read_it(
    folder: Path, chromium: str, host: str
) -> None:
    with (
        installed(folder, BASE_URL="http://127.0.0.1:8000") as parts,
        listening(build(parts, routes(parts))) as port,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"http://{host}:{port}/de/who")
        assert page.inner_text("p") == "nobody"
        assert page.context.cookies() == []
        page.goto(f"http://{host}:{port}/de/begin")
        page.goto(f"http://{host}:{port}/de/who")
        assert page.inner_text("p") == "Ana"
        [cookie] = page.context.cookies()
        flags = (cookie["name"], cookie["httpOnly"], cookie["secure"], cookie["sameSite"])
        assert flags == ("__Host-sid", True, True, "Lax")
        assert page.evaluate("document.cookie") == ""
        assert page.title() == ""  # The policy kept the inline script from running.
        browser.close()
