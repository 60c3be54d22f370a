"""What can be said of an object after an event: its properties, one by one.

Folded with the domain's own `evolve`; texts and names, which the rules need not
remember, come from the events. Property names are codes that pages have words for.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from domain import (
    audits,
    ballots,
    comments,
    moderation,
    papers,
    participants,
    phases,
    processes,
    proposals,
    remarks,
)
from domain.messages import Event
from domain.public_log import TallyClaimed
from projections.audit import strategy_facts

Value = str | int | datetime | date | UUID | tuple[str, ...] | None
FactKind = Literal["text", "code", "codes", "moment", "day", "number", "id"]
Key = tuple[str, str]
"""Name of a property, and the item it belongs to: a phase, field, place or role; else ""."""


class Property(msgspec.Struct, frozen=True):
    """What values of a property are. `text` values are content references.

    `words` names the vocabulary of `code` and `codes`; None for keys that speak for
    themselves, such as receipts.
    """

    kind: FactKind
    words: str | None = None


PROPERTIES: Mapping[str, Property] = {
    "answer": Property("code", "answer"),
    "appeal_outcome": Property("code", "ruling"),
    "author": Property("id"),
    "body": Property("text"),
    "case": Property("id"),
    "colour": Property("code"),
    "description": Property("text"),
    "due": Property("moment"),
    "ends": Property("moment"),
    "escalated_to": Property("code", "escalation"),
    "features": Property("codes", "feature"),
    "lead": Property("text"),
    "contractors": Property("text"),
    "funding": Property("text"),
    "field": Property("id"),
    "findings": Property("number"),
    "held_version": Property("number"),
    "kind": Property("code", "phase_kind"),
    "light": Property("code", "light"),
    "maturity": Property("number"),
    "number": Property("code"),
    "percent": Property("number"),
    "priority": Property("code", "priority"),
    "session": Property("day"),
    "usable_from": Property("day"),
    "verdict": Property("code", "verdict"),
    "adopted_version": Property("number"),
    "feasible": Property("code", "feasible"),
    "outcome_text": Property("text"),
    "part": Property("number"),
    "size": Property("number"),
    "result": Property("code", "council_result"),
    "seats": Property("number"),
    "shape": Property("id"),
    "unit": Property("id"),
    "value": Property("number"),
    "level": Property("code", "level"),
    "location": Property("text"),
    "merged_into": Property("id"),
    "moderation": Property("code", "moderation"),
    "moderator": Property("id"),
    "name": Property("text"),
    "negotiable": Property("text"),
    "not_negotiable": Property("text"),
    "outcome": Property("code", "outcome_done"),
    "paragraph": Property("id"),
    "parent": Property("id"),
    "public_version": Property("number"),
    "question": Property("code", "question"),
    "receipt": Property("code"),
    "received_on": Property("day"),
    "reports": Property("number"),
    "reviewer": Property("id"),
    "role": Property("code", "role"),
    "rules": Property("codes", "rule"),
    "scope": Property("code", "audit_scope"),
    "slug": Property("code"),
    "stance": Property("code", "stance"),
    "starts": Property("moment"),
    "state": Property("code"),  # its vocabulary is "<concept>_state"
    "subject": Property("id"),
    "summary": Property("text"),
    "suspended_until": Property("moment"),
    "territory": Property("code"),
    "text_version": Property("number"),
    "title": Property("text"),
    "to_position": Property("number"),
    "trigger": Property("code", "trigger"),
    "until": Property("moment"),
    "verification": Property("code", "verification"),
    "version": Property("number"),
}
"""Every property there is, by name."""

_STATES: Mapping[str, Mapping[str, str]] = {
    "process": {"slug": "slug", "question": "question"},
    "phase": {
        "status": "state",
        "ends": "ends",
        "features": "features",
        "question": "question",
        "moderation": "moderation",
    },
    "proposal": {
        "status": "state",
        "version": "version",
        "public_version": "public_version",
        "held_version": "held_version",
        "held_by": "case",
        "merged_into": "merged_into",
        "author": "author",
        "level": "verification",
    },
    "comment": {
        "status": "state",
        "version": "version",
        "held_by": "case",
        "author": "author",
        "level": "verification",
    },
    "remark": {
        "status": "state",
        "version": "version",
        "mission_version": "text_version",
        "paragraph_id": "paragraph",
        "held_by": "case",
        "author": "author",
        "level": "verification",
    },
    "case": {
        "status": "state",
        "trigger": "trigger",
        "due": "due",
        "claimed_by": "moderator",
        "reports": "reports",
        "outcome": "outcome",
        "reviewer": "reviewer",
        "appeal_outcome": "appeal_outcome",
        "author": "author",
    },
    "participant": {"level": "verification", "suspended_until": "suspended_until"},
    "ballot": {"says": "answer", "text_version": "text_version"},
    "paper": {"status": "state", "receipt": "receipt", "received_on": "received_on"},
    "audit": {"status": "state", "running": "to_position", "unsettled": "findings"},
    "content": {},
    "public-log": {},
    **strategy_facts.STATES,
}
"""Per concept, which fields of the domain's state are told under which name."""

_VERSIONED = {
    "title": "title",
    "body": "body",
    "text": "body",
    "action_field": "field",
    "territory": "territory",
    "location": "location",
}
"""What a version of a proposal, comment or remark consists of."""

