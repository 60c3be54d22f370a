"""Backups taken while serving come back whole, and erased people stay erased (T5, T14)."""

import hashlib
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql

from adapters import backups
from adapters.document_archive import DocumentArchive
from api.cli import gemeinsam
from api.commands.backing_up import (
    LOG_TABLES,
    READS_TABLE,
    Damaged,
    NotApart,
    NotEmpty,
    back_up,
    bring_back,
    check,
    read,
    replay_erasures,
)
from api.documents import Document
from api.restored import UNREPLAYED, ErasuresNotReplayed, refuse_unreplayed
from api.running import erasing_of
from api.settings import Settings
from api.wiring import documents_of
from domain.codes import ProposalId
from domain.use_cases import supporting
from domain.use_cases.erasing import Wish
from projections import feed
from tests.api.installation import Clock, account, installed, settings
from tests.api.pages.village import Village, a_village
from tests.disks import room_for
from tests.domain.cast import on
from tests.postgresql import Cluster


def idea_of_ana(village: Village) -> ProposalId:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    supporting.give_support(village.platform, village.as_("ben"), idea)
    return idea


def erase_ana(village: Village) -> None:
    """Let Ana's account and texts go now."""
    village.parts.identity.erasures.ask(
        village.person("ana"),
        wish=msgspec.json.encode(Wish(texts="all")),
        ground="request",
        language="de",
        at=village.now,
        due=village.now,
    )
    assert erasing_of(village.parts).carry_out_due() == 1


