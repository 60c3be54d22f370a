"""One byte of one file changed is enough: somebody notices."""

import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemeinsam_verifier.notes import read_note
from tests.verifier.laboratory import Laboratory
from tests.verifier.log_files import LOG, WITNESSES
from tests.verifier.make_log import main
from tests.verifier.story import honest_story

PARTS = ("checkpoint", "checkpoints/*[0-9]", "tile/entries", "tile/0", "tile/1", "texts")


@cache
def log() -> Path:
    """A log of more than one bundle; put back after every change."""
    folder = Path(mkdtemp(prefix="gemeinsam-mutations-"))
    main([str(folder), "--entries", "600"])
    return folder


@pytest.fixture(scope="module", autouse=True)
def _clean() -> object:
    yield
    shutil.rmtree(log())


def files_of(part: str) -> list[Path]:
    """Return the files of one part of the log."""
    found = log().glob(part) if "*" in part or part == "checkpoint" else log().glob(f"{part}/**/*")
    return sorted(path for path in found if path.is_file())


def test_every_part_has_files() -> None:
    assert all(files_of(part) for part in PARTS)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(PARTS))
    path = data.draw(st.sampled_from(files_of(part)))
    content = path.read_bytes()
    place = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(1, 255))
    changed = content[:place] + bytes([content[place] ^ byte]) + content[place + 1 :]
    path.write_bytes(changed)
    try:
        report = Laboratory(log()).verify()
    finally:
        path.write_bytes(content)
    harmless = _means_the_same if part == "texts" else _is_by_a_stranger
    assert report.exit_code == 1 or harmless(path, content, changed)


def _is_by_a_stranger(path: Path, before: bytes, after: bytes) -> bool:
    """Tell whether only a signature became that of an unknown key, which one must ignore."""
    if "checkpoint" not in str(path.relative_to(log())):
        return False
    keys = {(key.name, key.key_id) for key in (LOG, *WITNESSES)}
    old, new = read_note(before), read_note(after)
    signers = {(line.name, line.key_id) for line in new.signatures}
    return old.text == new.text and not signers <= keys


def _means_the_same(_: Path, before: bytes, after: bytes) -> bool:
    """Tell whether a text is only written in another way, with a tab for a blank."""
    return [json.loads(line) for line in before.splitlines()] == [
        json.loads(line) for line in after.splitlines()
    ]


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_an_entry_changed_and_signed_anew_never_breaks_the_verifier(data: st.DataObject) -> None:
    story = honest_story()
    entry = data.draw(st.sampled_from(story.entries))
    name = data.draw(st.sampled_from(sorted(entry)))
    values = st.one_of(
        st.integers(-1, 300),
        st.text(max_size=8),
        st.booleans(),
        st.just([]),
        st.just({}),
        st.sampled_from([other.get(name, 0) for other in story.entries]),
    )
    entry[name] = data.draw(values)
    folder = Path(mkdtemp(prefix="gemeinsam-changed-"))
    try:
        laboratory = Laboratory(folder)
        laboratory.publish(story)
        assert laboratory.verify().exit_code in {0, 1}
    finally:
        shutil.rmtree(folder)
