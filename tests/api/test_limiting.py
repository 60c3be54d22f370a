"""Limits: the documented table is the one that holds, for all processes together."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from api import limiting
from api.limiting import Allowances, TooManyAttempts
from api.settings import LIMITS, Limit
from api.wiring import Parts
from domain.people import PersonRef
from tests.api.installation import Clock, account

DOCUMENTED = Path(__file__).parents[2] / "docs" / "rules" / "limits.md"
_ROW = re.compile(r"^\| .* \| `(\w+)` \| (\d+) \| (day|hour) \|", re.MULTILINE)
SPANS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
ANA, MILO = UUID(int=1), UUID(int=2)


def test_the_documented_table_is_the_one_that_holds() -> None:
    rows = _ROW.findall(DOCUMENTED.read_text(encoding="utf-8"))
    assert {name: Limit(int(most), SPANS[span]) for name, most, span in rows} == LIMITS


def test_the_attempt_after_the_last_is_refused(parts: Parts) -> None:
    for _ in range(5):
        parts.allowances.spend("ideas", ANA)
    with pytest.raises(TooManyAttempts) as refused:
        parts.allowances.spend("ideas", ANA)
    assert (refused.value.limited, refused.value.retry_after) == ("ideas", 86_400)


def test_everybody_and_everything_is_counted_apart(parts: Parts) -> None:
    for _ in range(5):
        parts.allowances.spend("ideas", ANA)
    parts.allowances.spend("ideas", MILO)
    parts.allowances.spend("comments", ANA)


def test_a_new_window_begins_when_the_old_one_is_over(parts: Parts, clock: Clock) -> None:
    for _ in range(5):
        parts.allowances.spend("ideas", ANA)
    clock.advance(timedelta(hours=23))
    with pytest.raises(TooManyAttempts) as refused:
        parts.allowances.spend("ideas", ANA)
    assert refused.value.retry_after == 3600
    clock.advance(timedelta(hours=1))
    parts.allowances.spend("ideas", ANA)


class Unasked:
    """Counters that must not be asked."""

    def hit(self, key: str, *, window: timedelta, limit: int, at: datetime) -> timedelta | None:
        raise AssertionError(key)

    def hit_all(
        self, attempts: Mapping[str, int], *, window: timedelta, limit: int, at: datetime
    ) -> Mapping[str, timedelta]:
        raise AssertionError(attempts)

    def address_key(self, address: str, at: datetime) -> str:
        raise AssertionError(address)


def test_votes_cost_no_query_and_are_limited_all_the_same(clock: Clock) -> None:
    allowances = Allowances(Unasked(), LIMITS, clock)
    for _ in range(60):
        allowances.spend("votes", ANA)
    with pytest.raises(TooManyAttempts):
        allowances.spend("votes", ANA)
    clock.advance(timedelta(hours=1))
    allowances.spend("votes", ANA)


def test_votes_through_two_processes_share_one_limit(parts: Parts, clock: Clock) -> None:
    here = parts.allowances
    there = Allowances(parts.identity.limits, LIMITS, clock)
    for _ in range(40):
        here.spend("votes", ANA)
    here.settle()
    for _ in range(20):
        there.spend("votes", ANA)
    there.settle()
    there.spend("votes", ANA)  # One second's worth may pass before they have settled.
    there.settle()
    with pytest.raises(TooManyAttempts):
        there.spend("votes", ANA)


def test_of_very_many_voters_only_the_database_counts_on(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limiting, "MOST", 1)
    for person, votes in ((ANA, 60), (MILO, 59)):
        for _ in range(votes):
            parts.allowances.spend("votes", person)
    parts.allowances.settle()
    with pytest.raises(TooManyAttempts):
        parts.allowances.spend("votes", ANA)
    for _ in range(2):
        parts.allowances.spend("votes", MILO)
        parts.allowances.settle()
    with pytest.raises(TooManyAttempts):
        parts.allowances.spend("votes", MILO)


def test_settling_again_counts_nothing_twice(parts: Parts) -> None:
    for _ in range(30):
        parts.allowances.spend("votes", ANA)
    for _ in range(5):
        parts.allowances.settle()
    for _ in range(30):
        parts.allowances.spend("votes", ANA)
    with pytest.raises(TooManyAttempts):
        parts.allowances.spend("votes", ANA)


def test_a_person_is_counted_by_account_and_a_visitor_not_at_all(parts: Parts) -> None:
    ana = account(parts, "ana@example.org")
    person = parts.people.visitor()
    for _ in range(10):
        parts.allowances.spend("ideas", person)
    for _ in range(5):
        parts.allowances.spend("ideas", PersonRef(ana.person))
    with pytest.raises(TooManyAttempts):
        parts.allowances.spend("ideas", ana.person)


def test_no_network_address_is_stored(parts: Parts, folder: Path) -> None:
    parts.allowances.spend_by_address("sign_ups", "192.0.2.7")
    stored = b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    assert b"192.0.2.7" not in stored
