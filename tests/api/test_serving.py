"""The program itself: it starts, answers from several processes, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.settings import from_environment
from api.worker import work
from tests.api.installation import account, installed
from tests.patience import PATIENCE, eventually

ROOT = Path(__file__).parents[2]
COMMAND = "from api.cli import main; main()"


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def running(
    *arguments: str, folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `gemeinsam` in a process of its own; end it whatever happens."""
    variables = {"PATH": os.environ["PATH"], "DATA": str(folder), **(environment or {})}
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *arguments], cwd=ROOT, env=variables, stderr=log
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()


def answers(address: str) -> bool:
    """Tell whether a server is ready there."""
    try:
        return httpx.get(address, timeout=PATIENCE).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_projects_and_stops_when_told(folder: Path, workers: str) -> None:
    with installed(folder) as parts:
        account(parts, "ana@example.org")
    counters = folder / "counters"
    if workers != "1":  # alone it finds no folder
        (counters / "of" / "somebody").mkdir(parents=True)
        (counters / "of" / "somebody" / "else").touch()
        (counters / "counter_1.db").write_bytes(b"of the last start, and damaged")
    port = free_port()
    home = f"http://127.0.0.1:{port}"
    arguments = ("serve", "--port", str(port), "--workers", workers)
    together = {"PROMETHEUS_MULTIPROC_DIR": str(counters)}
    with running(*arguments, folder=folder, environment=together) as server:
        assert eventually(lambda: answers(f"{home}/readyz")), _log(folder)
        ready = httpx.get(f"{home}/readyz").json()
        assert ready["checks"]["loops"] == {"ok": True, "detail": ""}
        seen = {"detail": "0 behind", "ok": True}
        assert eventually(
            lambda: httpx.get(f"{home}/readyz").json()["checks"]["read_models"] == seen
        )
        page = httpx.get(f"{home}/de/nowhere")
        assert page.status_code == 404
        assert "server" not in page.headers
        headed = httpx.head(f"{home}/de/nowhere")
        assert (headed.status_code, headed.content) == (404, b"")
        assert headed.headers["content-length"] == page.headers["content-length"]
        assert 'path="/readyz"' in httpx.get(f"{home}/metrics").text
        # Of the folder for counters nothing goes but counters.
        assert (counters / "of" / "somebody" / "else").exists() == (workers != "1")
        assert not (counters / "counter_1.db").exists()
        began = time.monotonic()
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 0, _log(folder)
        assert time.monotonic() - began < 15
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{home}/healthz")


def test_nobody_serves_on_when_the_one_who_began_them_was_killed(folder: Path) -> None:
    port = free_port()
    home = f"http://127.0.0.1:{port}/healthz"
    with running("serve", "--port", str(port), "--workers", "2", folder=folder) as server:
        assert eventually(lambda: answers(home)), _log(folder)
        server.kill()
        server.wait()
        # Its port is free again for the next start.
        assert eventually(lambda: not answers(home))
        socket.create_server(("127.0.0.1", port)).close()


def test_its_files_are_its_users_alone_and_a_mirror_is_for_all(tmp_path: Path) -> None:
    """Service managers make the folder so that everybody may look into it."""
    data, mirror = tmp_path / "data", tmp_path / "for" / "all"
    data.mkdir(mode=0o755)
    for arguments in (
        ("people", "add", "--email", "ana@example.org", "--role", "admin"),
        ("rebuild",),
        ("log", "sign", "--once"),
        ("log", "export", str(mirror)),
    ):
        with running(*arguments, folder=data) as process:
            assert process.wait(PATIENCE) == 0, _log(data)
    ours = [file for file in data.rglob("*") if file.name != "server.log"]
    assert len(ours) > 5
    assert [file.name for file in ours if file.stat().st_mode & 0o077] == []
    assert (mirror / "checkpoint").exists()
    for file in (mirror.parent, mirror, *mirror.rglob("*")):
        assert file.stat().st_mode & 0o777 == (0o755 if file.is_dir() else 0o644)


def test_a_proxy_nobody_named_is_not_believed(folder: Path) -> None:
    port = free_port()
    with running("serve", "--port", str(port), folder=folder):
        home = f"http://127.0.0.1:{port}"
        assert eventually(lambda: answers(f"{home}/healthz")), _log(folder)
        claimed = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        answer = httpx.get(f"{home}/de/sign-in", headers=claimed)
        assert "192.0.2.7" not in answer.text + _log(folder)


@pytest.mark.postgresql
def test_workers_on_postgresql_project_what_servers_write(
    tmp_path: Path, postgresql_url: str
) -> None:
    settings = from_environment({"DATABASE_URL": postgresql_url}, data=tmp_path)
    with installed(tmp_path, DATABASE_URL=postgresql_url) as parts:
        account(parts, "ana@example.org")
        head = parts.log.head().position
        stops = [threading.Event(), threading.Event()]
        workers = [threading.Thread(target=work, args=(settings, stop)) for stop in stops]
        for worker in workers:
            worker.start()
        assert eventually(lambda: parts.tables.position() == head)
        stops[0].set()
        workers[0].join()
        account(parts, "ben@example.org")
        # Five seconds, and ten for a busy machine.
        assert eventually(lambda: parts.tables.position() == head + 1, 15)
        stops[1].set()
        workers[1].join()


def _log(folder: Path) -> str:
    return (folder / "server.log").read_text(encoding="utf-8", errors="replace")
