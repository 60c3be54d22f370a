"""What the reader of an idea has done, may do and cannot do, with the reason why."""

from datetime import datetime

import msgspec

from api.pages.ideas.reading import Reading
from api.pages.parts import offices
from api.pages.parts.readers import Reader
from api.pages.parts.words import Words
from api.pages.views import MyPart, Obstacle, Statement
from api.people import Person
from domain.moderation import RESTRICTING
from domain.people import PepperDestroyed
from domain.phases import BERLIN
from domain.ports import Vault, VaultUnavailable
from projections import ballots
from projections.ballots import BallotRow
from projections.contributions import OwnCaseRow
from projections.model import Snapshot

_EDITABLE = ("submitted", "in_review", "published")
_WITHDRAWABLE = ("submitted", "in_review", "returned", "published")


def my_part(snapshot: Snapshot, reader: Reader, reading: Reading, words: Words) -> MyPart:
    """Return the reader's own part in an idea; nothing can be done in the past."""
    if snapshot.as_of is not None:
        return MyPart(obstacle="past", comment_obstacle="past")
    person, vault = reader.person, reader.vault
    row = reading.idea.feed
    open_to_all = row.state == "published" and row.public
    obstacle = _obstacle(person, reading)
    comment_obstacle = _comment_obstacle(person, reading)
    ballot = _ballot(snapshot, person, vault, reading)
    part = MyPart(
        own=reading.mine,
        supported=ballot is not None and ballot.says == "support",
        choice=ballot.says if ballot is not None and ballot.says in _CHOICES else None,  # type: ignore[arg-type]  # narrowed by the condition
        answered_version=ballot.text_version if ballot else None,
        obstacle=obstacle,
        may_comment=comment_obstacle is None,
        comment_obstacle=comment_obstacle,
        may_report=open_to_all and not reading.mine,
        may_merge=open_to_all and (reading.mine or person.may("moderate", row.process_id)),
        may_unmerge=row.state == "merged" and person.may("moderate", row.process_id),
    )
    return _as_author(part, person, snapshot, reading, words) if reading.mine else part


_CHOICES = ("agree", "disagree", "pass")


def _as_author(
    part: MyPart, person: Person, snapshot: Snapshot, reading: Reading, words: Words
) -> MyPart:
    row, details = reading.idea.feed, reading.idea.details
    phase = reading.around.phase(row.phase_id)
    running = phase is not None and reading.around.state(phase) == "open"
    may_write = person.suspended_until is None and person.may("submit", row.process_id)
    part = msgspec.structs.replace(
        part,
        may_edit=may_write
        and (row.state == "returned" or (row.state in _EDITABLE and running and not row.held))
        and offices.in_use(snapshot, row.process_id),
        may_withdraw=may_write and row.state in _WITHDRAWABLE,
        held_version=details.held_version,
    )
    contribution = reading.contribution
    if contribution is None:
        return part
    step = contribution.next_step(reading.now, phase_open=running)
    if step.code == "wait_review":
        part = msgspec.structs.replace(part, decision_by=step.due)
    case = decisive(contribution.cases)
    if case is None or case.decided_at is None or case.outcome is None:
        return part
    appeal = case.appeal_until if appealable(case, reading.now) else None
    return msgspec.structs.replace(
        part,
        statement=statement(case, words),
        case_id=str(case.case_id),
        appeal_until=appeal,
    )


def decisive(cases: tuple[OwnCaseRow, ...]) -> OwnCaseRow | None:
    """Return the newest decision that took something from the author and still stands."""
    case = decided(cases)
    return None if case is None or case.ruling == "overturned" else case


def decided(cases: tuple[OwnCaseRow, ...]) -> OwnCaseRow | None:
    """Return the newest decision if it took something, although an appeal may have set it right."""
    newest = next((case for case in cases if case.outcome is not None), None)
    return newest if newest is not None and newest.outcome in RESTRICTING else None


def statement(case: OwnCaseRow, words: Words) -> Statement | None:
    """Return a decision with its reasons, as the author is told."""
    if case.decided_at is None or case.outcome is None:
        return None
    return Statement(
        outcome=case.outcome,
        rules=case.rules,
        explanation=words.text(case.explanation),
        decided_at=case.decided_at,
        quoted=words.get(case.quoted),
        trigger=case.trigger,
    )


def appealable(case: OwnCaseRow, now: datetime) -> bool:
    """Tell whether the author can still ask for a second look."""
    return (
        case.appealed_at is None
        and case.appeal_until is not None
        and now.astimezone(BERLIN).date() <= case.appeal_until
    )


def _obstacle(person: Person, reading: Reading) -> Obstacle | None:
    """Return why the reader cannot support or answer; the most lasting reason first."""
    row, around = reading.idea.feed, reading.around
    if row.state != "published" or not row.public:
        return "not_public"
    phase = around.phase(row.phase_id)
    if phase is None or "support" not in phase.features or around.state(phase) == "defined":
        return "no_participation"
    if around.state(phase) == "closed":
        return "phase_closed"
    if not person.signed_in:
        return "sign_in"
    if reading.mine:
        return "own_idea"
    if person.suspended_until is not None:
        return "suspended"
    return None if person.may("support", row.process_id) else "role"


def _comment_obstacle(person: Person, reading: Reading) -> Obstacle | None:
    row, around = reading.idea.feed, reading.around
    if row.state != "published" or not row.public:
        return "not_public"
    if not around.offers("comment"):
        ever = any("comment" in phase.features for phase in around.phases)
        return "phase_closed" if ever else "no_participation"
    if not person.signed_in:
        return "sign_in"
    if person.suspended_until is not None:
        return "suspended"
    return None if person.may("comment", row.process_id) else "role"


def _ballot(snapshot: Snapshot, person: Person, vault: Vault, reading: Reading) -> BallotRow | None:
    if person.ref is None:
        return None
    row = reading.idea.feed
    try:
        number = vault.recall_number(person.ref, row.process_id, row.proposal_id)
    except (VaultUnavailable, PepperDestroyed):
        return None
    return ballots.ballots(snapshot, [number]).get(number)
