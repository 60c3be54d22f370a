"""`serve`, `worker` and `demo`."""

import os
import shutil
from pathlib import Path

import msgspec
import rich_click as click

from api import serving
from api.commands.opening import console, in_a_sentence, messages, opened, settings
from api.demo import replay
from api.demo.drawing import Drawing
from api.imports.progress import shown
from api.settings import Settings
from api.wiring import documents_of
from api.worker import work

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
DATABASES = ("DATABASE_URL", "READ_MODELS_URL", "VAULT_URL")
MARK = "demo"  # a file that says: this folder holds a demo, played to its end
PORT = click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)


@click.command()
@HOST
@PORT
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that answer requests.",
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve pages and API until stopped.

    On SQLite this does everything. On PostgreSQL run `gemeinsam worker` as well.
    """
    with in_a_sentence():
        serving.serve(settings(port=port), host=host, port=port, workers=workers)


@click.command()
def worker() -> None:
    """Project events, mind the clock and send mails; several may run, one leads."""
    with in_a_sentence():
        work(settings())


@click.command()
@HOST
@PORT
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of all its files.  [default: `DATA`, else var/demo]",
)
def demo(host: str, port: int, data: Path | None) -> None:
    """Serve a town with a year of participation; made up, nothing leaves this machine.

    The first start plays the content and takes a minute. Anybody may sign in as
    anybody, so do not let it be reached from outside.
    """
    chosen = _of_demo(data, port)
    _prepare(chosen)
    console.print(f"\n  The demo is on [bold]{chosen.base_url}[/]  (stop with Ctrl-C)\n")
    with in_a_sentence():
        serving.serve(chosen, host=host, port=port)


def _of_demo(data: Path | None, port: int) -> Settings:
    """Return settings of a demo, which never stands on databases of anything else.

    Raises:
        ClickException: the environment names a database; playing content into it could
            not be undone.
    """
    named = [name for name in DATABASES if os.environ.get(name)]
    if named:
        raise click.ClickException(f"A demo has files of its own: unset {' and '.join(named)}.")
    folder = data or Path(os.environ.get("DATA") or "var/demo")
    return settings(demo=True, data=folder, port=port)


def _prepare(chosen: Settings) -> None:
    """Play the content beside the folder and move it there whole: half a demo is none.

    Raises:
        ClickException: the folder holds an installation that is no demo; in a demo
            anybody may be anybody.
    """
    folder = chosen.data
    if (folder / MARK).exists():
        return
    if (folder / "log.db").exists():
        raise click.ClickException(f"{folder} holds an installation that is no demo.")
    playing = folder.with_name(f"{folder.name}.playing")
    shutil.rmtree(playing, ignore_errors=True)
    aside = settings(demo=True, data=playing)
    _populate(msgspec.structs.replace(aside, base_url=chosen.base_url))
    (playing / MARK).touch()
    folder.mkdir(parents=True, exist_ok=True)
    # The mark goes last: without it the next start says that something is wrong.
    for file in sorted(playing.iterdir(), key=lambda file: file.name == MARK):
        file.replace(folder / file.name)
    playing.rmdir()


def _populate(chosen: Settings) -> None:
    with opened(chosen, anew=True) as parts:
        drawing = Drawing(
            catch_up=parts.runner.catch_up,
            read_models=parts.read_models,
            texts=parts.texts,
            documents=documents_of(chosen),
            base_url=chosen.base_url,
        )
        backstage = replay.Backstage(
            log=parts.log,
            vault=parts.vault,
            days=parts.platform.days,
            accounts=parts.identity.accounts,
            drafts=parts.identity.drafts,
            drawing=drawing,
        )
        with shown(messages) as progress:
            played = replay.populate(backstage, progress)
            progress.begin("Read models", played.position)
            before = 0

            def advance(done: int, _total: int) -> None:
                nonlocal before
                progress.advance(done - before)
                before = done

            parts.runner.catch_up(on_progress=advance)
        # Authors of the past year need no mails about it.
        parts.deliveries.begin_after(played.position)
