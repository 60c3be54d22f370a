"""Hands mails over and remembers what became of them.

A mail goes out before it is marked as sent: after a crash the last one may be sent
again, under the same message id, so that the mailbox shows it once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from api.ports import Mailer
from projections.outbox import Deliveries

FIRST_PAUSE = timedelta(minutes=1)  # after a failure; doubled each time
MOST_ATTEMPTS = 12  # about three days

log = structlog.get_logger("gemeinsam.mail")


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One mail to one address; `kind` is what the log calls it."""

    message_id: UUID
    kind: str
    to: str
    subject: str
    text: str


class Delivering:
    """Sends letters and marks them as sent, to be tried again, or given up."""

    def __init__(
        self, deliveries: Deliveries, mailer: Mailer, clock: Callable[[], datetime]
    ) -> None:
        self._deliveries = deliveries
        self._mailer = mailer
        self._clock = clock

    def deliver(self, letter: Letter, attempts: int) -> None:
        """Send a letter; `attempts` is how often that has failed before."""
        now = self._clock()
        try:
            self._mailer.send(
                to=letter.to,
                subject=letter.subject,
                text=letter.text,
                message_id=str(letter.message_id),
            )
        except ValueError:
            log.warning("refused", notice=letter.kind)
            self._deliveries.mark_failed(letter.message_id, now, retry_at=None, reason="refused")
        except ConnectionError:
            log.warning("not sent", notice=letter.kind, attempts=attempts + 1)
            self._postpone(letter.message_id, attempts, now)
        else:
            log.info("sent", notice=letter.kind)
            self._deliveries.mark_sent(letter.message_id, now)

    def _postpone(self, message_id: UUID, attempts: int, now: datetime) -> None:
        again = now + FIRST_PAUSE * 2**attempts
        retry_at = again if attempts + 1 < MOST_ATTEMPTS else None
        self._deliveries.mark_failed(message_id, now, retry_at=retry_at, reason="unavailable")
