"""Rules of what is taken over from councils elsewhere: docs/rules/imports.md.

The arithmetic of our own records (I12) does not hold there: sources count those present
and their seats rarely. What contradicts itself is taken over with this doubt, or not at all.
"""

from domain.decisions.arithmetic import ADOPTING, CouncilVote, Result
from domain.decisions.commands import ImportAgendaItem, ImportResult
from domain.decisions.events import AgendaItemImported, ResultImported
from domain.decisions.refusals import (
    AgendaItemAlreadyScheduled,
    AuthorityNeedsDecisionRole,
    ContradictionNotNamed,
    DecisionAlreadyRecorded,
    DecisionNotImported,
    DecisionUnknown,
)
from domain.decisions.state import Decision


def contradicts(result: Result | None, vote: CouncilVote | None) -> bool:
    """Tell whether a vote says otherwise than a result that adopts or rejects."""
    settled = result in ADOPTING or result == "rejected"
    return vote is not None and settled and vote.carried != (result in ADOPTING)


def import_item(decision: Decision, command: ImportAgendaItem) -> list[AgendaItemImported]:
    """Take an agenda item over, once.

    Raises:
        AgendaItemAlreadyScheduled: it is there, of whatever origin.
        AuthorityNeedsDecisionRole: it is said to be binding, and is no decision (I13).
    """
    if decision.status != "absent":
        raise AgendaItemAlreadyScheduled
    if command.authoritative and command.role != "decision":
        raise AuthorityNeedsDecisionRole(role=command.role or "none")
    return [
        AgendaItemImported(
            decision_id=command.decision_id,
            process_id=command.process_id,
            body_id=command.body_id,
            session=command.session,
            number=command.number,
            order=command.order,
            title=command.title,
            paper=command.paper,
            role=command.role,
            authoritative=command.authoritative,
            source=command.source,
            by=command.by,
        )
    ]


def import_result(decision: Decision, command: ImportResult) -> list[ResultImported]:
    """Take over what came of an imported item; again only if that brings the first vote.

    Raises:
        DecisionNotImported: the item is one of ours.
        DecisionAlreadyRecorded: nothing is missing that this would bring.
        ContradictionNotNamed: vote and result differ, and no doubt says so.
    """
    if decision.status != "imported" or decision.id is None or decision.process_id is None:
        raise DecisionUnknown if decision.id is None else DecisionNotImported
    known = decision.reported
    if known is not None and (known.vote is not None or command.vote is None):
        raise DecisionAlreadyRecorded
    if contradicts(command.result, command.vote) and "contradiction" not in command.doubts:
        raise ContradictionNotNamed
    return [
        ResultImported(
            decision_id=decision.id,
            process_id=decision.process_id,
            result=command.result,
            wording=command.wording,
            vote=command.vote,
            minutes=command.minutes,
            doubts=command.doubts,
            by=command.by,
        )
    ]
