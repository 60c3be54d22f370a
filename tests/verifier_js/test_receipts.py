"""A receipt proves what one's vote was recorded as; anything changed about it is noticed."""

import base64

import pytest

from api.receipts import in_address, tlog_proof
from tests.verifier.log_files import LOG, WITNESSES, Signer, inclusion, policy
from tests.verifier.make_log import grown
from tests.verifier.story import BENCH, honest_story, number
from tests.verifier_js.browser import Verifying

pytestmark = pytest.mark.browser
STORY = honest_story()
FILES = STORY.files()
VOTE = STORY.find("vote", n=number(f"citizen 3/{BENCH}"))
PROOF = FILES.proof(VOTE)


def test_a_receipt_says_what_the_vote_was_recorded_as(verifying: Verifying) -> None:
    found = verifying.receipt(PROOF, policy())
    assert found["vote"] == STORY.entries[VOTE]
    assert (found["index"], found["size"]) == (VOTE, len(STORY.entries))
    assert [each["name"] for each in found["witnesses"]] == ["W1", "W2", "W3"]


def test_the_platform_writes_receipts_as_the_specification_does() -> None:
    path = inclusion(FILES.hashes, VOTE)
    assert tlog_proof(FILES.entries[VOTE], VOTE, path, FILES.checkpoint()) == PROOF


def test_a_receipt_fits_into_an_address_and_comes_out_as_it_was(verifying: Verifying) -> None:
    digits = in_address(PROOF)
    assert digits.isdecimal()
    assert verifying.receipt(digits, policy()) == verifying.receipt(PROOF, policy())


def test_receipts_of_every_place_in_a_log_are_valid(verifying: Verifying) -> None:
    story = grown(honest_story(), 700)
    files = story.files()
    votes = [n for n, entry in enumerate(story.entries) if entry["t"] == "vote"]
    for vote in [votes[0], *votes[20::97], votes[-1]]:
        found = verifying.receipt(files.proof(vote), policy())
        assert found.get("index") == vote, found


def test_an_old_receipt_stays_valid_while_the_log_grows(verifying: Verifying) -> None:
    short = honest_story()
    short.entries = short.entries[: VOTE + 20]
    found = verifying.receipt(short.files().proof(VOTE), policy())
    assert found["size"] == VOTE + 20


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ((f"index {VOTE}\n", f"index {VOTE + 1}\n"), "receipt-not-in-log"),
        ((f"index {VOTE}\n", f"index 0{VOTE}\n"), "receipt-form"),
        (("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"), "receipt-form"),
        (("\n109\n", "\n108\n"), "signature"),
        (("extra ", "other "), "receipt-no-entry"),
        ((base64.b64encode(FILES.entries[VOTE]).decode(), "!"), "receipt-form"),
    ],
)
def test_a_changed_receipt_is_refused(
    change: tuple[str, str], code: str, verifying: Verifying
) -> None:
    assert change[0] in PROOF
    assert verifying.receipt(PROOF.replace(*change), policy()) == {"code": code}


def test_a_forged_vote_is_not_in_the_log(verifying: Verifying) -> None:
    real = FILES.entries[VOTE]
    for forged in (real.replace(b'"tv":4', b'"tv":1'), real.replace(b"given", b"taken")):
        assert forged != real
        proof = PROOF.replace(base64.b64encode(real).decode(), base64.b64encode(forged).decode())
        assert verifying.receipt(proof, policy()) == {"code": "receipt-not-in-log"}


def test_a_receipt_of_something_else_than_a_vote_is_none(verifying: Verifying) -> None:
    proof = FILES.proof(STORY.find("phase.closed"))
    assert verifying.receipt(proof, policy()) == {"code": "receipt-no-entry"}


def test_a_forged_witness_and_too_few_of_them_are_noticed(verifying: Verifying) -> None:
    alone = honest_story().files(signers=(LOG, WITNESSES[0])).proof(VOTE)
    assert verifying.receipt(alone, policy()) == {"code": "below-quorum"}
    stranger = Signer(LOG.name, 1, b"\x05" * 32)
    theirs = honest_story().files(signers=(stranger, *WITNESSES)).proof(VOTE)
    assert verifying.receipt(theirs, policy()) == {"code": "not-signed"}


@pytest.mark.parametrize("digits", ["1" * 17, "9" * 34, "0" * 17, "12", in_address("x" * 300_000)])
def test_digits_that_are_no_receipt_are_refused(digits: str, verifying: Verifying) -> None:
    assert verifying.receipt(digits, policy()) == {"code": "receipt-form"}


def test_every_changed_letter_of_a_receipt_is_noticed(verifying: Verifying) -> None:
    all_three = policy(threshold=3)
    assert "vote" in verifying.receipt(PROOF, all_three)
    accepted = [
        at
        for at in range(0, len(PROOF), 7)
        if "vote" in verifying.receipt(_changed(PROOF, at), all_three)
    ]
    assert accepted == []


def _changed(text: str, at: int) -> str:
    return text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :]
