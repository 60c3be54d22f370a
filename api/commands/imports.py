"""`import ...`: real data in, twice without harm."""

from collections.abc import Callable
from pathlib import Path

import rich_click as click

from api.commands.opening import console, messages, opened
from api.imports import inventory as inventory_import
from api.imports import measures as measures_import
from api.imports import oparl as oparl_import
from api.imports import polis as polis_import
from api.imports import proposals as proposals_import
from api.imports import territories as territories_import
from api.imports.progress import Progress, shown
from api.imports.report import ImportRefused, Report
from api.wiring import Parts

PROCESS = click.option(
    "--process", "slug", required=True, help="Slug of the process; opened if there is none."
)


@click.group("import")
def import_data() -> None:
    """Bring data of other platforms in. Running it twice changes nothing."""


@import_data.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@PROCESS
def polis(directory: Path, slug: str) -> None:
    """Import a Polis conversation: `comments.csv` and `votes.csv` of an exported folder."""
    _run(
        lambda parts, progress: polis_import.run(
            parts.platform, parts.clock(), directory, slug, progress
        )
    )


@import_data.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@PROCESS
def proposals(file: Path, slug: str) -> None:
    """Import a table of ideas (CSV)."""
    _run(
        lambda parts, progress: proposals_import.run(
            parts.platform, parts.clock(), file, slug, progress
        )
    )


@import_data.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@PROCESS
@click.option(
    "--as",
    "what",
    type=click.Choice(["inventory"]),
    default="inventory",
    show_default=True,
    help="What the measures of the source become here.",
)
def measures(source: Path, slug: str, what: str) -> None:  # noqa: ARG001 - one choice so far
    """Import the tree of measures of a LocalZero climate plan: `task.json` or its folder."""
    _run(
        lambda parts, progress: measures_import.run(
            parts.platform, parts.clock(), source, slug, progress
        )
    )


@import_data.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "slug", required=True, help="Slug of a process that exists.")
def inventory(file: Path, slug: str) -> None:
    """Import a table of projects into the inventory (CSV)."""
    _run(
        lambda parts, progress: inventory_import.run(
            parts.platform, parts.texts, parts.clock(), file, slug, progress
        )
    )


@import_data.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@PROCESS
def oparl(folder: Path, slug: str) -> None:
    """Import agendas, papers, results and tallies of councils: a folder of OParl objects."""
    _run(
        lambda parts, progress: oparl_import.run(
            parts.platform, parts.clock(), folder, slug, progress
        )
    )


@import_data.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--process", "slug", required=True, help="Slug of a process that exists.")
@click.option("--source", help="Whom to name beside the map, for example “© BKG (2024)”.")
def territories(file: Path, slug: str, source: str | None) -> None:
    """Import places and their outlines for the map (GeoJSON, WGS 84)."""
    _run(
        lambda parts, progress: territories_import.run(
            parts.platform,
            parts.clock(),
            file,
            slug,
            progress,
            source,
        )
    )


def _run(bring_in: Callable[[Parts, Progress], Report]) -> None:
    """Import, let read models follow, and say what became of every row."""
    with opened(anew=True) as parts:
        try:
            with shown(messages) as progress:
                report = bring_in(parts, progress)
                _project(parts, progress)
        except ImportRefused as refused:
            raise click.ClickException(str(refused)) from refused
    for line in report.lines():
        console.print(line, highlight=False, soft_wrap=True, markup=False)


def _project(parts: Parts, progress: Progress) -> None:
    """Bring the read models to the end of the log; a running server may do it as well."""
    done = parts.tables.position()
    progress.begin("Read models", parts.log.head().position - done)

    def advance(position: int, _aim: int) -> None:
        nonlocal done
        progress.advance(position - done)
        done = position

    parts.runner.catch_up(on_progress=advance)
