"""`gemeinsam log key|sign|export|verify`: the public log from the command line."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import rich_click as click

from adapters.signing import OVERLAP, KeyFile, KeyUnsafe, SignerStore
from adapters.signing.rounds import Signing
from api import logs
from api.commands.opening import bar, console, in_a_sentence, opened, settings
from api.mirroring import Mirror, OtherLog
from api.public_texts import PublicTexts
from api.read_models import MODELS
from api.settings import Settings
from api.signing import origin_of, signing
from api.wiring import utc_now
from domain.use_cases.carrying_out import Asking
from domain.use_cases.publishing import announced_signing_key, rotate_signing_key
from projections.read_models import open_read_models


@contextmanager
def _plainly() -> Iterator[None]:
    with in_a_sentence():
        try:
            yield
        except (KeyUnsafe, OtherLog) as error:
            raise click.ClickException(str(error)) from error


@click.group()
def key() -> None:
    """The key that signs checkpoints of the public log."""


@key.command("new")
@click.option("--origin", help="Name of the log.  [default: BASE_URL without https://]")
def new_key(origin: str | None) -> None:
    """Make the key, in SIGNING_KEY_FILE, readable by you alone. Never overwrites one."""
    chosen = settings()
    with _plainly():
        made = KeyFile(chosen.signing_key).create(origin or origin_of(chosen))
    console.print(made.public.line, highlight=False, soft_wrap=True)


@key.command("show")
def show_keys() -> None:
    """Print the verification keys, oldest first. The secret ones are never printed."""
    with _plainly():
        keys = KeyFile(settings().signing_key).keys()
    for each in keys:
        console.print(each.public.line, highlight=False, soft_wrap=True)


@key.command("rotate")
def rotate_key() -> None:
    """Add a new key and announce it in the log; the old one signs for 30 more days.

    A key that was added but not announced, because the last attempt was cut short, is
    announced now instead.
    """
    with _plainly(), opened() as parts:
        now = parts.clock()
        file = KeyFile(parts.settings.signing_key)
        *former, newest = file.keys()
        announced = announced_signing_key(parts.platform)
        waits = former and newest.public.public.hex() != announced
        made = newest if waits else file.rotate()
        asking = Asking(person=None, at=now, channel="system", system=True)
        rotate_signing_key(parts.platform, asking, made.public.public.hex(), now + OVERLAP)
    console.print(made.public.line, highlight=False, soft_wrap=True)


@click.command("sign")
@click.option("--once", is_flag=True, help="Do one round and end; status 1 if it stopped.")
@click.option(
    "--accept-restore",
    is_flag=True,
    help="Go on after a restore, because you have compared checkpoints kept elsewhere.",
)
def sign(*, once: bool, accept_restore: bool) -> None:
    """Sign the public log as it grows, as a process and user of its own.

    Reads the read models and SIGNER_URL and has the key; needs no vault, and web
    processes need no key.
    """
    chosen = settings()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with _plainly(), _rounds(chosen) as rounds:
        if accept_restore:
            rounds.accept_restore(utc_now())
        if not once:
            logs.set_up()
            rounds.run(stop)
            return
        rounds.round()
        stopped, newest = rounds.store.stopped(), rounds.store.newest()
    if stopped is not None:
        raise click.ClickException(f"The signer stands still: {stopped.detail}.")
    console.print(f"Signed up to {newest.size if newest else 0} entries.", highlight=False)


@contextmanager
def _rounds(chosen: Settings) -> Iterator[Signing]:
    with ExitStack() as stack:
        store = SignerStore(chosen.signer_url)
        stack.callback(store.close)
        tables = open_read_models(chosen.read_models_url, MODELS)
        stack.callback(tables.close)
        yield stack.enter_context(signing(chosen, store, tables, utc_now))


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--incremental", is_flag=True, help="Add to a folder of an earlier export.")
def export(folder: Path, *, incremental: bool) -> None:
    """Write the public log to FOLDER, as static files for a mirror or an archive.

    May be interrupted at any time: the folder always holds a whole log.
    """
    if not incremental and folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; add to it with --incremental.")
    with _plainly(), opened() as parts, bar("Writing") as show, parts.tables.snapshot() as seen:
        texts = PublicTexts(parts.texts, parts.vault.salts)
        size = Mirror(folder, texts.texts_of).update(seen, parts.checkpoints, show)
    console.print(f"{size:,} entries in {folder}.", highlight=False, soft_wrap=True)


@click.command(
    "verify",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """Check a public log, by FOLDER or URL, as anybody can: see `log verify --help`.

    Runs the verifier, a package of its own that shares no code with this one.
    """
    try:
        from gemeinsam_verifier import command_line  # noqa: PLC0415 - an optional package
    except ImportError as error:
        raise click.ClickException("Install the package gemeinsam-verifier first.") from error
    raise SystemExit(command_line.main(list(arguments)))


COMMANDS = (key, sign, export, verify)
"""What belongs into the group `log`."""
