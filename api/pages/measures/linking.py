"""What else a measure could come from: recommendations, the inventory, workshops, measures."""

from collections.abc import Iterator, Sequence

import msgspec

from api.pages import vocabulary
from api.pages.framing import Frame
from api.pages.ideas.changing import receipt_of
from api.pages.measures.backing import confirmed
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs
from api.pages.views import Option
from domain.codes import ProposalId
from domain.measures import Source
from domain.messages import ContentRef
from domain.people import ProcessId
from domain.ports import Texts
from projections import inventory, measures, proposals
from projections.measures import MeasureRow, SourceRow
from projections.model import Snapshot


class Linkable(msgspec.Struct, frozen=True):
    """Something a measure could be linked with, and what it is called; `number` if it has one."""

    source: Source
    title: ContentRef
    number: str = ""

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.source.kind}:{self.source.id}"


def linkable(
    snapshot: Snapshot, row: MeasureRow, sources: Sequence[SourceRow]
) -> tuple[Linkable, ...]:
    """Return what the measure could be linked with; ideas are named by their numbers."""
    known = {each.source_id for each in sources} | {row.measure_id}
    return tuple(each for each in _all(snapshot, row.process_id) if each.source.id not in known)


def _all(snapshot: Snapshot, process_id: ProcessId) -> Iterator[Linkable]:
    for advice in inventory.recommendations(snapshot, process_id):
        if advice.state != "dropped":
            yield Linkable(Source("recommendation", advice.recommendation_id), advice.gap)
    for item in inventory.of_process(snapshot, process_id):
        yield Linkable(Source("inventory", item.item_id), item.title)
    for held in confirmed(snapshot, process_id):
        yield Linkable(Source("workshop", held.workshop_id), held.title)
    for other in measures.of_process(snapshot, process_id):
        yield Linkable(Source("measure", other.measure_id), other.title, other.number)


def named(snapshot: Snapshot, process_id: ProcessId, typed: str) -> ProposalId | None:
    """Return the public idea of a process with this number; None if there is none."""
    number = receipt_of(typed)
    return proposals.by_receipt(snapshot, number, process_id=process_id) if number else None


def options(frame: Frame, texts: Texts, found: Sequence[Linkable]) -> tuple[Option, ...]:
    """Return what to choose from, each with its kind and name."""
    words = opened_refs(texts, [each.title for each in found], frame.say(UNAVAILABLE))
    return tuple(Option(value=each.value, label=_label(frame, each, words)) for each in found)


def _label(frame: Frame, each: Linkable, words: Words) -> str:
    kind = frame.say(vocabulary.word("source_kind", each.source.kind))
    return f"{kind}: {each.number} {words.text(each.title)}".replace(":  ", ": ")
