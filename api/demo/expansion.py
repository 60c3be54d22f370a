"""Turns the short rules of the content into single acts, the same ones at every call.

There is no clock and there are no dice: whoever supports what and when follows from the
keys alone, by their SHA-256.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

import msgspec

from api.demo.content_types import (
    Ballot,
    Comment,
    DemoContent,
    Extension,
    Idea,
    OpinionValue,
    Person,
    Statement,
    Step,
    SupportRule,
)
from api.demo.pieces import Piece

_LETTERS: dict[str, OpinionValue] = {"a": "agree", "d": "disagree", "p": "pass"}
_SECONDS_BETWEEN_ANSWERS = 25
_QUIET_UNTIL_HOUR = 6  # nobody supports ideas in the small hours


class SupportChange(msgspec.Struct, frozen=True):
    """One citizen gives (or takes back) support for one idea."""

    at: datetime
    idea: str
    citizen: str
    given: bool


class OpinionChange(msgspec.Struct, frozen=True):
    """One citizen answers one statement; `value` None withdraws the earlier answer."""

    at: datetime
    statement: str
    citizen: str
    value: OpinionValue | None


HappeningKind = Literal[
    "person_registered",
    "person_erased",
    "process_opened",
    "phase_extended",
    "idea_submitted",
    "idea_confirmed",
    "idea_reviewed",
    "idea_edited",
    "idea_withdrawn",
    "comment_posted",
    "comment_reviewed",
    "comment_withdrawn",
    "moderated",
    "support_changed",
    "statement_submitted",
    "statement_reviewed",
    "opinion_changed",
]


class Happening(msgspec.Struct, frozen=True):
    """Something the replay has to do at `at`; `piece` is the content it comes from.

    `version` counts from 1 through `Idea.versions` and is set for `idea_edited` only.
    """

    at: datetime
    kind: HappeningKind
    piece: Piece | SupportChange | OpinionChange
    version: int | None = None


def supports(content: DemoContent) -> tuple[SupportChange, ...]:
    """Return every act of support in order of time.

    Nobody supports an own idea, before registering, or twice without taking back.

    Raises:
        ValueError: a rule asks for more citizens than there are.
    """
    acts = list(_changed_minds(content))
    taken: dict[str, set[str]] = {idea.key: {idea.author} for idea in content.ideas}
    for act in acts:
        taken[act.idea].add(act.citizen)
    for rule in content.support_rules:
        chosen = _chosen(rule, content.people, without=taken[rule.idea])
        taken[rule.idea].update(chosen)
        acts += [SupportChange(_moment(rule, who), rule.idea, who, given=True) for who in chosen]
    return tuple(sorted(acts, key=lambda act: (act.at, act.idea, act.citizen)))


def opinions(content: DemoContent) -> tuple[OpinionChange, ...]:
    """Return every answer to a statement in order of time, changes included."""
    acts = [act for ballot in content.ballots for act in _answers(ballot, content.statements)]
    acts += [
        OpinionChange(change.at, change.statement, change.citizen, change.value)
        for change in content.changed_opinions
    ]
    return tuple(sorted(acts, key=lambda act: (act.at, act.citizen, act.statement)))


def timeline(content: DemoContent) -> tuple[Happening, ...]:
    """Return everything that happens, in order of time; ties keep the order of the files.

    Phases are left out: they start and end by the clock.
    """
    happenings = [
        *_frame(content),
        *(happening for idea in content.ideas for happening in _of_idea(idea)),
        *(happening for comment in content.comments for happening in _of_comment(comment)),
        *(happening for entry in content.statements for happening in _of_statement(entry)),
        *(_of_step(step) for step in content.moderation),
        *(Happening(act.at, "support_changed", act) for act in supports(content)),
        *(Happening(act.at, "opinion_changed", act) for act in opinions(content)),
    ]
    return tuple(sorted(happenings, key=lambda happening: happening.at))


def _changed_minds(content: DemoContent) -> Iterator[SupportChange]:
    for mind in content.changed_minds:
        yield SupportChange(mind.given_at, mind.idea, mind.citizen, given=True)
        yield SupportChange(mind.withdrawn_at, mind.idea, mind.citizen, given=False)
        if mind.given_again_at is not None:
            yield SupportChange(mind.given_again_at, mind.idea, mind.citizen, given=True)


def _chosen(rule: SupportRule, people: Iterable[Person], *, without: set[str]) -> list[str]:
    able = [
        person.key for person in people if person.key not in without and _may_support(person, rule)
    ]
    if len(able) < rule.count:
        raise ValueError(f"{rule.idea}: {rule.count} citizens wanted, {len(able)} there")
    return sorted(able, key=lambda key: _number(rule.idea, key))[: rule.count]


def _may_support(person: Person, rule: SupportRule) -> bool:
    return (
        person.role == "citizen"
        and person.email is not None
        and person.registered_at < rule.starts
        and (person.erased_on is None or person.erased_on > rule.ends)
        and person.territory.startswith(rule.within or "")
    )


def _moment(rule: SupportRule, citizen: str) -> datetime:
    """Pick a whole minute of the rule's window, by day where the window allows it."""
    minutes = int((rule.ends - rule.starts) / timedelta(minutes=1))
    at = rule.starts + timedelta(minutes=_number(citizen, rule.idea) % minutes)
    later = at + timedelta(hours=_QUIET_UNTIL_HOUR + 1)
    return later if at.hour < _QUIET_UNTIL_HOUR and later < rule.ends else at


