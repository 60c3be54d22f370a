"""Notes, keys and policies: who has signed, and whether that is enough."""

import pytest

from gemeinsam_verifier.checkpoints import read_checkpoint
from gemeinsam_verifier.notes import NoteError, is_right, read_key, read_note, time_of
from gemeinsam_verifier.policy import PolicyError, read_policy
from tests.verifier.log_files import LOG, WITNESSES, checkpoint, policy, signer

# The worked example of the Go package golang.org/x/mod/sumdb/note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
GO_NOTE = f"""If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann {GO_SIGNATURE}
"""
W1, W2, W3 = (key.verification_key for key in WITNESSES)
LOG_LINE = f"log {LOG.verification_key}\n"
ALL = f"{LOG_LINE}witness A {W1}\nwitness B {W2}\nwitness C {W3}\n"


def test_a_note_that_others_have_signed() -> None:
    note, key = read_note(GO_NOTE.encode()), read_key(GO_KEY)
    assert [is_right(note.text, line, key) for line in note.of(key)] == [True]
    assert not is_right(note.text + b"!", note.of(key)[0], key)
    assert str(key) == GO_KEY


def test_a_witness_signs_the_time_as_well() -> None:
    note = read_note(checkpoint(7, bytes(32), (LOG, WITNESSES[0])).encode())
    key = read_key(W1)
    (line,) = note.of(key)
    assert is_right(note.text, line, key)
    assert time_of(line) == 1_790_000_000


@pytest.mark.parametrize(
    "key",
    [
        "",
        "name",
        W1.replace("witness1", "witness9"),
        W1[:-4] + "AAA=",
        f"+{W1.partition('+')[2]}",
        W1.replace("+", "-"),
    ],
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NoteError):
        read_key(key)


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"text\n",
        b"text\n\n",
        b"text\n\n- name AAAAAAA=\n",
        "text\n\n— name AAAA\n".encode(),
        "text\n\n— name AAAAAAA=".encode(),
        "te\0xt\n\n— name AAAAAAA=\n".encode(),
        b"text\xff\n\n" + "— name AAAAAAA=\n".encode(),
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_note_is_refused(note: bytes) -> None:
    with pytest.raises(NoteError):
        read_note(note)


@pytest.mark.parametrize(
    "body",
    [
        "origin\n5\n",
        "origin\n05\nAAAA",
        "origin\n-5\nAAAA",
        "origin\n5\nAAAA\n",
        "origin\n\N{ARABIC-INDIC DIGIT FIVE}\n" + "A" * 43 + "=\n",
        "\n5\n" + "A" * 43 + "=\n",
        "origin\n5\n" + "A" * 43 + "=\n\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(body: str) -> None:
    with pytest.raises(NoteError):
        read_checkpoint(f"{body}\n{LOG.line(body)}".encode())


@pytest.mark.parametrize(
    ("rule", "enough", "too_few"),
    [
        ("quorum none", [set[str]()], []),
        ("quorum A", [{"A"}, {"A", "B"}], [{"B", "C"}, set[str]()]),
        ("group g any A B\nquorum g", [{"A"}, {"B"}], [{"C"}]),
        ("group g all A B\nquorum g", [{"A", "B"}], [{"A"}, {"B", "C"}]),
        ("group g 2 A B C\nquorum g", [{"A", "C"}], [{"A"}]),
        (
            "group g any A B\ngroup h all g C\nquorum h",
            [{"A", "C"}, {"B", "C"}],
            [{"A", "B"}, {"C"}],
        ),
    ],
)
def test_a_quorum(rule: str, enough: list[set[str]], too_few: list[set[str]]) -> None:
    read = read_policy(f"# ours\n\n{ALL}\t{rule} \n")
    for names in enough:
        assert read.is_met(dict.fromkeys(names))
    for names in too_few:
        assert not read.is_met(dict.fromkeys(names))


@pytest.mark.parametrize(
    "text",
    [
        "",
        LOG_LINE,
        f"witness A {W1}\nquorum A\n",
        f"{ALL}quorum D\n",
        f"{ALL}quorum A\nquorum B\n",
        f"{ALL}group g 4 A B C\nquorum g\n",
        f"{ALL}group g 0 A B\nquorum g\n",
        f"{ALL}group g any\nquorum g\n",
        f"{ALL}group g any none\nquorum g\n",
        f"{ALL}group g any A A\nquorum g\n",
        f"{ALL}group g any A\ngroup h any A g\nquorum h\n",
        f"{ALL}group A any B\nquorum A\n",
        f"{ALL}witness none {signer('D', 4).verification_key}\nquorum A\n",
        f"{LOG_LINE}witness A {W1}\nwitness B {W1}\nquorum A\n",
        f"{LOG_LINE}{LOG_LINE}quorum none\n",
        f"log {W1}\nquorum none\n",
        f"{LOG_LINE}witness A {LOG.verification_key}\nquorum A\n",
        f"{LOG_LINE}mirror A {W1}\nquorum none\n",
    ],
)
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(PolicyError):
        read_policy(text)


def test_the_policy_of_the_tests_asks_for_two_of_three() -> None:
    assert not read_policy(policy()).is_met({"W1": 0})
    assert read_policy(policy()).is_met({"W1": 0, "W3": 0})
