"""What moderators ask: the queue by tab, one case, one subject, one author.

For moderators only: cases tell of unpublished texts, reports and notes. References of
erased texts are left out.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement, Select, Table, and_, func, or_, select, tuple_, union
from sqlalchemy import case as when

from domain.codes import CaseId
from domain.messages import ContentRef
from domain.moderation import CaseStatus, Outcome, appeal_until
from domain.people import ProcessId, Pseudonym
from domain.phases import BERLIN
from projections import cursors
from projections.erasures import without_erased
from projections.model import Snapshot
from projections.moderation.rows import (
    TAB_OF,
    AuthorRow,
    CaseRow,
    StepRow,
    SubjectRow,
    Tab,
    VersionRow,
)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
_TEXTS = ("title", "body", "location")
_TAKEN: tuple[Outcome, ...] = ("return", "reject", "hide")
_LONGEST_APPEAL = timedelta(days=190)  # more than the six months of I7
_OF_OFFICE = ("case.note-added", "case.escalated", "case.decided", "case.appeal-decided")


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """Whose queue is wanted. `now` decides what is overdue.

    `asking` are the reader's pseudonyms: appeals against their own decisions are left
    out (I7). `processes` narrows to those they moderate, None means all. `states`, if
    given, are wanted instead of those of a tab, in the order of that tab.
    """

    now: datetime
    asking: Collection[Pseudonym] = ()
    processes: Collection[ProcessId] | None = None
    states: Collection[CaseStatus] = ()


class Queued(msgspec.Struct, frozen=True):
    """A case in the queue with what is known of its subject and author."""

    case: CaseRow
    subject: SubjectRow | None
    text: VersionRow | None
    author: AuthorRow | None


class Queue(msgspec.Struct, frozen=True):
    """One page of a tab; `next` is the cursor of the following one, None at the end."""

    cases: tuple[Queued, ...]
    next: str | None


class Counts(msgspec.Struct, frozen=True):
    """How many cases each tab holds, and how many of the undecided ones are overdue."""

    tabs: dict[Tab, int]
    overdue: int


class _Place(msgspec.Struct, frozen=True):
    """Where a page ended: its section, the clock it was sorted by, and its last row."""

    section: int
    now: datetime
    due: datetime
    opened_position: int

    def written(self) -> str:
        key = (self.section, _microseconds(self.now), _microseconds(self.due))
        return cursors.write("due", (*key, self.opened_position))

    @staticmethod
    def read(cursor: str) -> "_Place":
        section, now, due, opened_position = cursors.read(cursor, "due", 4)
        return _Place(section, _moment(now), _moment(due), opened_position)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _TICK


def _moment(microseconds: int) -> datetime:
    try:
        return _EPOCH + microseconds * _TICK
    except OverflowError as error:
        raise cursors.UnreadableCursor from error


def queue(
    snapshot: Snapshot, tab: Tab, desk: Desk, *, after: str | None = None, limit: int = 50
) -> Queue:
    """Return cases: overdue first, then urgent, each by due time; decided ones newest first.

    All pages of one walk are sorted by the clock of the first.

    Raises:
        UnreadableCursor: `after` was not made by this tab.
    """
    if tab == "decided":
        rows, following = _newest(snapshot, desk, after, limit)
    else:
        rows, following = _by_due(snapshot, tab, desk, after, limit)
    return Queue(tuple(_with_surroundings(snapshot, rows)), following)


def _newest(
    snapshot: Snapshot, desk: Desk, after: str | None, limit: int
) -> tuple[list[CaseRow], str | None]:
    source = snapshot.table("cases")
    wanted = select(source).where(*visible(source, "decided", desk))
    if after is not None:
        wanted = wanted.where(source.c.position < cursors.read(after, "newest", 1)[0])
    rows = snapshot.rows(CaseRow, wanted.order_by(source.c.position.desc()).limit(limit + 1))
    page = rows[:limit]
    more = len(rows) > limit
    return page, cursors.write("newest", (page[-1].position,)) if more else None


def _by_due(
    snapshot: Snapshot, tab: Tab, desk: Desk, after: str | None, limit: int
) -> tuple[list[CaseRow], str | None]:
    place = None if after is None else _Place.read(after)
    now = desk.now if place is None else place.now
    source = snapshot.table("cases")
    found: list[tuple[int, CaseRow]] = []
    for section, condition in enumerate(_sections(source, now)):
        if place is not None and section < place.section:
            continue
        wanted = select(source).where(*visible(source, tab, desk), condition)
        if place is not None and section == place.section:
            wanted = wanted.where(_beyond(source, place))
        wanted = wanted.order_by(source.c.due, source.c.opened_position).limit(
            limit + 1 - len(found)
        )
        found += [(section, row) for row in snapshot.rows(CaseRow, wanted)]
        if len(found) > limit:
            last, row = found[limit - 1]
            place = _Place(last, now, row.due, row.opened_position)
            return [row for _, row in found[:limit]], place.written()
    return [row for _, row in found], None


def _sections(source: Table, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the parts of a queue in their order; each is sorted by due time."""
    in_time = source.c.due >= now
    return (
        source.c.due < now,
        and_(in_time, source.c.urgent.is_(True)),
        and_(in_time, source.c.urgent.is_(False)),
    )


