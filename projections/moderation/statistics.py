"""Monthly moderation statistics, from the log alone; public, and fit for `as_of`."""

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import TypeVar, cast

import msgspec
from sqlalchemy import select

from domain.codes import RuleCode
from domain.moderation import AppealOutcome, Outcome
from domain.people import ProcessId
from projections.model import Snapshot

CodeT = TypeVar("CodeT", bound=str)


class Month(msgspec.Struct, frozen=True):
    """What moderation did in one local month ("2023-07").

    A decision under several rules counts under each of them in `rules`, once in
    `decided`. `rulings` are second decisions made in the month; `overturned` ones
    are in it. `median_hours` runs from opening to first decision, None without any.
    """

    month: str
    opened: int
    decided: int
    outcomes: dict[Outcome, int]
    rules: dict[RuleCode, int]
    reports: int
    appeals: int
    rulings: dict[AppealOutcome, int]
    median_hours: float | None


class _Step(msgspec.Struct, frozen=True):
    month: str
    kind: str
    code: str | None
    rules: tuple[RuleCode, ...]
    minutes: int | None


def statistics(snapshot: Snapshot, process_id: ProcessId | None = None) -> list[Month]:
    """Return every month with any moderation, newest first; of one process or of all."""
    source = snapshot.table("case_steps")
    kinds = ("case.opened", "case.content-reported", "case.decided")
    appeals = ("case.appeal-filed", "case.appeal-decided")
    wanted = select(
        source.c.month, source.c.kind, source.c.code, source.c.rules, source.c.minutes
    ).where(source.c.kind.in_((*kinds, *appeals)), source.c.position <= snapshot.until)
    if process_id is not None:
        wanted = wanted.where(source.c.process_id == process_id)
    months: dict[str, list[_Step]] = {}
    for step in snapshot.rows(_Step, wanted):
        months.setdefault(step.month, []).append(step)
    return [_month(name, months[name]) for name in sorted(months, reverse=True)]


def _month(name: str, steps: list[_Step]) -> Month:
    kinds = Counter(step.kind for step in steps)
    decided = [step for step in steps if step.kind == "case.decided"]
    ruled = [step for step in steps if step.kind == "case.appeal-decided"]
    minutes = [step.minutes for step in decided if step.minutes is not None]
    return Month(
        month=name,
        opened=kinds["case.opened"],
        decided=len(decided),
        outcomes=_counted(cast("Outcome", step.code) for step in decided),
        rules=_counted(rule for step in decided for rule in step.rules),
        reports=kinds["case.content-reported"],
        appeals=kinds["case.appeal-filed"],
        rulings=_counted(cast("AppealOutcome", step.code) for step in ruled),
        median_hours=round(median(minutes) / 60, 1) if minutes else None,
    )


def _counted(codes: Iterable[CodeT]) -> dict[CodeT, int]:
    return dict(sorted(Counter(codes).items()))
