"""The signer signs what only grew, remembers it first, and stops itself otherwise (T15)."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from adapters.signing import KeyFile, Signer, SignerStore, Stopped, Witnesses
from adapters.signing.notes import WITNESS, checkpoint, new_key
from adapters.signing.policies import Witness, policy
from adapters.signing.store import AlreadySigned
from adapters.signing.tables import checkpoints
from adapters.signing.witness import LocalWitness
from adapters.signing.witnesses import Reply, WitnessUnavailable
from tests.adapters.signing.trees import ListedTree, counting

AT = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)
ORIGIN = "gemeinsam.example/public-log"
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SignerStore]:
    if request.param == "sqlite":
        opened = SignerStore(f"sqlite:///{tmp_path}/signer.db")
    else:
        opened = SignerStore(request.getfixturevalue("postgresql_url"))
    yield opened
    opened.close()


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    file = KeyFile(tmp_path / "signing.key")
    file.create(ORIGIN)
    return file


class Town:
    """Witnesses that are asked without a network, some of which may be out."""

    def __init__(self, folder: Path, keys: KeyFile, names: str) -> None:
        log = keys.keys()[0].public
        self.out: set[str] = set()
        self.requests: list[str] = []
        self.all = {
            name: LocalWitness(new_key(f"{name}.example", WITNESS), [log], folder / name, lambda: 9)
            for name in names
        }
        lines = "".join(
            f"witness {name} {each.key.public.line} https://{name}.example/\n"
            for name, each in self.all.items()
        )
        self.policy = policy(f"{lines}group all all {' '.join(names)}\nquorum all\n")

    def post(self, witness: Witness, body: bytes) -> Reply:
        if witness.name in self.out:
            raise WitnessUnavailable("out")
        self.requests.append(body.decode().partition("\n")[0])
        status, _, answer = self.all[witness.name].add_checkpoint(body)
        return status, answer

    def close(self) -> None:
        for each in self.all.values():
            each.close()


@pytest.fixture
def town(tmp_path: Path, keys: KeyFile) -> Iterator[Town]:
    opened = Town(tmp_path, keys, "ab")
    yield opened
    opened.close()


def test_a_growing_tree_is_signed_once_at_each_size(store: SignerStore, keys: KeyFile) -> None:
    tree, signer = ListedTree(counting(0, 5)), Signer(keys, store)
    signed = signer.sign(tree, AT)
    assert signed is not None
    read = checkpoint(signed.note)
    assert (read.origin, read.size, read.root) == (ORIGIN, 5, tree.root(5))
    assert read.signed_by(keys.keys()[0].public)
    assert signer.sign(tree, AT) is None
    assert signer.sign(tree.grow(b"x"), AT) is not None
    assert store.sizes() == [5, 6]
    assert store.find(5) == signed
    assert store.known_keys() == [(keys.keys()[0].public.line, AT)]


def test_nothing_is_signed_of_an_empty_log(store: SignerStore, keys: KeyFile) -> None:
    assert Signer(keys, store).sign(ListedTree(), AT) is None
    assert store.newest() is None


def test_only_what_a_restore_would_keep_is_signed(store: SignerStore, keys: KeyFile) -> None:
    tree, signer = ListedTree(counting(0, 9)), Signer(keys, store)
    signed = signer.sign(tree, AT, most=4)
    assert signed is not None
    assert signed.size == 4
    assert signer.sign(tree, AT, most=4) is None


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        (counting(0, 4), "smaller"),
        ([*counting(0, 5), b"other"], "other-root"),
        ([*counting(0, 5), b"other", b"more"], "inconsistent"),
    ],
)
def test_an_old_backup_stops_the_signer_until_the_right_one_is_back(
    store: SignerStore, keys: KeyFile, entries: list[bytes], reason: str
) -> None:
    signer = Signer(keys, store)
    signer.sign(ListedTree(counting(0, 6)), AT)
    for _ in range(2):
        with pytest.raises(Stopped) as stopped:
            signer.sign(ListedTree(entries), AT + timedelta(hours=1))
        assert stopped.value.reason == reason
    told = store.stopped()
    assert told is not None
    assert told.reason == reason
    assert store.sizes() == [6]
    assert signer.sign(ListedTree(counting(0, 8)), AT + timedelta(hours=2))
    assert store.stopped() is None
    assert [each.reason for each in store.incidents()] == ["resumed", reason]


def test_a_fork_is_noticed_even_when_nothing_new_may_be_signed(
    store: SignerStore, keys: KeyFile
) -> None:
    Signer(keys, store).sign(ListedTree(counting(0, 6)), AT)
    forked = ListedTree([*counting(0, 5), b"other", b"more"])
    with pytest.raises(Stopped):
        Signer(keys, store).sign(forked, AT, most=0)


def test_two_signers_never_sign_two_roots_at_one_size(store: SignerStore, keys: KeyFile) -> None:
    tree = ListedTree(counting(0, 6))
    Signer(keys, store).sign(tree, AT)
    for size in (5, 6):
        with pytest.raises(AlreadySigned):
            store.add(size, b"0" * 32, "text\n", "", AT)
    newest = store.newest()
    assert newest is not None
    assert newest.root == tree.root(6)


def test_records_are_only_added_to(store: SignerStore, keys: KeyFile) -> None:
    Signer(keys, store).sign(ListedTree(counting(0, 6)), AT)
    database = store._database  # noqa: SLF001 - as somebody at the database could
    for statement in (checkpoints.delete(), checkpoints.update().values(root=b"0" * 32)):
        with pytest.raises(DBAPIError, match="only added"), database.writing() as connection:
            connection.execute(statement)


def test_both_keys_sign_for_thirty_days(store: SignerStore, keys: KeyFile) -> None:
    tree, signer = ListedTree(counting(0, 3)), Signer(keys, store)
    signer.sign(tree, AT)
    old = keys.keys()[0].public
    new = keys.rotate().public
    expected = ((1, {old, new}), (29, {old, new}), (32, {new}))
    for days, signing in expected:
        signed = signer.sign(tree.grow(b"x"), AT + timedelta(days=days))
        assert signed is not None
        read = checkpoint(signed.note)
        assert {key for key in (old, new) if read.signed_by(key)} == signing
    assert [vkey for vkey, _ in store.known_keys()] == [old.line, new.line]


def test_witnesses_cosign_and_who_was_out_follows(
    store: SignerStore, keys: KeyFile, town: Town
) -> None:
    tree, signer = ListedTree(counting(0, 3)), Signer(keys, store)
    witnesses = Witnesses(town.policy, store, town.post)
    assert witnesses.ask(tree, AT) == 0
    town.out = {"b"}
    for size in (3, 7):
        signer.sign(tree, AT)
        assert witnesses.ask(tree, AT) == 1
        assert witnesses.unavailable == {"b": "out"}
        tree.grow(*counting(size, size + 4))
    town.out = set()
    assert witnesses.ask(tree, AT) == 1
    assert witnesses.unavailable == {}
    newest = store.newest()
    assert newest is not None
    assert newest.size == 7
    read = checkpoint(newest.note)
    assert all(read.signed_by(each.key.public) for each in town.all.values())
    assert town.policy.satisfied_by(newest.cosignatures)
    first = store.find(3)
    assert first is not None
    assert not town.policy.satisfied_by(first.cosignatures)
    assert witnesses.ask(tree, AT) == 0


def test_a_witness_that_knows_more_than_we_asked_gets_the_proof_it_needs(
    store: SignerStore, keys: KeyFile, town: Town, tmp_path: Path
) -> None:
    """The answer to an earlier request was lost on its way: 409 names the size."""
    tree, signer = ListedTree(counting(0, 3)), Signer(keys, store)
    signer.sign(tree, AT)
    lost = store.newest()
    assert lost is not None
    town.all["a"].add_checkpoint(f"old 0\n\n{lost.note}".encode())
    signer.sign(tree.grow(b"x"), AT)
    assert Witnesses(town.policy, store, town.post).ask(tree, AT) == 2
    assert town.requests == ["old 0", "old 3", "old 0"]


def test_after_a_restore_of_everything_a_witness_stops_the_signer(
    store: SignerStore, keys: KeyFile, town: Town, tmp_path: Path
) -> None:
    """Our own memory is as old as the log: only witnesses know (T15)."""
    tree = ListedTree(counting(0, 9))
    Signer(keys, store).sign(tree, AT)
    Witnesses(town.policy, store, town.post).ask(tree, AT)
    restored = SignerStore(f"sqlite:///{tmp_path}/restored.db")
    signer = Signer(keys, restored)
    other = Witnesses(town.policy, restored, town.post)
    # Smaller than what the witness knows: it answers 409 with its size.
    signer.sign(ListedTree(counting(0, 5)), AT)
    with pytest.raises(Stopped, match="of size 9") as stopped:
        other.ask(ListedTree(counting(0, 5)), AT)
    assert stopped.value.reason == "witness"
    # Grown past it, but differently: no proof leads there, it answers 422.
    forked = ListedTree([*counting(0, 5), *counting(100, 110)])
    signer.sign(forked, AT)
    with pytest.raises(Stopped, match="another history"):
        other.ask(forked, AT)
    restored.close()


def test_a_key_that_is_no_witness_of_ours_adds_nothing(
    store: SignerStore, keys: KeyFile, town: Town
) -> None:
    Signer(keys, store).sign(ListedTree(counting(0, 3)), AT)
    stranger = new_key("a.example", WITNESS)
    newest = store.newest()
    assert newest is not None

    def forged(_: Witness, __: bytes) -> Reply:
        return 200, stranger.cosign(newest.text, 9).encode()

    for post in (
        forged,
        lambda *_: (200, b"nonsense"),
        lambda *_: (500, b""),
        lambda *_: (409, b""),
    ):
        witnesses = Witnesses(town.policy, store, post)
        assert witnesses.ask(ListedTree(counting(0, 3)), AT) == 0
        assert set(witnesses.unavailable) == {"a", "b"}
    again = store.newest()
    assert again is not None
    assert not again.cosignatures


def test_the_store_is_the_owners_alone(tmp_path: Path) -> None:
    SignerStore(f"sqlite:///{tmp_path}/signer.db").close()
    assert (tmp_path / "signer.db").stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(tmp_path / "signer.db") as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()
