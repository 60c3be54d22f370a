"""An honest log passes, from a folder and from an address, and is read to the end."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from gemeinsam_verifier.policy import read_policy
from gemeinsam_verifier.report import OK
from gemeinsam_verifier.source import Folder, Unreachable, Web, open_source
from gemeinsam_verifier.verifying import Unusable, Wishes, verify
from tests.verifier.laboratory import Laboratory, complaints
from tests.verifier.log_files import LOG, LogFiles, policy, root
from tests.verifier.make_log import grown, main
from tests.verifier.story import (
    BENCH,
    PHASE,
    TREE,
    WELL,
    Story,
    close,
    honest_story,
    number,
    open_story,
)


@pytest.fixture
def laboratory(tmp_path: Path) -> Laboratory:
    """A folder with the honest log."""
    made = Laboratory(tmp_path)
    made.publish(honest_story())
    return made


def test_every_step_is_taken_and_passed(laboratory: Laboratory) -> None:
    report = laboratory.verify()
    assert complaints(report) == []
    assert set(report.steps.values()) == {OK}
    assert report.exit_code == 0


def test_size_root_and_signers_are_reported(laboratory: Laboratory) -> None:
    report, files = laboratory.verify(), honest_story().files()
    assert report.size == len(files.entries)
    assert report.root == root(files.hashes)
    assert [signer.name for signer in report.signers] == [LOG.name, "W1", "W2", "W3"]


def test_the_recount_is_the_number_of_supporters(laboratory: Laboratory) -> None:
    (tally,) = laboratory.verify().tallies
    counts = {row.question: row.counts for row in tally.rows}
    assert counts[BENCH] == (8, 0, 0, 0)
    assert counts[WELL] == (4, 0, 0, 0)
    # Three carried over, two latecomers; what was given back does not count.
    assert counts[TREE] == (5, 0, 0, 0)


def test_titles_are_the_newest_public_ones(laboratory: Laboratory) -> None:
    (tally,) = laboratory.verify().tallies
    assert {row.question: row.title for row in tally.rows}[BENCH] == "Bänke und Tische"


@pytest.mark.parametrize("extra", range(4))
def test_an_older_checkpoint_fits_at_any_size(laboratory: Laboratory, extra: int) -> None:
    files = honest_story().files()
    for size in range(extra, len(files.entries), 4):
        laboratory.older.append((str(size), files.checkpoint(size).encode()))
    report = laboratory.verify()
    assert complaints(report) == []
    assert len(report.older) == len(laboratory.older)


def test_a_receipt_serves_as_an_older_checkpoint(laboratory: Laboratory) -> None:
    laboratory.older.append(("receipt", honest_story().files().proof(12).encode()))
    assert laboratory.verify().older == [("receipt", len(honest_story().entries))]


def test_a_kept_file_of_another_log_is_of_no_use(laboratory: Laboratory) -> None:
    laboratory.older.append(("note", b"remember the milk\n"))
    with pytest.raises(Unusable, match="note"):
        laboratory.verify()


def test_a_log_of_several_bundles_passes(tmp_path: Path) -> None:
    main([str(tmp_path), "--entries", "2000"])
    report = Laboratory(tmp_path).verify()
    assert complaints(report) == []
    assert report.size > 2000
    assert sum(sum(row.counts) for row in report.tallies[1].rows) > 1500


def test_a_claim_may_take_a_while(tmp_path: Path) -> None:
    story = open_story()
    close(story)
    story.entries.pop()
    laboratory = Laboratory(tmp_path)
    laboratory.publish(story)
    report = laboratory.verify()
    assert report.exit_code == 0
    assert report.awaited == 1


@pytest.fixture
def address(laboratory: Laboratory) -> Iterator[str]:
    """The same log behind a web server."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name http.server calls
            """Say nothing."""

    handler = partial(Quiet, directory=str(laboratory.folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def test_a_log_is_verified_over_the_web(address: str) -> None:
    report = verify(open_source(address), Wishes(read_policy(policy())))
    assert complaints(report) == []
    assert report.texts


def test_a_server_that_is_away_says_nothing_about_the_log() -> None:
    with pytest.raises(Unreachable):
        verify(Web("http://127.0.0.1:9/"), Wishes(read_policy(policy())))


Sent = tuple[dict[str, str], bytes]
"""Headers and body of an answer."""


def cut(content: bytes) -> Sent:
    return {"Content-Length": str(len(content))}, content[: len(content) // 2]


def garbled(content: bytes) -> Sent:
    packed = bytearray(gzip.compress(content))
    packed[12] ^= 0xFF  # behind the header, which is still right
    return {"Content-Length": str(len(packed)), "Content-Encoding": "gzip"}, bytes(packed)


@contextmanager
def server_of(folder: Path, damage: Callable[[bytes], Sent]) -> Iterator[str]:
    """Lend the address of a server that damages every file on its way."""

    class Damaging(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers, content = damage((folder / self.path.lstrip("/")).read_bytes())
            self.send_response(200)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name http.server calls
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Damaging) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.parametrize("damage", [cut, garbled])
def test_what_is_damaged_on_its_way_says_nothing_about_the_log(
    laboratory: Laboratory, damage: Callable[[bytes], Sent]
) -> None:
    with server_of(laboratory.folder, damage) as address, pytest.raises(Unreachable):
        Web(address).read("tile/entries/000.p/109")


@pytest.mark.parametrize(
    "address", ["http://[::1/", f"http://{'a' * 70}.example/", "http://127.0.0.1:9/ä/"]
)
def test_neither_does_an_address_that_is_none(address: str) -> None:
    with pytest.raises(Unreachable):
        open_source(address).read("checkpoint")


def test_a_folder_that_is_not_there_says_nothing_either(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        open_source(str(tmp_path / "nowhere"))


class Moving(Folder):
    """A log that goes on while it is read: a text goes, then the entry that says so comes."""

    def __init__(self, folder: Path, later: Story) -> None:
        super().__init__(folder)
        self._folder = folder
        self._later = later

    def read(self, name: str) -> bytes | None:
        if name == "checkpoint" and not (self._folder / "texts/000").exists():
            self._later.files().write(self._folder)
        return super().read(name)


def test_a_text_taken_down_while_we_read_is_no_complaint(tmp_path: Path) -> None:
    before, after = open_story(), open_story()
    text = before.sealed[before.find("comment.edited")]["text"]
    after.add("content.erased", ref=text.commitment, ground="request")
    after.texts = [each for each in after.texts if each.commitment != text.commitment]
    before.files().write(tmp_path)
    (tmp_path / "texts/000").unlink()
    report = verify(Moving(tmp_path, after), Wishes(read_policy(policy())))
    assert complaints(report) == []
    assert report.size == len(after.entries)


def test_texts_of_entries_that_come_while_we_read_are_no_complaint(tmp_path: Path) -> None:
    story = open_story()
    before = story.files()
    known = list(before.texts)
    said = {"q": BENCH, "comment": number("new"), "phase": PHASE, "level": "email"}
    story.say("comment.posted", {"text": "Eben erst gesagt"}, by="citizen", **said)
    LogFiles(before.entries, story.files().texts).write(tmp_path)
    report = Laboratory(tmp_path).verify()
    assert complaints(report) == []
    assert report.texts == len(known)


def test_a_log_grows_consistently() -> None:
    story = grown(honest_story(), 600)
    files, small = story.files(), honest_story().files()
    assert files.hashes[: len(small.hashes)] == small.hashes
