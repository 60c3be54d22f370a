"""Mail going out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, runtime_checkable


@runtime_checkable
class Mailer(Protocol):
    """Sends one mail, blocking for up to 10 seconds: not for the event loop."""

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand the mail to the server, which has it when this returns.

        `message_id` is the same whenever the same mail is sent again, so that a
        mailbox shows a repetition once: letters, digits, `-`, `_` and `.`.

        Raises:
            ConnectionError: not now; send it again later.
            ValueError: never; the address or the text was refused.
        """
        ...


class StoredMail(Protocol):
    """A mail of the demo, kept instead of sent."""

    @property
    def id(self) -> str: ...
    @property
    def to(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def sent_at(self) -> datetime: ...


@runtime_checkable
class Outbox(Protocol):
    """Reads what a demo has sent."""

    def mails(self) -> Sequence[StoredMail]:
        """Return the last 200 mails, the latest first."""
        ...

    def mail(self, mail_id: str) -> StoredMail | None:
        """Return one mail by its id; None if there is none."""
        ...
