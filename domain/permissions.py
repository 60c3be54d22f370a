"""Who may do what: one table for pages, API and commands (docs/rules/roles.md, I16)."""

from typing import Literal

from domain.messages import Refusal
from domain.people import Role

Action = Literal[
    "submit",
    "comment",
    "support",
    "record_on_behalf",
    "moderate",
    "merge",
    "configure",
    "read_trail",
    "read_staff_reads",
    "audit",
    "answer_finding",
    "propose_erasure",
    "agree_to_erasure",
    "oversee_privacy",
    "grant_roles",
    "plan",
    "record_decision",
    "report_project",
    "give_feedback",
]

STAFF: frozenset[Role] = frozenset(
    {"clerk", "moderator", "office", "secretary", "auditor", "privacy", "admin"}
)
"""Roles that never enter the resident tally (I3)."""

ALLOWED: dict[Action, frozenset[Role]] = {
    "submit": frozenset({"citizen", "organisation"}),
    "comment": frozenset({"citizen", "organisation", "office", "moderator"}),
    "support": frozenset({"citizen"}),
    "record_on_behalf": frozenset({"clerk"}),
    "moderate": frozenset({"moderator"}),
    "merge": frozenset({"citizen", "organisation", "moderator"}),
    "configure": frozenset({"office"}),
    "read_trail": frozenset({"auditor"}),
    "read_staff_reads": frozenset({"auditor", "privacy"}),
    "audit": frozenset({"auditor"}),
    "answer_finding": frozenset({"office"}),
    "propose_erasure": frozenset({"office"}),
    "agree_to_erasure": frozenset({"office", "privacy"}),
    "oversee_privacy": frozenset({"privacy"}),
    "grant_roles": frozenset({"admin", "system"}),
    "plan": frozenset({"office"}),
    "record_decision": frozenset({"secretary"}),
    "report_project": frozenset({"citizen", "organisation"}),
    "give_feedback": frozenset({"citizen", "organisation"}),
}
"""Which roles may do it. Reading what is public and reporting needs no role."""

_PREFERRED: tuple[Role, ...] = (
    "moderator",
    "office",
    "clerk",
    "organisation",
    "citizen",
    "admin",
    "auditor",
    "secretary",
    "privacy",
    "system",
)


_APART: frozenset[Role] = frozenset({"admin", "auditor", "privacy", "system"})


class NotAllowed(Refusal):
    """The person holds no role that may do this; `needs` names those that may."""


class StaffDoNotVote(Refusal):
    """Somebody with a staff role or an organisation does not count as a resident (I3)."""


def effective(granted: frozenset[Role]) -> frozenset[Role]:
    """Return what a signed-in person is: citizens by default, organisations instead.

    Somebody who administers roles, audits or watches over personal data has no
    content, moderation or voting rights (I16), whatever else they are given: whoever
    gives roles could take them otherwise.
    """
    apart = granted & _APART
    if apart:
        return apart
    return granted if "organisation" in granted else granted | {"citizen"}


def may(granted: frozenset[Role], action: Action) -> bool:
    """Tell whether somebody with these granted roles may do it."""
    roles = effective(granted)
    if action == "support":
        return "citizen" in roles and not granted & STAFF
    return bool(roles & ALLOWED[action])


def acting_as(granted: frozenset[Role], action: Action) -> Role:
    """Return the role in which somebody does it, as the log will say.

    Raises:
        StaffDoNotVote: the person may not support because of a staff role.
        NotAllowed: no role of theirs may do it.
    """
    if not may(granted, action):
        if action == "support" and granted:
            raise StaffDoNotVote(roles=sorted(granted))
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))
    usable = effective(granted) & ALLOWED[action]
    return next(role for role in _PREFERRED if role in usable)
