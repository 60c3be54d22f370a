"""The dates of a process as a calendar file (iCalendar, RFC 5545): to subscribe or to save.

Phases, formats on site and public sessions of councils. An entry keeps its UID when its
day changes, so that a calendar moves it instead of showing it twice.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from litestar import Response, get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.decisions.reading import agenda
from api.pages.framing import Framing
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.provided import Now, Texts
from domain.codes import BodyId
from projections import audit, decisions, workshops
from projections.decisions import DecisionRow

CALENDAR = "text/calendar"


@get("/p/{slug:str}/calendar.ics", sync_to_thread=True)
def process_calendar(
    slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now
) -> Response[bytes]:
    """Hand out the dates of a process.

    With `as_of` they are those that were public at an earlier moment. The same moment
    gives the same bytes.

    Raises:
        NotFoundException: there is no such process.
    """
    from api.pages import calendar_entries  # noqa: PLC0415 - says there why it comes late

    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    found, formats = agenda(seen, around), workshops.of_process(seen, process_id)
    sessions = _sessions(decisions.register(seen, process_id))
    items = [row for rows in sessions.values() for row in rows]
    words = opened(texts, [*found.rows, *formats, *items], frame.say(UNAVAILABLE))
    stamp = audit.moment_of(seen, seen.until) or around.now
    dates = calendar_entries.Dates(frame, words, found, stamp)
    entries = [
        *map(dates.phase, around.phases),
        *map(dates.format, formats),
        *(dates.session(body_id, day, rows) for (body_id, day), rows in sessions.items()),
    ]
    headers = {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    body = calendar_entries.calendar_of(frame, dates, entries).to_ical()
    return Response(body, status_code=200, headers=headers, media_type=CALENDAR)


def _sessions(rows: Sequence[DecisionRow]) -> Mapping[tuple[BodyId, date], list[DecisionRow]]:
    """Return the items of each session that the council's office set, as on its agenda.

    Sessions that a source tells of are over: hundreds of them would bury what is to come.
    """
    found: dict[tuple[BodyId, date], list[DecisionRow]] = {}
    for row in sorted(rows, key=lambda row: (row.place, row.decision_id)):
        if row.session is not None and not row.imported:
            found.setdefault((row.body_id, row.session), []).append(row)
    return found


HANDLERS = (process_calendar,)
