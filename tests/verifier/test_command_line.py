"""The commands as a stranger types them."""

import json
import locale
import subprocess
import sys
from pathlib import Path

import pytest

from gemeinsam_verifier.command_line import main
from tests.verifier.attacks_on_files import size_edited, vote_flipped
from tests.verifier.laboratory import Laboratory
from tests.verifier.log_files import LOG, WITNESSES, LogFiles, canonical, policy
from tests.verifier.story import honest_story


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with an honest log in `log`, and a policy beside it."""
    honest_story().files(sizes=(40,)).write(tmp_path / "log")
    (tmp_path / "policy").write_text(policy())
    return tmp_path


def ask(town: Path, *options: str) -> int:
    """Verify the log of a town in English."""
    arguments = [str(town / "log"), "--policy", str(town / "policy"), "--language", "en"]
    return main([*arguments, *options])


Output = pytest.CaptureFixture[str]


def test_an_honest_log_answers_with_0(town: Path, capsys: Output) -> None:
    assert ask(town) == 0
    said = capsys.readouterr()
    assert "7 Texts: right" in said.out
    assert "signed by W3 at 2026-09-21" in said.out
    assert said.out.endswith("Result: the log is right.\n")
    assert said.err == ""


def test_it_speaks_german(town: Path, capsys: Output) -> None:
    assert ask(town, "--language", "de") == 0
    assert "5 Regeln: in Ordnung" in capsys.readouterr().out


@pytest.mark.parametrize(("name", "word"), [("de_AT", "Ergebnis"), ("fr_FR", "Result")])
def test_it_speaks_as_the_system_is_set(
    town: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch, name: str, word: str
) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda: (name, "UTF-8"))
    assert main([str(town / "log"), "--policy", str(town / "policy")]) == 0
    assert word in capsys.readouterr().out


def test_a_bad_log_answers_with_1_and_names_the_first_bad_entry(town: Path, capsys: Output) -> None:
    vote_flipped(Laboratory(town / "log"))
    index = honest_story().find("vote")
    assert ask(town) == 1
    said = capsys.readouterr().out
    assert f"! Entry {index}: The entry does not fit its hash" in said
    assert "[entry-changed]" in said
    assert said.endswith("Result: the log is WRONG.\n")


def test_signatures_that_are_wrong_leave_the_rest_unchecked(town: Path, capsys: Output) -> None:
    size_edited(Laboratory(town / "log"))
    assert ask(town) == 1
    assert "5 Rules: not checked" in capsys.readouterr().out


def test_without_a_policy_it_explains_itself(town: Path, capsys: Output) -> None:
    assert main([str(town / "log"), "--language", "de"]) == 2
    assert "welchen Schlüsseln Sie trauen" in capsys.readouterr().err


@pytest.mark.parametrize("with_policy", [True, False])
def test_a_trial_judges_no_signature(town: Path, capsys: Output, with_policy: bool) -> None:  # noqa: FBT001 - a parameter of the test
    story = honest_story()
    story.files(signers=(LOG, WITNESSES[0])).write(town / "log")
    assert ask(town) == 1
    capsys.readouterr()
    options = ["--policy", str(town / "policy")] if with_policy else []
    assert main([str(town / "log"), "--trial", "--language", "en", *options]) == 2
    said = capsys.readouterr().out
    assert "Trial" in said
    assert ("signed by W1" in said) == with_policy


def test_a_trial_answers_with_1_where_something_else_is_wrong(town: Path) -> None:
    vote_flipped(Laboratory(town / "log"))
    assert ask(town, "--trial") == 1


def test_a_kept_checkpoint_is_compared(town: Path, capsys: Output) -> None:
    kept = town / "kept"
    kept.write_bytes((town / "log" / "checkpoints" / "40").read_bytes())
    assert ask(town, "--checkpoint", str(kept)) == 0
    assert "the first 40 entries are unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--checkpoint", "nowhere"], "nowhere"),
        (["--process", "nowhere"], "No such process"),
    ],
)
def test_what_cannot_be_checked_answers_with_2(
    town: Path, capsys: Output, options: list[str], complaint: str
) -> None:
    assert ask(town, *options) == 2
    assert complaint in capsys.readouterr().err


def test_a_policy_that_is_none_answers_with_2(town: Path, capsys: Output) -> None:
    (town / "policy").write_text("trust everybody\n")
    assert ask(town) == 2
    assert "line 1" in capsys.readouterr().err


def test_a_place_or_a_receipt_is_needed(town: Path, capsys: Output) -> None:
    assert main(["--policy", str(town / "policy"), "--language", "en"]) == 2
    assert "Which log?" in capsys.readouterr().err


def test_texts_can_be_left_out(town: Path, capsys: Output) -> None:
    (town / "log" / "texts" / "000").unlink()
    assert ask(town) == 1
    assert ask(town, "--no-texts") == 0
    assert "7 Texts: not checked" in capsys.readouterr().out


def test_one_process_is_shown(town: Path, capsys: Output) -> None:
    assert ask(town, "--process", "unser-dorf") == 0
    assert "Bänke und Tische" in capsys.readouterr().out


def test_other_programs_get_json(town: Path, capsys: Output) -> None:
    assert ask(town, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    claim = honest_story().entries[honest_story().find("phase.tally-claimed")]["tally"]
    assert report["result"] == "ok"
    assert report["tallies"][0]["tally"] == claim


def test_complaints_in_json_have_names_and_sentences(town: Path, capsys: Output) -> None:
    vote_flipped(Laboratory(town / "log"))
    assert ask(town, "--json") == 1
    complaint = json.loads(capsys.readouterr().out)["complaints"][0]
    assert complaint["check"] == "entry-changed"
    assert complaint["index"] == honest_story().find("vote")
    assert complaint["de"].endswith("geändert.")


def test_titles_cannot_steer_a_terminal(tmp_path: Path, capsys: Output) -> None:
    story = honest_story()
    newest = story.sealed[story.find("proposal.edited", version=4)]["title"]
    changed = honest_story()
    for text in changed.texts:
        if text.commitment == newest.commitment:
            text.text = "\x1b[2JBänke"
    changed.files().write(tmp_path / "log")
    (tmp_path / "policy").write_text(policy())
    assert ask(tmp_path) == 1
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["\x1b[2J", "\x9b2J"])
def test_neither_can_entries(tmp_path: Path, capsys: Output, kind: str) -> None:
    honest = honest_story().files()
    forged = canonical({"t": kind, "v": 1})
    LogFiles([*honest.entries, forged], honest.texts).write(tmp_path / "log")
    (tmp_path / "policy").write_text(policy())
    assert ask(tmp_path) == 1
    said = capsys.readouterr().out
    assert "[unknown-type]" in said
    assert kind[0] not in said


def test_letters_that_no_terminal_has_end_no_report(tmp_path: Path) -> None:
    """The platform's own command calls `main` as well, with an output that is strict."""
    forged = b'{"t":"\\ud800"}'
    LogFiles([forged]).write(tmp_path / "log")
    (tmp_path / "policy").write_text(policy())
    arguments = [str(tmp_path / "log"), "--policy", str(tmp_path / "policy")]
    for options in ([], ["--json"]):
        called = (
            "import sys; from gemeinsam_verifier import command_line as c; c.main(sys.argv[1:])"
        )
        command = [sys.executable, "-c", called, *arguments, *options]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert b"not-canonical" in done.stdout


