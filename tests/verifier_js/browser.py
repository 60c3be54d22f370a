"""A browser that verifies logs, and the small server it reads them from."""

import functools
import http.server
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from api.security.headers import POLICY

STATIC = Path(__file__).parent.parent.parent / "api" / "static"
_VERIFY = """([worker, task]) => new Promise((resolve) => {
  // One worker for all tasks: a new one has to read and to warm up the whole verifier.
  const running = (window.running ??= new Worker(worker, {type: "module"}));
  running.onerror = (event) => {
    running.terminate();
    delete window.running;
    resolve({failure: event.message ?? "no worker"});
  };
  running.onmessage = ({data}) => {
    if (!data.progress) resolve(data.report ?? data);
  };
  running.postMessage(task);
})"""
_RECEIPT = """async ([text, policy]) => {
  const {verifyReceipt, fromAddress} = await import("/static/verify/receipt.js");
  try {
    return verifyReceipt(/^[0-9]+$/.test(text) ? await fromAddress(text) : text, policy);
  } catch (problem) {
    return {code: problem.code ?? String(problem)};
  }
}"""


class Files(http.server.SimpleHTTPRequestHandler):
    """Serves the verifier below /static/ and logs below /logs/, under the platform's policy."""

    def __init__(self, logs: Path, *arguments: Any) -> None:  # noqa: ANN401 - the base class's own
        self._logs = logs
        super().__init__(*arguments)

    def translate_path(self, path: str) -> str:
        root, _, rest = path.partition("?")[0].lstrip("/").partition("/")
        base = {"static": STATIC, "logs": self._logs}.get(root)
        return str(base / rest) if base else str(self._logs / "none")

    def do_GET(self) -> None:
        if self.path == "/":
            self.answer("text/html", "<!doctype html><title>A page</title>")
        else:
            super().do_GET()

    def answer(self, kind: str, text: str) -> None:
        """Answer with a text."""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


class Verifying:
    """Verifies logs that lie below a folder."""

    def __init__(self, page: Page, logs: Path, address: str) -> None:
        self.page = page
        self._logs = logs
        self._address = address

    def report(
        self, log: Path, policy: str, old: Sequence[str] = (), watch: str | None = None
    ) -> dict[str, Any]:
        """Return what the verifier says about a log below the folder."""
        base = f"{self._address}/logs/{log.relative_to(self._logs)}/"
        task = {"base": base, "policy": policy, "old": list(old), "watch": watch}
        found: dict[str, Any] = self.page.evaluate(_VERIFY, ["/static/verify/worker.js", task])
        return found

    def receipt(self, text: str, policy: str) -> dict[str, Any]:
        """Return what a receipt proves, or the code of what is wrong with it."""
        found: dict[str, Any] = self.page.evaluate(_RECEIPT, [text, policy])
        return found


@contextmanager
def verifying(browser: Browser, logs: Path) -> Iterator[Verifying]:
    """Open a page that verifies logs below a folder."""
    handler = functools.partial(Files, logs)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        context = browser.new_context()
        try:
            address = f"http://127.0.0.1:{server.server_address[1]}"
            page = context.new_page()
            page.goto(address)
            yield Verifying(page, logs, address)
        finally:
            context.close()
            server.shutdown()
            thread.join()
