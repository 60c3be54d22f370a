"""The moderation desk: its routine, and the acts the content tells one by one."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from hashlib import sha256
from typing import assert_never

from api.demo import content_types as ct
from api.demo.replay.stage import Stage
from api.demo.replay.supporters import supporters_of
from domain import moderation
from domain.codes import CaseId, RuleCode
from domain.phases import BERLIN
from domain.use_cases import commenting, merging, moderating, scheduling
from domain.use_cases.histories import Histories

CLAIMED_BEFORE = timedelta(minutes=4)
"""How long a moderator looks at a text before deciding in the routine."""

_CLOSING = time(0, 10)  # local; once the last day to appeal is over


def review_at(stage: Stage, name: str, review: ct.Review, known_since: datetime) -> None:
    """Let a moderator claim a case shortly before the moment of the decision."""
    claimed_at = max(known_since, review.at - CLAIMED_BEFORE)
    stage.agenda.add(claimed_at, lambda then: _claim(stage, name, review.by, then))


def publish(stage: Stage, name: str, by: str, at: datetime) -> None:
    """Decide that a text is, or stays, public."""
    _decide(stage, name, by, at, moderating.Verdict(outcome="publish"))


def read_later(stage: Stage, name: str, at: datetime) -> None:
    """Let a moderator read, in due time, what is public already."""
    number = int.from_bytes(sha256(f"{name}/{at.isoformat()}".encode()).digest()[:4])
    moderators = [person.key for person in stage.content.people if person.role == "moderator"]
    by = moderators[number % 2]  # the third one decides appeals
    stage.agenda.add(_desk_time(stage, at, number), lambda then: _read(stage, name, by, then))


def _desk_time(stage: Stage, at: datetime, number: int) -> datetime:
    """Return a moment soon after `at` at which somebody sits at the desk."""
    soon = at + timedelta(minutes=35 + number % 90)
    days = stage.backstage.days
    if moderation.in_office_hours(soon, days):
        return soon
    day = at.astimezone(BERLIN).date()
    morning = datetime.combine(day, time(8, 20 + number % 35), BERLIN)
    while morning < soon or not days.is_working_day(morning.date()):
        morning += timedelta(days=1)
    return morning


def _read(stage: Stage, name: str, by: str, at: datetime) -> None:
    """Close a case nobody has touched; one with a report is told by the content."""
    case_id, case = stage.case(name)
    if case.status != "open" or case.reports:
        return
    moderating.claim_case(stage.platform, stage.asking(by, at), case_id)
    publish(stage, name, by, at + timedelta(minutes=2))


def _claim(stage: Stage, name: str, by: str, at: datetime) -> None:
    case_id, _ = stage.case(name)
    moderating.claim_case(stage.platform, stage.asking(by, at), case_id)


def _decide(stage: Stage, name: str, by: str, at: datetime, verdict: moderating.Verdict) -> None:
    case_id, _ = stage.case(name)
    asking = stage.asking(by, at)
    moderating.decide_case(stage.platform, asking, case_id, verdict)
    last_day = moderation.appeal_until(asking.at)
    over = datetime.combine(last_day + timedelta(days=1), _CLOSING, BERLIN)
    stage.agenda.add(over, lambda then: _close(stage, case_id, then), by_clock=True)


def _close(stage: Stage, case_id: CaseId, at: datetime) -> None:
    """Close a decided case as the scheduler does, unless its author appealed."""
    if Histories(stage.backstage.log).case(case_id).status == "decided":
        scheduling.close_case(stage.platform, stage.by_itself(at), case_id)


def take(stage: Stage, step: ct.ModerationStep, at: datetime) -> None:
    """Carry out one act of the content."""
    name = step.subject
    match step:
        case ct.Report():
            _report(stage, step, at)
        case ct.Claim() | ct.AssignAppeal():
            _claim(stage, name, step.by, at)
        case ct.Release():
            moderating.release_case(stage.platform, stage.asking(step.by, at), stage.case(name)[0])
        case ct.Note():
            asking = stage.asking(step.by, at)
            moderating.add_note(stage.platform, asking, stage.case(name)[0], step.text)
        case ct.Decide():
            _decide(stage, name, step.by, at, _verdict(step))
        case ct.Merge():
            _merge(stage, step, at)
        case ct.Appeal():
            asking = stage.asking(step.by, at)
            moderating.file_appeal(stage.platform, asking, stage.case(name)[0], step.text)
        case ct.DecideAppeal():
            moderating.decide_appeal(
                stage.platform,
                stage.asking(step.by, at),
                stage.case(name)[0],
                step.outcome,
                step.explanation,
            )
        case _:
            assert_never(step)


def _verdict(step: ct.Decide) -> moderating.Verdict:
    """Return the decision; what would help goes where its author reads the reasons."""
    words: Sequence[str] = [step.explanation, *([step.hint] if step.hint else [])]
    return moderating.Verdict(
        outcome=step.outcome,
        rules=step.rules,
        explanation="\n\n".join(words),
        quoted=step.quoted,
    )


def _report(stage: Stage, step: ct.Report, at: datetime) -> None:
    asking = stage.asking(step.by, at)
    subject = stage.subjects[step.subject]
    rule: RuleCode = step.rule
    commenting.report(stage.platform, asking, subject, rule, step.text)
    case_id, _ = stage.case(step.subject)
    if rule in commenting.COVERING:
        stage.agenda.add(
            asking.at + moderation.HOLD,
            lambda then: _uncover(stage, step.subject, case_id, then),
            by_clock=True,
        )


def _uncover(stage: Stage, name: str, case_id: CaseId, at: datetime) -> None:
    asking = stage.by_itself(at)
    scheduling.end_hold(stage.platform, asking, stage.subjects[name], case_id)


def _merge(stage: Stage, step: ct.Merge, at: datetime) -> None:
    """Join two ideas, then carry the supporters over, as the worker does next."""
    source, target = stage.proposal(step.subject), stage.proposal(f"idea:{step.into}")
    merging.merge_proposals(
        stage.platform, stage.asking(step.by, at), source, target, step.explanation
    )
    supporters = supporters_of(stage.backstage.log, source)
    merging.carry_supporters_over(stage.platform, stage.by_itself(at), source, supporters)
