"""How missions, strategy versions and reports follow from the log."""

from typing import Any

from domain.messages import Recorded, topic_of
from domain.missions import MissionAdopted, MissionDrafted
from domain.strategies import (
    AccountabilityReportPublished,
    ProcessArchived,
    StrategyPublished,
    StrategyRevisionStarted,
)
from projections.model import Batch, Work
from projections.strategies.rows import AdoptionRow, CycleRow, MissionRow, ReportRow, StrategyRow


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in; rows are only ever added."""
    work.insert("mission_versions", [_mission(each) for each in batch.of(MissionDrafted)])
    work.insert("mission_adoptions", [_adoption(each) for each in batch.of(MissionAdopted)])
    work.insert("strategy_versions", [_strategy(each) for each in batch.of(StrategyPublished)])
    reports = batch.of(AccountabilityReportPublished)
    work.insert("strategy_reports", [_report(each) for each in reports])
    turns = batch.of(StrategyRevisionStarted, ProcessArchived)
    work.insert("strategy_cycle", [_turn(each) for each in turns])


def _mission(recorded: Recorded) -> MissionRow:
    event: Any = recorded.event
    return MissionRow(
        process_id=event.process_id,
        version=event.version,
        written=tuple(f"{each.id.hex}:{each.text}" for each in event.paragraphs),
        reason=event.reason,
        at=recorded.recorded_at,
        position=recorded.position,
    )


def _adoption(recorded: Recorded) -> AdoptionRow:
    event: Any = recorded.event
    return AdoptionRow(
        process_id=event.process_id,
        version=event.version,
        decision_id=event.decision_id,
        at=recorded.recorded_at,
        position=recorded.position,
    )


def _strategy(recorded: Recorded) -> StrategyRow:
    event: Any = recorded.event
    return StrategyRow(
        process_id=event.process_id,
        version=event.version,
        frozen=tuple(f"{each.measure_id.hex}:{each.version}" for each in event.measures),
        mission_version=event.mission_version,
        document=event.document,
        decision_id=event.decision_id,
        note=event.note,
        presented=event.presented,
        place=event.place,
        at=recorded.recorded_at,
        position=recorded.position,
    )


def _report(recorded: Recorded) -> ReportRow:
    event: Any = recorded.event
    return ReportRow(
        process_id=event.process_id,
        year=event.year,
        document=event.document,
        note=event.note,
        at=recorded.recorded_at,
        position=recorded.position,
    )


def _turn(recorded: Recorded) -> CycleRow:
    event: Any = recorded.event
    return CycleRow(
        process_id=event.process_id,
        kind=topic_of(type(event)).partition("/")[0],
        reason=event.reason,
        at=recorded.recorded_at,
        position=recorded.position,
    )