_TOLD_BY_EVENTS: tuple[Callable[[Any, Any], Any], Any] = (
    lambda state, _: state,
    msgspec.defstruct("Nothing", [])(),
)
"""No rule remembers anything of these; what they are is told by their events."""

_EVOLVE: Mapping[str, tuple[Callable[[Any, Any], Any], Any]] = {
    "process": (processes.evolve, processes.Process()),
    "phase": (phases.evolve, phases.Phase()),
    "proposal": (proposals.evolve, proposals.Proposal()),
    "comment": (comments.evolve, comments.Comment()),
    "remark": (remarks.evolve, remarks.Remark()),
    "case": (moderation.evolve, moderation.Case()),
    "participant": (participants.evolve, participants.Participant()),
    "ballot": (ballots.evolve, ballots.Ballot()),
    "audit": (audits.evolve, audits.Audit()),
    "paper": (papers.evolve, papers.Paper()),
    "content": _TOLD_BY_EVENTS,
    "public-log": _TOLD_BY_EVENTS,
    **strategy_facts.EVOLVE,
}


class Object:
    """One object while its history is told."""

    def __init__(self, concept: str) -> None:
        """Begin before the first event of a concept (a stored name up to its dot)."""
        self.concept = "ballot" if concept in {"support", "opinion"} else concept
        self._evolve, self._state = _EVOLVE[self.concept]
        self._versions: dict[int, dict[str, Value]] = {}
        self._described: dict[Key, Value] = {}
        self._begun = False

    def apply(self, event: Event) -> None:
        """Let one more event happen."""
        self._begun = True
        if not isinstance(event, TallyClaimed):  # It has a stream of its own and moves no phase.
            self._state = self._evolve(self._state, event)
        if self.concept in {"proposal", "comment", "remark"}:
            self._version(event)
        self._described |= _described(event)

    def _version(self, event: Event) -> None:
        found = {
            told: getattr(event, name) for name, told in _VERSIONED.items() if hasattr(event, name)
        }
        if "body" in found:
            self._versions[self._state.version] = found

    def facts(self) -> dict[Key, Value]:
        """Return everything that is known of it now; absent properties are left out."""
        if not self._begun:
            return {}
        return self._told(self._versions.get(getattr(self._state, "version", 0), {}))

    def public_facts(self) -> dict[Key, Value]:
        """Return what everybody may know of it now: the published version, if any."""
        told = self._told(self._versions.get(self._public_version(), {}))
        public = {key: value for key, value in told.items() if key[0] in _PUBLIC}
        if self._public_version():
            public["version", ""] = self._public_version()
        return public

    def _public_version(self) -> int:
        state = self._state
        if isinstance(state, comments.Comment | remarks.Remark):
            return state.version if state.status == "visible" else 0
        return state.public_version if isinstance(state, proposals.Proposal) else 0

    def _told(self, version: Mapping[str, Value]) -> dict[Key, Value]:
        told: dict[Key, Value] = {
            (name, ""): getattr(self._state, field) for field, name in _STATES[self.concept].items()
        }
        told |= {(name, ""): value for name, value in version.items()}
        told |= self._described
        if isinstance(self._state, participants.Participant):
            told |= _roles(self._state)
        return {key: value for key, value in told.items() if value not in (None, (), 0)}


_PUBLIC = frozenset(PROPERTIES) - {
    "author",
    "case",
    "held_version",
    "public_version",
    "verification",
    "version",
}


def _roles(account: participants.Participant) -> dict[Key, Value]:
    told: dict[Key, Value] = {}
    for grant in account.grants:
        item = f"{grant.role} {grant.process_id or ''}".strip()
        told["role", item] = grant.role
        told["until", item] = grant.until
    return told


def _described(event: Event) -> dict[Key, Value]:
    """Return what an event says of its object that the rules need not remember."""
    match event:
        case processes.ProcessOpened():
            return _fields(event, "title", "summary", "territory")
        case processes.ProcessDescribed():
            return _fields(event, "title", "summary", "lead", "contractors", "funding")
        case processes.TerritoryAdded():
            return _fields(event, "name", item=event.key)
        case processes.ActionFieldDefined():
            return _fields(event, "name", "description", "colour", item=str(event.field_id))
        case processes.ActionFieldRenamed():
            return {("name", str(event.field_id)): event.new}
        case processes.ActionFieldMerged():
            return {("merged_into", str(event.from_id)): event.into_id}
        case processes.PhaseDefined():
            return _phase(event)
        case proposals.ProposalSubmitted():
            return _fields(event, "receipt", "received_on")
        case proposals.ProposalImported():
            return _fields(event, "receipt")
        case comments.CommentPosted():
            return {**_fields(event, "stance"), ("parent", ""): event.parent_id}
        case moderation.CaseOpened():
            return {("subject", ""): event.subject.id}
        case moderation.CaseDecided():
            return {**_fields(event, "rules"), ("merged_into", ""): event.into}
        case audits.AuditOpened():
            return _fields(event, "scope")
        case moderation.CaseEscalated():
            return {("escalated_to", ""): event.to}
        case _:
            return dict(strategy_facts.described(event))


def _phase(event: processes.PhaseDefined) -> dict[Key, Value]:
    names = ("kind", "title", "starts", "ends", "level", "negotiable", "not_negotiable")
    return _fields(event, *names, "features", "moderation", item=str(event.phase_id))


def _fields(event: Event, *names: str, item: str = "") -> dict[Key, Value]:
    return {(name, item): getattr(event, name) for name in names}