def _beyond(source: Table, place: _Place) -> ColumnElement[bool]:
    same = and_(source.c.due == place.due, source.c.opened_position > place.opened_position)
    return or_(source.c.due > place.due, same)


def visible(source: Table, tab: Tab, desk: Desk) -> Iterator[ColumnElement[bool]]:
    """Yield what a case has to fulfil to be in a tab of this reader's desk."""
    tabs = {TAB_OF[state] for state in desk.states} or {tab}
    yield source.c.tab == tab if tabs == {tab} else source.c.tab.in_(sorted(tabs))
    if desk.states:
        yield source.c.state.in_(sorted(desk.states))
    if desk.processes is not None:
        yield source.c.process_id.in_(desk.processes)
    if "appeals" in tabs and desk.asking:
        others = or_(source.c.decided_by.is_(None), source.c.decided_by.not_in(desk.asking))
        yield others if tabs == {"appeals"} else or_(source.c.tab != "appeals", others)


def _with_surroundings(snapshot: Snapshot, rows: list[CaseRow]) -> Iterator[Queued]:
    subjects = {row.subject_id: row for row in _subjects(snapshot, rows)}
    texts = {row.subject_id: row for row in _newest_texts(snapshot, subjects.values())}
    authors = {(row.process_id, row.author): row for row in _authors(snapshot, rows)}
    for row in rows:
        author = authors.get((row.process_id, row.author)) if row.author else None
        subject = subjects.get(row.subject_id)
        yield Queued(row, subject, texts.get(row.subject_id), author)


def _subjects(snapshot: Snapshot, rows: Collection[CaseRow]) -> list[SubjectRow]:
    source = snapshot.table("case_subjects")
    ids = {row.subject_id for row in rows}
    return snapshot.rows(SubjectRow, select(source).where(source.c.subject_id.in_(ids)))


def _newest_texts(snapshot: Snapshot, subjects: Collection[SubjectRow]) -> list[VersionRow]:
    source = snapshot.table("case_versions")
    keys = [(row.subject_id, row.version) for row in subjects]
    key = tuple_(source.c.subject_id, source.c.version)
    rows = snapshot.rows(VersionRow, select(source).where(key.in_(keys)))
    return without_erased(snapshot, rows, *_TEXTS)


def _authors(snapshot: Snapshot, rows: Collection[CaseRow]) -> list[AuthorRow]:
    source = snapshot.table("case_authors")
    keys = {(row.process_id, row.author) for row in rows if row.author is not None}
    key = tuple_(source.c.process_id, source.c.author)
    return snapshot.rows(AuthorRow, select(source).where(key.in_(keys)))


def counts(snapshot: Snapshot, desk: Desk) -> Counts:
    """Return how full each tab is for this reader."""
    source = snapshot.table("cases")
    found: dict[Tab, int] = dict.fromkeys(TAB_OF.values(), 0)
    overdue = 0
    late = func.sum(when((source.c.due < desk.now, 1), else_=0))
    for tab in found:
        wanted: Select[int, int] = select(func.count(), late).where(*visible(source, tab, desk))
        number, behind = snapshot.connection.execute(wanted).one()
        found[tab] = number
        overdue += behind or 0 if tab != "decided" else 0
    return Counts(found, overdue)


