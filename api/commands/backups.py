"""`backup`, `restore` and `replay-erasures`."""

import time
from pathlib import Path

import rich_click as click

from adapters.backups import BackupFailed
from api.commands.backing_up import (
    Damaged,
    Manifest,
    NotApart,
    NotEmpty,
    back_up,
    bring_back,
    check,
    read,
    replay_erasures,
    too_old,
)
from api.commands.opening import console, in_a_sentence, messages, opened, settings
from api.settings import Settings
from api.wiring import utc_now
from domain.ports import LogCorrupt

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--vault",
    type=FOLDER,
    required=True,
    help="Folder of the vault's copy: elsewhere, with its own key, deleted after 30 days.",
)
def backup(folder: Path, vault: Path) -> None:
    """Copy the installation into new folders, while it runs.

    FOLDER gets the log, the marks of mails sent and the chain of staff reads. Read models
    are not copied: they are made anew.
    """
    with opened() as parts:
        try:
            of_log, of_vault = back_up(parts, folder, vault)
        except NotApart as error:
            raise click.ClickException(
                "The vault's copy must lie apart from the log's: it opens every text."
            ) from error
        except NotEmpty as error:
            raise click.ClickException(f"{error} is not empty; name a new folder.") from error
        except BackupFailed as error:
            raise click.ClickException(str(error)) from error
    console.print(f"Position {of_log.position:,}, hash {of_log.hash}", highlight=False)
    if of_vault.delete_by is not None:
        console.print(
            f"Delete {vault} by {of_vault.delete_by:%Y-%m-%d}: it holds keys of erased texts.",
            highlight=False,
            soft_wrap=True,
        )


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--vault", type=FOLDER, required=True, help="Folder of the vault's copy.")
@click.option(
    "--erasures",
    type=FILE,
    multiple=True,
    help="A newer list of erasures than that in FOLDER. May be repeated.",
)
def restore(folder: Path, vault: Path, erasures: tuple[Path, ...]) -> None:
    """Bring a backup back into an empty installation, and erase again what was erased.

    The server refuses to start until that is done, should this be interrupted.
    """
    began, chosen = time.monotonic(), settings()
    with in_a_sentence():
        manifest = _brought_back(chosen, folder, vault)
    kept = folder / "erasures.jsonl"
    lists = [*erasures, *([kept] if kept.exists() else [])]
    with opened(chosen) as parts:
        try:
            position = check(parts, manifest)
        except (LogCorrupt, Damaged) as error:
            raise click.ClickException(f"The log is damaged: {error}.") from error
        persons, texts = replay_erasures(parts, lists)
        parts.runner.catch_up()
        parts.index.catch_up()
    console.print(
        f"{position:,} events hold; {persons} persons and {texts} texts erased again;"
        f" {time.monotonic() - began:.1f} s.",
        highlight=False,
        soft_wrap=True,
    )


def _brought_back(chosen: Settings, folder: Path, vault: Path) -> Manifest:
    try:
        manifest = bring_back(chosen, folder, vault, utc_now())
        if too_old(read(vault, "vault"), utc_now(), chosen.keep["vault_backups"]):
            messages.print("This copy of the vault should have been deleted by now.")
    except NotEmpty as error:
        raise click.ClickException(f"There is an installation already: {error}.") from error
    except (Damaged, BackupFailed) as error:
        raise click.ClickException(str(error)) from error
    return manifest


@click.command("replay-erasures")
@click.argument("lists", type=FILE, nargs=-1)
def replay(lists: tuple[Path, ...]) -> None:
    """Erase again what was erased, after a restore by whatever means.

    LISTS are files `erasures.jsonl`, the newest there are.
    """
    with opened() as parts:
        try:
            persons, texts = replay_erasures(parts, lists)
        except Damaged as error:
            raise click.ClickException(
                f"The log was not restored whole: {error}. Empty the installation, restore again."
            ) from error
        parts.runner.catch_up()
    console.print(f"{persons} persons and {texts} texts erased again.", highlight=False)
