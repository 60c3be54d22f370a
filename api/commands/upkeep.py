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
        stopwatch = Stopwatch()
        try:
            differences = _made(parts, names or None, stopwatch, check=check)
        except LookupError as error:
            known = ", ".join(sorted(parts.tables.models))
            raise click.BadParameter(f"no read model {error}; there are {known}") from error
        events, seconds = stopwatch.events, stopwatch.seconds
    console.print(
        f"{events:,} events in {seconds:.1f} s: {events / max(seconds, 1e-9):,.0f} events/s",
        highlight=False,
    )
    if check:
        _report(differences)


class Stopwatch:
    """Measures the projecting alone: comparing and switching come after it."""

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin at zero."""
        self._began = time.perf_counter()
        self.seconds = 0.0
        self.events = 0

    def lap(self, events: int) -> None:
        """Note how many events are done now."""
        self.seconds = time.perf_counter() - self._began
        self.events = events


def _made(
    parts: Parts, names: Sequence[str] | None, stopwatch: Stopwatch, *, check: bool
) -> Sequence[Difference]:
    parts.runner.catch_up()  # The live tables' own events are not part of the figure.
    stopwatch.restart()
    with bar("Comparing" if check else "Rebuilding") as show:

        def progress(done: int, total: int) -> None:
            stopwatch.lap(done)
            show(done, total)

        if check:
            return parts.runner.check(names, progress)
        parts.runner.rebuild(names, progress)
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
