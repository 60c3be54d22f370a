"""Backing an installation up while it runs, and bringing it back (docs/how-to).

The vault is copied apart: its copies live 30 days at most, those of the log as long as
you like. A restored vault knows people again who have been erased since, so nothing is
served before the erasures were replayed.
"""

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
from msgspec import json

from adapters import backups, erasure_list
from adapters.erasure_list import ErasureEntry
from api.restored import UNREPLAYED
from api.running import erasing_of
from api.settings import Settings
from api.wiring import Parts
from domain.erasure import ContentErased
from domain.messages import ContentRef
from domain.people import PersonRef
from domain.use_cases.erasing import Text

MANIFEST = "manifest.json"
ERASURES = "erasures.jsonl"
RESTORED = "restored"
DOCUMENT = ".pdf"
LOG_TABLES = (
    *("stored_events", "commands", "contents", "numbers"),
    *("deliveries", "deliveries_progress", "published_documents"),
)
"""What of PostgreSQL is kept. Read models are made anew; the search holds plain text."""
READS_TABLE = "staff_reads"


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds: at least all events up to `position`, whose hash is `hash`."""

    version: int = 1
    kind: str
    made: datetime
    position: int
    hash: str
    files: dict[str, str]
    delete_by: datetime | None = None


class NotEmpty(Exception):
    """There is an installation already; nothing was touched."""


class _Mark(msgspec.Struct):
    position: int


class NotApart(Exception):
    """Both copies would lie in one place; nothing was written."""


class Damaged(Exception):
    """The backup is not what its manifest says."""


def back_up(parts: Parts, folder: Path, vault: Path) -> tuple[Manifest, Manifest]:
    """Write two new folders: the log with what belongs to it, and the vault.

    The log goes before the vault: every text it holds then has its key in the vault's copy.
    The marks of mails go before the log: of what they call told, it holds everything.

    Raises:
        NotApart: one of the folders is, or lies in, the other.
        NotEmpty: one of the folders holds something.
        BackupFailed: no manifest was written, so it counts as no backup.
    """
    one, other = folder.resolve(), vault.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise NotApart
    for each in (folder, vault):
        if each.exists() and any(each.iterdir()):
            raise NotEmpty(each)
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings, now = parts.settings, parts.clock()
    head = parts.log.head()
    files = []
    if settings.embedded:
        files.append(backups.copy(settings.deliveries_url, folder / "mails"))
    files.append(backups.copy(settings.database_url, folder / "log", _log_tables(settings)))
    if settings.reads_url != settings.database_url:
        # Others may stand in the same database, such as the plain text of the search.
        files.append(backups.copy(settings.reads_url, folder / "reads", [READS_TABLE]))
    if settings.erasures.exists():
        shutil.copyfile(settings.erasures, folder / ERASURES)
        files.append(folder / ERASURES)
    files.extend(_documents(settings.documents, folder))
    of_log = _manifest("log", now, head.position, head.hash.hex(), files)
    kept = backups.copy(settings.vault_url, vault / "vault")
    ends = now + settings.keep["vault_backups"]
    of_vault = _manifest("vault", now, head.position, head.hash.hex(), [kept], ends)
    _write(vault, of_vault)
    _write(folder, of_log)  # last: the signer takes it for the sign of a whole backup
    return of_log, of_vault


def _documents(source: Path, folder: Path) -> list[Path]:
    """Copy published documents, whose names say what is in them; return the copies."""
    return [Path(shutil.copy(file, folder)) for file in sorted(source.glob(f"*{DOCUMENT}"))]


def _log_tables(settings: Settings) -> Sequence[str]:
    shared = settings.reads_url == settings.database_url
    return (*LOG_TABLES, READS_TABLE) if shared else LOG_TABLES


def _manifest(
    kind: str,
    made: datetime,
    position: int,
    hashed: str,
    files: Iterable[Path],
    delete_by: datetime | None = None,
) -> Manifest:
    digests = {file.name: backups.digest(file) for file in files}
    return Manifest(
        kind=kind, made=made, position=position, hash=hashed, files=digests, delete_by=delete_by
    )


def _write(folder: Path, manifest: Manifest) -> None:
    new = folder / f"{MANIFEST}.new"
    new.write_bytes(json.format(json.encode(manifest), indent=2))
    new.replace(folder / MANIFEST)


def read(folder: Path, kind: str) -> Manifest:
    """Return the manifest of a backup after comparing all its files with it.

    Raises:
        Damaged: a file is missing or changed, or it is a backup of something else.
    """
    try:
        manifest = json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(f"{folder} holds no backup") from error
    if manifest.kind != kind:
        raise Damaged(f"{folder} holds a backup of the {manifest.kind}")
    for name, wanted in manifest.files.items():
        file = folder / name
        if not file.is_file() or backups.digest(file) != wanted:
            raise Damaged(f"{name} is not what was backed up")
    return manifest


def bring_back(settings: Settings, folder: Path, vault: Path, now: datetime) -> Manifest:
    """Write both copies into an empty installation and mark it; nothing is served yet.

    The log comes last: where it is, all the rest is there as well.

    Raises:
        NotEmpty: there is an installation already, or something is left of one.
        Damaged: see `read`.
        BackupFailed: see there.
    """
    of_log, of_vault = read(folder, "log"), read(vault, "vault")
    for url in _databases(settings):
        if not backups.is_empty(url):
            raise NotEmpty(url.rpartition("@")[2])
        # SQLite would write what a crash left there into the restored file of this name.
        for left in backups.beside(url, ".*-wal"):
            raise NotEmpty(left)
    for index in backups.beside(settings.read_models_url, "-search-*.sqlite"):
        raise NotEmpty(index)
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = {"at": now, "position": of_log.position, "hash": of_log.hash}
    (settings.data / UNREPLAYED).write_bytes(json.encode(mark))
    (settings.data / RESTORED).write_bytes(json.encode(mark))
    targets = {
        "log": settings.database_url,
        "mails": settings.deliveries_url,
        "reads": settings.reads_url,
        "vault": settings.vault_url,
    }
    files = [vault / name for name in of_vault.files] + [folder / name for name in of_log.files]
    for file in sorted(files, key=lambda file: file.stem == "log"):
        if file.suffix == DOCUMENT:
            settings.documents.mkdir(mode=0o700, exist_ok=True)
            shutil.copy(file, settings.documents)
        elif file.name != ERASURES:
            backups.play_back(file, targets[file.stem])
    return of_log


def _databases(settings: Settings) -> list[str]:
    """Return all that a restore has to find empty; the signer remembers what was signed.

    Read models that were left would be of what the restored log does not hold any more.
    """
    urls = (
        *(settings.database_url, settings.vault_url, settings.deliveries_url),
        *(settings.reads_url, settings.read_models_url),
    )
    return list(dict.fromkeys(urls))


def check(parts: Parts, manifest: Manifest) -> int:
    """Recompute the hash chain; return the last position.

    Raises:
        LogCorrupt: names the first position that does not fit.
        Damaged: the log is shorter than, or differs from, what the manifest says.
    """
    last = max(parts.log.check(), default=0)
    found = parts.log.at([manifest.position])
    if manifest.position and (not found or found[0].hash.hex() != manifest.hash):
        raise Damaged(f"position {manifest.position} is not what was backed up")
    return last


def replay_erasures(parts: Parts, lists: Sequence[Path]) -> tuple[int, int]:
    """Erase again what was erased; return how many persons and texts. Then open the site.

    Known from the log itself, from the list of this installation and from those handed
    in. Repeating it is harmless.

    Raises:
        Damaged: a restore ended before the log was there; begin it again.
    """
    _require_whole(parts)
    known = [erasure_list.read(file) for file in lists]
    entries = erasure_list.together([parts.erasures.entries(), *known])
    persons = [entry.person for entry in entries if entry.person is not None]
    _note_missing(parts, entries)
    refs = sorted(_logged(parts) | {ref for entry in entries for ref in entry.refs})
    parts.log.erase_ciphertexts(refs)
    parts.vault.erase_items(refs)
    for person in persons:
        parts.vault.erase_person(PersonRef(person))
    present = {json.encode(entry) for entry in parts.erasures.entries()}
    for entry in entries:
        if json.encode(entry) not in present:
            parts.erasures.note(entry)
    (parts.settings.data / UNREPLAYED).unlink(missing_ok=True)
    return len(set(persons)), len(refs)


def _require_whole(parts: Parts) -> None:
    """See to it that the log holds what the mark of a restore promises, if there is one."""
    try:
        marked = json.decode((parts.settings.data / UNREPLAYED).read_bytes(), type=_Mark)
    except (FileNotFoundError, msgspec.DecodeError):
        return  # Nothing was restored, or by other means: then nobody has said how much.
    found = parts.log.head().position
    if found < marked.position:
        raise Damaged(f"it ends at {found}, the backup at {marked.position}")


def _logged(parts: Parts) -> set[ContentRef]:
    pages = parts.log.since(0)
    events = (recorded.event for page in pages for recorded in page)
    return {event.ref for event in events if isinstance(event, ContentErased)}


def _note_missing(parts: Parts, entries: Iterable[ErasureEntry]) -> None:
    """Say in a restored log what was erased after its backup, of the texts it holds."""
    logged = _logged(parts)
    erasing = erasing_of(parts)
    for entry in entries:
        missing = [ref for ref in entry.refs if ref not in logged]
        stored = parts.log.ciphertexts(missing) if missing else {}
        texts: list[Text] = [(ref, None) for ref in sorted(stored)]
        for ground in ("request", "legal", "retention"):
            if texts and entry.ground == ground:
                erasing.note(texts, ground)


def too_old(manifest: Manifest, now: datetime, keep: timedelta) -> bool:
    """Tell whether a copy of the vault should have been deleted by now."""
    return now - manifest.made > keep
