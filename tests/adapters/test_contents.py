"""Texts open where log and vault both still know them (rulings 5, 6)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from adapters.contents import Contents
from adapters.event_log import open_log
from adapters.vault import PersistentVault, open_vault
from domain.messages import Append, ContentRef
from domain.people import PersonRef
from domain.ports import Plain, Sealed, Texts

ANA = PersonRef(UUID(int=1))
MONDAY = datetime(2023, 5, 8, 12, tzinfo=UTC)


class Ciphertexts:
    """Stands for the log's table of contents, and counts its lookups."""

    def __init__(self) -> None:
        self.stored: dict[ContentRef, bytes] = {}
        self.lookups = 0

    def keep(self, *sealed: Sealed) -> None:
        self.stored |= {item.ref: item.text.ciphertext for item in sealed}

    def __call__(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        self.lookups += 1
        return {ref: self.stored[ref] for ref in refs if ref in self.stored}


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[PersistentVault]:
    opened = open_vault(f"sqlite:///{tmp_path}/vault.sqlite")
    opened.enrol(ANA, date(2023, 5, 8))
    yield opened
    opened.close()


@pytest.fixture
def ciphertexts() -> Ciphertexts:
    return Ciphertexts()


@pytest.fixture
def contents(ciphertexts: Ciphertexts, vault: PersistentVault) -> Contents:
    return Contents(ciphertexts, vault)


def seal(vault: PersistentVault, *texts: str) -> list[Sealed]:
    return list(vault.seal([Plain(text, ANA) for text in texts]))


def test_it_fulfils_the_port(contents: Contents) -> None:
    assert isinstance(contents, Texts)


def test_a_page_of_texts_is_one_lookup(
    contents: Contents, vault: PersistentVault, ciphertexts: Ciphertexts
) -> None:
    sealed = seal(vault, *(f"Idee {number} – schön" for number in range(20)))
    ciphertexts.keep(*sealed)
    refs = [item.ref for item in sealed]
    texts = contents.open(refs)
    assert [texts[ref] for ref in refs] == [f"Idee {number} – schön" for number in range(20)]
    assert contents.open(refs) == texts
    assert ciphertexts.lookups == 1
    assert contents.open([]) == {}


def test_what_either_side_has_lost_is_missing(
    contents: Contents, vault: PersistentVault, ciphertexts: Ciphertexts
) -> None:
    kept, keyless, textless = seal(vault, "Bank", "Brunnen", "Baum")
    ciphertexts.keep(kept, keyless)
    vault.erase_items([keyless.ref])
    refs = [kept.ref, keyless.ref, textless.ref, "x" * 43]
    assert contents.open(refs) == {kept.ref: "Bank"}


def test_an_erased_text_is_out_of_memory_once_told(
    contents: Contents, vault: PersistentVault, ciphertexts: Ciphertexts
) -> None:
    [item] = seal(vault, "Bank")
    ciphertexts.keep(item)
    contents.open([item.ref])
    vault.erase_items([item.ref])
    contents.forget([item.ref])
    assert contents.open([item.ref]) == {}
    assert contents.remembered([item.ref]) == {}


def test_a_text_that_is_erased_while_it_is_opened_does_not_stay(
    vault: PersistentVault, ciphertexts: Ciphertexts
) -> None:
    def erased_meanwhile(refs: Collection[ContentRef]) -> Mapping[ContentRef, bytes]:
        vault.erase_items(refs)
        opening.forget(refs)
        return ciphertexts(refs)

    opening = Contents(erased_meanwhile, vault)
    [item] = seal(vault, "Bank")
    ciphertexts.keep(item)
    assert opening.open([item.ref]) == {item.ref: "Bank"}
    assert opening.open([item.ref]) == {}
    assert opening.remembered([item.ref]) == {}


def test_a_changed_or_swapped_ciphertext_is_noticed(
    contents: Contents, vault: PersistentVault, ciphertexts: Ciphertexts
) -> None:
    bank, fountain = seal(vault, "Bank", "Brunnen")
    changed = bytearray(bank.text.ciphertext)
    changed[-1] ^= 1
    ciphertexts.stored = {bank.ref: bytes(changed), fountain.ref: bank.text.ciphertext}
    for item in (bank, fountain):
        with pytest.raises(InvalidTag):
            contents.open([item.ref])


def test_a_real_log_keeps_what_the_vault_has_sealed(vault: PersistentVault, tmp_path: Path) -> None:
    log = open_log(f"sqlite:///{tmp_path}/log.sqlite", {})
    sealed = seal(vault, "Eine Bank am Fluss", "Ein Brunnen")
    log.append(Append(writes=(), contents=tuple(item.text for item in sealed), recorded_at=MONDAY))
    contents = Contents(log.ciphertexts, vault)
    vault.seal([Plain("Nie angekommen", ANA)])
    swept = vault.sweep(lambda refs: log.ciphertexts(refs).keys(), timedelta(0))
    bank, fountain = (item.ref for item in sealed)
    assert swept == 1
    assert contents.open([bank, fountain]) == {bank: "Eine Bank am Fluss", fountain: "Ein Brunnen"}
    log.close()
