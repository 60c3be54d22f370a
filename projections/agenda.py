"""What the platform has to do by the clock: the list its scheduler works off.

A duty is due from `due` on and leaves the list with the event that fulfils it or makes
it pointless. Doing one twice is harmless, so the list may lag behind the log.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, Literal, TypeVar, cast
from uuid import UUID

import msgspec
from sqlalchemy import Column, Index, MetaData, String, Table, Uuid, select

from domain.codes import ProposalId
from domain.comments import (
    CommentHeld,
    CommentHidden,
    CommentRefused,
    CommentReleased,
    CommentRestored,
    CommentWithdrawn,
)
from domain.messages import Event, Recorded
from domain.moderation import AppealFiled, CaseClosed, CaseDecided
from domain.moderation.clock import appeal_until
from domain.phases import BERLIN, PhaseClosed, PhaseExtended, PhaseReopened, PhaseStarted
from domain.processes import PhaseDefined
from domain.proposals import (
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalUnmerged,
    ProposalWithdrawn,
    SupportersCarriedOver,
)
from domain.remarks import (
    RemarkHeld,
    RemarkHidden,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from projections.model import Batch, Model, Snapshot, Work
from projections.tables import Moment, table

Duty = Literal[
    "start_phase", "close_phase", "end_hold", "close_case", "carry_supporters", "return_supporters"
]


class DutyRow(msgspec.Struct, frozen=True):
    """One thing to do, about one object, not before `due`.

    The object is a phase, a proposal, comment or remark (`end_hold`), a case, a merged proposal
    (`carry_supporters`) or an undone merge (`return_supporters`). `other` is the case
    of a hold, and the proposal to which support is carried or which it has to leave.
    """

    duty: Duty
    object_id: UUID
    due: datetime
    process_id: UUID
    kind: str
    other: UUID | None = None


class _Undo(msgspec.Struct, frozen=True):
    """A duty that is done, or has become pointless."""

    duty: Duty
    object_id: UUID


Change = DutyRow | _Undo


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table."""
    return [
        table(
            metadata,
            generation,
            "agenda",
            Column("duty", String(20), primary_key=True),
            Column("object_id", Uuid, primary_key=True),
            Column("due", Moment, nullable=False),
            Column("process_id", Uuid, nullable=False),
            Column("kind", String(10), nullable=False),
            Column("other", Uuid),
            Index("due", "due"),
        )
    ]


def project(batch: Batch, work: Work) -> None:
    """Add duties that events bring about, remove those that they fulfil."""
    found = batch.of(*_CHANGES)
    if not found:
        return
    changes = [change for each in found for change in _CHANGES[type(each.event)](each)]
    sheet = work.sheet(DutyRow, "agenda", [(each.duty, each.object_id) for each in changes])
    for change in changes:
        if isinstance(change, DutyRow):
            sheet.put(change)
        else:
            sheet.remove((change.duty, change.object_id))
    sheet.save()


def due(snapshot: Snapshot, now: datetime, limit: int = 100) -> list[DutyRow]:
    """Return what is due, the longest overdue first."""
    source = snapshot.table("agenda")
    wanted = select(source).where(source.c.due <= now).order_by(source.c.due, source.c.object_id)
    return snapshot.rows(DutyRow, wanted.limit(limit))


def expects_supporters(snapshot: Snapshot, proposal_id: ProposalId) -> bool:
    """Tell whether supporters of a merged proposal are still to be carried over to this one.

    As soon as they are not, the same snapshot has all of them among its ballots.
    """
    source = snapshot.table("agenda")
    wanted = select(source.c.object_id).where(
        source.c.duty == "carry_supporters", source.c.other == proposal_id
    )
    return snapshot.connection.execute(wanted.limit(1)).first() is not None


E = TypeVar("E", bound=Event)


def _of(kind: type[E], recorded: Recorded) -> E:  # noqa: ARG001 - it says the type
    """Return the event as what it is; the table below sends each kind to its function."""
    return cast("E", recorded.event)


def _announced(recorded: Recorded) -> list[Change]:
    event = _of(PhaseDefined, recorded)
    return [DutyRow("start_phase", event.phase_id, event.starts, event.process_id, "phase")]


def _started(recorded: Recorded) -> list[Change]:
    event = _of(PhaseStarted, recorded)
    return [
        _Undo("start_phase", event.phase_id),
        DutyRow("close_phase", event.phase_id, event.ends, event.process_id, "phase"),
    ]


