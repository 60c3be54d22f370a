"""What commands on one thing have in common: who asks for it, and which process it is in."""

from typing import Any

import msgspec
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.provided import Asking, Platform, Snapshot, Visible, VisiblePort
from api.resources.answers import answer
from api.resources.schemas.set_up import Made
from domain.codes import DecisionId, InventoryId, MeasureId
from domain.people import ProcessId
from domain.use_cases import carrying_out
from domain.use_cases.carrying_out import Outcome
from projections import decisions, inventory, measures


class _Work(msgspec.Struct, frozen=True, kw_only=True):
    platform: carrying_out.Platform
    asking: carrying_out.Asking
    visible: Any
    process_id: ProcessId

    def done(self, outcome: Outcome) -> Made:
        """Wait until reads show what was done, and return what it made or changed."""
        visible: VisiblePort = self.visible
        return answer(outcome, visible, Made)


class MeasureWork(_Work, frozen=True, kw_only=True):
    """A measure that somebody wants to do something with."""

    measure_id: MeasureId

    @property
    def at(self) -> tuple[carrying_out.Platform, carrying_out.Asking, ProcessId, MeasureId]:
        """What its use cases begin with."""
        return self.platform, self.asking, self.process_id, self.measure_id


class DecisionWork(_Work, frozen=True, kw_only=True):
    """An agenda item that somebody wants to do something with."""

    decision_id: DecisionId

    @property
    def at(self) -> tuple[carrying_out.Platform, carrying_out.Asking, ProcessId, DecisionId]:
        """What its use cases begin with."""
        return self.platform, self.asking, self.process_id, self.decision_id


class ItemWork(_Work, frozen=True, kw_only=True):
    """An item of the inventory that somebody wants to do something with."""

    item_id: InventoryId

    @property
    def at(self) -> tuple[carrying_out.Platform, carrying_out.Asking, ProcessId, InventoryId]:
        """What its use cases begin with."""
        return self.platform, self.asking, self.process_id, self.item_id


def provide_measure_work(
    measure_id: FromPath[MeasureId],
    snapshot: Snapshot,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> MeasureWork:
    """Find the measure.

    Raises:
        NotFoundException: there is none.
    """
    row = measures.find(snapshot, measure_id)
    if row is None:
        raise NotFoundException
    return MeasureWork(
        platform=platform,
        asking=asking,
        visible=visible,
        process_id=row.process_id,
        measure_id=measure_id,
    )


def provide_decision_work(
    decision_id: FromPath[DecisionId],
    snapshot: Snapshot,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> DecisionWork:
    """Find the agenda item, also one that is not public.

    Raises:
        NotFoundException: there is none.
    """
    row = decisions.agenda_item(snapshot, decision_id)
    if row is None:
        raise NotFoundException
    return DecisionWork(
        platform=platform,
        asking=asking,
        visible=visible,
        process_id=row.process_id,
        decision_id=decision_id,
    )


def provide_item_work(
    item_id: FromPath[InventoryId],
    snapshot: Snapshot,
    platform: Platform,
    asking: Asking,
    visible: Visible,
) -> ItemWork:
    """Find the item, also a report that waits.

    Raises:
        NotFoundException: there is none.
    """
    row = inventory.find(snapshot, item_id)
    if row is None:
        raise NotFoundException
    return ItemWork(
        platform=platform,
        asking=asking,
        visible=visible,
        process_id=row.process_id,
        item_id=item_id,
    )


ON_MEASURE = {"work": Provide(provide_measure_work, sync_to_thread=True)}
ON_DECISION = {"work": Provide(provide_decision_work, sync_to_thread=True)}
ON_ITEM = {"work": Provide(provide_item_work, sync_to_thread=True)}
OnMeasure = NamedDependency[MeasureWork]
OnDecision = NamedDependency[DecisionWork]
OnItem = NamedDependency[ItemWork]
