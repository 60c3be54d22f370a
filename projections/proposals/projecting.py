"""How the pages of proposals follow from the log."""

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from domain.codes import ProposalId
from domain.messages import Event, Recorded
from domain.moderation import CaseOpened
from domain.proposals import (
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
    SupportersCarriedOver,
)
from projections.model import Batch, Work
from projections.proposals.rows import CaseRow, MergeRow, ProposalRow, TimelineRow
from projections.proposals.timeline import CASE_KINDS, PROPOSAL_KINDS, entries
from projections.proposals.versions import Versions

_BEGINNINGS = (ProposalSubmitted, ProposalImported)
_MERGES = (ProposalMerged, SupportersCarriedOver, ProposalUnmerged)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    found = batch.of(*PROPOSAL_KINDS, *CASE_KINDS)
    if not found:
        return
    folding = _Folding(found, work)
    for recorded in found:
        folding.fold(recorded)
    folding.save()


class _Folding:
    """One batch being folded in."""

    def __init__(self, found: list[Recorded], work: Work) -> None:
        self._work = work
        cases = set(_values(found, "case_id", CASE_KINDS))
        self._cases = work.sheet(CaseRow, "proposal_cases", cases)
        ids = set(_values(found, "proposal_id", PROPOSAL_KINDS))
        ids |= {row.proposal_id for row in self._cases.values()}
        self._proposals = work.sheet(ProposalRow, "proposals", ids)
        self._versions = Versions(work, [row.proposal_id for row in self._proposals.values()])
        merges = set(_values(found, "merge_id", _MERGES))
        self._merges = work.sheet(MergeRow, "merges", merges)
        self._entries: list[TimelineRow] = []

    def fold(self, recorded: Recorded) -> None:
        """Fold one event in."""
        event: Any = recorded.event
        if isinstance(event, CaseOpened) and event.subject.kind == "proposal":
            self._cases.put(CaseRow(event.case_id, ProposalId(event.subject.id)))
        proposal = self._about(event)
        if proposal is None:
            return
        before = self._proposals.get(proposal)
        published = before is not None and before.public_version > 0
        self._entries.extend(entries(recorded, proposal, published=published))
        if isinstance(event, _BEGINNINGS):
            self._begin(recorded, event)
        elif before is not None and isinstance(event, PROPOSAL_KINDS):
            if isinstance(event, _MERGES):
                self._merge(recorded, event)
            after = self._versions.change(before, recorded, event)
            after = _decided(after, event)
            if after != before:
                self._proposals.put(after, recorded.position)

    def save(self) -> None:
        """Write what this batch changed."""
        self._proposals.save()
        self._versions.save()
        self._merges.save()
        self._cases.save()
        self._work.insert("timeline", self._entries)

    def _about(self, event: Any) -> ProposalId | None:  # noqa: ANN401 - any event of a proposal or case
        if isinstance(event, PROPOSAL_KINDS):
            proposal: ProposalId = event.proposal_id  # type: ignore[attr-defined]  # they all have it
            return proposal
        case = self._cases.get(event.case_id)
        return None if case is None else case.proposal_id

    def _begin(self, recorded: Recorded, event: ProposalSubmitted | ProposalImported) -> None:
        submitted = event if isinstance(event, ProposalSubmitted) else None
        imported = event if isinstance(event, ProposalImported) else None
        row = ProposalRow(
            proposal_id=event.proposal_id,
            process_id=event.process_id,
            receipt=event.receipt,
            version=1,
            public_version=0,
            held_version=None,
            location=submitted.location if submitted else None,
            level=submitted.level if submitted else "guest",
            rules_version=submitted.rules_version if submitted else 0,
            received_on=submitted.received_on if submitted else None,
            source=imported.source if imported else None,
            source_link=imported.source_link if imported else None,
            merged_into=None,
            merge_id=None,
            withdrawn=None,
            rules=(),
            case_id=None,
            explanation=None,
            appeal_until=None,
            held_until=None,
        )
        self._proposals.put(row, recorded.position)
        self._versions.write(recorded, event, 1)

    def _merge(self, recorded: Recorded, event: Any) -> None:  # noqa: ANN401 - one of the three
        if isinstance(event, ProposalMerged):
            merge = MergeRow(
                merge_id=event.merge_id,
                source=event.proposal_id,
                target=event.into_id,
                process_id=event.process_id,
                at=recorded.occurred_at,
                position=recorded.position,
                role=event.by.role,
                reason=event.reason,
                carried=0,
                already=0,
                own=0,
                not_attributable=0,
                undone_at=None,
            )
            self._merges.put(merge, recorded.position)
            return
        known = self._merges.get(event.merge_id)
        if known is None:
            return
        if isinstance(event, ProposalUnmerged):
            self._merges.put(replace(known, undone_at=recorded.occurred_at), recorded.position)
            return
        carried = replace(
            known,
            carried=event.carried,
            already=event.already,
            own=event.own,
            not_attributable=event.not_attributable,
        )
        self._merges.put(carried, recorded.position)


def _values(found: list[Recorded], name: str, kinds: tuple[type[Event], ...]) -> Iterator[Any]:
    for recorded in found:
        if isinstance(recorded.event, kinds):
            yield getattr(recorded.event, name)


def _decided(row: ProposalRow, event: Any) -> ProposalRow:  # noqa: ANN401 - any event of a proposal
    """Return the row with the decision in force after an event."""
    match event:
        case ProposalRejected() | ProposalHidden():
            return replace(
                row,
                rules=event.rules,
                case_id=event.case_id,
                explanation=event.explanation,
                appeal_until=event.appeal_until,
                held_until=None,
            )
        case ProposalReturnedForRevision():
            return replace(
                _free(row), rules=event.rules, case_id=event.case_id, explanation=event.hint
            )
        case ProposalHeld():
            held = _free(row)
            return replace(held, rules=(event.rule,), case_id=event.case_id, held_until=event.until)
        case ProposalHoldEnded() if row.held_until is not None:
            return _free(row)
        case ProposalPublished() | ProposalResubmitted() | ProposalRestored():
            return _free(row)
        case ProposalWithdrawn():
            return replace(row, withdrawn=event.reason)
        case ProposalMerged():
            return replace(row, merged_into=event.into_id, merge_id=event.merge_id)
        case ProposalUnmerged():
            return replace(row, merged_into=None, merge_id=None)
    return row


def _free(row: ProposalRow) -> ProposalRow:
    return replace(
        row, rules=(), case_id=None, explanation=None, appeal_until=None, held_until=None
    )
