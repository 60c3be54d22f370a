"""What commands on one thing have in common: who asks for it, and which process it is in."""

from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import msgspec
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.provided import Asking, Platform, Snapshot, Visible, VisiblePort
from api.resources.answers import answer
from api.resources.schemas.set_up import Made
from domain.codes import DecisionId, InventoryId, LabId, MeasureId, WorkshopId
from domain.people import ProcessId
from domain.processes import process_id_of
from domain.use_cases import carrying_out
from domain.use_cases.carrying_out import Outcome
from projections import decisions, inventory, labs, measures, workshops

K = TypeVar("K")
T = TypeVar("T")


class Order(msgspec.Struct, frozen=True):
    """Who wishes something, and what carries it out."""

    platform: carrying_out.Platform
    asking: carrying_out.Asking
    visible: Any

    def wait(self, outcome: Outcome) -> None:
        """Wait until reads show what was done."""
        visible: VisiblePort = self.visible
        visible.wait(outcome.position)

    def answered(self, outcome: Outcome, schema: type[T]) -> T:
        """Wait until reads show what was done, and return its answer."""
        visible: VisiblePort = self.visible
        return answer(outcome, visible, schema)

    def done(self, outcome: Outcome) -> Made:
        """Wait until reads show what was done, and return what it made or changed."""
        return self.answered(outcome, Made)


class _Work(msgspec.Struct, frozen=True):
    order: Order
    process_id: ProcessId

    def done(self, outcome: Outcome) -> Made:
        """Wait until reads show what was done, and return what it made or changed."""
        return self.order.done(outcome)


class ProcessWork(_Work, frozen=True):
    """A process in which somebody wants to do something; the use cases say if it is there."""

    @property
    def at(self) -> tuple[carrying_out.Platform, carrying_out.Asking, ProcessId]:
        """What use cases on a process begin with."""
        return self.order.platform, self.order.asking, self.process_id

    def named(self, outcome: Outcome, key: UUID) -> Made:
        """Wait until reads show what was done, and name what it was done to."""
        self.order.wait(outcome)
        return Made(id=key)


class Work(_Work, Generic[K], frozen=True):
    """A thing that somebody wants to do something with."""

    key: K

    @property
    def at(self) -> tuple[carrying_out.Platform, carrying_out.Asking, ProcessId, K]:
        """What its use cases begin with."""
        return self.order.platform, self.order.asking, self.process_id, self.key


class MeasureWork(Work[MeasureId], frozen=True):
    """On a measure."""


class DecisionWork(Work[DecisionId], frozen=True):
    """On an agenda item."""


class ItemWork(Work[InventoryId], frozen=True):
    """On an item of the inventory."""


class LabWork(Work[LabId], frozen=True):
    """On a real-world lab."""


class WorkshopWork(Work[WorkshopId], frozen=True):
    """On a workshop or another format on site."""


class _Row(Protocol):
    @property
    def process_id(self) -> ProcessId: ...


def _process_of(row: _Row | None) -> ProcessId:
    """Return the process of what was looked for.

    Raises:
        NotFoundException: it is not there.
    """
    if row is None:
        raise NotFoundException
    return row.process_id


def provide_order(platform: Platform, asking: Asking, visible: Visible) -> Order:
    """Collect it."""
    return Order(platform, asking, visible)


Ordered = NamedDependency[Order]


def provide_process_work(slug: FromPath[str], order: Ordered) -> ProcessWork:
    """Name the process, whether there is one or not."""
    return ProcessWork(order, process_id_of(slug))


def provide_measure_work(
    measure_id: FromPath[MeasureId], snapshot: Snapshot, order: Ordered
) -> MeasureWork:
    """Find the measure; 404 if there is none, as for all that follow."""
    process_id = _process_of(measures.find(snapshot, measure_id))
    return MeasureWork(order, process_id, measure_id)


def provide_decision_work(
    decision_id: FromPath[DecisionId], snapshot: Snapshot, order: Ordered
) -> DecisionWork:
    """Find the agenda item, also one that is not public."""
    process_id = _process_of(decisions.agenda_item(snapshot, decision_id))
    return DecisionWork(order, process_id, decision_id)


def provide_item_work(
    item_id: FromPath[InventoryId], snapshot: Snapshot, order: Ordered
) -> ItemWork:
    """Find the item, also a report that waits."""
    return ItemWork(order, _process_of(inventory.find(snapshot, item_id)), item_id)


def provide_lab_work(lab_id: FromPath[LabId], snapshot: Snapshot, order: Ordered) -> LabWork:
    """Find the lab."""
    return LabWork(order, _process_of(labs.find(snapshot, lab_id)), lab_id)


def provide_workshop_work(
    workshop_id: FromPath[WorkshopId], snapshot: Snapshot, order: Ordered
) -> WorkshopWork:
    """Find the format."""
    process_id = _process_of(workshops.find(snapshot, workshop_id))
    return WorkshopWork(order, process_id, workshop_id)


_ORDER = {"order": Provide(provide_order, sync_to_thread=False)}
ON_PROCESS = {**_ORDER, "work": Provide(provide_process_work, sync_to_thread=False)}
ON_MEASURE = {**_ORDER, "work": Provide(provide_measure_work, sync_to_thread=True)}
ON_DECISION = {**_ORDER, "work": Provide(provide_decision_work, sync_to_thread=True)}
ON_ITEM = {**_ORDER, "work": Provide(provide_item_work, sync_to_thread=True)}
ON_LAB = {**_ORDER, "work": Provide(provide_lab_work, sync_to_thread=True)}
ON_WORKSHOP = {**_ORDER, "work": Provide(provide_workshop_work, sync_to_thread=True)}
OnProcess = NamedDependency[ProcessWork]
OnMeasure = NamedDependency[MeasureWork]
OnDecision = NamedDependency[DecisionWork]
OnItem = NamedDependency[ItemWork]
OnLab = NamedDependency[LabWork]
OnWorkshop = NamedDependency[WorkshopWork]
