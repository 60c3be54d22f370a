"""Notes, keys, proofs and policies are those of the C2SP documents."""

import os
from pathlib import Path

import pytest

from adapters.signing.keys import KeyFile, KeyUnsafe
from adapters.signing.notes import (
    WITNESS,
    BadNote,
    checkpoint,
    new_key,
    signing_key,
    text_of,
    verification_key,
)
from adapters.signing.policies import BadPolicy, policy
from adapters.signing.proofs import EMPTY, grew
from tests.adapters.signing.trees import ListedTree, counting

ORIGIN = "gemeinsam.example/public-log"
# The example of the Go implementation's documentation (golang.org/x/mod/sumdb/note).
GO_KEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
GO_SIGNATURE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngo"
    "tpRZb6KE6RyyBwJnAM=\n"
)


def test_of_two_that_make_a_key_at_once_one_is_too_late(tmp_path: Path) -> None:
    """Neither has seen a file; the key of the first may have signed something already."""
    path = tmp_path / "key"

    class Hurried(KeyFile):
        def exists(self) -> bool:
            return False

    made = Hurried(path).create(ORIGIN)
    with pytest.raises(KeyUnsafe, match="already"):
        Hurried(path).create(ORIGIN)
    assert KeyFile(path).keys() == (made,)
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


def test_keys_and_signatures_are_those_of_other_implementations() -> None:
    key = signing_key(GO_KEY)
    assert key.public.line == GO_PUBLIC
    assert key.line == GO_KEY
    assert verification_key(GO_PUBLIC) == key.public
    assert key.sign(GO_TEXT) == GO_SIGNATURE
    assert "AYEK" not in repr(key)


def test_a_witness_of_the_specification_is_understood() -> None:
    """The example checkpoint of tlog-cosignature."""
    note = (
        "example.com/behind-the-sofa\n20852163\n"
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
        "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5"
        "/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX"
        "3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
    )
    found = checkpoint(note)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert [signature.name for signature in found.signatures] == [
        "example.com/behind-the-sofa",
        "witness.example.com/w1",
    ]
    # The time stands in front of the signature.
    assert int.from_bytes(found.signatures[1].bytes[:8]) == 1679315147


def test_a_cosignature_covers_time_and_text() -> None:
    key = new_key("zeuge.example/w", WITNESS)
    text = text_of(ORIGIN, 3, EMPTY)
    log = new_key(ORIGIN)
    note = f"{text}\n{log.sign(text)}{key.cosign(text, 1_700_000_000)}"
    read = checkpoint(note)
    signature = read.signed_by(key.public)
    assert signature is not None
    assert read.signed_by(log.public) is not None
    assert read.signed_by(new_key(ORIGIN).public) is None
    later = (1_700_000_001).to_bytes(8) + signature.bytes[8:]
    assert not key.public.verifies(later, text)
    assert not key.public.verifies(signature.bytes, text.replace("3", "4", 1))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "a\n1\n",
        "a\n01\n" + "A" * 44 + "\n\n",
        "a\n1\nAAAA\n\n",
        "a\n1\n" + "A" * 43 + "=\n\n- x AAAAAAA=\n",
    ],
)
def test_other_texts_are_no_checkpoints(note: str) -> None:
    with pytest.raises(BadNote):
        checkpoint(note)


def test_growth_is_proved_and_nothing_else_is() -> None:
    tree = ListedTree(counting(0, 40))
    other = ListedTree([b"x", *counting(1, 40)])
    for old in range(1, 40):
        for new in range(old, 41):
            path = list(tree.consistency(old, new))
            now = (new, tree.root(new))
            assert grew((old, tree.root(old)), now, path)
            assert not grew((old, other.root(old)), now, path)
            assert not grew((old, tree.root(old)), (new, other.root(new)), path)
            assert not grew((old, tree.root(old)), now, [*path, EMPTY])
            if path:
                assert not grew((old, tree.root(old)), now, path[:-1])
    assert grew((0, EMPTY), (7, tree.root(7)), [])
    assert not grew((7, tree.root(7)), (6, tree.root(6)), [])


def test_a_key_file_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = KeyFile(tmp_path / "keys" / "log")
    first = file.create(ORIGIN)
    assert file.path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(KeyUnsafe, match="already"):
        file.create(ORIGIN)
    second = file.rotate()
    assert file.keys() == (first, second)
    assert first.public != second.public
    assert file.path.stat().st_mode & 0o777 == 0o600
    file.path.chmod(0o640)
    with pytest.raises(KeyUnsafe, match="read by others"):
        file.keys()


def test_a_credential_of_systemd_is_trusted_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = KeyFile(tmp_path / "signing")
    file.create(ORIGIN)
    file.path.chmod(0o440)  # as systemd gives it, in a folder of the service alone
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", os.fspath(tmp_path))
    assert len(file.keys()) == 1


@pytest.mark.parametrize("text", ["", "PRIVATE+KEY+a+00000000+AAAA\n", "nonsense\n"])
def test_a_damaged_key_file_is_refused_without_showing_it(tmp_path: Path, text: str) -> None:
    file = tmp_path / "key"
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(KeyUnsafe) as refused:
        KeyFile(file).keys()
    assert not text.strip() or text.strip() not in str(refused.value)


def test_a_policy_counts_witnesses_in_groups_of_groups() -> None:
    keys = {name: new_key(f"{name}.example", WITNESS).public for name in ("a", "b", "c", "d")}
    vkeys = {name: key.line for name, key in keys.items()}
    text = (
        "# an example\n"
        + "".join(
            f"witness {name} {vkey} https://{name}.example/\n" for name, vkey in vkeys.items()
        )
        + "group outside 2 a b c\n\tgroup both all outside d\nquorum both\n"
    )
    read = policy(text)
    assert not read.satisfied_by({vkeys["a"], vkeys["d"]})
    assert not read.satisfied_by({vkeys["a"], vkeys["b"]})
    assert read.satisfied_by({vkeys["a"], vkeys["c"], vkeys["d"]})
    log = new_key(ORIGIN).public.line
    again = policy(read.proposed([log], f"https://{ORIGIN}"))
    assert (again.groups, again.quorum) == (read.groups, "both")
    assert policy("quorum none\n").satisfied_by(())


def test_malformed_policies_name_their_line() -> None:
    key = new_key("a.example", WITNESS).public.line
    log = new_key(ORIGIN).public.line
    for text, told in (
        ("", "no quorum"),
        ("quorum none\nquorum none\n", "line 2"),
        ("quorum a\n", "a is not defined above"),
        (f"witness a {key}\nwitness b {key}\nquorum a\n", "line 2: the key of b is there twice"),
        (f"witness a {log}\nquorum a\n", "not a witness's"),
        (f"witness a {key}\ngroup g 2 a\nquorum g\n", "g has 1 members"),
        (f"witness none {key}\nquorum none\n", "none is taken"),
        ("witness a nonsense\nquorum a\n", "line 1"),
    ):
        with pytest.raises(BadPolicy, match=told):
            policy(text)
