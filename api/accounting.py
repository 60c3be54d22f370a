"""What a year brought in a process: ideas, answers, measures, money (docs/rules/strategies.md).

Everything is as it was when the year ended, or when the report was made if that was earlier.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from domain.codes import MeasureId, Verdict
from domain.measures import Status
from domain.people import ProcessId
from domain.phases import BERLIN
from projections import answers, audit, decisions, measures
from projections.decisions import DecisionRow
from projections.measures import MeasureRow, Milestone, Report, Story
from projections.model import Snapshot


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """What was done for one measure within the year. `budget` is in cents, None off the plan."""

    row: MeasureRow
    reached: Sequence[Milestone]
    report: Report | None
    completed: date | None
    stopped: bool
    adopted: datetime | None
    budget: int | None

    @property
    def anything(self) -> bool:
        """Whether there is something to tell."""
        done = self.reached or self.report or self.completed or self.stopped or self.adopted
        return bool(done)


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a year. `seen` is the moment everything is told as of."""

    year: int
    seen: Snapshot
    ideas: int
    answered: int
    verdicts: Mapping[Verdict, int]
    unanswered: int
    decisions: Sequence[DecisionRow]
    measures: Sequence[MeasureRow]
    states: Mapping[Status, int]
    worked: Sequence[Worked]

    @property
    def budget(self) -> int:
        """What was planned for the year, in cents."""
        return sum(each.budget or 0 for each in self.worked)


def year_of(snapshot: Snapshot, process_id: ProcessId, year: int) -> Year:
    """Return what a year brought, as far as it is over by the moment the snapshot answers for."""
    ends = datetime(year + 1, 1, 1, tzinfo=BERLIN)
    last = audit.position_at(snapshot, ends)
    seen = snapshot.at(last) if last < snapshot.until else snapshot
    owed = answers.of_process(seen, process_id)
    told = [row for row in owed if _within(year, row.answered_at) and row.verdict]
    rows = measures.of_process(seen, process_id)
    steps = measures.everything(seen, process_id)
    stories = {row.measure_id: measures.tell(steps.get(row.measure_id, [])) for row in rows}
    decided = decisions.register(seen, process_id)
    return Year(
        year=year,
        seen=seen,
        ideas=sum(1 for row in owed if _within(year, row.published_at)),
        answered=len(told),
        verdicts=Counter(row.verdict for row in told if row.verdict),
        unanswered=sum(1 for row in owed if row.verdict is None),
        decisions=[row for row in decided if row.settled and _in_session(year, row)],
        measures=rows,
        states=Counter(row.status for row in rows),
        worked=_worked(year, rows, stories),
    )


def _worked(
    year: int, rows: Sequence[MeasureRow], stories: Mapping[MeasureId, Story]
) -> Sequence[Worked]:
    found = [_of(year, row, stories[row.measure_id]) for row in rows]
    return [each for each in found if each.anything or each.budget is not None]


def _of(year: int, row: MeasureRow, story: Story) -> Worked:
    stones = story.milestones.values()
    reached = [each for each in stones if each.reached and each.reached.year == year]
    reports = [each for each in story.reports if each.as_of.year == year]
    adopted = [
        each.at
        for each in story.decisions.values()
        if each.outcome in {"adopted", "adopted_with_changes"} and _within(year, each.at)
    ]
    done = story.completed
    places = [each.slot for each in story.places if each.slot.year == year]
    planned = bool(story.places) and story.places[-1].slot.year == year
    return Worked(
        row=row,
        reached=sorted(reached, key=lambda each: (each.reached, each.milestone_id.hex)),
        report=reports[-1] if reports else None,
        completed=done.usable_from if done and done.usable_from.year == year else None,
        stopped=row.status == "stopped" and _within(year, row.changed),
        adopted=adopted[-1] if adopted else None,
        budget=places[-1].budget if planned else None,
    )


def _within(year: int, at: datetime | None) -> bool:
    return at is not None and at.astimezone(BERLIN).year == year


def _in_session(year: int, row: DecisionRow) -> bool:
    return row.session is not None and row.session.year == year
