"""Rules of missions and strategies (docs/rules/strategies.md; I10, I13)."""

from datetime import date
from uuid import UUID

import pytest
from msgspec.structs import replace

from domain import missions, strategies
from domain.decisions import Decision, DecisionSubject
from domain.missions import (
    AdoptMission,
    DraftMission,
    Mission,
    MissionAdopted,
    MissionChangedMeanwhile,
    MissionCommand,
    MissionDrafted,
    MissionEvent,
    MissionIsEmpty,
    MissionNotDecided,
    MissionVersionUnknown,
    NewVersionNeedsReason,
    Paragraph,
    ParagraphTwice,
)
from domain.strategies import (
    AccountabilityReportPublished,
    AnswersStillOpen,
    ArchiveProcess,
    CasesStillOpen,
    FrozenMeasure,
    NotYetPublished,
    PlaceNeedsDay,
    ProcessArchived,
    ProcessIsArchived,
    PublishReport,
    PublishStrategy,
    RevisionAlreadyStarted,
    SheetsStillOpen,
    StartRevision,
    Strategy,
    StrategyCommand,
    StrategyEvent,
    StrategyHasNoMeasures,
    StrategyNotDecided,
    StrategyPublished,
    StrategyRevisionStarted,
)
from tests.domain.cast import GEMEINSAM, OLGA, ref
from tests.domain.council import ADOPTION, M_04, RECORD
from tests.scenario import Scenario

HASH = 64 * "a"
FIRST = (Paragraph(UUID(int=981), ref("together")), Paragraph(UUID(int=982), ref("digital")))
SECOND = (FIRST[0], Paragraph(UUID(int=982), ref("digital and near")))
STRATEGY = strategies.strategy_id_of(GEMEINSAM)
MISSION = missions.history_of(GEMEINSAM)
DRAFT = DraftMission(seen=0, paragraphs=FIRST, reason=None, by=OLGA)
drafted = MissionDrafted(process_id=GEMEINSAM, version=1, paragraphs=FIRST, reason=None, by=OLGA)
adopted = MissionAdopted(process_id=GEMEINSAM, version=1, decision_id=ADOPTION, by=OLGA)


def decided(kind: str, version: int, **changes: object) -> Decision:
    subject = DecisionSubject(kind, MISSION if kind == "mission" else STRATEGY, version)  # type: ignore[arg-type]  # one of the kinds
    decision = Decision(
        status="confirmed",
        id=ADOPTION,
        process_id=GEMEINSAM,
        authoritative=True,
        subjects=(subject,),
        record=RECORD,
    )
    return replace(decision, **changes)


PUBLISH = PublishStrategy(
    measures=(FrozenMeasure(M_04, 3),),
    mission_version=1,
    document=HASH,
    decision=decided("strategy", 1),
    note=None,
    by=OLGA,
)
published = StrategyPublished(
    process_id=GEMEINSAM,
    version=1,
    measures=(FrozenMeasure(M_04, 3),),
    mission_version=1,
    document=HASH,
    decision_id=ADOPTION,
    note=None,
    by=OLGA,
)
revised = StrategyRevisionStarted(process_id=GEMEINSAM, reason=ref("two years"), by=OLGA)
archived = ProcessArchived(process_id=GEMEINSAM, reason=ref("over"), by=OLGA)
REVISE = StartRevision(reason=ref("two years"), by=OLGA)


def written(*history: MissionEvent) -> Scenario[Mission, MissionEvent, MissionCommand]:
    def decide(state: Mission, command: MissionCommand) -> list[MissionEvent]:
        return missions.decide(state, GEMEINSAM, command)

    return Scenario(Mission(), missions.evolve, decide, *history)


def given(*history: StrategyEvent) -> Scenario[Strategy, StrategyEvent, StrategyCommand]:
    def decide(state: Strategy, command: StrategyCommand) -> list[StrategyEvent]:
        return strategies.decide(state, GEMEINSAM, command)

    return Scenario(Strategy(), strategies.evolve, decide, *history)


