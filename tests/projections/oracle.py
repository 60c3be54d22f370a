"""What the public may know, told by the domain's own rules instead of by read models."""

from functools import reduce
from typing import Any
from uuid import UUID

import msgspec

from domain import comments, missions, proposals, remarks
from domain.erasure import ContentErased
from domain.messages import Event, Recorded, StreamId
from tests.doubles import MemoryLog

_TEXTS = ("title", "body", "location", "reason", "text")


class Public:
    """Ids that lists may show, and references to texts that anybody may read."""

    def __init__(self, log: MemoryLog) -> None:
        self.listed: set[UUID] = set()
        self.readable: set[UUID] = set()
        self.texts: set[str] = set()
        self.present: set[str] = set()
        self.comments: set[UUID] = set()
        streams: dict[StreamId, list[Recorded]] = {}
        for page in log.since(0):
            for recorded in page:
                streams.setdefault(recorded.stream, []).append(recorded)
        histories = [[recorded.event for recorded in history] for history in streams.values()]
        erased = {e.ref for history in histories for e in history if isinstance(e, ContentErased)}
        for history in histories:
            self._proposal(history)
        for history in histories:
            self._comment(history)
            self._remark(history)
            self._merges(history)
        self.texts -= erased
        self.present -= erased

    def _proposal(self, history: list[Any]) -> None:
        if not isinstance(history[0], proposals.ProposalSubmitted | proposals.ProposalImported):
            return
        state, shown, texts = proposals.Proposal(), set(), {}
        for event in history:
            state = proposals.evolve(state, event)
            shown.add(state.public_version if state.status == "published" else 0)
            if hasattr(event, "body"):
                texts[getattr(event, "version", 1)] = _texts(event)
        public = {"published", "merged", "withdrawn"}
        if state.id is None or not state.once_public or state.held_by or state.status not in public:
            return
        self.listed.add(state.id)
        if state.status != "withdrawn":
            self.readable.add(state.id)
            self.present |= texts[state.public_version]
            self.texts |= {ref for version in shown - {0} for ref in texts[version]}

    def _comment(self, history: list[Any]) -> None:
        if not isinstance(history[0], comments.CommentPosted):
            return
        state = reduce(comments.evolve, history, comments.Comment())
        if state.status == "visible" and state.proposal_id in self.readable and state.id:
            written = [event.text for event in history if hasattr(event, "text")]
            self.comments.add(state.id)
            self.texts.add(written[-1])
            self.present.add(written[-1])

    def _remark(self, history: list[Any]) -> None:
        if isinstance(history[0], missions.MissionDrafted):
            drafted = [each for each in history if isinstance(each, missions.MissionDrafted)]
            self.texts |= {each.text for event in drafted for each in event.paragraphs}
            self.texts |= {event.reason for event in drafted if event.reason}
        if not isinstance(history[0], remarks.RemarkPosted):
            return
        state = reduce(remarks.evolve, history, remarks.Remark())
        if state.status == "visible" and state.id:
            written = [event.text for event in history if hasattr(event, "text")]
            self.comments.add(state.id)
            self.texts.add(written[-1])
            self.present.add(written[-1])

    def _merges(self, history: list[Any]) -> None:
        for event in history:
            if isinstance(event, proposals.ProposalMerged | proposals.ProposalUnmerged):
                ends = {event.proposal_id, event.into_id}
                if ends & self.readable and event.reason is not None:
                    self.texts.add(event.reason)


def _texts(event: Event) -> set[str]:
    return {getattr(event, name) for name in _TEXTS if getattr(event, name, None)}


def refs_in(answer: object) -> set[str]:
    """Return every content reference in an answer of a query."""
    found: set[str] = set()
    waiting = [msgspec.to_builtins(answer)]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str) and len(value) == 43:
            found.add(value)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return found
