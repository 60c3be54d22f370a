"""A town whose people do everything that can be done, in an order made from a seed.

Only what could really be in a log is written: every event fits the state its subject
is in. Two towns of the same seed and length are equal.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from domain import processes
from domain.phases import PhaseClosed, PhaseExtended, PhaseReopened, ReopeningProposed
from tests.projections.town.base import BEGIN, FIELDS, OTHER_PROCESS, PHASE, PLACES, PROCESS, Idea
from tests.projections.town.remarking import Remarking

__all__ = ["BEGIN", "FIELDS", "OTHER_PROCESS", "PHASE", "PLACES", "PROCESS", "Idea", "Town"]


class Town(Remarking):
    """Writes one event after the other into `log`."""

    def live(self, steps: int) -> "Town":
        """Let this many things happen."""
        actions: list[tuple[int, Callable[[], None]]] = [
            (4, self.submit),
            (1, self.import_idea),
            (3, self.edit),
            (1, self.withdraw),
            (5, self.open_case),
            (4, self.claim),
            (6, self.decide),
            (1, self.hold),
            (1, self.restore),
            (2, self.merge),
            (1, self.unmerge),
            (14, self.support),
            (4, self.take_support_back),
            (10, self.opine),
            (8, self.import_opinion),
            (8, self.comment),
            (6, self.moderate_comment),
            (1, self.erase),
            (1, self.change_process),
            (2, self.ask_for_review),
            (2, self.file_review),
            (3, self.reply),
            (1, self.report_outcome),
        ]
        weights = [weight for weight, _ in actions]
        for _ in range(steps):
            self.now += timedelta(minutes=self.dice.randint(1, 400))
            self.dice.choices([action for _, action in actions], weights)[0]()
            if self.other_dice.random() < 0.2:
                self.implement()
            if self.remark_dice.random() < 0.2:
                self.discuss()
        return self

    def change_process(self) -> None:
        """Extend, close and reopen the phase; rename and merge fields."""
        by = self.actor("office")
        end = self.now + timedelta(days=self.dice.randint(30, 90))
        keys: dict[str, Any] = {"phase_id": PHASE, "process_id": PROCESS}
        fields = self.dice.sample(FIELDS, 2)
        match self.dice.randrange(4):
            case 0:
                extended = PhaseExtended(
                    **keys, old_end=BEGIN, new_end=end, reason=self.ref(), by=by
                )
                self.add(PHASE, extended)
            case 1:
                why = self.ref()
                proposed = ReopeningProposed(**keys, new_end=end, reason=why, by=by)
                reopened = PhaseReopened(
                    **keys, new_end=end, reason=why, by=by, approved_by=self.actor("admin")
                )
                self.add(PHASE, PhaseClosed(**keys, by=by), proposed, reopened)
            case 2:
                renamed = processes.ActionFieldRenamed(
                    process_id=PROCESS,
                    field_id=fields[0],
                    old=self.ref(),
                    new=self.ref(),
                    reason=self.ref(),
                    by=by,
                )
                described = processes.ProcessDescribed(
                    process_id=PROCESS,
                    title=self.ref(),
                    summary=self.ref(),
                    lead=self.ref(),
                    contractors=None,
                    funding=None,
                    by=by,
                )
                self.add(PROCESS, renamed, described)
            case 3 if not self.merged_fields:
                self.merged_fields = True
                merged = processes.ActionFieldMerged(
                    process_id=PROCESS, from_id=fields[0], into_id=fields[1], by=by
                )
                self.add(PROCESS, merged)
