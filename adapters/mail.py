"""Mail: by SMTP, or into a local outbox for the demo."""

import os
import re
import smtplib
import ssl
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

import msgspec

SECONDS = 10  # for which a silent server is waited for
PORTS = {"none": 25, "starttls": 587, "tls": 465}
FORGOTTEN = "(erased account)"
_MESSAGE_ID = re.compile(r"[A-Za-z0-9_.-]{1,120}")
_OF_OURS = (
    *(smtplib.SMTPConnectError, smtplib.SMTPHeloError),
    *(smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused),
)
"""What a server says of who sends, before it knows to whom."""


class MailUnavailable(ConnectionError):
    """The mail server cannot take the mail now; send it again later."""


class MailRefused(ValueError):
    """The mail server will never take this mail."""


class SmtpSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Where and as whom to send. `sender` is a bare address."""

    host: str
    port: int
    sender: str
    sender_name: str = "Gemeinsam"
    security: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str, *, sender: str) -> "SmtpSettings":
        """Read `smtp://`, `smtp+starttls://` or `smtps://`, each `USER:PASSWORD@HOST:PORT`.

        Raises:
            ValueError: another scheme, no host, or a port that is no number.
        """
        kinds = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}
        parts = urlsplit(url)
        if parts.scheme not in kinds or not parts.hostname:
            raise ValueError("a mail server is smtp://, smtp+starttls:// or smtps://HOST")
        security = kinds[parts.scheme]
        return msgspec.convert(
            {
                "host": parts.hostname,
                "port": parts.port or PORTS[security],
                "sender": sender,
                "security": security,
                "user": unquote(parts.username or ""),
                "password": unquote(parts.password or ""),
            },
            cls,
        )


class SmtpMailer:
    """Implements api.ports.Mailer. A connection per mail; safe in threads."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Hand the mail to the server.

        Raises:
            MailUnavailable: not reachable, or busy.
            MailRefused: refused for good, or not a mail at all.
        """
        address = _ascii(to)
        message = self._message(address, subject, text, message_id)
        with _meaning(), self._connection() as server:
            server.send_message(message, self._settings.sender, [address])

    def _message(self, to: str, subject: str, text: str, message_id: str) -> EmailMessage:
        if not _MESSAGE_ID.fullmatch(message_id):
            raise MailRefused("not a message id")
        sender = self._settings.sender
        message = EmailMessage()
        try:
            message["From"] = formataddr((self._settings.sender_name, sender))
            message["To"] = to
            message["Subject"] = subject
        except ValueError as error:  # a line break would start a header of the writer's own
            raise MailRefused("not a header line") from error
        message["Message-ID"] = f"<{message_id}@{sender.rsplit('@', 1)[-1]}>"
        message["Date"] = formatdate()
        message["Auto-Submitted"] = "auto-generated"  # keeps absence notes away (RFC 3834)
        message.set_content(text)
        return message

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        settings = self._settings
        server: smtplib.SMTP
        if settings.security == "tls":
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(
                settings.host, settings.port, timeout=SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=SECONDS)
        try:
            if settings.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.user:
                server.login(settings.user, settings.password)
            yield server
        finally:
            # What a server answers to the end says nothing of the mail, which it has or has not.
            with suppress(OSError):
                server.quit()
            server.close()


def _ascii(address: str) -> str:
    """Return the address with its domain as name servers know it."""
    local, _, domain = address.strip().rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise MailRefused("not an address") from error


@contextmanager
def _meaning() -> Iterator[None]:
    """Tell what may succeed later from what never will (RFC 5321, 4.2.1)."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        raise _outcome(min(codes), error) from error
    except _OF_OURS as error:
        # Wrong settings are ours to mend; the mail itself may still be fine.
        raise MailUnavailable(type(error).__name__) from error
    except smtplib.SMTPResponseException as error:
        raise _outcome(error.smtp_code, error) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailable(type(error).__name__) from error


def _outcome(code: int, error: Exception) -> MailUnavailable | MailRefused:
    # Neither carries the server's words: they would repeat the address into our logs.
    reason = f"{type(error).__name__} {code}"
    permanent = 500  # RFC 5321: 5yz is a permanent negative answer
    return MailRefused(reason) if code >= permanent else MailUnavailable(reason)


class StoredMail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail kept instead of sent; `id` is its message id."""

    id: str
    to: str
    subject: str
    text: str
    sent_at: datetime


class OutboxMailer:
    """Implements api.ports.Mailer and Outbox on a folder, one file per mail."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def send(self, *, to: str, subject: str, text: str, message_id: str) -> None:
        """Keep the mail; the same message id is kept once.

        Raises:
            MailRefused: not a message id.
        """
        mail = {"id": message_id, "to": to, "subject": subject, "text": text}
        target = self._file(message_id)
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as new:
            new.write(msgspec.json.encode(mail))
        try:
            os.link(new.name, target)  # appears whole or not at all, and never twice
        except FileExistsError:
            pass
        finally:
            Path(new.name).unlink()

    def mails(self) -> Sequence[StoredMail]:
        """Return the last 200 mails, the latest first."""
        found = [_stored(file) for file in self._folder.glob("*.json")]
        return sorted(found, key=lambda mail: mail.sent_at, reverse=True)[:200]

    def mail(self, mail_id: str) -> StoredMail | None:
        """Return one mail; None if there is none of this id."""
        try:
            return _stored(self._file(mail_id))
        except (FileNotFoundError, MailRefused):
            return None

    def forget(self, address: str, *, but: str) -> None:
        """Delete every mail to an address; of the one named `but` only the address goes."""
        for file in self._folder.glob("*.json"):
            mail = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
            if mail["to"].strip().lower() != address.strip().lower():
                continue
            if mail["id"] == but:
                with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as new:
                    new.write(msgspec.json.encode(mail | {"to": FORGOTTEN}))
                Path(new.name).replace(file)
            else:
                file.unlink(missing_ok=True)

    def _file(self, message_id: str) -> Path:
        if not _MESSAGE_ID.fullmatch(message_id):
            raise MailRefused("not a message id")
        return self._folder / f"{message_id}.json"


def _stored(file: Path) -> StoredMail:
    kept = msgspec.json.decode(file.read_bytes(), type=dict[str, str])
    sent_at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return StoredMail(**kept, sent_at=sent_at)
