"""Does what is due by the clock: phases, holds, cases, supporters of merged proposals."""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from api.provided import ReadModelsPort
from domain.codes import CaseId, PhaseId, ProposalId, Subject, SubjectKind
from domain.messages import Refusal
from domain.people import ProcessId
from domain.ports import ConcurrentChange
from domain.use_cases import configuring, merging, scheduling
from domain.use_cases.carrying_out import Asking, Platform
from projections import agenda, ballots
from projections.agenda import Duty, DutyRow

EVERY = 1.0  # seconds between two looks at the list
ONCE = timedelta(days=365)
AGAIN = timedelta(minutes=10)  # after the domain refused: the list may be ahead of the clock

log = structlog.get_logger("gemeinsam.scheduler")


class _NotYet(Exception):
    """Another duty comes first; the next look will show whether it is done."""


class Scheduler:
    """Works off the agenda. Each duty may be done twice without harm."""

    def __init__(
        self, platform: Platform, read_models: ReadModelsPort, clock: Callable[[], datetime]
    ) -> None:
        self._platform = platform
        self._read_models = read_models
        self._clock = clock
        self._later: dict[tuple[Duty, UUID], datetime] = {}
        self._do: Mapping[Duty, Callable[[DutyRow, Asking], None]] = {
            "start_phase": self._start_phase,
            "close_phase": self._close_phase,
            "end_hold": self._end_hold,
            "close_case": self._close_case,
            "carry_supporters": self._carry_supporters,
            "return_supporters": self._return_supporters,
        }

    def run(self, stop: threading.Event) -> None:
        """Do what is due, every second, until told to stop."""
        while not stop.is_set():
            self.do_what_is_due()
            stop.wait(EVERY)

    def do_what_is_due(self) -> int:
        """Do what the list holds now; return how many duties were fulfilled."""
        now = self._clock()
        with self._read_models.snapshot() as snapshot:
            duties = agenda.due(snapshot, now)
        return sum(self._tried(duty, now) for duty in duties)

    def _tried(self, row: DutyRow, now: datetime) -> bool:
        key = (row.duty, row.object_id)
        if self._later.get(key, now) > now:
            return False
        asking = Asking(person=None, at=now, channel="system", system=True)
        try:
            self._do[row.duty](row, asking)
        except _NotYet:
            return False
        except (Refusal, ConcurrentChange) as no:
            log.info("not now", duty=row.duty, object=str(row.object_id), why=type(no).__name__)
            self._later[key] = now + AGAIN
            return False
        # The list forgets the duty with its event, except what only a restart repeats.
        self._later[key] = now + (ONCE if row.duty == "return_supporters" else AGAIN)
        log.info("done", duty=row.duty, object=str(row.object_id))
        return True

    def _start_phase(self, row: DutyRow, asking: Asking) -> None:
        process_id, phase_id = ProcessId(row.process_id), PhaseId(row.object_id)
        configuring.start_phase(self._platform, asking, process_id, phase_id)

    def _close_phase(self, row: DutyRow, asking: Asking) -> None:
        process_id, phase_id = ProcessId(row.process_id), PhaseId(row.object_id)
        configuring.close_phase(self._platform, asking, process_id, phase_id, by_clock=True)

    def _end_hold(self, row: DutyRow, asking: Asking) -> None:
        case_id = CaseId(_given(row))
        subject = Subject(msgspec.convert(row.kind, SubjectKind), row.object_id)
        scheduling.end_hold(self._platform, asking, subject, case_id)

    def _close_case(self, row: DutyRow, asking: Asking) -> None:
        scheduling.close_case(self._platform, asking, CaseId(row.object_id))

    def _carry_supporters(self, row: DutyRow, asking: Asking) -> None:
        proposal_id = ProposalId(row.object_id)
        with self._read_models.snapshot() as snapshot:
            if agenda.expects_supporters(snapshot, proposal_id):
                raise _NotYet
            supporters = ballots.supporters(snapshot, proposal_id)
        merging.carry_supporters_over(self._platform, asking, proposal_id, supporters)

    def _return_supporters(self, row: DutyRow, asking: Asking) -> None:
        with self._read_models.snapshot() as snapshot:
            supporters = ballots.supporters(snapshot, ProposalId(_given(row)))
        merging.give_supporters_back(self._platform, asking, row.object_id, supporters)


def _given(row: DutyRow) -> UUID:
    if row.other is None:
        raise ValueError(f"a duty of {row.duty} names no other object")
    return row.other
