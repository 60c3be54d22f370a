"""`replay`: states, tallies and decisions as of a moment, from nothing but the log."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import rich_click as click

from api.commands.opening import bar, console, opened
from domain.phases import BERLIN
from domain.ports import EventLog
from domain.replaying import ProcessStanding, Replay
from projections.audit import end_of

_DAY = len("2023-07-01")


class Moment(click.ParamType[int | datetime]):
    """A position of the log, a day (its end in Berlin), or a time."""

    name = "POSITION|TIME"

    def convert(self, value: Any, param: Any, ctx: Any) -> int | datetime:  # noqa: ANN401 - the library's signature
        """Return the position, or the time in UTC; fail as the library does."""
        written = str(value)
        if written.isascii() and written.isdecimal():
            return int(written)
        try:
            if len(written) == _DAY:
                return end_of(date.fromisoformat(written)).astimezone(UTC)
            given = datetime.fromisoformat(written)
            return given.replace(tzinfo=given.tzinfo or BERLIN).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is neither a position nor 2023-07-01 nor 2023-07-01T12:00.", param, ctx
            )


@click.command()
@click.option(
    "--as-of",
    "moment",
    type=Moment(),
    default=None,
    help="Position, day or time to replay up to; everything by default.",
)
@click.option("--process", "slug", default=None, help="Slug of the only process to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def replay(moment: int | datetime | None, slug: str | None, *, as_json: bool) -> None:
    """Print states, tallies and decisions as of a moment.

    They are computed from the log with the rules alone, no read model is asked: pages and
    API must show the same for that position.
    """
    with opened() as parts, bar("Replaying") as show:
        told = replayed(parts.log, moment, show)
    found = told.processes(slug)
    if slug is not None and not found:
        raise click.BadParameter(f"there was no process {slug}", param_hint="--process")
    if as_json:
        click.echo(msgspec.json.encode(document(told, found)))
        return
    at = "" if told.at is None else f", {told.at.astimezone(BERLIN):%Y-%m-%d %H:%M:%S %Z}"
    _say(f"As of event {told.position}{at}")
    for process in found:
        _print(process)


def replayed(
    log: EventLog, moment: int | datetime | None, show: Callable[[int, int], None]
) -> Replay:
    """Fold the log up to a position, or up to the last event recorded by a time.

    Clocks may step back, so an event counts as recorded at the latest time seen by then.
    """
    told, latest = Replay(), datetime.min.replace(tzinfo=UTC)
    until = moment if isinstance(moment, int) else log.head().position
    for page in log.since(0, until=until):
        for recorded in page:
            latest = max(latest, recorded.recorded_at)
            if isinstance(moment, datetime) and latest > moment:
                return told
            told.apply(recorded)
        show(told.position, until)
    return told


def document(told: Replay, processes: list[ProcessStanding]) -> dict[str, object]:
    """Return what `--json` prints."""
    return {"as_of": told.position, "at": told.at, "processes": processes}


def _print(process: ProcessStanding) -> None:
    _say("")
    _say(f"{process.slug}: {len(process.proposals)} ideas, {process.waiting} never public")
    for phase in process.phases:
        ends = f"{phase.ends.astimezone(BERLIN):%Y-%m-%d %H:%M %Z}"
        _say(f"  phase     {phase.id}  {phase.status:9}  ends {ends}")
    for idea in process.proposals:
        _say(
            f"  {idea.receipt:12}  {idea.state:9}  text {idea.text_version}"
            f"  supports {idea.supports}  agree {idea.agree}  disagree {idea.disagree}"
            f"  pass {idea.passes}  comments {idea.comments}"
        )
    for decision in process.decisions:
        _say(f"  decision  {decision.id}  {decision.status:10}  {decision.result or '-'}")


def _say(line: str) -> None:
    console.print(line, highlight=False, markup=False, soft_wrap=True)
