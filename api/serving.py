"""Serves the application by uvicorn, in one process or in several that share a socket."""

import gc
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NoReturn

import structlog
import uvicorn
from litestar import Litestar
from uvicorn.supervisors import Multiprocess

from api import logs
from api.application import build
from api.joined_writes import Protocol
from api.restored import refuse_unreplayed
from api.running import leader_of, loops_check, server_loops, supervised
from api.settings import Settings
from api.shared_port import SharedPort
from api.wiring import open_parts

log = structlog.get_logger("gemeinsam.serving")

STOP_SECONDS = 3  # for answers under way; a slow reader of a long one would hold a stop for ever
COUNTERS = "PROMETHEUS_MULTIPROC_DIR"
LOOK_FOR_CYCLES_EVERY = 20_000  # values more than were let go of; a few megabytes at most
START_SECONDS = 60  # in which a process must have started on a busy machine


def create_app(settings: Settings, *, works: bool = True) -> Litestar:
    """Return the application with everything behind it open; its loops start with it.

    With `works` this process stands for election to do the work of all: projections,
    clock, mails.
    """
    refuse_unreplayed(settings)
    logs.set_up(logging.WARNING if settings.demo else logging.INFO, gathered=True)
    stack = ExitStack()
    parts = stack.enter_context(open_parts(settings))
    if not settings.demo and ("imprint", "de") not in parts.operator_texts:
        log.warning("no imprint: nobody is told who runs this site", variable="OPERATOR_TEXTS")
    leader = leader_of(parts) if works else None
    supervisor = supervised(server_loops(parts), leader)

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        supervisor.start()
        try:
            yield
        finally:
            supervisor.stop()
            parts.posting.send_waiting()
            stack.close()

    _end_with_parent()
    checks = {"loops": partial(loops_check, supervisor, leader)}
    app = build(parts, checks=checks, lifespan=[running])
    _settle()
    return app


def serve(settings: Settings, *, host: str, port: int, workers: int = 1) -> None:
    """Serve until SIGTERM or SIGINT, then let answers under way end.

    On SQLite one of the processes does the work of all; on PostgreSQL that is left to
    `gemeinsam worker`, which may run anywhere.
    """
    refuse_unreplayed(settings)
    # Tables are made before several processes could try at once.
    with open_parts(settings):
        pass
    if workers > 1 or os.environ.get(COUNTERS):
        _count_together(settings)
    # Many threads that allocate in turn need no heap each, and what one has freed another can
    # use; read by processes we start.
    os.environ.setdefault("MALLOC_ARENA_MAX", "1")
    config = uvicorn.Config(
        partial(create_app, settings, works=settings.embedded),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http=Protocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=STOP_SECONDS,
        timeout_worker_healthcheck=START_SECONDS,
    )
    # uvicorn hands the signal on when it has stopped; being told to stop is no error.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _leave)
    if workers == 1:
        uvicorn.Server(config).run()
    else:
        # Somebody else's port is refused first: a shared one would be shared with them.
        config.bind_socket().close()
        Multiprocess(config, sockets=[SharedPort(host, port)]).run()


def _end_with_parent() -> None:
    """Let a process of several end when the one that began it is gone, however it went.

    Left alone they would serve on, with the program of before an update, and hold the port
    that the next start needs.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def outlive() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=outlive, name="parent", daemon=True).start()


def _settle() -> None:
    """Take what a program consists of out of the search for cycles: it stays to the end.

    Looking through all of it took a fifth of a second each time, in which nobody was answered.
    Requests leave few cycles and many values that live for some milliseconds: looked at every
    700 values, most were looked at in vain.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOK_FOR_CYCLES_EVERY, *gc.get_threshold()[1:])


def _count_together(settings: Settings) -> None:
    """Let the processes add up their counters for `/metrics`, from zero.

    Of the folder only counters go: whoever names it may keep other things there.
    """
    folder = Path(os.environ.setdefault(COUNTERS, str(settings.data / "metrics")))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for kind in ("counter", "gauge", "histogram", "summary"):
        for file in folder.glob(f"{kind}_*[0-9].db"):
            file.unlink(missing_ok=True)


def _leave(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
