"""Mail goes out as written, says when to try again, and stays at home in the demo."""

import email
import email.policy
import os
import socket
import stat
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from adapters.mail import MailRefused, MailUnavailable, OutboxMailer, SmtpMailer, SmtpSettings
from api import ports

ANA = "ana@example.org"
SUBJECT = "Ihre Anmeldung – Bürgerdialog"
TEXT = "Guten Tag,\n\nüber diesen Link melden Sie sich an:\nhttps://example.org/de/x\n"


class Postbox:
    """A mail server's handler that keeps what it gets, or answers as it is told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answer = "250 OK"
        self.to_senders = "250 OK"
        self.goodbye = "221 Bye"

    async def handle_MAIL(  # noqa: N802 - the name aiosmtpd calls
        self,
        server: object,
        session: object,
        envelope: Any,  # noqa: ANN401 - aiosmtpd has no types
        address: str,
        options: object,
    ) -> str:
        if self.to_senders.startswith("250"):
            envelope.mail_from = address
        return self.to_senders

    async def handle_QUIT(  # noqa: N802 - the name aiosmtpd calls
        self, server: object, session: object, envelope: object
    ) -> str:
        return self.goodbye

    async def handle_RCPT(  # noqa: N802 - the name aiosmtpd calls
        self,
        server: object,
        session: object,
        envelope: Any,  # noqa: ANN401 - aiosmtpd has no types
        address: str,
        options: object,
    ) -> str:
        if not self.answer.startswith("250"):
            return self.answer
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return self.answer

    async def handle_DATA(  # noqa: N802 - the name aiosmtpd calls
        self,
        server: object,
        session: object,
        envelope: Any,  # noqa: ANN401 - aiosmtpd has no types
    ) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


def free_port() -> int:
    # Controller(port=0) waits for a connection to port 0 and never gets it.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    controller = Controller(postbox, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    if controller.server is not None:
        controller.stop()


@pytest.fixture
def mailer(server: Controller) -> SmtpMailer:
    url = f"smtp://127.0.0.1:{server.port}"
    return SmtpMailer(SmtpSettings.from_url(url, sender="dialog@example.org"))


def send(mailer: ports.Mailer, *, to: str = ANA, subject: str = SUBJECT) -> None:
    mailer.send(to=to, subject=subject, text=TEXT, message_id="sign-in-17")


class TestSmtp:
    def test_a_mail_arrives_as_it_was_written(self, mailer: SmtpMailer, postbox: Postbox) -> None:
        send(mailer)
        [mail] = postbox.mails
        assert mail.get_content().replace("\r\n", "\n") == TEXT
        assert (mail["Subject"], mail["To"]) == (SUBJECT, ANA)
        assert mail["From"] == "Gemeinsam <dialog@example.org>"
        assert mail["Message-ID"] == "<sign-in-17@example.org>"
        assert mail["Auto-Submitted"] == "auto-generated"

    def test_the_same_mail_again_has_the_same_id(
        self, mailer: SmtpMailer, postbox: Postbox
    ) -> None:
        send(mailer)
        send(mailer)
        assert len({mail["Message-ID"] for mail in postbox.mails}) == 1

    def test_a_domain_with_umlauts_is_reached(self, mailer: SmtpMailer, postbox: Postbox) -> None:
        send(mailer, to="ana@büro.example")
        assert postbox.recipients == ["ana@xn--bro-hoa.example"]

    def test_a_busy_server_is_tried_again_later(self, mailer: SmtpMailer, postbox: Postbox) -> None:
        postbox.answer = "451 4.3.0 later, ana@example.org"
        with pytest.raises(MailUnavailable) as busy:
            send(mailer)
        assert isinstance(busy.value, ConnectionError)
        assert ANA not in str(busy.value)

    def test_a_refused_address_is_not_tried_again(
        self, mailer: SmtpMailer, postbox: Postbox
    ) -> None:
        postbox.answer = "550 5.1.1 nobody of that name"
        with pytest.raises(MailRefused):
            send(mailer)

    @pytest.mark.parametrize("answer", ["530 5.7.0 authenticate first", "550 5.7.1 not from you"])
    def test_a_refused_sender_is_ours_to_mend_and_no_mail_is_lost(
        self, mailer: SmtpMailer, postbox: Postbox, answer: str
    ) -> None:
        postbox.to_senders = answer
        with pytest.raises(MailUnavailable):
            send(mailer)

    @pytest.mark.parametrize("goodbye", ["250 OK", "421 4.3.2 closing", "500 5.5.1 what"])
    def test_a_mail_that_was_taken_is_sent_however_the_server_ends(
        self, mailer: SmtpMailer, postbox: Postbox, goodbye: str
    ) -> None:
        postbox.goodbye = goodbye
        send(mailer)
        assert len(postbox.mails) == 1
        postbox.answer = "550 5.1.1 nobody of that name"
        with pytest.raises(MailRefused):
            send(mailer)

    def test_a_server_that_is_gone_is_tried_again_later(
        self, mailer: SmtpMailer, server: Controller
    ) -> None:
        server.stop()
        with pytest.raises(MailUnavailable):
            send(mailer)

    def test_nobody_writes_headers_of_their_own(self, mailer: SmtpMailer, postbox: Postbox) -> None:
        with pytest.raises(MailRefused):
            send(mailer, subject="Hallo\nBcc: ben@example.org")
        with pytest.raises(MailRefused):
            send(mailer, to="ana@example.org\nBcc: ben@example.org")
        with pytest.raises(MailRefused):
            mailer.send(to=ANA, subject="Hallo", text="", message_id="1>\nBcc: ben")
        assert postbox.mails == []

    def test_encryption_is_never_given_up_silently(
        self, server: Controller, postbox: Postbox
    ) -> None:
        url = f"smtp+starttls://127.0.0.1:{server.port}"
        mailer = SmtpMailer(SmtpSettings.from_url(url, sender="dialog@example.org"))
        with pytest.raises(MailUnavailable):
            send(mailer)
        assert postbox.mails == []


class TestSettings:
    def test_one_url_says_all(self) -> None:
        url = "smtps://ana%40example.org:p%3Aw@mail.example.org"
        settings = SmtpSettings.from_url(url, sender=ANA)
        assert (settings.host, settings.port, settings.security) == ("mail.example.org", 465, "tls")
        assert (settings.user, settings.password) == ("ana@example.org", "p:w")

    @pytest.mark.parametrize("url", ["", "mail.example.org", "http://example.org", "smtp://"])
    def test_anything_else_is_refused(self, url: str) -> None:
        with pytest.raises(ValueError, match="smtp://"):
            SmtpSettings.from_url(url, sender=ANA)


class TestOutbox:
    def test_a_mail_is_kept_once(self, tmp_path: Path) -> None:
        outbox = OutboxMailer(tmp_path / "outbox")
        reader: ports.Outbox = outbox
        send(outbox)
        send(outbox)
        [mail] = reader.mails()
        assert (mail.id, mail.to, mail.subject, mail.text) == ("sign-in-17", ANA, SUBJECT, TEXT)
        assert reader.mail("sign-in-17") == mail

    def test_the_latest_comes_first(self, tmp_path: Path) -> None:
        outbox = OutboxMailer(tmp_path)
        for number in range(3):
            outbox.send(to=ANA, subject="", text="", message_id=f"mail-{number}")
            stamp = 1_700_000_000 + number
            os.utime(tmp_path / f"mail-{number}.json", (stamp, stamp))
        assert [mail.id for mail in outbox.mails()] == ["mail-2", "mail-1", "mail-0"]

    def test_only_mails_are_found(self, tmp_path: Path) -> None:
        (tmp_path / "secret.json").write_text("{}")
        outbox = OutboxMailer(tmp_path / "outbox")
        assert outbox.mail("mail-1") is None
        assert outbox.mail("../secret") is None
        with pytest.raises(MailRefused):
            outbox.send(to=ANA, subject="", text="", message_id="../secret")

    def test_others_cannot_read_them(self, tmp_path: Path) -> None:
        outbox = OutboxMailer(tmp_path / "outbox")
        send(outbox)
        [file] = (tmp_path / "outbox").iterdir()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
