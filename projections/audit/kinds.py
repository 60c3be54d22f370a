"""What each event is about, who acted in it, and who may know of it.

Derived from the catalogue, so that a new event is indexed as soon as it exists; only
its audience has to be said here, and nothing is public unless it is.
"""

from typing import Any, get_type_hints
from uuid import UUID

import msgspec

from domain.catalogue import EVENTS
from domain.codes import RuleCode, Subject
from domain.messages import Event, Recorded
from domain.people import SYSTEM, Actor

VOTE = -1
"""Support and opinions: single ones are for auditors only, the public gets sums (ruling 12)."""
AUDITORS = 0
"""Reports, notes, cases, accounts, unpublished texts."""
PUBLIC = 1
"""Everybody may know it."""
ONCE_PUBLIC = 2
"""Everybody may know it as soon as its subject has been public."""
WHILE_PUBLIC = 3
"""Everybody may know it if its subject was public when it happened, or became so by it."""

VOTES = frozenset({"support", "opinion"})

_AUDIENCES = {
    "proposal.submitted": ONCE_PUBLIC,
    "proposal.imported": ONCE_PUBLIC,
    "proposal.edited": WHILE_PUBLIC,
    "proposal.edit-released": WHILE_PUBLIC,
    "proposal.withdrawn": WHILE_PUBLIC,
    "proposal.published": WHILE_PUBLIC,
    "proposal.hidden": WHILE_PUBLIC,
    "proposal.held": WHILE_PUBLIC,
    "proposal.hold-ended": WHILE_PUBLIC,
    "proposal.restored": WHILE_PUBLIC,
    "proposal.merged": WHILE_PUBLIC,
    "proposal.supporters-carried": WHILE_PUBLIC,
    "proposal.unmerged": WHILE_PUBLIC,
    "comment.posted": ONCE_PUBLIC,
    "comment.edited": WHILE_PUBLIC,
    "comment.withdrawn": WHILE_PUBLIC,
    "comment.held": WHILE_PUBLIC,
    "comment.released": WHILE_PUBLIC,
    "comment.hidden": WHILE_PUBLIC,
    "comment.restored": WHILE_PUBLIC,
    "remark.posted": ONCE_PUBLIC,
    "remark.edited": WHILE_PUBLIC,
    "remark.withdrawn": WHILE_PUBLIC,
    "remark.held": WHILE_PUBLIC,
    "remark.released": WHILE_PUBLIC,
    "remark.hidden": WHILE_PUBLIC,
    "remark.restored": WHILE_PUBLIC,
    "content.erased": WHILE_PUBLIC,
    "decision.scheduled": AUDITORS,  # its item may not be public
    "decision.postponed": AUDITORS,
    "decision.recorded": AUDITORS,  # nobody has confirmed it yet
    "decision.confirmed": AUDITORS,
    "decision.record-discarded": AUDITORS,
    "decision.correction-proposed": AUDITORS,
    "decision.corrected": AUDITORS,
    "decision.correction-discarded": AUDITORS,
    "phase.reopening-proposed": AUDITORS,
    "answer.review-requested": AUDITORS,
    "answer.review-filed": AUDITORS,
    "inventory.recorded": AUDITORS,  # reports wait for the office
    "inventory.changed": AUDITORS,
    "inventory.refused": AUDITORS,
    "format.result-recorded": AUDITORS,
    "format.result-discarded": AUDITORS,
    "lab.feedback-received": AUDITORS,
}
_PUBLIC_CONCEPTS = frozenset(
    {
        "answer",
        "boundary",
        "decision",
        "format",
        "funding",
        "goal",
        "inventory",
        "lab",
        "measure",
        "mission",
        "organisation",
        "phase",
        "plan",
        "process",
        "public-log",
        "recommendation",
        "strategy",
    }
)
"""Everybody may know all of it, except what is listed above."""
_SUBJECTS = {
    "process": "process_id",
    "phase": "phase_id",
    "proposal": "proposal_id",
    "support": "proposal_id",
    "opinion": "proposal_id",
    "comment": "comment_id",
    "remark": "remark_id",
    "case": "case_id",
    "participant": "participant",
    "audit": "audit_id",
    "paper": "paper_id",
    "decision": "decision_id",
    "format": "workshop_id",
    "inventory": "item_id",
    "lab": "lab_id",
    "measure": "measure_id",
    "recommendation": "recommendation_id",
}
_RELATED = ("proposal_id", "case_id", "into_id", "into", "measure_id", "decision_id")
_BY_NOBODY_WE_KNOW = frozenset(
    {"case.content-reported", "content.erased", "participant.registered"}
)


class Kind(msgspec.Struct, frozen=True):
    """One class of events. `name` is its stored name without version."""

    name: str
    concept: str
    audience: int
    subject: str | None
    related: tuple[str, ...]
    actor: str | None
    names_subject: bool

    def subject_of(self, recorded: Recorded) -> UUID:
        """Return what the event is about before all else."""
        event: Any = recorded.event
        if self.subject is not None:
            found: UUID = getattr(event, self.subject)
            return found
        subject: Subject | None = getattr(event, "subject", None)
        return recorded.stream if subject is None else subject.id

    def related_to(self, event: Any) -> set[UUID]:  # noqa: ANN401 - events differ in shape
        """Return what else it concerns."""
        found = {getattr(event, name) for name in self.related}
        if self.names_subject and event.subject is not None:
            found.add(event.subject.id)
        return found - {None}

    def actor_of(self, event: Any) -> Actor | None:  # noqa: ANN401 - events differ in shape
        """Return who acted; the platform where nobody did, None where nobody may know."""
        if self.concept in VOTES or self.name in _BY_NOBODY_WE_KNOW:
            return None
        actor: Actor | None = getattr(event, self.actor) if self.actor else None
        return actor or SYSTEM


def rules_of(event: Event) -> tuple[RuleCode, ...]:
    """Return the house rules that an event names."""
    rules: tuple[RuleCode, ...] | None = getattr(event, "rules", None)
    rule: RuleCode | None = getattr(event, "rule", None)
    return rules or (() if rule is None else (rule,))


def _kind(topic: str, event: type[Event]) -> Kind:
    name = topic.partition("/")[0]
    concept = name.partition(".")[0]
    hints = get_type_hints(event)
    subject = _SUBJECTS.get(concept)
    related = tuple(each for each in _RELATED if each in hints and each != subject)
    if name == "process.phase-defined":
        related = ("phase_id",)
    actors = [field for field, hint in hints.items() if hint in {Actor, Actor | None}]
    return Kind(
        name=name,
        concept=concept,
        audience=_audience(name, concept),
        subject=subject,
        related=() if concept in VOTES else related,
        actor=actors[0] if actors else None,
        names_subject="subject" in hints,
    )


def _audience(name: str, concept: str) -> int:
    if concept in VOTES:
        return VOTE
    return _AUDIENCES.get(name, PUBLIC if concept in _PUBLIC_CONCEPTS else AUDITORS)


KINDS: dict[type[Event], Kind] = {event: _kind(topic, event) for topic, event in EVENTS.items()}
"""How each class of events is indexed."""