def _number(*keys: str) -> int:
    return int.from_bytes(sha256("/".join(keys).encode()).digest()[:8])


def _answers(ballot: Ballot, statements: tuple[Statement, ...]) -> Iterator[OpinionChange]:
    at = ballot.starts
    for statement, letter in zip(statements, ballot.values, strict=True):
        at += timedelta(seconds=_SECONDS_BETWEEN_ANSWERS)
        if letter in _LETTERS:
            yield OpinionChange(at, statement.key, ballot.citizen, _LETTERS[letter])


def _frame(content: DemoContent) -> Iterator[Happening]:
    for person in content.people:
        yield Happening(person.registered_at, "person_registered", person)
        if person.erased_on is not None:
            yield Happening(person.erased_on, "person_erased", person)
    for process in content.processes:
        yield Happening(process.opened_at, "process_opened", process)
        yield from map(_of_extension, process.extensions)


def _of_extension(extension: Extension) -> Happening:
    return Happening(extension.at, "phase_extended", extension)


def _of_idea(idea: Idea) -> Iterator[Happening]:
    yield Happening(idea.submitted_at, "idea_submitted", idea)
    if idea.paper is not None:
        yield Happening(idea.paper.confirmed_at, "idea_confirmed", idea)
    if idea.review is not None:
        yield Happening(idea.review.at, "idea_reviewed", idea)
    for number, version in enumerate(idea.versions, start=1):
        yield Happening(version.at, "idea_edited", idea, number)
    if idea.withdrawn is not None:
        yield Happening(idea.withdrawn.at, "idea_withdrawn", idea)


def _of_comment(comment: Comment) -> Iterator[Happening]:
    yield Happening(comment.at, "comment_posted", comment)
    if comment.review is not None:
        yield Happening(comment.review.at, "comment_reviewed", comment)
    if comment.withdrawn_at is not None:
        yield Happening(comment.withdrawn_at, "comment_withdrawn", comment)


def _of_statement(statement: Statement) -> Iterator[Happening]:
    yield Happening(statement.submitted_at, "statement_submitted", statement)
    yield Happening(statement.review.at, "statement_reviewed", statement)


def _of_step(step: Step) -> Happening:
    return Happening(step.at, "moderated", step)
