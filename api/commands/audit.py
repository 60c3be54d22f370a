"""`audit run`, `audit check` and `audit reads`: what auditors can do without a page."""

import sys

import msgspec
import rich_click as click

from api.auditing import recompute
from api.commands.opening import bar, console, messages, opened
from domain.processes import process_id_of
from domain.reads import ReadsCorrupt, StaffRead
from domain.use_cases.histories import Histories


@click.group()
def audit() -> None:
    """Recompute the state, and look after the chain of staff reads."""


@audit.command()
@click.option(
    "--as-of",
    "position",
    type=click.IntRange(min=1),
    default=None,
    help="Position to recompute up to; the last one by default.",
)
@click.option("--process", "slug", default=None, help="Slug of the only process to look at.")
def run(position: int | None, slug: str | None) -> None:
    """Compute the public state from the log, and compare it with the read models.

    Prints both hashes (docs/rules/audits.md) and ends with status 1 if they differ.
    Changes nothing; auditors record a run on the page of their audit.
    """
    with opened() as parts:
        head = parts.log.head().position
        if position is not None and position > head:
            raise click.BadParameter(f"the log ends at {head}", param_hint="--as-of")
        process_id = None
        if slug is not None:
            process_id = process_id_of(slug)
            if Histories(parts.log).process(process_id).id is None:
                raise click.BadParameter(f"there is no process {slug}", param_hint="--process")
        parts.runner.catch_up()
        with bar("Recomputing") as show:
            chosen = head if position is None else position
            found = recompute(parts.log, parts.tables, chosen, process_id, show)
    console.print(f"position    {chosen}", highlight=False)
    console.print(f"recomputed  {found.state_hash}", highlight=False, soft_wrap=True)
    console.print(f"read models {found.live_hash}", highlight=False, soft_wrap=True)
    if not found.matches:
        raise click.ClickException("The read models do not show what follows from the log.")
    console.print("Equal.")


@audit.command()
def check() -> None:
    """Recompute the chain of staff reads; name the first number that is wrong."""
    with opened() as parts:
        try:
            number = sum(1 for _ in parts.reads.check())
        except ReadsCorrupt as corrupt:
            raise click.ClickException(f"The chain is damaged at {corrupt}.") from corrupt
    console.print(f"{number:,} staff reads hold.", highlight=False)


@audit.command()
@click.option(
    "--since",
    "number",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Print what follows this number.",
)
def reads(number: int) -> None:
    """Print staff reads as JSON lines, to be kept on another machine.

    Run it again and again with the last number that arrived there.
    """
    count = 0
    with opened() as parts:
        for row in parts.reads.since(number):
            sys.stdout.write(as_json(row).decode() + "\n")
            count += 1
    messages.print(f"{count:,} rows.", highlight=False)


def as_json(row: StaffRead) -> bytes:
    """Return a row as one line of JSON; its hash in hexadecimal digits."""
    told = msgspec.to_builtins(row, builtin_types=(bytes,))
    return msgspec.json.encode({**told, "hash": row.hash.hex()})
