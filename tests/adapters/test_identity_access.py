"""Sign-in links, sessions, tokens and limits open what they should, and no longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from adapters.identity import Identity, open_identity
from adapters.identity.devices import device
from adapters.identity.records import Session
from adapters.identity.sessions import PersistentSessions
from adapters.vault import PersistentVault
from domain.people import PersonRef
from tests.adapters.vaults import empty_vault

__all__ = ["empty_vault"]

ANA = PersonRef(UUID(int=1))
BEN = PersonRef(UUID(int=2))
NOON = datetime(2023, 5, 8, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"


@pytest.fixture
def vault(empty_vault: PersistentVault) -> PersistentVault:
    for person in (ANA, BEN):
        empty_vault.enrol(person, NOON.date())
    return empty_vault


@pytest.fixture
def identity(vault: PersistentVault) -> Identity:
    return open_identity(vault)


class TestLinks:
    def test_a_link_proves_its_address_once(self, identity: Identity) -> None:
        token = issue(identity)
        seen = identity.links.look_up(token, NOON)
        assert seen is not None
        assert (seen.email, seen.language, seen.of_age) == ("ana@example.org", "de", True)
        assert identity.links.redeem(token, NOON + 9 * MINUTE) == seen
        assert identity.links.redeem(token, NOON + 9 * MINUTE) is None
        assert identity.links.look_up(token, NOON) is None

    def test_it_ends_after_ten_minutes(self, identity: Identity) -> None:
        token = issue(identity)
        assert identity.links.look_up(token, NOON + 10 * MINUTE) is None
        assert identity.links.redeem(token, NOON + 10 * MINUTE) is None

    def test_only_one_of_many_redeems_it(self, identity: Identity) -> None:
        token = issue(identity)
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: identity.links.redeem(token, NOON), range(16)))
        assert sum(answer is not None for answer in answers) == 1

    def test_a_token_nobody_issued_opens_nothing(self, identity: Identity) -> None:
        assert identity.links.redeem("guessed", NOON) is None

    def test_something_else_than_an_address_gets_no_link(self, identity: Identity) -> None:
        with pytest.raises(ValueError, match="not an e-mail address"):
            identity.links.issue("ana", at=NOON, language="de", of_age=True)

    def test_an_unconfirmed_address_is_not_kept(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        issue(identity)
        identity.sweep(NOON + 10 * MINUTE)
        assert count(vault, "identity_links") == 0


class TestSessions:
    def test_a_session_is_found_by_its_token_only(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        token, session = start(identity)
        assert (session.person, session.device) == (ANA, "Firefox, Android")
        for place in (identity, open_identity(vault)):
            assert place.sessions.find(token, NOON) == session
            for other in (session.id, session.csrf, "guessed", ""):
                assert place.sessions.find(other, NOON) is None

    def test_one_that_ends_while_it_is_looked_up_is_not_remembered(
        self, identity: Identity, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        token, session = start(identity)
        load = vars(PersistentSessions)["_load"]

        def ended_meanwhile(sessions: PersistentSessions, token_hash: bytes) -> Session | None:
            found: Session | None = load(sessions, token_hash)
            sessions.end(token)
            return found

        monkeypatch.setattr(PersistentSessions, "_load", ended_meanwhile)
        assert identity.sessions.find(token, NOON) == session
        assert identity.sessions.find(token, NOON) is None

    def test_no_two_are_alike(self, identity: Identity) -> None:
        started = [start(identity) for _ in range(3)]
        assert len({token for token, _ in started}) == 3
        assert len({session.csrf for _, session in started}) == 3

    def test_a_citizens_lasts_thirty_days_used_or_not(self, identity: Identity) -> None:
        token, _ = start(identity)
        assert identity.sessions.find(token, NOON + timedelta(days=29)) is not None
        assert identity.sessions.find(token, NOON + timedelta(days=30)) is None
        assert identity.sessions.find(token, NOON) is None  # gone, not only over

    def test_staff_are_signed_out_after_thirty_idle_minutes(self, identity: Identity) -> None:
        token, _ = start(identity, staff=True)
        assert identity.sessions.find(token, NOON + 29 * MINUTE) is not None
        assert identity.sessions.find(token, NOON + 58 * MINUTE) is not None
        assert identity.sessions.find(token, NOON + 88 * MINUTE) is None

    def test_staff_are_signed_out_after_eight_hours(self, identity: Identity) -> None:
        token, _ = start(identity, staff=True)
        for minutes in range(0, 480, 20):
            assert identity.sessions.find(token, NOON + minutes * MINUTE) is not None
        assert identity.sessions.find(token, NOON + 8 * HOUR) is None

    def test_use_is_noted_to_the_minute(self, identity: Identity, vault: PersistentVault) -> None:
        token, _ = start(identity)
        identity.sessions.find(token, NOON + timedelta(seconds=30))
        [unchanged] = open_identity(vault).sessions.of(ANA, NOON)
        identity.sessions.find(token, NOON + HOUR)
        [used] = open_identity(vault).sessions.of(ANA, NOON)
        assert (unchanged.last_seen, used.last_seen) == (NOON, NOON + HOUR)

    def test_people_see_and_end_their_own(self, identity: Identity) -> None:
        phone, on_phone = start(identity)
        desktop, on_desktop = start(identity, at=NOON + HOUR)
        theirs, _ = start(identity, BEN)
        assert identity.sessions.of(ANA, NOON + HOUR) == [on_desktop, on_phone]
        assert not identity.sessions.end_one(BEN, on_phone.id)
        assert identity.sessions.end_one(ANA, on_phone.id)
        assert not identity.sessions.end_one(ANA, on_phone.id)
        found = [identity.sessions.find(token, NOON) for token in (phone, desktop, theirs)]
        assert [session is not None for session in found] == [False, True, True]

    def test_signing_out_ends_this_one(self, identity: Identity) -> None:
        token, _ = start(identity)
        identity.sessions.end(token)
        identity.sessions.end("guessed")
        assert identity.sessions.find(token, NOON) is None

    def test_all_others_can_be_ended(self, identity: Identity) -> None:
        tokens = [start(identity) for _ in range(3)]
        kept = tokens[1][1].id
        assert identity.sessions.end_all(ANA, but=kept) == 2
        assert [session.id for session in identity.sessions.of(ANA, NOON)] == [kept]
        assert identity.sessions.end_all(ANA) == 1

    def test_what_is_over_is_swept(self, identity: Identity, vault: PersistentVault) -> None:
        start(identity, staff=True)
        start(identity)
        identity.sweep(NOON + HOUR)
        assert count(vault, "identity_sessions") == 1
        identity.sweep(NOON + timedelta(days=30))
        assert count(vault, "identity_sessions") == 0


class TestTokens:
    def test_a_token_names_its_person_until_revoked(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        token = identity.tokens.issue(ANA, label="Skript", at=NOON)
        assert token.startswith("gem_")
        assert identity.tokens.find(token) == ANA
        assert open_identity(vault).tokens.find(token) == ANA
        [listed] = identity.tokens.of(ANA)
        assert (listed.label, listed.created) == ("Skript", NOON)
        assert identity.tokens.find(listed.id) is None
        assert not identity.tokens.revoke(BEN, listed.id)
        assert identity.tokens.revoke(ANA, listed.id)
        assert identity.tokens.find(token) is None
        assert identity.tokens.find("gem_guessed") is None

    def test_fetching_brings_whoever_holds_them(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        account = identity.accounts.register(ANA, email="ana@example.org", of_age=True, at=NOON)
        tokens = [identity.tokens.issue(each, label="Skript", at=NOON) for each in (ANA, BEN)]
        pseudonym = vault.pseudonym(ANA, "installation")  # its key is at hand from now on
        anew = open_identity(vault)
        vault.forget(ANA)
        anew.tokens.fetch([*tokens, "gem_guessed"])
        with vault.at_hand():
            assert [anew.tokens.find(token) for token in tokens] == [ANA, BEN]
            assert anew.accounts.by_person(ANA) == account
            assert vault.pseudonym(ANA, "installation") == pseudonym
        assert anew.accounts.by_person(BEN) is None


class TestLimits:
    def test_a_window_begins_with_its_first_attempt(self, identity: Identity) -> None:
        waits = [hit(identity, NOON + second * timedelta(seconds=1)) for second in range(7)]
        assert waits == [None] * 5 + [timedelta(seconds=55), timedelta(seconds=54)]
        assert hit(identity, NOON + MINUTE) is None

    def test_keys_are_counted_apart(self, identity: Identity) -> None:
        assert [hit(identity, NOON) is None for _ in range(6)] == [True] * 5 + [False]
        assert hit(identity, NOON, "sign-in:ben") is None

    def test_a_hundred_at_once_share_fifty_places(self, identity: Identity) -> None:
        def attempt(_: int) -> bool:
            wait = identity.limits.hit("vote:ana", window=HOUR, limit=50, at=NOON)
            return wait is None

        with ThreadPoolExecutor(20) as pool:
            assert sum(pool.map(attempt, range(100))) == 50

    def test_a_network_address_has_another_name_tomorrow(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        name = identity.limits.address_key("192.0.2.7", NOON)
        assert "192.0" not in name
        assert open_identity(vault).limits.address_key("192.0.2.7", NOON + 11 * HOUR) == name
        assert identity.limits.address_key("192.0.2.8", NOON) != name
        assert identity.limits.address_key("192.0.2.7", NOON + 12 * HOUR) != name
        assert count(vault, "identity_address_keys") == 1

    @pytest.mark.parametrize(
        ("one", "other", "same"),
        [
            ("2001:db8:0:1200::1", "2001:db8:0:12ff:ffff::2", True),
            ("2001:db8:0:1200::1", "2001:db8:0:1300::1", False),
            ("2001:DB8::1", "2001:db8:0::1", True),
            ("fe80::1%eth0", "fe80::2%eth1", True),
            ("::ffff:192.0.2.7", "192.0.2.7", True),
            ("::ffff:192.0.2.7", "::ffff:192.0.2.8", False),
            ("", "testclient", False),
        ],
    )
    def test_nobody_has_more_attempts_for_having_more_addresses(
        self,
        identity: Identity,
        one: str,
        other: str,
        same: bool,  # noqa: FBT001 - a column of the table above
    ) -> None:
        names = {identity.limits.address_key(each, NOON) for each in (one, other)}
        assert (len(names) == 1) is same

    def test_windows_that_are_over_are_swept(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        hit(identity, NOON)
        identity.limits.address_key("192.0.2.7", NOON)
        identity.sweep(NOON + 24 * HOUR)
        assert count(vault, "identity_limits") + count(vault, "identity_address_keys") == 0


def test_nothing_is_kept_of_questions_that_are_over(identity: Identity) -> None:
    over, open_still = UUID(int=11), UUID(int=12)
    for question in (over, open_still):
        identity.receipts.forget(ANA, question)
    identity.receipts.drop([over, UUID(int=13)])
    assert identity.receipts.of(ANA) == {open_still}


def test_no_table_holds_what_opens_something(identity: Identity, vault: PersistentVault) -> None:
    link = issue(identity)
    session, _ = start(identity)
    token = identity.tokens.issue(ANA, label="Skript", at=NOON)
    rows = ""
    with vault.database.reading() as connection:
        for table in ("identity_links", "identity_sessions", "identity_tokens"):
            rows += repr(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608 - names from the line above
    assert "ana@example.org" in rows
    assert not any(secret in rows for secret in (link, session, token))


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130 Safari/537 Edg/130",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) AppleWebKit Version/18 Safari", "Safari, iPhone"),
        ("curl/8.5", ""),
    ],
)
def test_a_device_is_guessed_without_its_version(user_agent: str, name: str) -> None:
    assert device(user_agent) == name


def issue(identity: Identity) -> str:
    return identity.links.issue(" ana@example.org", at=NOON, language="de", of_age=True)


def start(
    identity: Identity, person: PersonRef = ANA, *, staff: bool = False, at: datetime = NOON
) -> tuple[str, Session]:
    return identity.sessions.start(person, staff=staff, user_agent=FIREFOX, at=at)


def hit(identity: Identity, at: datetime, key: str = "sign-in:ana") -> timedelta | None:
    return identity.limits.hit(key, window=MINUTE, limit=5, at=at)


def count(vault: PersistentVault, table: str) -> int:
    with vault.database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608 - names from this module
