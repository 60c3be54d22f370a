"""Mission statement, published strategy versions, yearly reports, revision, archive."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

import msgspec

from domain import missions, strategies
from domain.codes import DecisionId, Hex32
from domain.measures import Year
from domain.missions import Paragraph
from domain.people import Actor, ProcessId
from domain.phases import PhaseStillOpen
from domain.strategies import FrozenMeasure
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.office import Refs, Texts, perform
from domain.use_cases.strategy.profiles import Opened


class Presentation(msgspec.Struct, frozen=True):
    """What goes with a version of a strategy: where it is presented, and a note."""

    on: date | None = None
    place: str | None = None
    note: str | None = None


class WrittenParagraph(msgspec.Struct, frozen=True):
    """A paragraph of the mission; None for the id of a new one."""

    text: str
    id: UUID | None = None


def draft_mission(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    paragraphs: Sequence[WrittenParagraph],
    *,
    seen: int,
    opened: Opened,
    reason: str | None = None,
) -> Outcome:
    """Write a version of the mission. `opened` are the texts of the former one.

    The result names the mission as decisions do.
    """
    ids = [each.id or platform.new_id() for each in paragraphs]
    former = folding.mission(Histories(platform.log), process_id).paragraphs
    same = {each.text: opened[each.text] for each in former if each.text in opened}
    kept = {text: ref for ref, text in same.items()}
    texts: dict[str, str | None] = {
        str(at): each.text for at, each in enumerate(paragraphs) if each.text.strip() not in kept
    }

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        written = tuple(
            Paragraph(ids[at], kept.get(each.text.strip()) or refs.need(str(at)))
            for at, each in enumerate(paragraphs)
        )
        command = missions.DraftMission(
            seen=seen, paragraphs=written, reason=refs.get("reason"), by=by
        )
        present = folding.mission(histories, process_id)
        events = missions.decide(present, process_id, command)
        histories.add(missions.history_of(process_id), events)
        return missions.history_of(process_id)

    return perform(platform, asking, "plan", process_id, {**texts, "reason": reason}, do)


def adopt_mission(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    version: int,
    decision_id: DecisionId,
) -> Outcome:
    """Put a version into force that a decision adopted."""

    def do(histories: Histories, _: Refs, by: Actor) -> UUID:
        decision = folding.decision(histories, process_id, decision_id)
        command = missions.AdoptMission(version=version, decision=decision, by=by)
        present = folding.mission(histories, process_id)
        events = missions.decide(present, process_id, command)
        histories.add(missions.history_of(process_id), events)
        return decision_id

    return perform(platform, asking, "plan", process_id, {}, do)


def _on_strategy(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    texts: Texts,
    make: Callable[[Histories, Refs, Actor], strategies.StrategyCommand],
) -> Outcome:
    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        present = folding.strategy(histories, process_id)
        events = strategies.decide(present, process_id, make(histories, refs, by))
        histories.add(strategies.history_of(process_id), events)
        return strategies.strategy_id_of(process_id)

    return perform(platform, asking, "plan", process_id, texts, do)


def publish_strategy(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measures: Sequence[FrozenMeasure],
    document: Hex32,
    decision_id: DecisionId,
    mission_version: int | None = None,
    presentation: Presentation | None = None,
) -> Outcome:
    """Freeze and publish a version; `document` is the SHA-256 of its document.

    Raises:
        FrozenVersionUnknown: a measure has no such version.
    """
    event = presentation or Presentation()

    def make(histories: Histories, refs: Refs, by: Actor) -> strategies.StrategyCommand:
        for each in measures:
            known = folding.measure(histories, process_id, each.measure_id).version
            if not 1 <= each.version <= known:
                raise strategies.FrozenVersionUnknown(measure=str(each.measure_id))
        return strategies.PublishStrategy(
            measures=tuple(measures),
            mission_version=mission_version,
            document=document,
            decision=folding.decision(histories, process_id, decision_id),
            note=refs.get("note"),
            by=by,
            presented=event.on,
            place=refs.get("place"),
        )

    texts = {"note": event.note, "place": event.place}
    return _on_strategy(platform, asking, process_id, texts, make)


def publish_report(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    year: Year,
    document: Hex32,
    note: str | None = None,
) -> Outcome:
    """Publish what was done in a year."""

    def make(_: Histories, refs: Refs, by: Actor) -> strategies.StrategyCommand:
        return strategies.PublishReport(year=year, document=document, note=refs.get("note"), by=by)

    return _on_strategy(platform, asking, process_id, {"note": note}, make)


def start_revision(
    platform: Platform, asking: Asking, process_id: ProcessId, reason: str
) -> Outcome:
    """Begin the cycle anew."""

    def make(_: Histories, refs: Refs, by: Actor) -> strategies.StrategyCommand:
        return strategies.StartRevision(reason=refs.need("reason"), by=by)

    return _on_strategy(platform, asking, process_id, {"reason": reason}, make)


def archive(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    reason: str,
    *,
    unanswered: int,
    undecided: int,
    uncompared: int,
) -> Outcome:
    """Make a process read-only.

    `unanswered` counts published ideas without an answer, `undecided` cases that wait for
    a moderator, `uncompared` sheets that wait for a clerk: all as the read models have them.

    Raises:
        AnswersStillOpen: some ideas have none.
        CasesStillOpen: a moderator may still publish some.
        SheetsStillOpen: a clerk may still hand some in.
        PhaseStillOpen: people can still take part.
    """

    def make(histories: Histories, refs: Refs, by: Actor) -> strategies.StrategyCommand:
        announced = histories.process(process_id).phases
        if any(histories.phase(phase_id).status == "open" for phase_id in announced):
            raise PhaseStillOpen
        return strategies.ArchiveProcess(
            unanswered=unanswered,
            undecided=undecided,
            uncompared=uncompared,
            reason=refs.need("reason"),
            by=by,
        )

    return _on_strategy(platform, asking, process_id, {"reason": reason}, make)
