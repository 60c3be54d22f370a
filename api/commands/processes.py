"""`process ...`: open a process, announce its phases, extend and close them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, get_args

import msgspec
import rich_click as click

from api.commands.opening import console, messages, opened
from api.commands.people import known_account
from api.days import YEARS
from api.wiring import Parts
from domain import codes
from domain.codes import Feature
from domain.people import ProcessId
from domain.phases import BERLIN
from domain.processes import Colour, process_id_of
from domain.use_cases import configuring
from domain.use_cases.carrying_out import Asking
from domain.use_cases.histories import Histories
from projections import processes

SLUG = click.argument("slug")
BY = click.option("--by", "email", required=True, help="Address of somebody of the project office.")
_MINUTE = "%Y-%m-%d %H:%M"


class LocalTime(click.ParamType[datetime]):
    """A moment of the clock in Berlin; a day alone means its beginning, or its end."""

    name = "YYYY-MM-DD[ HH:MM]"

    def __init__(self, *, ends: bool = False) -> None:
        """Let a day alone mean the midnight after it if something `ends` on it."""
        self._ends = ends

    def convert(self, value: Any, param: Any, ctx: Any) -> datetime:  # noqa: ANN401 - the library's signature
        """Return the moment in UTC; fail as the library does."""
        try:
            given = _clock_of(str(value))
            if self._ends and _is_day(str(value)):
                given = datetime.combine(given.date() + timedelta(days=1), time())
            return given.replace(tzinfo=given.tzinfo or BERLIN).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(f"{value!r} is neither 2026-05-31 nor 2026-05-31 18:00.", param, ctx)


def _clock_of(written: str) -> datetime:
    """Return what a clock and a calendar show.

    Raises:
        ValueError: it is no moment, or not of `YEARS`.
    """
    found = datetime.fromisoformat(written)
    if found.year not in YEARS:
        raise ValueError(f"the year {found.year}")
    return found


def _is_day(written: str) -> bool:
    """Tell whether it is a day alone, in any form in which one may be written: 20260531."""
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


class Words(click.ParamType[str]):
    """A text that is not longer than on the pages of the office."""

    name = "TEXT"

    def __init__(self, most: int) -> None:
        """Take at most so many characters."""
        self._most = most

    def convert(self, value: Any, param: Any, ctx: Any) -> str:  # noqa: ANN401 - as above
        """Return the text; fail as the library does."""
        if len(value) > self._most:
            self.fail(f"{len(value)} characters are too many; {self._most} may be.", param, ctx)
        return str(value)


LINE, TEXT = Words(codes.TITLE_MAXIMUM), Words(codes.BODY_MAXIMUM)
REASON = click.option("--reason", type=TEXT, required=True, help="Published with the change.")


@click.group()
def process() -> None:
    """Participation processes."""


@process.command("list")
def list_processes() -> None:
    """Show all processes and their phases."""
    with opened() as parts:
        parts.runner.catch_up()
        with parts.tables.snapshot() as snapshot:
            for row in processes.all_processes(snapshot):
                phases = processes.phases(snapshot, row.process_id)
                texts = parts.texts.open([row.title, *(phase.title for phase in phases)])
                _say(f"{row.slug}: {texts.get(row.title, '')}")
                for phase in phases:
                    title = texts.get(phase.title, phase.kind)
                    days = f"{_local(phase.starts):{_MINUTE}} to {_local(phase.ends):{_MINUTE}}"
                    _say(f"  {phase.phase_id}  {phase.status:9}  {days}  {title}")


def _say(line: str) -> None:
    """Print a line whole, however narrow the terminal is: ids are there to be copied."""
    console.print(line, highlight=False, markup=False, soft_wrap=True)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BERLIN)


@process.command("open")
@SLUG
@click.option("--title", type=LINE, required=True)
@click.option(
    "--summary", type=TEXT, required=True, help="Paragraphs, with an empty line between them."
)
@click.option(
    "--question",
    type=click.Choice(get_args(codes.Question)),
    default="support",
    show_default=True,
    help="What is asked of each idea.",
)
@BY
def open_process(slug: str, title: str, summary: str, question: codes.Question, email: str) -> None:
    """Open a process under a name in addresses that nobody has used."""
    _check_slug(slug)
    new = configuring.NewProcess(slug=slug, title=title, summary=summary, question=question)
    _do(email, lambda parts, asking: configuring.open_process(parts.platform, asking, new))
    messages.print(f"{slug} is open; announce its first phase with `gemeinsam process phase`.")


@process.command("territory")
@SLUG
@click.argument("key")
@click.argument("name", type=LINE)
@click.option("--in", "parent", default=None, help="Key of the place it lies in.")
@BY
def add_territory(slug: str, key: str, name: str, parent: str | None, email: str) -> None:
    """Let a place take part, by its official key (Regionalschlüssel)."""
    try:
        msgspec.convert(key, codes.TerritoryKey)
    except msgspec.ValidationError as error:
        limits = "an official key has digits only, 2 to 12 of them"
        raise click.BadParameter(limits, param_hint="KEY") from error

    def act(parts: Parts, asking: Asking) -> object:
        process_id = _known(parts, slug)
        return configuring.add_territory(parts.platform, asking, process_id, key, name, parent)

    _do(email, act)
    messages.print(f"{name} takes part in {slug}.")


@process.command("field")
@SLUG
@click.argument("name", type=LINE)
@click.option("--about", type=TEXT, default=None, help="What belongs to it.")
@click.option("--colour", type=click.Choice(get_args(Colour)), default="blue", show_default=True)
@BY
def define_field(slug: str, name: str, about: str | None, colour: Colour, email: str) -> None:
    """Add an action field."""
    new = configuring.NewField(name=name, description=about, colour=colour)
    _do(
        email,
        lambda parts, asking: configuring.define_field(
            parts.platform, asking, _known(parts, slug), new
        ),
    )
    messages.print(f"{name} is an action field of {slug}.")


@process.command("phase")
@SLUG
@click.argument("kind", type=click.Choice(get_args(codes.PhaseKind)))
@click.option("--title", type=LINE, required=True)
@click.option("--starts", type=LocalTime(), required=True)
@click.option("--ends", type=LocalTime(ends=True), required=True, help="A day alone counts whole.")
@click.option("--may", "features", type=click.Choice(get_args(Feature)), multiple=True)
@click.option("--level", type=click.Choice(get_args(codes.ParticipationLevel)), default="consult")
@click.option("--moderation", type=click.Choice(get_args(codes.ModerationMode)), default="pre")
@click.option("--negotiable", type=TEXT, default=None, help="What people can change.")
@click.option("--not-negotiable", type=TEXT, default=None, help="What is settled.")
@BY
def announce_phase(slug: str, email: str, **given: Any) -> None:  # noqa: ANN401 - fields of NewPhase
    """Announce a phase; it starts and closes by itself when its time has come.

    Repeat `--may` for each thing people may do in it.
    """
    new = configuring.NewPhase(**given)
    _do(
        email,
        lambda parts, asking: configuring.define_phase(
            parts.platform, asking, _known(parts, slug), new
        ),
    )
    messages.print(f"{new.title} is announced in {slug}.")


@process.command("extend")
@SLUG
@click.argument("phase", type=click.UUID)
@click.option("--until", type=LocalTime(ends=True), required=True, help="The new end.")
@REASON
@BY
def extend_phase(slug: str, phase: codes.PhaseId, until: datetime, reason: str, email: str) -> None:
    """Let an open phase end later, for a published reason."""

    def act(parts: Parts, asking: Asking) -> object:
        process_id = _known(parts, slug)
        return configuring.extend_phase(parts.platform, asking, process_id, phase, until, reason)

    _do(email, act)
    messages.print(f"The phase ends at {_local(until):%Y-%m-%d %H:%M}.")


@process.command("close")
@SLUG
@click.argument("phase", type=click.UUID)
@BY
def close_phase(slug: str, phase: codes.PhaseId, email: str) -> None:
    """End an open phase now; from then on nothing more is accepted in it."""
    _do(
        email,
        lambda parts, asking: configuring.close_phase(
            parts.platform, asking, _known(parts, slug), phase
        ),
    )
    messages.print("The phase is closed.")


def _do(email: str, act: Callable[[Parts, Asking], object]) -> None:
    """Carry out a wish of somebody of the project office; the domain checks the role."""
    with opened() as parts:
        account = known_account(parts, email)
        asking = Asking(
            person=account.person, at=parts.clock(), level=account.level, channel="system"
        )
        act(parts, asking)


def _known(parts: Parts, slug: str) -> ProcessId:
    _check_slug(slug)
    process_id = process_id_of(slug)
    if Histories(parts.log).process(process_id).id is None:
        raise click.BadParameter(f"there is no process {slug}", param_hint="SLUG")
    return process_id


def _check_slug(slug: str) -> None:
    try:
        msgspec.convert(slug, codes.Slug)
    except msgspec.ValidationError as error:
        limits = "lower case letters, digits and hyphens, 60 at most"
        raise click.BadParameter(limits, param_hint="SLUG") from error