def undecided(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return how many cases of a process wait for a moderator, appeals included."""
    source = snapshot.table("cases")
    wanted = select(func.count()).where(
        source.c.process_id == process_id, source.c.tab != "decided"
    )
    return snapshot.connection.execute(wanted).scalar_one()


def appeals_until(snapshot: Snapshot, process_id: ProcessId, today: date) -> date | None:
    """Return the last day on which an appeal can still make an idea public; None if none can."""
    source = snapshot.table("cases")
    since = datetime.combine(today - _LONGEST_APPEAL, time(), BERLIN)
    wanted = select(func.max(source.c.decided_at)).where(
        source.c.process_id == process_id,
        source.c.subject_kind == "proposal",
        source.c.state == "decided",
        source.c.outcome.in_(_TAKEN),
        source.c.decided_at >= since,
    )
    last = snapshot.connection.execute(wanted).scalar_one()
    day = None if last is None else appeal_until(last)
    return day if day is not None and day >= today else None


class CaseDetail(msgspec.Struct, frozen=True):
    """One case with everything that happened in it, oldest first.

    `versions` are all texts of the subject, oldest first; `others` its other cases.
    """

    case: CaseRow
    steps: tuple[StepRow, ...]
    subject: SubjectRow | None
    versions: tuple[VersionRow, ...]
    author: AuthorRow | None
    others: tuple[CaseRow, ...]


def case(snapshot: Snapshot, case_id: CaseId) -> CaseDetail | None:
    """Return one case, or None."""
    source = snapshot.table("cases")
    row = snapshot.first(CaseRow, select(source).where(source.c.case_id == case_id))
    if row is None:
        return None
    subject = _subjects(snapshot, [row])
    author = _authors(snapshot, [row])
    others = [other for other in cases_of(snapshot, row.subject_id) if other.case_id != case_id]
    return CaseDetail(
        row,
        tuple(steps(snapshot, case_id)),
        subject[0] if subject else None,
        tuple(versions(snapshot, row.subject_id)),
        author[0] if author else None,
        tuple(others),
    )


def several(snapshot: Snapshot, cases: Collection[CaseId]) -> Mapping[CaseId, CaseRow]:
    """Return these cases as they stand; unknown ones are left out."""
    source = snapshot.table("cases")
    wanted = select(source).where(source.c.case_id.in_(cases))
    return {row.case_id: row for row in snapshot.rows(CaseRow, wanted)}


def steps(snapshot: Snapshot, case_id: CaseId) -> list[StepRow]:
    """Return what happened in a case up to the snapshot's position, oldest first."""
    source = snapshot.table("case_steps")
    wanted = select(source).where(source.c.case_id == case_id, source.c.position <= snapshot.until)
    rows = snapshot.rows(StepRow, wanted.order_by(source.c.position))
    return without_erased(snapshot, rows, "text", "quoted")


def words_of_office(snapshot: Snapshot, refs: Collection[ContentRef]) -> frozenset[ContentRef]:
    """Return which of these texts moderators wrote in cases, passages they quoted included."""
    source = snapshot.table("case_steps")
    official = source.c.kind.in_(_OF_OFFICE)
    given = [
        select(column).where(official, column.in_(refs))
        for column in (source.c.text, source.c.quoted)
    ]
    return frozenset(snapshot.connection.execute(union(*given)).scalars())


def cases_of(snapshot: Snapshot, subject_id: UUID) -> list[CaseRow]:
    """Return all cases of a proposal or comment, oldest first."""
    source = snapshot.table("cases")
    wanted = select(source).where(source.c.subject_id == subject_id)
    return snapshot.rows(CaseRow, wanted.order_by(source.c.opened_position))


def versions(snapshot: Snapshot, subject_id: UUID) -> list[VersionRow]:
    """Return all versions of a subject's text, oldest first, published or not."""
    source = snapshot.table("case_versions")
    wanted = select(source).where(source.c.subject_id == subject_id)
    rows = snapshot.rows(VersionRow, wanted.order_by(source.c.version))
    return without_erased(snapshot, rows, *_TEXTS)


def author(snapshot: Snapshot, process_id: ProcessId, pseudonym: Pseudonym) -> AuthorRow:
    """Return how somebody's contributions to a process fared; all 0 if there are none."""
    source = snapshot.table("case_authors")
    wanted = select(source).where(source.c.process_id == process_id, source.c.author == pseudonym)
    return snapshot.first(AuthorRow, wanted) or AuthorRow(process_id, pseudonym)
