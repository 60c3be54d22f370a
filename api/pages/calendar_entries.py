"""The entries of a calendar file.

A module of its own, for the package that writes such files takes three megabytes.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

import msgspec
from icalendar import STATUS, TRANSP, Calendar, Event, Timezone

from api.pages import vocabulary
from api.pages.decisions.reading import Agenda
from api.pages.framing import Frame
from api.pages.parts.words import Words
from api.pages.vocabulary.terms import N_
from domain.codes import BodyId
from domain.phases import BERLIN
from projections.decisions import DecisionRow
from projections.processes import PhaseRow
from projections.workshops import FormatRow

ASK_AGAIN = timedelta(hours=12)
"""How often calendars that subscribed should look."""

_SITE = "Gemeinsam"
_DAY = timedelta(days=1)
# The rule that has held since 1996. Calendars that know the zone by its name need none.
_BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


class Dates(msgspec.Struct, frozen=True):
    """Turns rows into entries of a calendar. `stamp` is when anything was recorded last."""

    frame: Frame
    words: Words
    agenda: Agenda
    stamp: datetime

    @property
    def title(self) -> str:
        """The name of the process."""
        process = self.agenda.around.process
        return self.words.text(process.title, process.slug)

    def address(self, path: str) -> str:
        """Return the address of a page as the public reaches it."""
        return self.frame.base_url + self.frame.url(path)

    def phase(self, row: PhaseRow) -> Event:
        """Return a phase: by the hour, or whole days if it begins and ends at midnight."""
        starts, ends = row.starts.astimezone(BERLIN), row.ends.astimezone(BERLIN)
        whole = starts.time() == ends.time() == time() and starts.date() < ends.date()
        view = self.agenda.around.phase_view(row, self.words)
        told = [self.title]
        if view.announced_end is not None:
            told.append(self.frame.say(N_("Das Ende wurde verschoben.")))
        if view.extension_reason:
            told.append(view.extension_reason)
        return self._entry(
            f"phase-{row.phase_id}",
            self._named(N_("Phase: %(title)s"), view.title),
            (starts.date(), ends.date()) if whole else (starts, ends),
            f"/p/{self.agenda.around.process.slug}",
            told,
        )

    def format(self, row: FormatRow) -> Event:
        """Return a format on site; one that was called off stays, as such."""
        kind = self.frame.say(vocabulary.word("format_kind", row.kind))
        off = row.state == "cancelled"
        told = [self.title, *([reason] if off and (reason := self.words.get(row.reason)) else [])]
        entry = self._entry(
            f"format-{row.workshop_id}",
            f"{kind}: {self.words.text(row.title)}".removesuffix(": "),
            (row.on, row.on + _DAY),
            f"/workshops/{row.workshop_id}",
            told,
        )
        entry.location = self.words.get(row.place)
        entry.status = STATUS.CANCELLED if off else STATUS.CONFIRMED
        return entry

    def session(self, body_id: BodyId, day: date, rows: Sequence[DecisionRow]) -> Event:
        """Return the session of a body with its public items."""
        body = self.agenda.bodies.get(body_id)
        items = [f"{row.number or ''} {self.words.text(row.title)}".strip() for row in rows]
        return self._entry(
            f"session-{body_id}-{day:%Y%m%d}",
            self._named(N_("Sitzung: %(title)s"), self.words.text(body.name if body else None)),
            (day, day + _DAY),
            f"/decisions/{rows[0].decision_id}"
            if len(rows) == 1
            else f"/p/{self.agenda.around.process.slug}/decisions",
            [self.title, *items],
        )

    def _named(self, text: str, title: str) -> str:
        return self.frame.say(text, title=title)

    def _entry(
        self,
        name: str,
        summary: str,
        span: tuple[date, date],
        path: str,
        told: Sequence[str],
    ) -> Event:
        """Return an entry; `span` ends before its second date, as calendars have it."""
        return Event.new(
            uid=f"{name}@{urlsplit(self.frame.base_url).hostname}",
            stamp=self.stamp,
            summary=summary,
            start=span[0],
            end=span[1],
            url=self.address(path),
            description="\n".join(told),
            # Nobody is busy because a phase goes on, and going to a session is up to them.
            transparency=TRANSP.TRANSPARENT,
        )


def calendar_of(frame: Frame, dates: Dates, entries: Sequence[Event]) -> Calendar:
    """Return the whole file."""
    process = dates.agenda.around.process
    return Calendar.new(
        uid=f"process-{process.process_id}@{urlsplit(frame.base_url).hostname}",
        prodid=f"-//{_SITE}//{_SITE}//{frame.language.upper()}",
        name=dates.title,
        url=dates.address(f"/p/{process.slug}"),
        refresh_interval=ASK_AGAIN,
        last_modified=dates.stamp,
        subcomponents=[Timezone.from_ical(_BERLIN), *_by_day(entries)],
    )


def _by_day(entries: Sequence[Event]) -> Iterator[Event]:
    """Yield entries by their first day; those of one day by their name."""
    yield from sorted(entries, key=lambda entry: (f"{entry.start:%Y-%m-%d}", entry["UID"]))
