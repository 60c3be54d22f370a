"""What the log alone tells of every process at one moment: states, tallies and decisions.

The rules' own `evolve` functions are folded over the events; no read model is asked. Pages
and API must show the same (docs/rules/time_travel.md).
"""

from datetime import date, datetime
from typing import Literal, get_args
from uuid import UUID

import msgspec

from domain import decisions
from domain.codes import ProposalId, Receipt, Slug
from domain.decisions import DecisionEvent, Result
from domain.messages import Recorded
from domain.people import ProcessId
from domain.proposals import Proposal, ProposalImported, ProposalSubmitted
from domain.public_state import COUNTED, PublicState

State = Literal["published", "merged", "withdrawn", "hidden"]
_DECISIONS = get_args(DecisionEvent)
_BEGUN = (ProposalSubmitted, ProposalImported)


class ProposalStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A proposal that has been public: `state` as everybody knows it, last answers counted."""

    id: ProposalId
    receipt: Receipt
    state: State
    merged_into: ProposalId | None
    text_version: int
    supports: int
    agree: int
    disagree: int
    passes: int = msgspec.field(name="pass")
    comments: int


class PhaseStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A phase that was announced; `ends` as it was known then."""

    id: UUID
    status: Literal["announced", "open", "closed"]
    ends: datetime


class DecisionStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A point on the public agenda of a body; `result` once the decision is published."""

    id: UUID
    status: str
    session: date | None
    result: Result | None


class ProcessStanding(msgspec.Struct, frozen=True, kw_only=True):
    """A process with everything that can be counted in it.

    `waiting` counts proposals that never were public; nothing else is told of them.
    """

    id: ProcessId
    slug: Slug
    question: str
    phases: list[PhaseStanding]
    proposals: list[ProposalStanding]
    waiting: int
    decisions: list[DecisionStanding]


class Replay:
    """Folds events in, one after the other from the first one on."""

    def __init__(self) -> None:
        self.position = 0
        self.at: datetime | None = None
        self._state = PublicState()
        self._receipts: dict[UUID, Receipt] = {}
        self._decisions: dict[UUID, decisions.Decision] = {}

    def apply(self, recorded: Recorded) -> None:
        """Let one more event happen."""
        event = recorded.event
        self._state.apply(recorded)
        if isinstance(event, _BEGUN):
            self._receipts[event.proposal_id] = event.receipt
        elif isinstance(event, _DECISIONS):
            known = self._decisions.get(recorded.stream, decisions.Decision())
            self._decisions[recorded.stream] = decisions.evolve(known, event)
        self.position, self.at = recorded.position, recorded.recorded_at

    def processes(self, slug: Slug | None = None) -> list[ProcessStanding]:
        """Return how all processes stand, or the one with this name, oldest first."""
        tallies, comments = self._state.tallies(), self._comments()
        ideas: dict[ProcessId | None, list[ProposalStanding]] = {}
        waiting: dict[ProcessId | None, int] = {}
        for idea in self._state.objects("proposal"):
            if idea.once_public:
                standing = self._proposal(idea, tallies.get(idea.id), comments.get(idea.id, 0))
                ideas.setdefault(idea.process_id, []).append(standing)
            else:
                waiting[idea.process_id] = waiting.get(idea.process_id, 0) + 1
        return [
            ProcessStanding(
                id=process.id,
                slug=process.slug,
                question=process.question,
                phases=self._phases(process.id),
                proposals=sorted(ideas.get(process.id, []), key=lambda each: str(each.id)),
                waiting=waiting.get(process.id, 0),
                decisions=self._decided(process.id),
            )
            for process in self._state.objects("process")
            if slug in {None, process.slug}
        ]

    def _proposal(
        self, idea: Proposal, counts: list[int] | None, comments: int
    ) -> ProposalStanding:
        told = dict(zip(COUNTED, counts or [0] * len(COUNTED), strict=True))
        if idea.id is None:
            raise ValueError(idea)
        return ProposalStanding(
            id=idea.id,
            receipt=self._receipts[idea.id],
            state=public_state(idea),
            merged_into=idea.merged_into,
            text_version=idea.public_version,
            supports=told["supports"],
            agree=told["agree"],
            disagree=told["disagree"],
            passes=told["pass"],
            comments=comments,
        )

    def _comments(self) -> dict[UUID, int]:
        visible: dict[UUID, int] = {}
        for comment in self._state.objects("comment"):
            if comment.status == "visible":
                visible[comment.proposal_id] = visible.get(comment.proposal_id, 0) + 1
        return visible

    def _phases(self, process_id: ProcessId) -> list[PhaseStanding]:
        return [
            PhaseStanding(id=phase_id, status=status, ends=ends)
            for phase_id, status, ends in self._state.phases(process_id)
        ]

    def _decided(self, process_id: ProcessId) -> list[DecisionStanding]:
        return [
            DecisionStanding(
                id=decision.id,
                status=decision.status,
                session=decision.session,
                result=decision.record.result if decision.published and decision.record else None,
            )
            for decision in self._decisions.values()
            if decision.process_id == process_id and decision.id and decision.public
        ]


def public_state(idea: Proposal) -> State:
    """Return the state of a proposal that was published once, as everybody may know it.

    What is covered until a moderator has looked counts as hidden.
    """
    if idea.status == "merged":
        return "merged"
    if idea.status == "withdrawn":
        return "withdrawn"
    return "published" if idea.status == "published" and not idea.held_by else "hidden"