def test_whoever_was_erased_after_the_backup_stays_erased(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        idea = idea_of_ana(village)
        ana = village.person("ana")
        refs = set(village.vault.items_of(ana))
        of_log, _ = back_up(village.parts, tmp_path / "log", tmp_path / "vault")
        erase_ana(village)
        newest = Path(shutil.copy(village.parts.settings.erasures, tmp_path / "newest.jsonl"))
    fresh = settings(tmp_path / "new")
    bring_back(fresh, tmp_path / "log", tmp_path / "vault", on(20))
    with pytest.raises(ErasuresNotReplayed, match="erasures not replayed"):
        refuse_unreplayed(fresh)
    with installed(tmp_path / "new", Clock(on(20))) as parts:
        assert check(parts, of_log) == of_log.position
        assert len(parts.texts.open(refs)) == 2  # The copy of the vault knows her again.
        parts.texts.forget(refs)
        assert replay_erasures(parts, [newest]) == (1, 2)
        assert parts.texts.open(refs) == {}
        assert parts.log.ciphertexts(refs) == {}
        assert parts.identity.accounts.by_email("ana@beispiel.example") is None
        assert parts.vault.owner(idea) is None
        with parts.read_models.snapshot() as snapshot:
            row = feed.all_rows(snapshot, [idea])[idea]
        assert (row.title, row.body, row.supports) == (None, None, 1)
        assert replay_erasures(parts, [newest]) == (1, 2)
    refuse_unreplayed(fresh)
    assert (tmp_path / "new" / "restored").exists()


def test_a_newer_log_alone_tells_an_older_vault_what_is_gone(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        idea_of_ana(village)
        refs = set(village.vault.items_of(village.person("ana")))
        back_up(village.parts, tmp_path / "log1", tmp_path / "vault1")
        erase_ana(village)
        back_up(village.parts, tmp_path / "log2", tmp_path / "vault2")
    fresh = settings(tmp_path / "new")
    bring_back(fresh, tmp_path / "log2", tmp_path / "vault1", on(20))
    with installed(tmp_path / "new") as parts:
        kept = tmp_path / "log2" / "erasures.jsonl"
        assert replay_erasures(parts, [kept]) == (1, 2)
        assert parts.vault.keys(refs) == {}
        assert parts.identity.accounts.by_email("ana@beispiel.example") is None


def test_published_documents_come_back_under_their_hashes(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        key = DocumentArchive(village.parts.settings.documents).keep(b"%PDF strategy")
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    fresh = settings(tmp_path / "new")
    bring_back(fresh, tmp_path / "log", tmp_path / "vault", on(20))
    assert DocumentArchive(fresh.documents).find(key) == b"%PDF strategy"


def test_a_backup_goes_nowhere_but_into_an_empty_installation(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
        with pytest.raises(NotEmpty):
            back_up(village.parts, tmp_path / "log", tmp_path / "vault2")
        with pytest.raises(NotEmpty):
            bring_back(village.parts.settings, tmp_path / "log", tmp_path / "vault", on(20))
        assert not (tmp_path / "old" / UNREPLAYED).exists()


def test_mails_of_what_a_backup_does_not_hold_count_as_not_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restore other events take those positions, and people wait for their mails."""
    with installed(tmp_path / "old") as parts:

        def copy_while_mails_go_out(url: str, target: Path, tables: Sequence[str] = ()) -> Path:
            file = copy(url, target, tables)
            account(parts, f"{target.name}@beispiel.example")
            parts.deliveries.begin_after(parts.log.head().position)
            return file

        copy = backups.copy
        account(parts, "first@beispiel.example")
        monkeypatch.setattr(backups, "copy", copy_while_mails_go_out)
        back_up(parts, tmp_path / "log", tmp_path / "vault")
    with closing(sqlite3.connect(tmp_path / "log" / "mails.db")) as mails:
        [told] = mails.execute("SELECT max(position) FROM deliveries_progress").fetchone()
    with closing(sqlite3.connect(tmp_path / "log" / "log.db")) as log:
        [last] = log.execute("SELECT max(notification_id) FROM stored_events").fetchone()
    assert told <= last


@pytest.mark.parametrize("vault", ["copy", "copy/vault", "."])
def test_both_copies_lie_apart(tmp_path: Path, vault: str) -> None:
    with a_village(tmp_path / "old") as village:
        with pytest.raises(NotApart):
            back_up(village.parts, tmp_path / "copy", tmp_path / vault)
        assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    "left", ["read.db", "read-search-fe3b9bf7-1.sqlite", "log.db-wal", "vault.db-wal"]
)
def test_nothing_of_a_former_installation_stays_beside_a_restored_log(
    tmp_path: Path, left: str
) -> None:
    """Read models, search and what a crash left in a WAL hold what the restored log does not."""
    with a_village(tmp_path / "old") as village:
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / left).touch()
    with pytest.raises(NotEmpty, match=left):
        bring_back(settings(tmp_path / "new"), tmp_path / "log", tmp_path / "vault", on(20))
    assert [file.name for file in (tmp_path / "new").iterdir()] == [left]


def test_a_restore_that_found_no_room_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing would be made anew and empty, and every text be lost without a word."""
    with a_village(tmp_path / "old") as village:
        idea_of_ana(village)
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    monkeypatch.setenv("DATA", str(tmp_path / "new"))
    monkeypatch.setenv("COLUMNS", "200")
    run = CliRunner()
    command = ["restore", str(tmp_path / "log"), "--vault", str(tmp_path / "vault")]
    with room_for((tmp_path / "vault" / "vault.db").stat().st_size - 1):
        full = run.invoke(gemeinsam, command)
    assert full.exit_code == 1
    assert "File too large" in full.output
    for refused in (run.invoke(gemeinsam, ["replay-erasures"]), run.invoke(gemeinsam, ["serve"])):
        assert refused.exit_code == 1
    assert not (tmp_path / "new" / "vault.db").exists()
    shutil.rmtree(tmp_path / "new")
    assert run.invoke(gemeinsam, command).exit_code == 0


def test_erasures_are_replayed_only_in_a_log_that_was_restored_whole(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        idea_of_ana(village)
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    bring_back(settings(tmp_path / "new"), tmp_path / "log", tmp_path / "vault", on(20))
    (tmp_path / "new" / "log.db").unlink()
    with installed(tmp_path / "new") as parts:
        with pytest.raises(Damaged, match="it ends at 0"):
            replay_erasures(parts, [])
        with pytest.raises(ErasuresNotReplayed):
            refuse_unreplayed(parts.settings)


def test_a_changed_backup_is_refused(tmp_path: Path) -> None:
    with a_village(tmp_path / "old") as village:
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    with pytest.raises(Damaged):
        read(tmp_path / "log", "vault")
    with (tmp_path / "log" / "log.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"x")
    with pytest.raises(Damaged, match=r"log\.db"):
        bring_back(settings(tmp_path / "new"), tmp_path / "log", tmp_path / "vault", on(20))
    assert not (tmp_path / "new").exists()


def test_a_garbled_manifest_is_told_from_a_backup(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_bytes(b'{"kind": "\xff"}')
    with pytest.raises(Damaged, match="holds no backup"):
        read(tmp_path, "log")


def test_a_backup_taken_while_writing_holds_all_that_was_acknowledged(tmp_path: Path) -> None:
    stop = threading.Event()
    with installed(tmp_path / "old") as parts:

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                account(parts, f"person{number}@beispiel.example")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            time.sleep(0.3)
            for number in range(5):
                before = parts.log.head().position
                log, vault = tmp_path / f"log{number}", tmp_path / f"vault{number}"
                of_log, _ = back_up(parts, log, vault)
                assert of_log.position >= before
                with closing(sqlite3.connect(log / "log.db")) as copy:
                    [stored] = copy.execute("SELECT max(notification_id) FROM stored_events")
                assert stored[0] >= before
        finally:
            stop.set()
            writer.join()
    with installed(tmp_path / "old") as parts:
        head = parts.log.head().position
    assert head > 10
    bring_back(settings(tmp_path / "new"), tmp_path / "log4", tmp_path / "vault4", on(20))
    with installed(tmp_path / "new") as parts:
        assert check(parts, read(tmp_path / "log4", "log")) <= head


def test_the_drill_by_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """T14: newest backup, vault, erasures; measured, and far below half an hour."""
    with a_village(tmp_path / "old") as village:
        idea_of_ana(village)
        refs = set(village.vault.items_of(village.person("ana")))
    run = CliRunner()
    monkeypatch.setenv("DATA", str(tmp_path / "old"))
    log, vault = str(tmp_path / "log"), str(tmp_path / "vault")
    kept = run.invoke(gemeinsam, ["backup", log, "--vault", vault], catch_exceptions=False)
    assert kept.exit_code == 0, kept.output
    with a_village(tmp_path / "old") as village:
        village.person("ana")
        erase_ana(village)
    newest = str(tmp_path / "old" / "erasures.jsonl")
    monkeypatch.setenv("DATA", str(tmp_path / "new"))
    began = time.monotonic()
    command = ["restore", log, "--vault", vault, "--erasures", newest]
    restored = run.invoke(gemeinsam, command, catch_exceptions=False)
    assert restored.exit_code == 0, restored.output
    assert time.monotonic() - began < 60
    with installed(tmp_path / "new") as parts:
        assert parts.vault.keys(refs) == {}
    again = run.invoke(gemeinsam, command)
    assert again.exit_code == 1
    assert "There is an installation already" in again.output


def test_an_interrupted_restore_does_not_serve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_village(tmp_path / "old") as village:
        idea_of_ana(village)
        back_up(village.parts, tmp_path / "log", tmp_path / "vault")
    bring_back(settings(tmp_path / "new"), tmp_path / "log", tmp_path / "vault", on(20))
    monkeypatch.setenv("DATA", str(tmp_path / "new"))
    run = CliRunner()
    for command in ("serve", "worker"):
        refused = run.invoke(gemeinsam, [command])
        assert refused.exit_code == 1
        assert "erasures not replayed" in refused.output
    assert run.invoke(gemeinsam, ["replay-erasures"]).exit_code == 0
    refuse_unreplayed(settings(tmp_path / "new"))


def tables_of(dump: Path) -> set[str]:
    """Return the tables whose rows a dump holds: the search, with its plain text, is none."""
    listed = subprocess.run(["pg_restore", "--list", str(dump)], capture_output=True, check=True)
    return {
        line.split()[6] for line in listed.stdout.decode().splitlines() if " TABLE DATA " in line
    }


@pytest.mark.postgresql
def test_postgresql_is_backed_up_and_comes_back(tmp_path: Path, postgresql: Cluster) -> None:
    names = ["bk_log", "bk_vault", "bk_log2", "bk_vault2"]
    with psycopg.connect(postgresql.url(), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    urls = [postgresql.url(name) for name in names]

    def chosen(folder: str, log_url: str, vault_url: str) -> Settings:
        return settings(tmp_path / folder, DATABASE_URL=log_url, VAULT_URL=vault_url)

    clock = Clock(on(19))
    with installed(tmp_path / "old", clock, DATABASE_URL=urls[0], VAULT_URL=urls[1]) as parts:
        village = Village(parts, clock)
        idea_of_ana(village)
        refs = set(village.vault.items_of(village.person("ana")))
        parts.runner.catch_up()
        parts.index.catch_up()
        strategy = Document(b"%PDF strategy", hashlib.sha256(b"%PDF strategy").hexdigest())
        documents_of(parts.settings).keep(strategy)
        of_log, _ = back_up(parts, tmp_path / "log", tmp_path / "vault")
        erase_ana(village)
    assert tables_of(tmp_path / "log" / "log.dump") == {*LOG_TABLES, READS_TABLE}
    bring_back(chosen("new", urls[2], urls[3]), tmp_path / "log", tmp_path / "vault", on(20))
    with installed(tmp_path / "new", clock, DATABASE_URL=urls[2], VAULT_URL=urls[3]) as parts:
        assert check(parts, of_log) == of_log.position
        assert replay_erasures(parts, [tmp_path / "old" / "erasures.jsonl"]) == (1, 2)
        assert parts.texts.open(refs) == {}
        assert documents_of(parts.settings).published(strategy.sha256) == strategy
    with pytest.raises(NotEmpty):
        bring_back(chosen("third", urls[2], urls[3]), tmp_path / "log", tmp_path / "vault", on(20))


@pytest.mark.postgresql
def test_of_what_stands_beside_the_staff_reads_nothing_is_copied(
    tmp_path: Path, postgresql: Cluster
) -> None:
    """Read models hold plain text, and a copy of the log may be kept for ever."""
    names = ["br_log", "br_reads", "br_vault"]
    with psycopg.connect(postgresql.url(), autocommit=True) as connection:
        for name in names:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    log, reads, vault = (postgresql.url(name) for name in names)
    with installed(
        tmp_path / "old",
        DATABASE_URL=log,
        VAULT_URL=vault,
        READ_MODELS_URL=reads,
        READS_URL=reads,
    ) as parts:
        parts.runner.catch_up()
        parts.index.catch_up()
        back_up(parts, tmp_path / "log", tmp_path / "vault")
    assert tables_of(tmp_path / "log" / "reads.dump") == {READS_TABLE}