def _prolonged(recorded: Recorded) -> list[Change]:
    event: Any = recorded.event
    return [DutyRow("close_phase", event.phase_id, event.new_end, event.process_id, "phase")]


def _closed(recorded: Recorded) -> list[Change]:
    event = _of(PhaseClosed, recorded)
    return [_Undo("start_phase", event.phase_id), _Undo("close_phase", event.phase_id)]


def _held(recorded: Recorded) -> list[Change]:
    event = _of(ProposalHeld, recorded)
    until, case_id = event.until, event.case_id
    return [DutyRow("end_hold", event.proposal_id, until, event.process_id, "proposal", case_id)]


def _comment_held(recorded: Recorded) -> list[Change]:
    event = _of(CommentHeld, recorded)
    if event.until is None:
        return []  # It waits to be read before it is shown; no clock ends that.
    until, case_id = event.until, event.case_id
    return [DutyRow("end_hold", event.comment_id, until, event.process_id, "comment", case_id)]


def _remark_held(recorded: Recorded) -> list[Change]:
    event = _of(RemarkHeld, recorded)
    if event.until is None:
        return []  # As of a comment.
    until, case_id = event.until, event.case_id
    return [DutyRow("end_hold", event.remark_id, until, event.process_id, "remark", case_id)]


def _uncovered(recorded: Recorded) -> list[Change]:
    # Comments name their proposal too.
    names = ("comment_id", "remark_id", "proposal_id")
    event = recorded.event
    subject: UUID = next(getattr(event, name) for name in names if hasattr(event, name))
    return [_Undo("end_hold", subject)]


def _decided(recorded: Recorded) -> list[Change]:
    event = _of(CaseDecided, recorded)
    after = appeal_until(event.decided_at) + timedelta(days=1)
    due = datetime.combine(after, time(), BERLIN).astimezone(UTC)
    return [DutyRow("close_case", event.case_id, due, event.process_id, "case")]


def _not_to_close(recorded: Recorded) -> list[Change]:
    event: Any = recorded.event
    return [_Undo("close_case", event.case_id)]


def _merged(recorded: Recorded) -> list[Change]:
    event = _of(ProposalMerged, recorded)
    at, process_id, into_id = recorded.recorded_at, event.process_id, event.into_id
    return [DutyRow("carry_supporters", event.proposal_id, at, process_id, "proposal", into_id)]


def _carried(recorded: Recorded) -> list[Change]:
    return [_Undo("carry_supporters", _of(SupportersCarriedOver, recorded).proposal_id)]


def _unmerged(recorded: Recorded) -> list[Change]:
    event = _of(ProposalUnmerged, recorded)
    at, into_id = recorded.recorded_at, event.into_id
    return [
        _Undo("carry_supporters", event.proposal_id),
        DutyRow("return_supporters", event.merge_id, at, event.process_id, "merge", into_id),
    ]


_CHANGES: dict[type[Event], Callable[[Recorded], list[Change]]] = {
    PhaseDefined: _announced,
    PhaseStarted: _started,
    PhaseExtended: _prolonged,
    PhaseReopened: _prolonged,
    PhaseClosed: _closed,
    ProposalHeld: _held,
    CommentHeld: _comment_held,
    ProposalHoldEnded: _uncovered,
    ProposalPublished: _uncovered,
    ProposalRejected: _uncovered,
    ProposalHidden: _uncovered,
    ProposalRestored: _uncovered,
    ProposalWithdrawn: _uncovered,
    CommentReleased: _uncovered,
    CommentRefused: _uncovered,
    CommentHidden: _uncovered,
    CommentRestored: _uncovered,
    CommentWithdrawn: _uncovered,
    RemarkHeld: _remark_held,
    RemarkReleased: _uncovered,
    RemarkRefused: _uncovered,
    RemarkHidden: _uncovered,
    RemarkRestored: _uncovered,
    RemarkWithdrawn: _uncovered,
    CaseDecided: _decided,
    AppealFiled: _not_to_close,
    CaseClosed: _not_to_close,
    ProposalMerged: _merged,
    SupportersCarriedOver: _carried,
    ProposalUnmerged: _unmerged,
}

MODEL = Model("agenda", define, project, revision=2)
