"""`process list`: what runs here."""

import rich_click as click
from rich.table import Table

from api.commands.opening import console, opened
from projections import processes


@click.group()
def process() -> None:
    """Participation processes."""


@process.command("list")
def list_processes() -> None:
    """Show all processes and what is open in them now."""
    table = Table("Slug", "Title", "Open phases", "Until")
    with opened() as parts:
        parts.runner.catch_up()
        with parts.tables.snapshot() as snapshot:
            for row in processes.all_processes(snapshot):
                phases = processes.open_phases(snapshot, row.process_id)
                texts = parts.texts.open([row.title, *(phase.title for phase in phases)])
                table.add_row(
                    row.slug,
                    texts.get(row.title, ""),
                    "\n".join(texts.get(phase.title, phase.kind) for phase in phases),
                    "\n".join(f"{phase.ends:%Y-%m-%d %H:%M} UTC" for phase in phases),
                )
    console.print(table)
