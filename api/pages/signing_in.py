"""Signing in by a link in a mail, and signing out."""

import msgspec
from litestar import get, post
from litestar.params import FromPath, FromQuery, URLEncodedBody

from api.pages import demo_cast
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.views import ConfirmSignInPage, FieldError, MailSentPage, SignInPage
from api.pages.vocabulary.terms import N_
from api.people import AnyRequest
from api.provided import Allowances, Mode, ModeOfOperation, SignIn
from api.rendering import trace_of
from api.security.cookies import COOKIES
from api.sign_in import MINUTES, NotAnAddress, Signed, inside
from domain.participants import TooYoungToRegister


class AddressForm(msgspec.Struct):
    email: str = ""
    next: str = ""


class ConfirmForm(msgspec.Struct):
    """`of_age` is sent by a box that only new people see."""

    next: str = ""
    of_age: str = ""


def network_address(request: AnyRequest) -> str:
    """Return the address the request came from, as the server believes it."""
    return request.client.host if request.client else ""


def begin(request: AnyRequest, signed: Signed) -> None:
    """Let the answer carry the cookie of a new session."""
    trace_of(request.scope).cookies.append(COOKIES.signed_in(signed))


def session_token(request: AnyRequest) -> str:
    """Return the token of the session this browser has now; "" without one."""
    return COOKIES.token(request.scope)


def onward(frame: Frame, next_path: str, done: str) -> Answer:
    """Lead on to where the person wanted to go: a page of ours, in whatever language."""
    path = inside(next_path)
    for prefix in ("/de", "/en"):
        if path == prefix or path.startswith((f"{prefix}/", f"{prefix}?")):
            return frame.lead_to(path.removeprefix(prefix), done)
    return frame.lead_to("/me", done)


def _form(
    frame: Frame, mode: ModeOfOperation, form: AddressForm, errors: tuple[FieldError, ...] = ()
) -> Html:
    page = SignInPage(
        email=form.email,
        next=inside(form.next),
        errors=errors,
        demo_roles=demo_cast.roles() if mode.demo else (),
    )
    return frame.show(page, path="/sign-in", status=400 if errors else 200)


@get("/sign-in", sync_to_thread=True)
def sign_in_page(frame: Framing, mode: Mode, next: FromQuery[str] = "") -> Answer:  # noqa: A002 - the name in the address
    """Ask for an e-mail address; whoever is signed in already is led on."""
    if frame.person.via == "session":
        return onward(frame, next, "signed_in")
    return _form(frame, mode, AddressForm(next=next))


@post("/sign-in", sync_to_thread=True)
def request_link(
    request: AnyRequest,
    data: URLEncodedBody[AddressForm],
    frame: Framing,
    mode: Mode,
    sign_in: SignIn,
    allowances: Allowances,
) -> Answer:
    """Send a link. The answer is the same for known and unknown addresses."""
    allowances.spend_by_address("sign_ins", network_address(request))
    try:
        sign_in.request_link(data.email, language=frame.language, next_path=data.next)
    except NotAnAddress:
        text = N_("Das ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.")
        return _form(frame, mode, data, (frame.error("email", text),))
    return frame.lead_to("/sign-in/sent")


@get("/sign-in/sent", sync_to_thread=True)
def mail_sent(frame: Framing) -> Html:
    """Say that a mail is on its way, whether it is or not."""
    return frame.show(MailSentPage(minutes=MINUTES))


@get("/sign-in/{token:str}", sync_to_thread=True)
def confirm_page(
    token: FromPath[str],
    frame: Framing,
    sign_in: SignIn,
    next: FromQuery[str] = "",  # noqa: A002 - the name in the address
) -> Html:
    """Ask for one more click, so that a mail scanner's visit uses nothing up.

    Raises:
        LinkIsVoid: 410.
    """
    arrival = sign_in.look_up(token)
    page = ConfirmSignInPage(token=token, next=inside(next), is_new=arrival.is_new)
    return frame.show(page)


@post("/sign-in/{token:str}", sync_to_thread=True)
def confirm(
    request: AnyRequest,
    token: FromPath[str],
    data: URLEncodedBody[ConfirmForm],
    frame: Framing,
    sign_in: SignIn,
) -> Answer:
    """Use the link up and begin a session.

    Raises:
        LinkIsVoid: 410.
        ErasureHasBegun: 409.
    """
    try:
        signed = sign_in.confirm(
            token,
            user_agent=request.headers.get("user-agent", ""),
            address=network_address(request),
            of_age=bool(data.of_age),
            old_token=session_token(request),
        )
    except TooYoungToRegister:
        text = N_("Bestätigen Sie bitte, dass Sie 16 Jahre oder älter sind.")
        errors = (frame.error("of_age", text),)
        page = ConfirmSignInPage(token=token, next=inside(data.next), is_new=True, errors=errors)
        return frame.show(page, status=400)
    begin(request, signed)
    return onward(frame, data.next, "signed_in")


@post("/sign-out", sync_to_thread=True)
def sign_out(request: AnyRequest, frame: Framing, sign_in: SignIn) -> Answer:
    """End the session of this browser."""
    sign_in.sign_out(session_token(request))
    trace_of(request.scope).cookies.append(COOKIES.signed_out())
    return frame.lead_to("/", "signed_out")


HANDLERS = (sign_in_page, request_link, mail_sent, confirm_page, confirm, sign_out)
