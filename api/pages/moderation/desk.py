"""The moderators' queue: what is due first, by tab."""

from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from litestar import get
from litestar.params import FromQuery

from api.errors import Malformed
from api.pages.formatting import excerpt
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import authors
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import CaseDesk, CaseRow, Tab
from api.pages.vocabulary.terms import N_
from api.people import moderators_only
from api.problems import WrongField
from api.provided import Now, Person, Platform, Snapshot, Texts
from domain.people import ProcessId, Pseudonym
from domain.phases import BERLIN
from projections import moderation, processes
from projections.cursors import UnreadableCursor
from projections.model import Snapshot as ReadModel
from projections.moderation import Desk, Month, Queue, Queued
from projections.processes import ProcessRow

_PAGE = 30
_HOUR = timedelta(hours=1)


@get("/moderation", sync_to_thread=True, guards=[moderators_only])
def desk_page(
    *,
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    now: Now,
    tab: FromQuery[str] = "open",
    cursor: FromQuery[str] = "",
) -> Html:
    """Show the cases of a tab, overdue ones first.

    Raises:
        Malformed: the cursor is not one of this tab.
    """
    chosen = cast("Tab", tab) if tab in get_args(Tab) else "open"
    known = {row.process_id: row for row in processes.all_processes(snapshot)}
    reader = Reader(person, platform.vault)
    mine = {key: reader.pseudonym(key) for key in known}
    desk = Desk(
        now=now,
        asking=[each for each in mine.values() if each is not None],
        processes=person.processes("moderator"),
    )
    counts = moderation.counts(snapshot, desk)
    queue = _queue(snapshot, chosen, desk, cursor)
    rows = [row for each in queue.cases for row in (each.text, each.subject) if row]
    words = opened(texts, [*rows, *known.values()], frame.say(UNAVAILABLE))
    this_month = _this_month(moderation.statistics(snapshot), now)
    page = CaseDesk(
        tab=chosen,
        counts={
            "open": counts.tabs["open"],
            "in_work": counts.tabs["in_work"] + counts.tabs["escalated"],
            "appeals": counts.tabs["appeals"],
            "decided": counts.tabs["decided"],
        },
        overdue=counts.overdue,
        decided_this_month=this_month.decided if this_month else 0,
        overturned_this_month=this_month.rulings.get("overturned", 0) if this_month else 0,
        cases=tuple(case_row(frame, each, known, mine, words, now) for each in queue.cases),
        next_url=frame.url(f"/moderation?tab={chosen}&cursor={queue.next}") if queue.next else None,
    )
    return frame.show(page, nav="moderation", position=snapshot.position)


def _queue(snapshot: ReadModel, tab: Tab, desk: Desk, cursor: str) -> Queue:
    try:
        queue = moderation.queue(snapshot, tab, desk, after=cursor or None, limit=_PAGE)
    except UnreadableCursor as error:
        raise Malformed(WrongField("cursor", "not a cursor of this list")) from error
    if tab != "in_work" or queue.next or cursor:
        return queue
    # What was handed on to the legal office is still somebody's work.
    elsewhere = moderation.queue(snapshot, "escalated", desk, limit=_PAGE)
    return Queue((*queue.cases, *elsewhere.cases), None)


def _this_month(months: list[Month], now: datetime) -> Month | None:
    name = f"{now.astimezone(BERLIN):%Y-%m}"
    return next((month for month in months if month.month == name), None)


def case_row(
    frame: Frame,
    queued: Queued,
    known: dict[ProcessId, ProcessRow],
    mine: dict[ProcessId, Pseudonym | None],
    words: Words,
    now: datetime,
) -> CaseRow:
    """Return a case as the queue shows it."""
    case, me = queued.case, mine.get(queued.case.process_id)
    body = words.text(queued.text.body if queued.text else None)
    title = words.get(queued.text.title if queued.text else None)
    holder = case.reviewer if case.state == "under_appeal" else case.claimed_by
    return CaseRow(
        id=str(case.case_id),
        kind=case.subject_kind,
        title=title or excerpt(body, 90) or frame.say(N_("Text gelöscht")),
        excerpt=excerpt(body),
        process_title=words.text(known[case.process_id].title),
        trigger=case.trigger,
        state=case.state,  # type: ignore[arg-type]  # a stored case is not absent
        opened_at=case.opened_at,
        due=case.due,
        hours_left=hours_left(case.due, now),
        reports=case.reports,
        urgent=case.urgent,
        mine=me is not None and holder == me,
        claimed_by=None if holder is None else f"{frame.say('Moderation')} {authors.tag(holder)}",
        blocked=_blocked(queued, me),
        outcome=case.outcome,
        channel=case.channel,
    )


def hours_left(due: datetime, now: datetime) -> int:
    """Return whole hours until a case is due, negative when it is overdue."""
    return (due - now) // _HOUR


def _blocked(queued: Queued, me: Pseudonym | None) -> Literal["own_text", "decided_by_you"] | None:
    case = queued.case
    if me is None:
        return None
    if case.author == me:
        return "own_text"
    appealed = case.state in {"appealed", "under_appeal"}
    return "decided_by_you" if appealed and case.decided_by == me else None
