"""Conveniences of a demo: its mails, and signing in with one click.

These handlers are registered by a demo only; in a real installation their addresses
do not exist, and `SignIn.as_demo_person` refuses besides.
"""

import re

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, URLEncodedBody

from api.pages import demo_cast
from api.pages.framing import Answer, Framing, Html
from api.pages.signing_in import begin, onward, session_token
from api.pages.views import MailPage, OutboxMail, OutboxPage
from api.people import AnyRequest
from api.ports import StoredMail
from api.provided import Outbox, SignIn

_LINK = re.compile(r"https?://[^\s<>\"]+")


class RoleForm(msgspec.Struct):
    role: str = ""
    name: str = ""
    next: str = ""


def _shown(mail: StoredMail) -> OutboxMail:
    return OutboxMail(id=mail.id, to=mail.to, subject=mail.subject, sent_at=mail.sent_at)


@get("/demo/outbox", sync_to_thread=True)
def outbox_page(frame: Framing, outbox: Outbox) -> Html:
    """List what the demo would have sent by mail."""
    mails = outbox.mails() if outbox else ()
    return frame.show(OutboxPage(mails=tuple(map(_shown, mails))))


@get("/demo/outbox/{mail_id:str}", sync_to_thread=True)
def mail_page(mail_id: FromPath[str], frame: Framing, outbox: Outbox) -> Html:
    """Show one mail, its first link as a button.

    Raises:
        NotFoundException: there is no such mail (any more).
    """
    mail = outbox.mail(mail_id) if outbox else None
    if mail is None:
        raise NotFoundException
    link = _LINK.search(mail.text)
    paragraphs = tuple(part.strip() for part in mail.text.split("\n\n") if part.strip())
    page = MailPage(
        mail=_shown(mail), paragraphs=paragraphs, link=link[0].rstrip(".,)") if link else None
    )
    return frame.show(page)


@post("/demo/sign-in", sync_to_thread=True)
def one_click(
    request: AnyRequest, data: URLEncodedBody[RoleForm], frame: Framing, sign_in: SignIn
) -> Answer:
    """Sign a visitor of the demo in as somebody of its cast.

    Raises:
        NotFoundException: the cast has nobody of this name in this role.
        DemoOnly: 404.
    """
    email = demo_cast.email_of(data.role, data.name)
    if email is None:
        raise NotFoundException
    agent = request.headers.get("user-agent", "")
    try:
        signed = sign_in.as_demo_person(email, user_agent=agent, old_token=session_token(request))
    except LookupError as error:
        raise NotFoundException from error
    begin(request, signed)
    return onward(frame, data.next, "signed_in")


HANDLERS = (outbox_page, mail_page, one_click)
