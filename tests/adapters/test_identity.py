"""Accounts, drafts and what an erasure takes with it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from adapters.identity import Identity, open_identity
from adapters.identity.addresses import canonical, identifier
from adapters.vault import PersistentVault
from api import ports
from domain.people import (
    AlreadyVotedUnderAnotherAccount,
    PersonRef,
    ProcessId,
    UnknownPerson,
)
from tests.adapters.vaults import empty_vault

__all__ = ["empty_vault"]

ANA = PersonRef(UUID(int=1))
BEN = PersonRef(UUID(int=2))
WITTLICH = ProcessId(UUID(int=100))
BENCH = UUID(int=1000)
NOON = datetime(2023, 5, 8, 12, tzinfo=UTC)


@pytest.fixture
def vault(empty_vault: PersistentVault) -> PersistentVault:
    return empty_vault


@pytest.fixture
def identity(vault: PersistentVault) -> Identity:
    return open_identity(vault)


def register(identity: Identity, person: PersonRef, email: str) -> ports.Account:
    return identity.accounts.register(person, email=email, of_age=True, at=NOON)


def test_it_fulfils_the_ports(identity: Identity) -> None:
    # The assignments are checked by mypy, with every signature; the rest at run time.
    accounts: ports.Accounts = identity.accounts
    links: ports.SignInLinks = identity.links
    sessions: ports.Sessions = identity.sessions
    tokens: ports.AccessTokens = identity.tokens
    limits: ports.Limits = identity.limits
    drafts: ports.Drafts = identity.drafts
    assert isinstance(accounts, ports.Accounts)
    assert isinstance(links, ports.SignInLinks)
    assert isinstance(sessions, ports.Sessions)
    assert isinstance(tokens, ports.AccessTokens)
    assert isinstance(limits, ports.Limits)
    assert isinstance(drafts, ports.Drafts)


class TestAddresses:
    def test_capitals_and_spaces_make_no_other_account(self) -> None:
        assert canonical(" Ana@Example.ORG ") == "ana@example.org"
        assert canonical("ana@Büro.example") == "ana@xn--bro-hoa.example"

    @pytest.mark.parametrize(
        "wrong",
        [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@localhost",
            "a b@example.org",
            "ana@example.org\nBcc: ben@example.org",
            "ana@exa mple.org",
            "ana@-example.org",
            "ana,ben@example.org",
            "ana@" + "x" * 64 + ".org",
            "a" * 65 + "@example.org",
        ],
    )
    def test_what_is_no_address_is_refused(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="not an e-mail address"):
            canonical(wrong)

    def test_one_mailbox_is_one_voter(self) -> None:
        assert identifier("Ana+wahl@example.org") == identifier("ana@example.org")
        assert identifier("a.n.a@googlemail.com") == identifier("ana@gmail.com")
        assert identifier("a.na@example.org") != identifier("ana@example.org")


class TestAccounts:
    def test_an_account_is_found_by_address_person_and_pseudonym(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        made = identity.accounts.register(
            ANA, email="Ana@example.org", of_age=True, at=NOON, language="en", name="Ana Berg"
        )
        assert made.pseudonym == vault.pseudonym(ANA, "installation")
        assert (made.email, made.name, made.language) == ("Ana@example.org", "Ana Berg", "en")
        assert (made.level, made.of_age, made.created) == ("email", True, NOON)
        fresh = open_identity(vault).accounts
        assert fresh.by_email("ana@EXAMPLE.org") == made
        assert fresh.by_person(ANA) == made
        assert fresh.by_pseudonyms([made.pseudonym]) == {made.pseudonym: made}

    def test_nobody_is_found_before(self, identity: Identity) -> None:
        assert identity.accounts.by_email("ana@example.org") is None
        assert identity.accounts.by_person(ANA) is None
        assert identity.accounts.by_pseudonyms([]) == {}

    def test_the_same_address_is_the_same_account(self, identity: Identity) -> None:
        first = register(identity, ANA, "ana@example.org")
        assert register(identity, BEN, "ANA@example.org") == first
        assert identity.accounts.by_person(BEN) is None

    def test_a_loser_of_the_race_gets_the_winners_account(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        people = [PersonRef(UUID(int=number)) for number in range(1, 9)]
        with ThreadPoolExecutor(8) as pool:
            made = pool.map(lambda person: register(identity, person, "ana@example.org"), people)
        [person] = {account.person for account in made}
        for loser in set(people) - {person}:
            with pytest.raises(UnknownPerson):
                vault.pseudonym(loser, "installation")

    def test_people_on_paper_have_no_address(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        for person in (ANA, BEN):
            made = identity.accounts.register(person, email=None, of_age=True, at=NOON)
            assert (made.person, made.email) == (person, None)
        numbers = {vault.voter_number(person, WITTLICH, BENCH) for person in (ANA, BEN)}
        assert len(numbers) == 2

    def test_a_second_account_of_one_mailbox_cannot_vote(
        self, identity: Identity, vault: PersistentVault
    ) -> None:
        register(identity, ANA, "ana@example.org")
        register(identity, BEN, "ana+2@example.org")
        vault.voter_number(ANA, WITTLICH, BENCH)
        with pytest.raises(AlreadyVotedUnderAnotherAccount):
            vault.voter_number(BEN, WITTLICH, BENCH)


def test_an_erasure_takes_everything_with_it(identity: Identity, vault: PersistentVault) -> None:
    register(identity, ANA, "ana@example.org")
    session, _ = identity.sessions.start(ANA, staff=False, user_agent="", at=NOON)
    token = identity.tokens.issue(ANA, label="Skript", at=NOON)
    identity.drafts.save(BENCH, ANA, WITTLICH, b"{}", NOON)
    vault.erase_person(ANA)
    identity.forget(ANA)
    for place in (identity, open_identity(vault)):
        assert place.accounts.by_email("ana@example.org") is None
        assert place.accounts.by_person(ANA) is None
        assert place.sessions.find(session, NOON) is None
        assert place.tokens.find(token) is None
        assert place.drafts.find(BENCH, ANA) is None
    assert register(identity, BEN, "ana@example.org").person == BEN


class TestDrafts:
    def test_the_latest_saved_comes_first(self, identity: Identity) -> None:
        register(identity, ANA, "ana@example.org")
        fountain = UUID(int=1001)
        identity.drafts.save(BENCH, ANA, WITTLICH, b"Bank", NOON)
        identity.drafts.save(fountain, ANA, WITTLICH, b"Brunnen", NOON + timedelta(minutes=1))
        identity.drafts.save(BENCH, ANA, WITTLICH, b"Bank am Fluss", NOON + timedelta(minutes=2))
        saved = identity.drafts.of(ANA)
        assert [(draft.id, draft.content) for draft in saved] == [
            (BENCH, b"Bank am Fluss"),
            (fountain, b"Brunnen"),
        ]
        assert identity.drafts.find(BENCH, ANA) == saved[0]
        assert (saved[0].process, saved[0].saved_at) == (WITTLICH, NOON + timedelta(minutes=2))
        identity.drafts.discard(BENCH, ANA)
        assert [draft.id for draft in identity.drafts.of(ANA)] == [fountain]

    def test_nobody_touches_somebody_elses(self, identity: Identity) -> None:
        register(identity, ANA, "ana@example.org")
        register(identity, BEN, "ben@example.org")
        identity.drafts.save(BENCH, ANA, WITTLICH, b"Bank", NOON)
        with pytest.raises(PermissionError):
            identity.drafts.save(BENCH, BEN, WITTLICH, b"Brunnen", NOON)
        identity.drafts.discard(BENCH, BEN)
        assert identity.drafts.find(BENCH, BEN) is None
        assert [draft.content for draft in identity.drafts.of(ANA)] == [b"Bank"]
