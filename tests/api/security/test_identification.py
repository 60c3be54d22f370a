"""Who is asking: sessions cannot be planted, rights end when they are revoked."""

import asyncio
import threading
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Never
from uuid import UUID

import httpx
import pytest

from api.following import Following, forgetting_people
from api.ports import Account
from api.revoking import Revoking
from api.security.identification import Key
from api.wiring import Parts
from domain.people import PersonRef, ProcessId
from domain.ports import VaultUnavailable
from domain.use_cases import accounts
from domain.use_cases.accounts import Standing
from domain.use_cases.carrying_out import Asking
from tests.api.installation import Clock, account, signed_in, token_of
from tests.patience import PATIENCE

WHO = "/api/v1/everything"


async def test_a_visitor_gets_no_cookie_and_no_session(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    answer = await visitor.get(WHO)
    assert answer.json()["via"] == "nobody"
    assert "set-cookie" not in answer.headers
    with parts.vault.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM identity_sessions").scalar_one()
    assert found == 0


async def test_a_planted_session_is_passed_over_and_taken_back(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    planted = {"Cookie": "__Host-sid=chosen-by-an-attacker"}
    answer = await visitor.get(WHO, headers=planted)
    assert answer.json()["via"] == "nobody"
    assert answer.headers["set-cookie"].startswith("__Host-sid=; Path=/; Max-Age=0")
    token, _ = parts.identity.sessions.start(
        account(parts, "ana@example.org").person, staff=False, user_agent="", at=parts.clock()
    )
    assert token != "chosen-by-an-attacker"
    assert (await visitor.get(WHO, headers=planted)).json()["via"] == "nobody"


async def test_somebody_signed_in_is_known_by_their_session(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = account(parts, "ana@example.org", name="Ana Weber")
    answer = await visitor.get("/de/mine", headers=signed_in(parts, ana).cookie)
    assert answer.text == "Ana Weber"
    assert answer.headers["cache-control"] == "no-store"


async def test_somebody_without_a_name_sees_their_address_shortened(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = signed_in(parts, account(parts, "ana.weber@example.org"))
    answer = await visitor.get("/de/mine", headers=ana.cookie)
    assert answer.text == "a…@example.org"


async def test_an_ended_session_is_over_at_once(visitor: httpx.AsyncClient, parts: Parts) -> None:
    ana = account(parts, "ana@example.org")
    session = signed_in(parts, ana)
    assert (await visitor.get("/de/mine", headers=session.cookie)).status_code == 200
    parts.sessions.end(session.token)
    gone = await visitor.get("/de/mine", headers=session.cookie)
    assert gone.headers["location"] == "/de/sign-in?next=/de/mine"


async def test_ending_the_other_sessions_keeps_this_one(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    ana = account(parts, "ana@example.org")
    here, there = signed_in(parts, ana), signed_in(parts, ana)
    for session in (here, there):
        assert (await visitor.get("/de/mine", headers=session.cookie)).status_code == 200
    now = parts.identity.sessions.find(here.token, parts.clock())
    assert now is not None
    assert parts.sessions.end_all(ana.person, but=now.id) == 1
    assert (await visitor.get("/de/mine", headers=here.cookie)).status_code == 200
    assert (await visitor.get("/de/mine", headers=there.cookie)).status_code == 303


def test_what_another_process_ends_is_over_here_within_a_second(parts: Parts) -> None:
    forgotten: list[PersonRef] = []
    here = Revoking(parts.revocations, forgotten.append, parts.clock)
    stop = threading.Event()
    thread = threading.Thread(target=here.run, args=(stop,))
    ana, ben = account(parts, "ana@example.org"), account(parts, "ben@example.org")
    parts.revoking.revoke(ana.person)
    thread.start()
    until = time.monotonic() + 10  # one second, and nine for a busy machine
    while not forgotten and time.monotonic() < until:
        stop.wait(0.02)
        parts.sessions.end_one(ben.person, _newest_session(parts, ben))
    stop.set()
    thread.join()
    assert set(forgotten) == {ben.person}


def test_what_another_process_ends_during_an_outage_is_over_here_after_it(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten: list[PersonRef] = []
    here = Revoking(parts.revocations, forgotten.append, parts.clock)
    stop = threading.Event()
    since = parts.revocations.since

    def away(_number: int) -> Never:
        raise VaultUnavailable

    def back(number: int) -> Sequence[tuple[int, PersonRef]]:
        stop.set()
        return since(number)

    monkeypatch.setattr("api.revoking.EVERY", 0.01)
    monkeypatch.setattr(parts.revocations, "since", away)
    with pytest.raises(VaultUnavailable):
        here.run(stop)
    ana = account(parts, "ana@example.org")
    parts.revoking.revoke(ana.person)
    monkeypatch.setattr(parts.revocations, "since", back)
    here.run(stop)  # as the loop begins again
    assert forgotten == [ana.person]


def _newest_session(parts: Parts, person: Account) -> str:
    signed_in(parts, person)
    return parts.sessions.of(person.person, parts.clock())[0].id


async def test_staff_sessions_end_when_left_alone(
    visitor: httpx.AsyncClient, parts: Parts, clock: Clock
) -> None:
    milo = signed_in(parts, account(parts, "milo@example.org", "moderator"))
    clock.advance(timedelta(minutes=31))
    assert (await visitor.get("/api/v1/desk", headers=milo.cookie)).status_code == 401


async def test_a_session_begun_before_a_role_of_staff_was_given_is_over(
    visitor: httpx.AsyncClient, parts: Parts, clock: Clock
) -> None:
    emil = account(parts, "emil@example.org")
    at_home, on_the_way = signed_in(parts, emil), signed_in(parts, emil)
    assert (await visitor.get("/de/mine", headers=at_home.cookie)).status_code == 200
    operator = Asking(person=None, at=parts.clock(), channel="system", system=True)
    accounts.grant_role(parts.platform, operator, emil.person, "moderator")
    parts.people.forget(emil.person)
    for session in (at_home, on_the_way):
        assert (await visitor.get("/de/mine", headers=session.cookie)).status_code == 303
    assert not parts.sessions.of(emil.person, parts.clock())
    at_work = signed_in(parts, emil)
    assert (await visitor.get("/api/v1/desk", headers=at_work.cookie)).status_code == 200
    clock.advance(timedelta(minutes=31))
    parts.people.forget(emil.person)
    assert (await visitor.get("/de/mine", headers=at_work.cookie)).status_code == 303


async def test_who_becomes_an_organisation_or_is_staff_no_more_stays_signed_in(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    club, milo = account(parts, "club@example.org"), account(parts, "milo@example.org", "office")
    sessions = signed_in(parts, club), signed_in(parts, milo)
    operator = Asking(person=None, at=parts.clock(), channel="system", system=True)
    accounts.grant_role(parts.platform, operator, club.person, "organisation")
    accounts.revoke_role(parts.platform, operator, milo.person, "office")
    for session in sessions:
        assert (await visitor.get("/de/mine", headers=session.cookie)).status_code == 200


async def test_an_unknown_bearer_token_is_an_error(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get(WHO, headers={"Authorization": "Bearer gem_unknown"})
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/NotSignedIn"
    basic = await visitor.get(WHO, headers={"Authorization": "Basic YTpi"})
    assert basic.status_code == 401


async def test_a_revoked_token_opens_nothing(visitor: httpx.AsyncClient, parts: Parts) -> None:
    ana = account(parts, "ana@example.org")
    headers = token_of(parts, ana)
    assert (await visitor.get(WHO, headers=headers)).json()["via"] == "token"
    [known] = parts.identity.tokens.of(ana.person)
    parts.tokens.revoke(ana.person, known.id)
    assert (await visitor.get(WHO, headers=headers)).status_code == 401


async def test_a_revoked_role_is_gone_with_its_event(
    visitor: httpx.AsyncClient, parts: Parts
) -> None:
    milo = account(parts, "milo@example.org", "moderator")
    headers = token_of(parts, milo)
    following = Following(parts.log, [forgetting_people(parts.people.forget_account)])
    stop = threading.Event()
    follower = threading.Thread(target=following.run, args=(stop,))
    follower.start()
    try:
        assert (await visitor.get("/api/v1/desk", headers=headers)).status_code == 200
        operator = Asking(person=None, at=parts.clock(), channel="system", system=True)
        accounts.revoke_role(parts.platform, operator, milo.person, "moderator")
        statuses = set()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            statuses.add((await visitor.get("/api/v1/desk", headers=headers)).status_code)
            if 403 in statuses:
                break
            stop.wait(0.05)
        assert 403 in statuses
    finally:
        stop.set()
        follower.join()


async def test_a_role_of_one_process_is_not_held_in_another(parts: Parts) -> None:
    here, there = ProcessId(UUID(int=1)), ProcessId(UUID(int=2))
    milo = account(parts, "milo@example.org", "moderator", process=here)
    known = parts.people.find(("session", signed_in(parts, milo).token))
    assert known is not None
    assert known.roles(here) == {"citizen", "moderator"}
    assert known.roles(there) == known.roles() == {"citizen"}
    assert known.roles_anywhere() == {"citizen", "moderator"}
    assert known.processes("moderator") == frozenset({here})
    assert not known.may("support", here)
    assert known.may("support", there)


def test_a_role_that_goes_while_somebody_is_looked_up_is_not_remembered(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    milo = account(parts, "milo@example.org", "moderator")
    key: Key = ("session", signed_in(parts, milo).token)

    def revoked_meanwhile(*asked: Any) -> Standing:  # noqa: ANN401 - as `standing`
        found = accounts.standing(*asked)
        operator = Asking(person=None, at=parts.clock(), channel="system", system=True)
        accounts.revoke_role(parts.platform, operator, milo.person, "moderator")
        parts.people.forget_account(milo.pseudonym)
        return found

    with monkeypatch.context() as patch:
        patch.setattr("api.security.identification.standing", revoked_meanwhile)
        assert parts.people.find(key) is not None
    assert parts.people.recall(key) is None
    now = parts.people.find(key)
    assert now is not None
    assert now.roles_anywhere() == {"citizen"}


async def test_many_at_once_are_told_apart(visitor: httpx.AsyncClient, parts: Parts) -> None:
    people = [account(parts, f"{name}@example.org", name=name) for name in ("Ana", "Ben", "Cem")]
    asked = [signed_in(parts, each).cookie for each in people]
    ended = signed_in(parts, people[0])
    parts.sessions.end(ended.token)
    programs = [token_of(parts, people[1]), {"Authorization": "Bearer gem_unknown"}]
    answers = await asyncio.gather(
        *(visitor.get("/de/mine", headers=each) for each in [*asked, ended.cookie]),
        *(visitor.get(WHO, headers=each) for each in programs),
    )
    assert [each.text for each in answers[:3]] == ["Ana", "Ben", "Cem"]
    assert [each.status_code for each in answers[3:]] == [303, 200, 401]
    assert answers[4].json()["via"] == "token"


async def test_visitors_are_asked_to_sign_in_and_led_back(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/de/mine?a=1&b=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/de/sign-in?next=/de/mine%3Fa%3D1%26b%3D2"
    assert (await visitor.get("/api/v1/desk")).status_code == 401


async def test_others_lack_the_right(visitor: httpx.AsyncClient, parts: Parts) -> None:
    ana = account(parts, "ana@example.org")
    as_page = await visitor.get("/de/staff", headers=signed_in(parts, ana).cookie)
    as_json = await visitor.get("/api/v1/desk", headers=token_of(parts, ana))
    assert (as_page.status_code, as_json.status_code) == (403, 403)
    assert as_json.json()["facts"] == {"needs": ["moderator"]}
