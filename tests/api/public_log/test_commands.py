"""`gemeinsam log key|sign|export|verify`, as an operator and an auditor type them."""

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.signing import KeyFile
from adapters.signing.notes import checkpoint, verification_key
from api.cli import gemeinsam
from api.mirroring import tiles_of
from tests.adapters.signing.trees import root
from tests.api.public_log.signed import a_signed_village

ENVIRONMENT = {"BASE_URL": "https://gemeinsam.example"}


def run(data: Path, *arguments: str, **variables: str) -> Result:
    return CliRunner().invoke(
        gemeinsam, ["log", *arguments], env={**ENVIRONMENT, "DATA": os.fspath(data), **variables}
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The folder of an installation with a few published entries, never signed."""
    folder = tmp_path / "data"
    with a_signed_village(folder) as (village, _):
        village.parts.runner.catch_up()
    return folder


def test_a_key_is_made_once_shown_and_rotated(data: Path) -> None:
    (data / "signing.key").unlink()
    made = run(data, "key", "new")
    assert made.exit_code == 0
    assert verification_key(made.output).name == "gemeinsam.example/public-log"
    again = run(data, "key", "new")
    assert again.exit_code == 1
    assert "already" in again.output
    rotated = run(data, "key", "rotate")
    assert rotated.exit_code == 0, rotated.output
    shown = run(data, "key", "show")
    assert shown.output == made.output + rotated.output
    assert "PRIVATE" not in shown.output
    (data / "signing.key").chmod(0o644)
    refused = run(data, "key", "show")
    assert refused.exit_code == 1
    assert "chmod 600" in refused.output


def test_a_key_that_was_never_announced_is_announced_by_the_next_attempt(data: Path) -> None:
    cut_short = KeyFile(data / "signing.key").rotate()
    rotated = run(data, "key", "rotate")
    assert rotated.output.strip() == cut_short.public.line
    assert run(data, "key", "rotate").output != rotated.output
    assert len(KeyFile(data / "signing.key").keys()) == 3


def test_a_process_of_its_own_signs_without_log_or_vault(data: Path) -> None:
    """It is given only read models, its own records and the key."""
    (data / "vault.db").rename(data / "elsewhere.vault")
    (data / "log.db").rename(data / "elsewhere.log")
    signed = run(data, "sign", "--once")
    assert signed.exit_code == 0, signed.output
    assert "Signed up to" in signed.output
    assert not (data / "vault.db").exists()
    assert not (data / "log.db").exists()


def test_after_a_restore_it_waits_for_a_person_where_there_is_no_witness(data: Path) -> None:
    (data / "restored").touch()
    stopped = run(data, "sign", "--once")
    assert stopped.exit_code == 1
    assert "stands still" in stopped.output
    assert run(data, "sign", "--once", "--accept-restore").exit_code == 0
    assert not (data / "restored").exists()


def test_a_mirror_is_a_whole_log_and_grows(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    assert run(data, "sign", "--once").exit_code == 0
    written = run(data, "export", os.fspath(folder))
    assert written.exit_code == 0, written.output
    found = checkpoint((folder / "checkpoint").read_text())
    hashes = (folder / f"tile/0/000.p/{found.size}").read_bytes()
    leaves = [hashes[start : start + 32] for start in range(0, len(hashes), 32)]
    assert found.root == root(leaves)
    assert (folder / "checkpoints" / "sizes").read_text() == f"{found.size}\n"
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    assert all(path.stat().st_mode & 0o777 == 0o644 for path in before)
    assert not [path for path in before if path.name.startswith(".new-")]
    refused = run(data, "export", os.fspath(folder))
    assert refused.exit_code == 1
    assert "--incremental" in refused.output
    assert run(data, "export", os.fspath(folder), "--incremental").exit_code == 0
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_mirror_of_another_log_is_left_alone(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    run(data, "sign", "--once")
    run(data, "export", os.fspath(folder))
    text = (folder / "checkpoint").read_text().split("\n")
    text[2] = "A" * 43 + "="
    (folder / "checkpoint").write_text("\n".join(text))
    refused = run(data, "export", os.fspath(folder), "--incremental")
    assert refused.exit_code == 1
    assert "not ours" in refused.output
    assert (folder / "checkpoint").read_text() == "\n".join(text)


@pytest.mark.parametrize(
    "content", [b"", b"a\nb\nc\n", b"a\n-1\nAAAA\n", b"\xff\n1\nAAAA\n", b"a\n1\n=\n"]
)
def test_a_file_that_is_no_checkpoint_is_left_alone(
    data: Path, tmp_path: Path, content: bytes
) -> None:
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / "checkpoint").write_bytes(content)
    run(data, "sign", "--once")
    refused = run(data, "export", os.fspath(folder), "--incremental")
    assert refused.exit_code == 1
    assert "is no checkpoint" in refused.output
    assert [each.name for each in folder.iterdir()] == ["checkpoint"]


def test_what_another_log_left_before_it_was_whole_is_replaced(data: Path, tmp_path: Path) -> None:
    """Its export was interrupted: there are tiles and no checkpoint that would tell whose."""
    folder = tmp_path / "mirror"
    run(data, "sign", "--once")
    run(data, "export", os.fspath(folder))
    tiles = {path: path.read_bytes() for path in (folder / "tile").rglob("*.p/*")}
    assert len(tiles) == 2
    (folder / "checkpoint").unlink()
    for path in tiles:
        path.write_bytes(b"of another log")
    assert run(data, "export", os.fspath(folder), "--incremental").exit_code == 0
    assert tiles == {path: path.read_bytes() for path in tiles}


def test_a_full_disk_leaves_nothing_half(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mirror"
    run(data, "sign", "--once")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr("api.mirroring.os.fsync", full)
        assert run(data, "export", os.fspath(folder)).exit_code == 1
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert run(data, "export", os.fspath(folder), "--incremental").exit_code == 0


def test_the_verifier_accepts_a_mirror_by_its_policy(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    run(data, "sign", "--once")
    run(data, "export", os.fspath(folder))
    policy = os.fspath(folder / "policy")
    verified = run(data, "verify", os.fspath(folder), "--policy", policy)
    assert verified.exit_code == 0, verified.output
    entries = next((folder / "tile" / "entries").rglob("*.p/*"))
    entries.write_bytes(entries.read_bytes().replace(b"citizen", b"officer"))
    tampered = run(data, "verify", os.fspath(folder), "--policy", policy)
    assert tampered.exit_code == 1


def test_the_tiles_of_the_specifications_example() -> None:
    found = list(tiles_of(70_000))
    assert [len([each for each in found if each[0] == level]) for level in (0, 1, 2)] == [274, 2, 1]
    assert {(0, 273, 112), (1, 1, 17), (2, 0, 1), (1, 0, 256)} <= set(found)
    assert list(tiles_of(256)) == [(0, 0, 256), (1, 0, 1)]
    assert list(tiles_of(0)) == []
