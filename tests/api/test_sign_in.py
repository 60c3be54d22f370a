"""Signing in by a link: told to nobody else, used once, and no trace of who has an account."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from api.limiting import TooManyAttempts
from api.settings import Settings
from api.sign_in import DemoOnly, LinkIsVoid, NotAnAddress, Signed, SignIn, inside
from api.wiring import Parts, sign_in_of
from domain.erasure import ErasureHasBegun
from domain.participants import TooYoungToRegister
from domain.use_cases.accounts import standing
from domain.use_cases.erasing import Wish
from tests.api.installation import HOME, Clock, account, installed

PLACE = "192.0.2.7"


@pytest.fixture
def sign_in(parts: Parts) -> SignIn:
    """Return the service over an installation that keeps its mails."""
    return sign_in_of(parts)


def mailed(parts: Parts) -> list[tuple[str, str]]:
    """Return who got which link, the latest first."""
    parts.posting.send_waiting()
    assert parts.outbox is not None
    found = []
    for mail in parts.outbox.mails():
        link = re.search(rf"{HOME}/\S+", mail.text)
        assert link is not None
        found.append((mail.to, link[0]))
    return found


def link_for(parts: Parts, sign_in: SignIn, email: str) -> str:
    """Ask for a link and return its token."""
    sign_in.request_link(email, language="de")
    return next(link for to, link in mailed(parts) if to == email).rsplit("/", 1)[1]


def confirm(sign_in: SignIn, token: str, *, of_age: bool = True, old_token: str = "") -> Signed:
    """Use a link up."""
    return sign_in.confirm(
        token, user_agent="Firefox", address=PLACE, of_age=of_age, old_token=old_token
    )


def test_a_link_makes_an_account_and_signs_in(parts: Parts, sign_in: SignIn) -> None:
    token = link_for(parts, sign_in, "Ana@Example.org")
    assert sign_in.look_up(token).is_new
    signed = confirm(sign_in, token)
    assert signed.account.email == "Ana@Example.org"
    assert standing(parts.platform, signed.account.person).account.level == "email"
    found = parts.identity.sessions.find(signed.token, parts.clock())
    assert found is not None
    assert found.person == signed.account.person


def test_the_second_time_it_is_the_same_account(parts: Parts, sign_in: SignIn) -> None:
    first = confirm(sign_in, link_for(parts, sign_in, "ana@example.org"))
    token = link_for(parts, sign_in, "ana@example.org")
    assert not sign_in.look_up(token).is_new
    again = confirm(sign_in, token, of_age=False)
    assert again.account.person == first.account.person
    assert again.token != first.token


def test_looking_at_a_link_uses_nothing_up(parts: Parts, sign_in: SignIn) -> None:
    token = link_for(parts, sign_in, "ana@example.org")
    for _ in range(3):
        sign_in.look_up(token)
    assert confirm(sign_in, token).token


def test_a_link_works_once(parts: Parts, sign_in: SignIn) -> None:
    token = link_for(parts, sign_in, "ana@example.org")
    confirm(sign_in, token)
    with pytest.raises(LinkIsVoid):
        confirm(sign_in, token)


def test_of_ten_at_once_one_is_signed_in(parts: Parts, sign_in: SignIn) -> None:
    account(parts, "ana@example.org")
    token = link_for(parts, sign_in, "ana@example.org")
    together = threading.Barrier(10)

    def race(_: int) -> bool:
        together.wait()
        try:
            confirm(sign_in, token)
        except LinkIsVoid:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(race, range(10))) == 1


def test_a_link_is_void_after_ten_minutes(parts: Parts, sign_in: SignIn, clock: Clock) -> None:
    token = link_for(parts, sign_in, "ana@example.org")
    clock.advance(timedelta(minutes=10))
    with pytest.raises(LinkIsVoid):
        sign_in.look_up(token)
    with pytest.raises(LinkIsVoid):
        confirm(sign_in, token)


def test_who_is_new_confirms_to_be_sixteen_and_the_link_stays(
    parts: Parts, sign_in: SignIn
) -> None:
    token = link_for(parts, sign_in, "ana@example.org")
    with pytest.raises(TooYoungToRegister):
        confirm(sign_in, token, of_age=False)
    assert parts.identity.accounts.by_email("ana@example.org") is None
    assert confirm(sign_in, token, of_age=True).token


def test_known_and_unknown_addresses_get_the_same_mail(parts: Parts, sign_in: SignIn) -> None:
    account(parts, "known@example.org")
    for email in ("known@example.org", "unknown@example.org"):
        sign_in.request_link(email, language="en", next_path="/en/me")
    parts.posting.send_waiting()
    assert parts.outbox is not None
    mails = parts.outbox.mails()
    assert {mail.to for mail in mails} == {"known@example.org", "unknown@example.org"}
    texts = {re.sub(r"sign-in/\S+", "LINK", mail.text) for mail in mails}
    assert len(texts) == 1
    assert parts.identity.accounts.by_email("unknown@example.org") is None


def test_asking_does_the_same_work_for_both(parts: Parts, sign_in: SignIn) -> None:
    account(parts, "known@example.org")
    asked: list[str] = []

    class Watched:
        """The accounts, which asking for a link must not look at."""

        def __getattr__(self, name: str) -> object:
            asked.append(name)
            raise AssertionError(name)

    watched = SignIn(
        platform=parts.platform,
        accounts=Watched(),  # type: ignore[arg-type]  # it must not be used at all
        links=parts.identity.links,
        sessions=parts.identity.sessions,
        erasures=parts.identity.erasures,
        allowances=parts.allowances,
        post=parts.posting,
        base_url=HOME,
        demo=False,
        clock=parts.clock,
    )
    watched.request_link("known@example.org", language="de")
    watched.request_link("unknown@example.org", language="de")
    assert asked == []


def test_a_mailbox_gets_five_mails_an_hour(parts: Parts, sign_in: SignIn, clock: Clock) -> None:
    for _ in range(5):
        sign_in.request_link("ana@example.org", language="de")
    with pytest.raises(TooManyAttempts) as refused:
        sign_in.request_link(" ANA@example.org ", language="de")
    assert refused.value.retry_after == 3600
    clock.advance(timedelta(hours=1))
    sign_in.request_link("ana@example.org", language="de")


@pytest.mark.parametrize(
    "written",
    [
        ["ana@example.org", "ana+tausend@example.org", "Ana+Zwei@Example.org"],
        ["ana.meyer@gmail.com", "anameyer@gmail.com", "a.n.a.meyer@googlemail.com"],
        ["ana@müller.example", "ana@MÜLLER.example", "ana@xn--mller-kva.example"],
    ],
)
def test_one_mailbox_gets_five_mails_an_hour_however_it_is_written(
    parts: Parts, sign_in: SignIn, written: list[str]
) -> None:
    for email in (written * 2)[:5]:
        sign_in.request_link(email, language="de")
    for email in written:
        with pytest.raises(TooManyAttempts):
            sign_in.request_link(email, language="de")
    assert len(mailed(parts)) == 5
    with parts.vault.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM identity_links").scalar_one()
    assert found == 5


def test_a_network_makes_twenty_accounts_an_hour(folder: Path) -> None:
    with installed(folder, LIMIT_SIGN_UPS="2/hour") as parts:
        sign_in = sign_in_of(parts)
        for name in ("ana", "milo"):
            confirm(sign_in, link_for(parts, sign_in, f"{name}@example.org"))
        token = link_for(parts, sign_in, "eve@example.org")
        with pytest.raises(TooManyAttempts):
            confirm(sign_in, token)
        elsewhere = sign_in.confirm(token, user_agent="", address="198.51.100.1", of_age=True)
        assert elsewhere.account.email == "eve@example.org"


@pytest.mark.parametrize("email", ["", "ana", "ana@", "a b@example.org", "ana@example", "a@b@c"])
def test_what_is_no_address_is_asked_for_again(sign_in: SignIn, email: str) -> None:
    with pytest.raises(NotAnAddress):
        sign_in.request_link(email, language="de")


def test_signing_in_ends_the_session_the_browser_had(parts: Parts, sign_in: SignIn) -> None:
    first = confirm(sign_in, link_for(parts, sign_in, "ana@example.org"))
    second = confirm(sign_in, link_for(parts, sign_in, "ana@example.org"), old_token=first.token)
    assert parts.identity.sessions.find(first.token, parts.clock()) is None
    assert parts.identity.sessions.find(second.token, parts.clock()) is not None


def test_staff_get_the_short_session(parts: Parts, sign_in: SignIn) -> None:
    account(parts, "milo@example.org", "moderator")
    milo = confirm(sign_in, link_for(parts, sign_in, "milo@example.org"))
    ana = confirm(sign_in, link_for(parts, sign_in, "ana@example.org"))
    assert (milo.session.staff, ana.session.staff) == (True, False)


def test_signing_out_ends_the_session(parts: Parts, sign_in: SignIn) -> None:
    signed = confirm(sign_in, link_for(parts, sign_in, "ana@example.org"))
    sign_in.sign_out(signed.token)
    sign_in.sign_out("")
    assert parts.identity.sessions.find(signed.token, parts.clock()) is None


def test_one_click_sign_in_is_impossible_outside_a_demo(parts: Parts, sign_in: SignIn) -> None:
    account(parts, "admin@example.org", "admin")
    with pytest.raises(DemoOnly):
        sign_in.as_demo_person("admin@example.org", user_agent="")


def test_no_variable_makes_a_demo(folder: Path) -> None:
    with installed(folder, DEMO="1", GEMEINSAM_DEMO="true", demo_mode="yes") as parts:
        assert parts.settings.demo is False


def test_in_a_demo_the_cast_can_be_tried_out(folder: Path) -> None:
    with installed(folder, demo=True) as parts:
        account(parts, "milo@example.org", "moderator")
        sign_in = sign_in_of(parts)
        signed = sign_in.as_demo_person("milo@example.org", user_agent="Firefox")
        assert signed.session.staff
        with pytest.raises(LookupError):
            sign_in.as_demo_person("nobody@example.org", user_agent="")


@pytest.mark.parametrize(
    ("path", "safe"),
    [
        ("/de/me", "/de/me"),
        ("/de/p/digital?sort=new", "/de/p/digital?sort=new"),
        ("", ""),
        ("https://evil.example/", ""),
        ("//evil.example/", ""),
        ("/\\evil.example/", ""),
        ("/de/\r\nSet-Cookie: a=b", ""),
        ("de/me", ""),
    ],
)
def test_onward_leads_to_pages_of_this_site_only(path: str, safe: str) -> None:
    assert inside(path) == safe


def test_where_somebody_wanted_to_go_is_in_the_link(parts: Parts, sign_in: SignIn) -> None:
    sign_in.request_link("ana@example.org", language="de", next_path="/de/p/digital?a=1&b=2")
    [(_, link)] = mailed(parts)
    assert link.endswith("?next=/de/p/digital%3Fa%3D1%26b%3D2")
    assert link.startswith(f"{HOME}/de/sign-in/")


def test_nobody_has_a_letter_of_their_own_sent_to_others(parts: Parts, sign_in: SignIn) -> None:
    sign_in.request_link("ana@example.org", language="de", next_path="/de/" + "gewonnen/" * 60)
    [(_, link)] = mailed(parts)
    assert "gewonnen" not in link


def test_settings_cannot_be_changed_while_it_runs(parts: Parts) -> None:
    with pytest.raises(AttributeError):
        parts.settings.demo = True  # type: ignore[misc]  # that is the point
    assert isinstance(msgspec.structs.replace(parts.settings, demo=False), Settings)


@pytest.mark.parametrize("ends", [True, False])
def test_nobody_signs_in_to_an_account_that_is_being_erased(
    parts: Parts,
    sign_in: SignIn,
    ends: bool,  # noqa: FBT001 - a parameter
) -> None:
    ana = account(parts, "ana@example.org").person
    erasures, now = parts.identity.erasures, parts.clock()
    wish = msgspec.json.encode(Wish(account=ends, texts="all"))
    erasures.ask(ana, wish=wish, ground="request", language="de", at=now, due=now)
    confirm(sign_in, link_for(parts, sign_in, "ana@example.org"))
    erasures.begin(ana, b"{}")
    token = link_for(parts, sign_in, "ana@example.org")
    if not ends:
        confirm(sign_in, token)
        return
    with pytest.raises(ErasureHasBegun):
        confirm(sign_in, token)
