"""The project office's board: every measure at work, the worrying ones first (R42)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from litestar import get
from litestar.params import FromPath, FromQuery

from api.pages.framing import Frame, Framing, Html
from api.pages.measures import cards
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs
from api.pages.plans.reading import Planning, read
from api.pages.plans.roadmap import stone_line
from api.pages.views import Option
from api.pages.views.plans import BoardPage, BoardRow
from api.pages.vocabulary import word
from api.pages.vocabulary.terms import N_
from api.people import office_only
from api.provided import Person, Snapshot, Texts
from domain.measures import Status
from domain.permissions import ALLOWED, NotAllowed
from projections import organisation
from projections.measures import MeasureRow, Milestone, Story
from projections.organisation import UnitRow

AT_WORK: frozenset[Status] = frozenset({"planned", "in_implementation", "paused"})
_STALE = timedelta(days=90)  # after which a report says little about the present
_SUGGESTS_AMBER = timedelta(days=14)  # P10
_LIGHTS = {"red": 0, "amber": 1, None: 2, "green": 3}
TABS = ("red", "amber", "green", "overdue", "silent")


@get("/p/{slug:str}/board", sync_to_thread=True, guards=[office_only])
def board_page(
    *,
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    show: FromQuery[str] = "",
    unit: FromQuery[str] = "",
) -> Html:
    """Show what is worked on and what needs attention.

    Raises:
        NotFoundException: there is no such process.
        NotAllowed: the reader is not of its office.
    """
    planning = read(snapshot, slug, person.at)
    process = planning.around.process
    if not person.may("plan", process.process_id):
        raise NotAllowed(action="plan", needs=sorted(ALLOWED["plan"]))
    units = organisation.units(snapshot, process.process_id)
    refs = [*planning.refs(), *(row.name for row in units)]
    words = opened_refs(texts, list(dict.fromkeys(refs)), frame.say(UNAVAILABLE))
    rows = sorted(_rows(planning, units, words), key=_worry)
    known = {str(row.unit_id) for row in units}
    unit = unit if unit in known else ""
    mine = [row for row in rows if not unit or row.unit == unit]
    page = BoardPage(
        slug=slug,
        process_title=words.text(process.title, slug),
        rows=tuple(row for row in mine if show not in TABS or _fits(row, show)),
        total=len(rows),
        tabs=_tabs(frame, mine),
        shown=show if show in TABS else "",
        units=tuple(Option(value=str(row.unit_id), label=words.text(row.name)) for row in units),
        unit=unit,
    )
    return frame.show(
        page, nav="office", process=planning.around.brand(words), position=snapshot.position
    )


def _tabs(frame: Frame, rows: Sequence[BoardRow]) -> tuple[Option, ...]:
    names = {
        **{each: frame.say(word("light_short", each)) for each in ("red", "amber", "green")},
        "overdue": frame.say(N_("Überfällig")),
        "silent": frame.say(N_("Ohne aktuelle Meldung")),
    }
    counted = (Option(value="", label=frame.say(N_("Alle")), count=len(rows)),)
    return counted + tuple(
        Option(value=key, label=name, count=sum(_fits(row, key) for row in rows))
        for key, name in names.items()
    )


def _fits(row: BoardRow, tab: str) -> bool:
    match tab:
        case "overdue":
            return row.overdue
        case "silent":
            return row.stale
        case _:
            return row.card.light == tab


def _worry(row: BoardRow) -> tuple[int, bool, bool, str]:
    """Return what puts red before amber before green, and late ones first among them."""
    return _LIGHTS[row.card.light], not row.overdue, not row.stale, row.card.number.rjust(8)


def _rows(planning: Planning, units: Sequence[UnitRow], words: Words) -> Iterator[BoardRow]:
    names = {row.unit_id: row.name for row in units}
    for row in planning.rows.values():
        if row.status in AT_WORK:
            lead = words.get(names[row.lead]) if row.lead in names else None
            yield _row(planning, row, lead, words)


def _row(planning: Planning, row: MeasureRow, lead: str | None, words: Words) -> BoardRow:
    story, today = planning.stories[row.measure_id], planning.today
    report = story.reports[-1] if story.reports else None
    stone = _next(story)
    late = stone is not None and stone.due < today
    begun = row.status == "in_implementation"
    return BoardRow(
        card=cards.card(row, planning.around, words),
        lead=lead,
        unit=str(row.lead or ""),
        explanation=words.get(report.text) if report else None,
        next_step=words.get(report.next_step) if report else None,
        risk=words.get(story.profile.risks),
        reported=report.as_of if report else None,
        stone=stone_line(stone, words, today) if stone else None,
        overdue=late,
        stale=begun and (report is None or today - report.as_of > _STALE),
        suggested=begun and row.light == "green" and _very_late(stone, planning),
        decision_gone=_decision_gone(story),
    )


def _decision_gone(story: Story) -> bool:
    """Tell whether work goes on although the decision it rests on has no effect any more."""
    adopted = [
        each
        for each in story.decisions.values()
        if each.territory is None and each.outcome in {"adopted", "adopted_with_changes"}
    ]
    return bool(adopted) and all(each.revoked is not None for each in adopted)


def _next(story: Story) -> Milestone | None:
    """Return the milestone that comes next, or should have come first."""
    waiting = [each for each in story.milestones.values() if each.reached is None]
    return min(waiting, key=lambda each: each.due, default=None)


def _very_late(stone: Milestone | None, planning: Planning) -> bool:
    return stone is not None and planning.today - stone.due >= _SUGGESTS_AMBER
