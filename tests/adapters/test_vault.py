"""The vault keeps its promises on every database it runs on (rulings 3, 5, 10, 11, 15)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from adapters.vault import PersistentVault, derivations
from domain.people import (
    AlreadyVotedUnderAnotherAccount,
    PepperDestroyed,
    PersonRef,
    ProcessId,
    UnknownPerson,
)
from domain.ports import NotAtHand, Plain, Vault
from tests.adapters.vaults import empty_vault

__all__ = ["empty_vault"]

ANA = PersonRef(UUID(int=1))
BEN = PersonRef(UUID(int=2))
CEM = PersonRef(UUID(int=3))
WITTLICH = ProcessId(UUID(int=100))
MORBACH = ProcessId(UUID(int=101))
BENCH = UUID(int=1000)
FOUNTAIN = UUID(int=1001)
MONDAY = date(2023, 5, 8)
NOW = timedelta(0)


@pytest.fixture
def vault(empty_vault: PersistentVault) -> PersistentVault:
    for person in (ANA, BEN, CEM):
        empty_vault.enrol(person, MONDAY)
    return empty_vault


def elsewhere(vault: PersistentVault) -> PersistentVault:
    """The same vault, as a process that remembers nothing sees it."""
    return PersistentVault(vault.database)


def test_it_fulfils_the_port(vault: PersistentVault) -> None:
    assert isinstance(vault, Vault)


def test_a_person_has_one_pseudonym_per_realm(vault: PersistentVault) -> None:
    here = vault.pseudonym(ANA, WITTLICH)
    assert elsewhere(vault).pseudonym(ANA, WITTLICH) == here
    names = {here, vault.pseudonym(ANA, MORBACH), vault.pseudonym(ANA, "installation")}
    assert len(names | {vault.pseudonym(BEN, WITTLICH)}) == 4


def test_enrolling_twice_keeps_the_secret(vault: PersistentVault) -> None:
    before = vault.pseudonym(ANA, WITTLICH)
    vault.enrol(ANA, MONDAY)
    assert elsewhere(vault).pseudonym(ANA, WITTLICH) == before


def test_a_voter_has_another_number_in_every_question(vault: PersistentVault) -> None:
    number = vault.voter_number(ANA, WITTLICH, BENCH)
    assert elsewhere(vault).voter_number(ANA, WITTLICH, BENCH) == number
    assert vault.recall_number(ANA, WITTLICH, BENCH) == number
    others = {
        vault.voter_number(ANA, WITTLICH, FOUNTAIN),
        vault.voter_number(ANA, MORBACH, BENCH),
        vault.voter_number(BEN, WITTLICH, BENCH),
    }
    assert len(others | {number}) == 4


def test_a_voter_brings_the_key_of_the_process(vault: PersistentVault) -> None:
    other = elsewhere(vault)
    with other.at_hand(), pytest.raises(NotAtHand) as secret:
        other.voter_number(ANA, WITTLICH, BENCH)
    other.fetch(secret.value.persons)
    with other.at_hand(), pytest.raises(NotAtHand) as mark:
        other.voter_number(ANA, WITTLICH, BENCH)
    other.fetch(mark.value.persons, mark.value.voters)
    with other.at_hand():
        number = other.voter_number(ANA, WITTLICH, BENCH)
    assert vault.recall_number(ANA, WITTLICH, BENCH) == number


def test_an_imported_voter_has_the_same_number_in_every_run(vault: PersistentVault) -> None:
    number = vault.source_number(WITTLICH, "polis:17", BENCH)
    assert elsewhere(vault).source_number(WITTLICH, "polis:17", BENCH) == number
    assert vault.source_number(WITTLICH, "polis:18", BENCH) != number


def test_peppers_are_made_once_however_many_ask_first(vault: PersistentVault) -> None:
    start = threading.Barrier(12)

    def ask(_: int) -> UUID:
        fresh = elsewhere(vault)
        start.wait()
        return fresh.pseudonym(ANA, WITTLICH)

    with ThreadPoolExecutor(12) as pool:
        assert len(set(pool.map(ask, range(12)))) == 1


def test_somebody_never_enrolled_is_unknown(vault: PersistentVault) -> None:
    stranger = PersonRef(uuid4())
    with pytest.raises(UnknownPerson):
        vault.pseudonym(stranger, WITTLICH)
    with pytest.raises(UnknownPerson):
        vault.voter_number(stranger, WITTLICH, BENCH)
    with pytest.raises(UnknownPerson):
        vault.own(BENCH, stranger)
    with pytest.raises(UnknownPerson):
        vault.seal([Plain("Eine Bank am Fluss", stranger)])


class TestRuling11:
    def test_a_second_account_with_the_identifier_cannot_vote(self, vault: PersistentVault) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        vault.voter_number(ANA, WITTLICH, BENCH)
        vault.identify(BEN, "mailto:ana@example.org")
        with pytest.raises(AlreadyVotedUnderAnotherAccount):
            vault.voter_number(BEN, WITTLICH, FOUNTAIN)
        assert vault.voter_number(BEN, MORBACH, BENCH) == vault.recall_number(BEN, MORBACH, BENCH)

    def test_many_are_marked_at_once_and_none_of_them_twice(self, vault: PersistentVault) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        vault.voter_number(ANA, WITTLICH, BENCH)
        vault.identify(BEN, "mailto:ana@example.org")
        stranger = PersonRef(uuid4())
        many = [ANA, BEN, CEM, stranger]
        vault.fetch(many, [(each, WITTLICH) for each in many])
        with vault.at_hand():
            for each in (ANA, CEM):
                vault.voter_number(each, WITTLICH, BENCH)
            for each in (BEN, stranger):
                with pytest.raises(NotAtHand):
                    vault.voter_number(each, WITTLICH, BENCH)
        with pytest.raises(AlreadyVotedUnderAnotherAccount):
            vault.voter_number(BEN, WITTLICH, BENCH)
        vault.identify(BEN, "mailto:ben@example.org")
        vault.erase_person(CEM)
        number = vault.voter_number(BEN, WITTLICH, BENCH)
        assert elsewhere(vault).voter_number(BEN, WITTLICH, BENCH) == number

    def test_nobody_is_marked_once_the_key_is_destroyed(self, vault: PersistentVault) -> None:
        vault.destroy_ballot_pepper(WITTLICH)
        vault.fetch([ANA], [(ANA, WITTLICH)])
        with pytest.raises(PepperDestroyed):
            vault.voter_number(ANA, WITTLICH, BENCH)

    def test_erasing_and_registering_again_gives_no_second_vote(
        self, vault: PersistentVault
    ) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        vault.voter_number(ANA, WITTLICH, BENCH)
        vault.erase_person(ANA)
        vault.identify(CEM, "mailto:ana@example.org")
        with pytest.raises(AlreadyVotedUnderAnotherAccount):
            vault.voter_number(CEM, WITTLICH, BENCH)

    def test_a_changed_address_stays_with_the_voter(self, vault: PersistentVault) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        number = vault.voter_number(ANA, WITTLICH, BENCH)
        vault.identify(ANA, "mailto:ana@example.net")
        assert vault.voter_number(ANA, WITTLICH, BENCH) == number
        for address in ("mailto:ana@example.org", "mailto:ana@example.net"):
            vault.identify(BEN, address)
            with pytest.raises(AlreadyVotedUnderAnotherAccount):
                vault.voter_number(BEN, WITTLICH, BENCH)

    def test_changing_the_address_before_erasure_is_no_way_round(
        self, vault: PersistentVault
    ) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        vault.voter_number(ANA, WITTLICH, BENCH)
        vault.identify(ANA, "mailto:ana@example.net")
        vault.erase_person(ANA)
        vault.identify(BEN, "mailto:ana@example.net")
        with pytest.raises(AlreadyVotedUnderAnotherAccount):
            vault.voter_number(BEN, WITTLICH, BENCH)

    def test_showing_an_answer_marks_nobody(self, vault: PersistentVault) -> None:
        vault.identify(ANA, "mailto:ana@example.org")
        vault.recall_number(ANA, WITTLICH, BENCH)
        vault.identify(BEN, "mailto:ana@example.org")
        assert vault.voter_number(BEN, WITTLICH, BENCH) == vault.recall_number(BEN, WITTLICH, BENCH)


class TestCarryOver:
    def test_supporters_are_found_again_in_the_target(self, vault: PersistentVault) -> None:
        numbers = [vault.voter_number(person, WITTLICH, BENCH) for person in (ANA, BEN)]
        carried = vault.carry_over(WITTLICH, BENCH, FOUNTAIN, numbers)
        assert carried == {
            vault.voter_number(person, WITTLICH, BENCH): vault.voter_number(
                person, WITTLICH, FOUNTAIN
            )
            for person in (ANA, BEN)
        }

    def test_erased_and_imported_supporters_are_left_out(self, vault: PersistentVault) -> None:
        ana = vault.voter_number(ANA, WITTLICH, BENCH)
        ben = vault.voter_number(BEN, WITTLICH, BENCH)
        imported = vault.source_number(WITTLICH, "polis:17", BENCH)
        vault.erase_person(ANA)
        assert list(vault.carry_over(WITTLICH, BENCH, FOUNTAIN, [ana, ben, imported])) == [ben]


class TestOwnership:
    def test_the_maker_is_remembered(self, vault: PersistentVault) -> None:
        vault.own(BENCH, ANA)
        vault.own(BENCH, ANA)
        vault.own(FOUNTAIN, ANA)
        assert elsewhere(vault).owner(BENCH) == ANA
        assert set(vault.owned(ANA)) == {BENCH, FOUNTAIN}
        assert vault.owner(UUID(int=1002)) is None

    def test_makers_of_many_are_brought_at_once(self, vault: PersistentVault) -> None:
        vault.own(BENCH, ANA)
        vault.own(FOUNTAIN, BEN)
        other, imported = elsewhere(vault), UUID(int=1002)
        with other.at_hand(), pytest.raises(NotAtHand) as missing:
            other.owner(BENCH)
        assert missing.value.subjects == (BENCH,)
        other.fetch((), subjects=[BENCH, FOUNTAIN, imported])
        with other.at_hand():
            assert [other.owner(each) for each in (BENCH, FOUNTAIN, imported)] == [ANA, BEN, None]

    def test_nobody_takes_it_over(self, vault: PersistentVault) -> None:
        vault.own(BENCH, ANA)
        with pytest.raises(ValueError, match="somebody else"):
            vault.own(BENCH, BEN)
        assert vault.owner(BENCH) == ANA


class TestSealing:
    def test_the_reference_commits_to_the_text_in_nfc(self, vault: PersistentVault) -> None:
        decomposed = "Ba\u0308nke und Ba\u0308ume"
        [sealed] = vault.seal([Plain(decomposed, ANA)])
        key = elsewhere(vault).keys([sealed.ref])[sealed.ref]
        content = derivations.decrypt(key, sealed.ref, sealed.text.ciphertext)
        assert content.decode() == "Bänke und Bäume"

    def test_the_same_text_never_has_the_same_reference(self, vault: PersistentVault) -> None:
        sealed = vault.seal([Plain("Eine Bank am Fluss", None)] * 50)
        assert len({item.ref for item in sealed}) == 50
        assert len({item.text.ciphertext for item in sealed}) == 50

    def test_thousands_are_sealed_and_found_in_their_order(self, vault: PersistentVault) -> None:
        texts = [Plain(f"Idee {number}", None) for number in range(2_500)]
        sealed = vault.seal(texts)
        keys = elsewhere(vault).keys([item.ref for item in sealed])
        opened = [
            derivations.decrypt(keys[item.ref], item.ref, item.text.ciphertext).decode()
            for item in sealed
        ]
        assert opened == [plain.text for plain in texts]

    def test_the_sweeper_takes_only_what_the_log_does_not_hold(
        self, vault: PersistentVault
    ) -> None:
        logged, lost, draft = (item.ref for item in vault.seal([Plain("Idee", ANA)] * 3))
        vault.settle([draft])
        assert vault.sweep(lambda _: {logged}) == 0  # younger than 24 hours
        assert vault.sweep(lambda refs: {logged} & set(refs), NOW) == 1
        assert set(elsewhere(vault).keys([logged, lost, draft])) == {logged, draft}
        assert set(vault.keys([logged, lost, draft])) == {logged, draft}
        assert vault.sweep(lambda _: set(), NOW) == 0  # settled rows are not asked about again

    def test_items_follow_their_owner(self, vault: PersistentVault) -> None:
        [mine, _] = vault.seal([Plain("Meine", ANA), Plain("Deine", BEN)])
        assert vault.items_of(ANA) == (mine.ref,)


class TestCommandKeys:
    def test_a_key_names_the_wish_of_one_person(self, vault: PersistentVault) -> None:
        wish = vault.command_key(ANA, "k1", b"{}")
        assert elsewhere(vault).command_key(ANA, "k1", b"{}") == wish
        assert vault.command_key(BEN, "k1", b"{}").key != wish.key
        assert vault.command_key(None, "k1", b"{}").key != wish.key
        assert vault.command_key(ANA, "k2", b"{}").key != wish.key

    def test_another_request_has_another_digest(self, vault: PersistentVault) -> None:
        first, second = (vault.command_key(ANA, "k1", body) for body in (b"{}", b"[]"))
        assert first.key == second.key
        assert first.digest != second.digest


class TestErasing:
    def test_nothing_leads_to_an_erased_person(self, vault: PersistentVault) -> None:
        vault.own(BENCH, ANA)
        [item] = vault.seal([Plain("Eine Bank", ANA)])
        vault.erase_person(ANA)
        for place in (vault, elsewhere(vault)):
            assert place.owner(BENCH) is None
            assert place.items_of(ANA) == ()
            with pytest.raises(UnknownPerson):
                place.voter_number(ANA, WITTLICH, BENCH)
        assert item.ref in vault.keys([item.ref])
        vault.erase_person(ANA)

    def test_nobody_goes_whose_texts_were_not_all_dealt_with(self, vault: PersistentVault) -> None:
        [known] = vault.seal([Plain("Eine Bank", ANA)])
        mine = vault.items_of(ANA)
        [late] = elsewhere(vault).seal([Plain("Im letzten Augenblick", ANA)])
        assert not vault.erase_person(ANA, mine)
        assert set(vault.items_of(ANA)) == {known.ref, late.ref}
        vault.erase_items([known.ref])
        assert vault.erase_person(ANA, [known.ref, late.ref])
        with pytest.raises(UnknownPerson):
            elsewhere(vault).seal([Plain("Zu spät", ANA)])
        assert vault.erase_person(ANA, [])

    def test_an_erased_text_has_no_key(self, vault: PersistentVault) -> None:
        gone, kept = (item.ref for item in vault.seal([Plain("Idee", ANA)] * 2))
        vault.erase_items([gone])
        assert set(vault.keys([gone, kept])) == {kept}
        assert set(elsewhere(vault).keys([gone, kept])) == {kept}

    def test_another_process_forgets_when_told(self, vault: PersistentVault) -> None:
        other = elsewhere(vault)
        [item] = vault.seal([Plain("Idee", ANA)])
        vault.own(BENCH, ANA)
        assert (other.owner(BENCH), set(other.keys([item.ref]))) == (ANA, {item.ref})
        vault.erase_items([item.ref])
        vault.erase_person(ANA)
        other.forget(ANA)
        other.forget_items([item.ref])
        assert (other.owner(BENCH), other.keys([item.ref])) == (None, {})

    def test_somebody_erased_elsewhere_cannot_enter_from_memory(
        self, vault: PersistentVault
    ) -> None:
        other = elsewhere(vault)
        other.recall_number(ANA, WITTLICH, BENCH)
        vault.erase_person(ANA)
        with pytest.raises(UnknownPerson):
            other.voter_number(ANA, WITTLICH, BENCH)

    def test_a_destroyed_pepper_is_never_made_again(self, vault: PersistentVault) -> None:
        vault.voter_number(ANA, WITTLICH, BENCH)
        name = vault.pseudonym(ANA, WITTLICH)
        vault.destroy_ballot_pepper(WITTLICH)
        vault.destroy_ballot_pepper(MORBACH)  # where nobody has voted
        assert vault.pseudonym(ANA, WITTLICH) == name
        vault.destroy_name_pepper(WITTLICH)
        for place in (vault, elsewhere(vault)):
            for process in (WITTLICH, MORBACH):
                with pytest.raises(PepperDestroyed):
                    place.recall_number(ANA, process, BENCH)
            with pytest.raises(PepperDestroyed):
                place.pseudonym(ANA, WITTLICH)
