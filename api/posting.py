"""Mails that leave at once, but not while somebody waits: sign-in links.

What must arrive whatever happens goes through the outbox of the projections
instead. A sign-in link that is lost in a crash is asked for again.
"""

import queue
import threading
import time
from collections.abc import Callable, Mapping
from uuid import UUID

import msgspec
import structlog

from api.mail_texts import Language, composed
from api.ports import Mailer

MOST = 1000  # mails that may wait; with more the server has another problem
ATTEMPTS = 5
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0  # seconds

log = structlog.get_logger("gemeinsam.mail")


class _Mail(msgspec.Struct, frozen=True):
    to: str
    template: str
    language: Language
    facts: Mapping[str, str]
    message_id: str


class Posting:
    """Takes mails at once and sends them on a thread of its own. Safe in threads."""

    def __init__(self, mailer: Mailer, new_id: Callable[[], UUID]) -> None:
        self._mailer = mailer
        self._new_id = new_id
        self._waiting: queue.Queue[_Mail] = queue.Queue(MOST)

    def __call__(
        self, *, to: str, template: str, language: Language, facts: Mapping[str, str]
    ) -> None:
        """Take a mail; where too many wait already it is dropped, and the log says so."""
        mail = _Mail(to, template, language, facts, f"{template}-{self._new_id()}")
        try:
            self._waiting.put_nowait(mail)
        except queue.Full:
            log.warning("dropped", template=template, reason="too many mails are waiting")

    @property
    def waiting(self) -> int:
        """How many mails have not been sent yet."""
        return self._waiting.qsize()

    def run(self, stop: threading.Event) -> None:
        """Send mails until told to stop."""
        while not stop.is_set():
            try:
                mail = self._waiting.get(timeout=0.2)
            except queue.Empty:
                continue
            self._send(mail, stop)

    def send_waiting(self) -> None:
        """Send what waits now and return: for an orderly end."""
        never = threading.Event()
        while True:
            try:
                mail = self._waiting.get_nowait()
            except queue.Empty:
                return
            self._send(mail, never, attempts=1)

    def _send(self, mail: _Mail, stop: threading.Event, attempts: int = ATTEMPTS) -> None:
        subject, text = composed(mail.template, mail.language, mail.facts)
        pause = FIRST_PAUSE
        for attempt in range(1, attempts + 1):
            began = time.perf_counter()
            try:
                self._mailer.send(
                    to=mail.to, subject=subject, text=text, message_id=mail.message_id
                )
            except ValueError as error:
                log.warning("refused", template=mail.template, reason=type(error).__name__)
                return
            except ConnectionError as error:
                reason = type(error).__name__
                log.warning("not sent", template=mail.template, reason=reason, attempt=attempt)
                if attempt < attempts and stop.wait(pause):
                    return
                pause = min(2 * pause, LONGEST_PAUSE)
            else:
                log.info("sent", template=mail.template, seconds=time.perf_counter() - began)
                return
