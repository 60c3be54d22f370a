"""`retention`: what is let go of because it was kept long enough."""

import rich_click as click
from rich.table import Table

from api.commands.opening import console, opened
from api.running import erasing_of
from api.wiring import retaining_of


@click.command()
@click.option("--dry-run", is_flag=True, help="Only count what would go.")
def retention(*, dry_run: bool) -> None:
    """Let go of what has been kept long enough, as the worker does once a day.

    How long that is stands in docs/rules/retention.md; `KEEP_...` variables change it.
    """
    with opened() as parts:
        parts.runner.catch_up()
        erasing = erasing_of(parts)
        retaining = retaining_of(parts)
        found = retaining.would_go() if dry_run else retaining.let_go(erasing)
        if not dry_run:
            erasing.carry_out_due()
            erasing.reconcile()
        keep = parts.settings.keep
    table = Table("What", "Kept for", "Would go" if dry_run else "Gone")
    for each in found:
        kept = keep[each.kept] + each.longer
        table.add_row(each.what, f"{kept.days} days", f"{each.count:,}")
    console.print(table)
