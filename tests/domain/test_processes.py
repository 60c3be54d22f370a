"""Rules of processes (docs/rules/processes.md)."""

from domain import processes
from domain.codes import FieldId
from domain.processes import (
    ActionFieldDefined,
    ActionFieldMerged,
    ActionFieldRenamed,
    AddTerritory,
    DefineActionField,
    DefinePhase,
    DescribeProcess,
    MergeActionFields,
    OpenProcess,
    PhaseDefined,
    ProcessDescribed,
    ProcessEvent,
    ProcessOpened,
    RenameActionField,
    TerritoryAdded,
)
from tests.domain.cast import (
    CULTURE,
    END,
    HEALTH,
    MEASURES,
    MOBILITY,
    OLGA,
    START,
    ref,
)
from tests.scenario import Scenario

SLUG = "gemeinsam-digital"
PROCESS = processes.process_id_of(SLUG)

opened = ProcessOpened(
    process_id=PROCESS,
    slug=SLUG,
    title=ref("title"),
    summary=ref("summary"),
    territory="07231",
    question="support",
    by=OLGA,
)
open_it = OpenProcess(
    slug=SLUG,
    title=ref("title"),
    summary=ref("summary"),
    territory="07231",
    question="support",
    by=OLGA,
)


def field(field_id: FieldId, name: str) -> ActionFieldDefined:
    return ActionFieldDefined(
        process_id=PROCESS,
        field_id=field_id,
        name=ref(name),
        description=None,
        colour="blue",
        by=OLGA,
    )


mobility = field(MOBILITY, "mobility")
health = field(HEALTH, "health")
culture = field(CULTURE, "culture")
define_phase = DefinePhase(
    phase_id=MEASURES,
    kind="measures",
    title=ref("measures"),
    starts=START,
    ends=END,
    level="involve",
    negotiable=None,
    not_negotiable=None,
    features=("submit", "comment", "support"),
    moderation="pre",
    by=OLGA,
)


def given(
    *history: ProcessEvent,
) -> Scenario[processes.Process, ProcessEvent, processes.ProcessCommand]:
    return Scenario(processes.Process(), processes.evolve, processes.decide, *history)


def merge(source: FieldId, target: FieldId) -> MergeActionFields:
    return MergeActionFields(from_id=source, into_id=target, by=OLGA)


def test_the_office_opens_a_process() -> None:
    given().when(open_it).then(opened)


def test_two_processes_cannot_share_a_slug() -> None:
    given(opened).when(open_it).refused(processes.ProcessAlreadyOpen)


def test_nothing_is_configured_before_the_process_is_open() -> None:
    given().when(define_phase).refused(processes.ProcessUnknown)


def test_a_process_says_anew_who_leads_it() -> None:
    texts = {"title": ref("new title"), "summary": ref("summary"), "lead": ref("room 12")}
    describe = DescribeProcess(**texts, contractors=None, funding=None, by=OLGA)
    described = ProcessDescribed(
        process_id=PROCESS, **texts, contractors=None, funding=None, by=OLGA
    )
    given(opened).when(describe).then(described)
    given(opened, described).when(describe).then(described)
    given().when(describe).refused(processes.ProcessUnknown)


def test_a_municipality_belongs_to_one_that_takes_part() -> None:
    village = AddTerritory(key="072315006", name=ref("thalfang"), parent="07231", by=OLGA)
    given(opened).when(village).refused(processes.TerritoryUnknown)


def test_a_territory_is_added_once() -> None:
    district = AddTerritory(key="07231", name=ref("district"), parent=None, by=OLGA)
    added = TerritoryAdded(
        process_id=PROCESS, key="07231", name=ref("district"), parent=None, by=OLGA
    )
    given(opened).when(district).then(added)
    given(opened, added).when(district).refused(processes.TerritoryAlreadyAdded)


def test_a_field_is_defined_once() -> None:
    define = DefineActionField(
        field_id=MOBILITY, name=ref("mobility"), description=None, colour="blue", by=OLGA
    )
    given(opened).when(define).then(mobility)
    given(opened, mobility).when(define).refused(processes.ActionFieldAlreadyDefined)


def test_renaming_a_field_keeps_its_former_name() -> None:
    rename = RenameActionField(
        field_id=MOBILITY, name=ref("on the move"), reason=ref("clearer"), by=OLGA
    )
    renamed = ActionFieldRenamed(
        process_id=PROCESS,
        field_id=MOBILITY,
        old=ref("mobility"),
        new=ref("on the move"),
        reason=ref("clearer"),
        by=OLGA,
    )
    given(opened, mobility).when(rename).then(renamed)
    given(opened).when(rename).refused(processes.ActionFieldUnknown)


def test_proposals_of_a_merged_field_belong_to_the_last_one_it_went_into() -> None:
    into_health = ActionFieldMerged(process_id=PROCESS, from_id=MOBILITY, into_id=HEALTH, by=OLGA)
    into_culture = ActionFieldMerged(process_id=PROCESS, from_id=HEALTH, into_id=CULTURE, by=OLGA)
    given(opened, mobility, health).when(merge(MOBILITY, HEALTH)).then(into_health)
    state = given(opened, mobility, health, culture, into_health, into_culture).state
    assert state.field(MOBILITY) == CULTURE


def test_fields_cannot_merge_in_a_circle() -> None:
    into_health = ActionFieldMerged(process_id=PROCESS, from_id=MOBILITY, into_id=HEALTH, by=OLGA)
    history = (opened, mobility, health, into_health)
    given(*history).when(merge(HEALTH, MOBILITY)).refused(processes.FieldCannotMergeIntoItself)
    given(*history).when(merge(HEALTH, CULTURE)).refused(processes.ActionFieldUnknown)


def test_a_phase_is_announced_once_and_ends_after_it_starts() -> None:
    defined = PhaseDefined(
        process_id=PROCESS,
        phase_id=MEASURES,
        kind="measures",
        title=ref("measures"),
        starts=START,
        ends=END,
        level="involve",
        negotiable=None,
        not_negotiable=None,
        features=("submit", "comment", "support"),
        moderation="pre",
        by=OLGA,
    )
    given(opened).when(define_phase).then(defined)
    given(opened, defined).when(define_phase).refused(processes.PhaseAlreadyDefined)
    backwards = DefinePhase(
        phase_id=MEASURES,
        kind="measures",
        title=ref("measures"),
        starts=END,
        ends=START,
        level="involve",
        negotiable=None,
        not_negotiable=None,
        features=(),
        moderation="pre",
        by=OLGA,
    )
    given(opened).when(backwards).refused(processes.PhaseEndsBeforeItStarts)