def test_a_mission_is_written_in_versions() -> None:
    again = replace(DRAFT, seen=1, paragraphs=SECOND, reason=ref("remarks"))
    second = replace(drafted, version=2, paragraphs=SECOND, reason=ref("remarks"))
    written().when(DRAFT).then(drafted)
    written(drafted).when(again).then(second)
    written(drafted).when(replace(again, reason=None)).refused(NewVersionNeedsReason)
    written(drafted).when(DRAFT).refused(MissionChangedMeanwhile, version=1)
    written(drafted).when(replace(DRAFT, seen=1)).then_nothing()


def test_a_mission_has_paragraphs_each_once() -> None:
    written().when(replace(DRAFT, paragraphs=())).refused(MissionIsEmpty)
    written().when(replace(DRAFT, paragraphs=(FIRST[0], FIRST[0]))).refused(ParagraphTwice)


@pytest.mark.parametrize(
    "decision",
    [
        decided("mission", 1, authoritative=False),
        decided("mission", 1, status="recorded"),
        decided("mission", 1, status="repealed"),
        decided("mission", 1, record=replace(RECORD, result="deferred")),
        decided("mission", 2),
        decided("strategy", 1),
        Decision(),
    ],
)
def test_i13_only_a_decision_in_force_on_this_version_adopts(decision: Decision) -> None:
    command = AdoptMission(version=1, decision=decision, by=OLGA)
    written(drafted).when(command).refused(MissionNotDecided)


def test_a_mission_is_adopted_in_one_version() -> None:
    command = AdoptMission(version=1, decision=decided("mission", 1), by=OLGA)
    written(drafted).when(command).then(adopted)
    written(drafted, adopted).when(command).then_nothing()
    written().when(command).refused(MissionVersionUnknown)


def test_i13_a_strategy_is_published_as_it_was_decided() -> None:
    given().when(PUBLISH).then(published)
    given().when(replace(PUBLISH, measures=())).refused(StrategyHasNoMeasures)
    given().when(replace(PUBLISH, decision=decided("strategy", 2))).refused(StrategyNotDecided)
    given(published).when(PUBLISH).refused(StrategyNotDecided, version=2)


def test_a_presentation_has_a_day_before_it_has_a_place() -> None:
    """R14: people are told when and where they can hear about it."""
    evening, hall = date(2024, 1, 30), ref("hall")
    given().when(replace(PUBLISH, presented=evening, place=hall)).then(
        replace(published, presented=evening, place=hall)
    )
    given().when(replace(PUBLISH, place=hall)).refused(PlaceNeedsDay)


def test_the_cycle_begins_anew() -> None:
    given(published).when(REVISE).then(revised)
    given().when(REVISE).refused(NotYetPublished)
    given(published, revised).when(REVISE).refused(RevisionAlreadyStarted)
    second = replace(PUBLISH, decision=decided("strategy", 2))
    given(published, revised).when(second).then(replace(published, version=2))


def test_a_report_follows_a_published_strategy() -> None:
    report = PublishReport(year=2024, document=HASH, note=None, by=OLGA)
    given(published).when(report).then(
        AccountabilityReportPublished(
            process_id=GEMEINSAM, year=2024, document=HASH, note=None, by=OLGA
        )
    )
    given().when(report).refused(NotYetPublished)


def test_i10_nothing_is_archived_while_answers_are_open() -> None:
    archive = ArchiveProcess(unanswered=0, undecided=0, uncompared=0, reason=ref("over"), by=OLGA)
    given(published).when(archive).then(archived)
    given(published).when(replace(archive, unanswered=3)).refused(AnswersStillOpen, open=3)
    given(published).when(replace(archive, undecided=2)).refused(CasesStillOpen, open=2)
    given(published).when(replace(archive, uncompared=1)).refused(SheetsStillOpen, open=1)
    given(published, archived).when(REVISE).refused(ProcessIsArchived)
