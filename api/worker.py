"""`gemeinsam worker`: projections, clock and mails on PostgreSQL, in a process of its own."""

import signal
import threading

from api import logs
from api.restored import refuse_unreplayed
from api.running import leader_of
from api.settings import Settings
from api.wiring import open_parts


def work(settings: Settings, stop: threading.Event | None = None) -> None:
    """Lead, or wait to take over, until SIGTERM or SIGINT.

    Any number may run: one leads, and another takes over within five seconds.
    """
    refuse_unreplayed(settings)
    logs.set_up()
    stop = stop or threading.Event()
    if threading.current_thread() is threading.main_thread():
        # First of all, so that a stop during the start is not lost.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    with open_parts(settings) as parts:
        leader_of(parts).run(stop)
