"""`rebuild` and `log check`: read models made anew, and the log proven whole."""

import time
from collections.abc import Sequence

import rich_click as click

from api.commands.opening import bar, console, opened
from api.wiring import Parts
from domain.ports import LogCorrupt
from projections.comparing import Difference

SHOWN = 20  # differences that are printed


@click.command()
@click.argument("names", nargs=-1)
@click.option("--check", is_flag=True, help="Compare with the live tables; change nothing.")
def rebuild(names: tuple[str, ...], *, check: bool) -> None:
    """Make read models anew from the log, all or those NAMED.

    Readers go on seeing the former tables until the new ones are complete. With
    `--check` nothing is switched: any difference to the live tables ends with status 1.
    """
    with opened() as parts:
        events = parts.log.head().position
        began = time.perf_counter()
        try:
            differences = _made(parts, names or None, check=check)
        except LookupError as error:
            known = ", ".join(sorted(parts.tables.models))
            raise click.BadParameter(f"no read model {error}; there are {known}") from error
        seconds = time.perf_counter() - began
    console.print(
        f"{events:,} events in {seconds:.1f} s: {events / max(seconds, 1e-9):,.0f} events/s",
        highlight=False,
    )
    if check:
        _report(differences)


def _made(parts: Parts, names: Sequence[str] | None, *, check: bool) -> Sequence[Difference]:
    with bar("Comparing" if check else "Rebuilding") as show:
        if check:
            return parts.runner.check(names, show)
        parts.runner.rebuild(names, show)
        return ()


def _report(differences: Sequence[Difference]) -> None:
    if not differences:
        console.print("Equal, row by row.")
        return
    for difference in differences[:SHOWN]:
        console.print(str(difference), highlight=False, markup=False, soft_wrap=True)
    console.print(f"{len(differences):,} rows differ.", highlight=False)
    raise SystemExit(1)


@click.group()
def log() -> None:
    """The log of events."""


@log.command("check")
def check_log() -> None:
    """Recompute the hash chain over all events; name the first position that is wrong."""
    with opened() as parts:
        head = parts.log.head()
        checked = 0
        try:
            with bar("Checking") as show:
                for checked in parts.log.check():
                    show(checked, head.position)
        except LogCorrupt as corrupt:
            raise click.ClickException(f"The log is damaged at {corrupt}.") from corrupt
    console.print(
        f"{checked:,} events hold; the hash of the last is {head.hash.hex()}.",
        highlight=False,
        soft_wrap=True,
    )
