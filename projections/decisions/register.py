"""The public register, a page at a time: filtered, sorted and counted by the database."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, FromClause, and_, case, extract, func, or_, select, true

from domain.codes import BodyId, TerritoryKey
from domain.decisions import Result
from domain.people import ProcessId
from projections.decisions.rows import DecisionRow
from projections.model import Snapshot


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which items are wanted; everything left out does not narrow.

    `other_wording` are results of a source in words that are none of ours, `contradicting`
    those that the minutes contradict.
    """

    body: BodyId | None = None
    result: Result | None = None
    other_wording: bool = False
    contradicting: bool = False
    year: int | None = None
    territory: TerritoryKey | None = None


class Told(msgspec.Struct, frozen=True):
    """What there is to choose from among all public items of a process."""

    items: int
    results: frozenset[Result]
    years: tuple[int, ...]
    bodies: frozenset[BodyId]
    territories: frozenset[TerritoryKey]
    other_wording: bool
    contradicting: bool
    papers: int


class RegisterPage(msgspec.Struct, frozen=True):
    """Some of the items that were asked for, and how many there are of them."""

    rows: Sequence[DecisionRow]
    count: int


def is_public(source: FromClause) -> ColumnElement[bool]:
    """Return the condition that everybody may see an item."""
    return or_(source.c.public == true(), source.c.published == true())


def public_row(row: DecisionRow) -> DecisionRow:
    """Return the row without a record that nobody has confirmed."""
    if row.settled:
        return row
    return replace(
        row,
        status="scheduled",
        result=None,
        present=None,
        yes=None,
        no=None,
        abstain=None,
        method=None,
        text=None,
        conditions=None,
        minutes=None,
        recorded_by=None,
        recorded_at=None,
    )


def _said(source: FromClause) -> ColumnElement[bool]:
    """Return the condition that a result is more than a record that waits."""
    return or_(source.c.confirmed_at.is_not(None), source.c.status == "imported")


def order_of(
    source: FromClause, bodies: Sequence[BodyId] = ()
) -> tuple[ColumnElement[object], ...]:
    """Return the order of registers: newest session first, without a day before all others.

    Of one day, bodies follow as named, then others; within a body as on its agenda.
    """
    placed = {body_id: place for place, body_id in enumerate(bodies)}
    by_body = [case(placed, value=source.c.body_id, else_=len(placed))] if placed else []
    undated = case((source.c.session.is_(None), 0), else_=1)
    newest = (undated, source.c.session.desc(), *by_body, source.c.body_id)
    return (*newest, source.c.place, source.c.number, source.c.decision_id)


def page(
    snapshot: Snapshot,
    process_id: ProcessId,
    wanted: Wanted,
    *,
    bodies: Sequence[BodyId],
    start: int,
    limit: int,
) -> RegisterPage:
    """Return public items from `start` (0 is the first) on; `bodies` sorts those of a day."""
    source = snapshot.source("decisions", process_id=process_id)
    chosen = and_(source.c.process_id == process_id, is_public(source), *_narrowed(source, wanted))
    count = snapshot.connection.execute(
        select(func.count()).select_from(source).where(chosen)
    ).scalar_one()
    statement = select(source).where(chosen).order_by(*order_of(source, bodies))
    rows = snapshot.rows(DecisionRow, statement.offset(start).limit(limit))
    return RegisterPage([public_row(row) for row in rows], count)


def _narrowed(source: FromClause, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.body is not None:
        conditions.append(source.c.body_id == wanted.body)
    if wanted.result is not None:
        conditions += [source.c.result == wanted.result, _said(source)]
    if wanted.other_wording:
        conditions += [source.c.result.is_(None), source.c.wording.is_not(None)]
    if wanted.contradicting:
        conditions.append(source.c.contradicts == true())
    if wanted.territory is not None:
        conditions.append(source.c.territory == wanted.territory)
    if wanted.year is not None:
        first, last = date(wanted.year, 1, 1), date(wanted.year, 12, 31)
        conditions.append(source.c.session.between(first, last))
    return conditions


def told(snapshot: Snapshot, process_id: ProcessId) -> Told:
    """Return what filters can offer; one pass over the items, none of which is read."""
    source = snapshot.source("decisions", process_id=process_id)
    shown = and_(source.c.process_id == process_id, is_public(source))
    result = case((_said(source), source.c.result))
    unknown = and_(source.c.result.is_(None), source.c.wording.is_not(None))
    groups = (
        extract("year", source.c.session),
        source.c.body_id,
        result,
        case((unknown, 1), else_=0),
        case((source.c.contradicts == true(), 1), else_=0),
        source.c.territory,
    )
    found = snapshot.connection.execute(
        select(*groups, func.count()).where(shown).group_by(*groups)
    ).all()
    papers = select(func.count(source.c.paper_id.distinct())).where(shown)
    return Told(
        items=sum(row[6] for row in found),
        results=frozenset(row[2] for row in found if row[2]),
        years=tuple(sorted({int(row[0]) for row in found if row[0]}, reverse=True)),
        bodies=frozenset(row[1] for row in found),
        territories=frozenset(row[5] for row in found if row[5]),
        other_wording=any(row[3] for row in found),
        contradicting=any(row[4] for row in found),
        papers=snapshot.connection.execute(papers).scalar_one(),
    )


def of_paper(snapshot: Snapshot, process_id: ProcessId, paper_id: UUID) -> list[DecisionRow]:
    """Return all items about one paper of a source, newest session first."""
    source = snapshot.source("decisions", process_id=process_id)
    wanted = select(source).where(
        source.c.process_id == process_id, source.c.paper_id == paper_id, is_public(source)
    )
    rows = snapshot.rows(DecisionRow, wanted.order_by(*order_of(source)))
    return [public_row(row) for row in rows]
