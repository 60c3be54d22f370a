"""The moderators' queue: what is due first, by tab."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

import msgspec
from litestar import get
from litestar.params import FromQuery

from api.errors import Malformed
from api.pages.formatting import excerpt
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import authors, cards
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import CaseDesk, CaseRow, Tab
from api.pages.vocabulary.terms import N_
from api.people import moderators_only
from api.problems import WrongField
from api.provided import Now, Person, Platform, Snapshot, Texts
from domain.codes import ProposalId
from domain.people import ProcessId, Pseudonym
from domain.phases import BERLIN
from projections import feed, moderation, processes
from projections.cursors import UnreadableCursor
from projections.feed import FeedRow
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
    ideas = _ideas(snapshot, queue)
    rows = [*(each.text for each in queue.cases), *ideas.values()]
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
        cases=tuple(
            case_row(Row(frame, words, known, ideas, mine.get(each.case.process_id), now), each)
            for each in queue.cases
        ),
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


def _ideas(snapshot: ReadModel, queue: Queue) -> Mapping[ProposalId, FeedRow]:
    """Return the ideas that comments in the queue are about."""
    about = {
        each.case.proposal_id
        for each in queue.cases
        if each.case.subject_kind == "comment" and each.case.proposal_id
    }
    return feed.all_rows(snapshot, about) if about else {}


class Row(msgspec.Struct, frozen=True):
    """What a row of the queue is made with; `me` is the reader's pseudonym there."""

    frame: Frame
    words: Words
    processes: Mapping[ProcessId, ProcessRow]
    ideas: Mapping[ProposalId, FeedRow]
    me: Pseudonym | None
    now: datetime

    def title(self, queued: Queued) -> str:
        """Return what the case is called: the idea's title, or whose comment it is."""
        idea = self.ideas.get(queued.case.proposal_id) if queued.case.proposal_id else None
        if idea is not None:
            about = cards.title(idea, self.words)
            return self.frame.say(N_("Kommentar zu „%(title)s“"), title=about)
        if queued.case.subject_kind == "remark":
            return self.frame.say(N_("Anmerkung zum Leitbild"))
        text = queued.text
        words = self.words.get(text.title if text else None) or excerpt(
            self.words.text(text.body if text else None), 90
        )
        return words or self.frame.say(N_("Text gelöscht"))


def case_row(row: Row, queued: Queued) -> CaseRow:
    """Return a case as the queue shows it."""
    case, me, frame, words = queued.case, row.me, row.frame, row.words
    body = words.text(queued.text.body if queued.text else None)
    holder = {"in_work": case.claimed_by, "under_appeal": case.reviewer}.get(case.state)
    return CaseRow(
        id=str(case.case_id),
        kind=case.subject_kind,
        title=row.title(queued),
        excerpt=excerpt(body),
        process_title=words.text(row.processes[case.process_id].title),
        trigger=case.trigger,
        state=case.state,  # type: ignore[arg-type]  # a stored case is not absent
        opened_at=case.opened_at,
        due=case.due,
        hours_left=hours_left(case.due, row.now),
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
