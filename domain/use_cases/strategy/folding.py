"""States of the strategy's concepts, folded from the histories of one decision."""

from domain import (
    answers,
    decisions,
    goals,
    inventory,
    labs,
    measures,
    missions,
    organisation,
    plans,
    recommendations,
    strategies,
    workshops,
)
from domain.codes import DecisionId, InventoryId, LabId, MeasureId, ProposalId, WorkshopId
from domain.people import ProcessId
from domain.recommendations import RecommendationId
from domain.use_cases.histories import Histories
from domain.use_cases.strategy.office import require_same


def measure(histories: Histories, process_id: ProcessId, measure_id: MeasureId) -> measures.Measure:
    """Return a measure of this process as it stands."""
    stream = measures.history_of(measure_id)
    found = histories.fold(stream, measures.MeasureEvent, measures.evolve, measures.Measure())
    require_same(found.process_id, process_id)
    return found


def decision(
    histories: Histories, process_id: ProcessId, decision_id: DecisionId
) -> decisions.Decision:
    """Return an agenda item of this process as it stands."""
    stream = decisions.history_of(decision_id)
    found = histories.fold(stream, decisions.DecisionEvent, decisions.evolve, decisions.Decision())
    require_same(found.process_id, process_id)
    return found


def is_settled(histories: Histories, decision_id: DecisionId) -> bool:
    """Tell whether a body has dealt with what was submitted under this id.

    Or has taken it off the agenda without another day: nobody knows whether it comes back.
    """
    stream = decisions.history_of(decision_id)
    found = histories.fold(stream, decisions.DecisionEvent, decisions.evolve, decisions.Decision())
    taken_off = found.status == "scheduled" and found.session is None
    return taken_off or found.status in {"confirmed", "repealed"}


def bodies(histories: Histories, process_id: ProcessId) -> organisation.Organisation:
    """Return bodies and units of a process."""
    stream = organisation.history_of(process_id)
    return histories.fold(
        stream,
        organisation.OrganisationEvent,
        organisation.evolve,
        organisation.Organisation(),
    )


def aims(histories: Histories, process_id: ProcessId) -> goals.Goals:
    """Return goals and indicators of a process."""
    stream = goals.history_of(process_id)
    return histories.fold(stream, goals.GoalEvent, goals.evolve, goals.Goals())


def answer(histories: Histories, process_id: ProcessId, proposal_id: ProposalId) -> answers.Answer:
    """Return what was asked and said about an idea of this process."""
    stream = answers.history_of(proposal_id)
    found = histories.fold(stream, answers.AnswerEvent, answers.evolve, answers.Answer())
    require_same(found.process_id, process_id)
    return found


def item(histories: Histories, process_id: ProcessId, item_id: InventoryId) -> inventory.Item:
    """Return an item of the inventory of this process."""
    stream = inventory.history_of(item_id)
    found = histories.fold(stream, inventory.InventoryEvent, inventory.evolve, inventory.Item())
    require_same(found.process_id, process_id)
    return found


def recommendation(
    histories: Histories, process_id: ProcessId, recommendation_id: RecommendationId
) -> recommendations.Recommendation:
    """Return a recommendation of this process."""
    stream = recommendations.history_of(recommendation_id)
    found = histories.fold(
        stream,
        recommendations.RecommendationEvent,
        recommendations.evolve,
        recommendations.Recommendation(),
    )
    require_same(found.process_id, process_id)
    return found


def held(histories: Histories, process_id: ProcessId, workshop_id: WorkshopId) -> workshops.Format:
    """Return a format of this process."""
    stream = workshops.history_of(workshop_id)
    found = histories.fold(stream, workshops.FormatEvent, workshops.evolve, workshops.Format())
    require_same(found.process_id, process_id)
    return found


def lab(histories: Histories, process_id: ProcessId, lab_id: LabId) -> labs.Lab:
    """Return a lab of this process."""
    stream = labs.history_of(lab_id)
    found = histories.fold(stream, labs.LabEvent, labs.evolve, labs.Lab())
    require_same(found.process_id, process_id)
    return found


def year_plan(
    histories: Histories, process_id: ProcessId, year: int
) -> plans.YearPlanReleased | None:
    """Return the plan of a year in force, or None."""
    stream = plans.history_of(process_id, year)
    nothing: plans.YearPlanReleased | None = None
    return histories.fold(stream, plans.YearPlanReleased, plans.evolve, nothing)


def mission(histories: Histories, process_id: ProcessId) -> missions.Mission:
    """Return the mission statement of a process."""
    stream = missions.history_of(process_id)
    return histories.fold(stream, missions.MissionEvent, missions.evolve, missions.Mission())


def strategy(histories: Histories, process_id: ProcessId) -> strategies.Strategy:
    """Return where the strategy of a process stands."""
    stream = strategies.history_of(process_id)
    return histories.fold(
        stream, strategies.StrategyEvent, strategies.evolve, strategies.Strategy()
    )
