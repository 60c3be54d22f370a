"""An honest log is accepted, and counted as the verifier in Python counts it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gemeinsam_verifier.policy import read_policy
from gemeinsam_verifier.source import Folder
from gemeinsam_verifier.verifying import Wishes, verify
from tests.sizes import Sizes
from tests.verifier.log_files import LOG, LogFiles, policy, root
from tests.verifier.make_log import grown
from tests.verifier.story import BENCH, PHASE, close, honest_story, number, open_story
from tests.verifier.test_rules import COURSES
from tests.verifier_js.browser import Verifying
from tests.verifier_js.conftest import Reporting

pytestmark = pytest.mark.browser


def test_an_honest_log_is_accepted(report: Reporting) -> None:
    story = honest_story()
    found = report(story.files())
    assert found["problems"] == []
    assert found["accepted"]
    assert found["size"] == len(story.entries)
    assert found["root"] == root(story.files().hashes).hex()
    assert [each["name"] for each in found["witnesses"]] == ["W1", "W2", "W3"]
    assert (found["texts"], found["erased"]) == (len(story.texts), 1)


def test_texts_of_entries_that_come_while_it_reads_are_no_problem(report: Reporting) -> None:
    story = open_story()
    entries, texts = story.files().entries, list(story.texts)
    said = {"q": BENCH, "comment": number("new"), "phase": PHASE, "level": "email"}
    story.say("comment.posted", {"text": "Eben erst gesagt"}, by="citizen", **said)
    found = report(LogFiles(entries, story.files().texts))
    assert found["problems"] == []
    assert found["texts"] == len(texts)


def test_a_refused_edit_is_released_on_appeal(report: Reporting) -> None:
    story = open_story()
    COURSES["a refused edit is released on appeal"](story)
    close(story)
    found = report(story.files())
    assert found["problems"] == []
    assert found["accepted"]


def test_an_edit_that_another_case_refused_is_not_released(report: Reporting) -> None:
    story = open_story()
    case = number("case of version 4")
    story.add("proposal.edit-released", q=BENCH, version=3, case=case, by="moderator")
    close(story)
    found = report(story.files())
    assert [each["code"] for each in found["problems"]][:1] == ["wrong-version"]


def test_tallies_are_those_of_the_log_maker(report: Reporting) -> None:
    story = honest_story()
    [process] = report(story.files())["processes"]
    assert process["title"] == "Unser Dorf 2030"
    assert process["tallies"] == story.tally()
    assert len(process["tallies"]) == 4


def test_registrations_are_counted_by_day_and_level(report: Reporting) -> None:
    found = report(honest_story().files())["registrations"]
    assert found == [["2026-09-10 email", 2], ["2026-09-10 resident", 1]]


def test_every_older_checkpoint_is_a_prefix(report: Reporting) -> None:
    files = honest_story().files()
    sizes = [1, 2, 3, 54, 64, 100, len(files.entries)]
    found = report(files, old=[files.checkpoint(size) for size in sizes])
    assert found["accepted"]
    assert found["old"] == sizes


def test_a_policy_without_witnesses_is_the_readers_own_choice(report: Reporting) -> None:
    trusted = f"# my own\nlog {LOG.verification_key}\nquorum none\n"
    found = report(honest_story().files(signers=(LOG,)), trusted)
    assert (found["accepted"], found["quorum"], found["witnesses"]) == (True, "none", [])


@pytest.mark.parametrize("trusted", ["", "quorum none\nquorum none", "quorum W1", "log x"])
def test_a_policy_that_is_none_is_refused(trusted: str, report: Reporting) -> None:
    found = report(honest_story().files(), f"{trusted}\n")
    [problem] = found["problems"]
    assert problem["code"] in {"policy", "policy-quorum"}
    assert found["root"] is None


def test_the_entries_of_one_number_can_be_followed(report: Reporting) -> None:
    story = honest_story()
    voter = number(f"citizen 0/{BENCH}")
    found = report(story.files(), watch=voter)["watched"]
    assert [(each["entry"]["s"], each["entry"]["x"]) for each in found] == [
        (1, "support"),
        (3, "support"),
        (2, "none"),
    ]
    assert all(each["entry"]["n"] == voter for each in found)


def test_a_claim_may_be_a_day_late_and_no_longer(report: Reporting) -> None:
    story = honest_story()
    del story.entries[story.find("phase.tally-claimed", part=1, parts=1)]
    size = story.find("public-log.checkpoint-sealed")
    del story.entries[size:]
    # The next claim names an index that has moved.
    for entry in story.entries:
        if entry["t"] == "phase.tally-claimed" and entry["parts"] == 2:
            at = entry["at"]
            assert isinstance(at, int)
            entry["at"] = at - 1
    found = report(story.files())
    assert [each["code"] for each in found["notes"]] == ["claim-pending"]
    story.hour = 40
    story.add("audit.opened", audit=number("late audit"), scope="everything", by="auditor")
    codes = [each["code"] for each in report(story.files())["problems"]]
    assert codes == ["tally-missing"]


def test_a_long_log_is_accepted_and_its_tree_is_right_at_every_size(
    report: Reporting, sizes: Sizes
) -> None:
    story = grown(honest_story(), 60_000 if sizes.nightly else 3_000)
    files = story.files()
    old = [256, 257, 511, 512, 768, 1024, 1025, len(files.entries) - 1]
    found = report(files, old=[files.checkpoint(size) for size in old])
    assert found["problems"] == []
    assert found["root"] == root(files.hashes).hex()
    assert found["processes"][1]["tallies"] == story.tally()


def test_both_verifiers_say_the_same(verifying: Verifying, logs: Path, sizes: Sizes) -> None:
    story = grown(honest_story(), 62_000 if sizes.nightly else 2_000)
    folder = story.files().write(logs / "both")
    browser = verifying.report(folder, policy())
    python = verify(Folder(folder), Wishes(read_policy(policy())))
    assert (python.complaints, browser["problems"]) == ([], [])
    assert (python.size, python.root.hex()) == (browser["size"], browser["root"])
    assert {row.question: list(row.counts) for each in python.tallies for row in each.rows} == {
        row[0]: row[1:] for process in browser["processes"] for row in process["tallies"]
    }


def test_a_missing_file_is_named(report: Reporting) -> None:
    story = honest_story()
    found = report(Bare(story.files().entries, story.texts))
    assert [each["code"] for each in found["problems"]] == ["file-missing"]


class Bare(LogFiles):
    """Publishes no entries."""

    def _bundles(self) -> Iterator[tuple[str, bytes]]:
        yield from ()