def receipt_of(town: Path, index: int) -> Path:
    """Write the receipt of an entry, and return its file."""
    path = town / "receipt.tlog-proof"
    path.write_text(honest_story().files().proof(index))
    return path


def check_receipt(town: Path, path: Path) -> int:
    """Check a receipt without the log."""
    options = ["--policy", str(town / "policy"), "--language", "en"]
    return main(["--proof", str(path), *options])


@pytest.mark.parametrize("index", [0, 53, 108])
def test_a_receipt_is_checked_offline(town: Path, capsys: Output, index: int) -> None:
    assert check_receipt(town, receipt_of(town, index)) == 0
    said = capsys.readouterr().out
    assert f"this is entry {index} of the log" in said
    assert f"t: {honest_story().entries[index]['t']}" in said


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("index 53", "index 54", "receipt-wrong"),
        ("extra ey", "extra ez", "receipt-wrong"),
        ("extra ", "more ", "receipt-unreadable"),
        ("index 53", "index 053", "receipt-unreadable"),
        ("\n109\n", "\n108\n", "log-signature-wrong"),
    ],
)
def test_a_receipt_that_was_changed_is_refused(
    town: Path, capsys: Output, old: str, new: str, name: str
) -> None:
    path = receipt_of(town, 53)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert check_receipt(town, path) == 1
    assert f"[{name}]" in capsys.readouterr().out


def test_a_receipt_without_enough_witnesses_is_refused(town: Path, capsys: Output) -> None:
    path = town / "receipt"
    path.write_text(honest_story().files(signers=(LOG, WITNESSES[2])).proof(53))
    assert check_receipt(town, path) == 1
    assert "[below-quorum]" in capsys.readouterr().out


def test_a_receipt_and_a_log_are_checked_against_each_other(town: Path, capsys: Output) -> None:
    assert ask(town, "--proof", str(receipt_of(town, 53))) == 0
    assert "the first 109 entries are unchanged" in capsys.readouterr().out
