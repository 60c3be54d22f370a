"""The vault does not answer: reading goes on, writing has to wait (ruling 21, T23)."""

import sqlite3
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from adapters.contents import Contents
from adapters.vault import PersistentVault, open_vault
from domain.people import PersonRef, ProcessId
from domain.ports import Plain, Texts, VaultUnavailable

ANA = PersonRef(UUID(int=1))
WITTLICH = ProcessId(UUID(int=100))
BENCH = UUID(int=1000)
MONDAY = date(2023, 5, 8)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "vault.sqlite"


@pytest.fixture
def vault(file: Path) -> PersistentVault:
    opened = open_vault(f"sqlite:///{file}", patience=0.1)
    opened.enrol(ANA, MONDAY)
    return opened


def take_away(vault: PersistentVault, file: Path) -> None:
    vault.close()
    file.rename(file.with_suffix(".away"))
    file.mkdir()


def test_every_method_says_so(vault: PersistentVault, file: Path) -> None:
    take_away(vault, file)
    other = UUID(int=5)
    for ask in (
        lambda: vault.pseudonym(ANA, WITTLICH),
        lambda: vault.voter_number(ANA, WITTLICH, BENCH),
        lambda: vault.source_number(WITTLICH, "polis:17", BENCH),
        lambda: vault.seal([Plain("Idee", ANA)]),
        lambda: vault.own(other, ANA),
        lambda: vault.owner(other),
        lambda: vault.owned(ANA),
        lambda: vault.carry_over(WITTLICH, BENCH, other, []),
        lambda: vault.command_key(ANA, "k1", b"{}"),
        lambda: vault.erase_person(ANA),
        lambda: vault.keys(["x" * 43]),
        lambda: vault.fetch([ANA]),
    ):
        with pytest.raises(VaultUnavailable):
            ask()


def test_a_writer_elsewhere_is_waited_for_only_so_long(vault: PersistentVault, file: Path) -> None:
    blocker = sqlite3.connect(file)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultUnavailable):
        vault.own(BENCH, ANA)
    blocker.rollback()
    blocker.close()
    vault.own(BENCH, ANA)


def test_it_goes_on_when_the_vault_is_back(vault: PersistentVault, file: Path) -> None:
    take_away(vault, file)
    with pytest.raises(VaultUnavailable):
        vault.owner(BENCH)
    file.rmdir()
    file.with_suffix(".away").rename(file)
    vault.own(BENCH, ANA)
    assert vault.owner(BENCH) == ANA


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(VaultUnavailable):
        open_vault("postgresql://nobody@127.0.0.1:1/vault", patience=1)


def test_a_vault_in_memory_only_is_refused() -> None:
    with pytest.raises(ValueError, match="name a file"):
        open_vault("sqlite://")


def test_texts_in_memory_open_without_the_vault(vault: PersistentVault, file: Path) -> None:
    known, new = vault.seal([Plain("Eine Bank", ANA), Plain("Ein Brunnen", ANA)])
    stored = {item.ref: item.text.ciphertext for item in (known, new)}
    contents = Contents(lambda refs: {ref: stored[ref] for ref in refs}, vault)
    assert isinstance(contents, Texts)
    vault.forget_items([new.ref])
    take_away(vault, file)
    assert contents.open([known.ref]) == {known.ref: "Eine Bank"}
    with pytest.raises(VaultUnavailable):
        contents.open([known.ref, new.ref])
    assert contents.remembered([known.ref, new.ref]) == {known.ref: "Eine Bank"}
