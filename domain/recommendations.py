"""Recommendations: what the inventory shows to be missing, and what should follow.

One stream per recommendation. Rules: docs/rules/inventory.md.
"""

from typing import Literal, NewType, assert_never
from uuid import UUID

import msgspec

from domain.codes import FieldId, InventoryId, MeasureId, TerritoryKey
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

RecommendationId = NewType("RecommendationId", UUID)


class MakeRecommendation(Command, frozen=True, kw_only=True):
    """`gap` says what is missing; `items` are the inventory it was seen in."""

    recommendation_id: RecommendationId
    process_id: ProcessId
    gap: ContentRef
    text: ContentRef
    field_id: FieldId | None
    territory: TerritoryKey | None
    items: tuple[InventoryId, ...]
    by: Actor


class TakeUpRecommendation(Command, frozen=True, kw_only=True):
    measure_id: MeasureId
    by: Actor


class DropRecommendation(Command, frozen=True, kw_only=True):
    reason: ContentRef
    by: Actor


class RecommendationMade(Event, frozen=True, tag="recommendation.made/1"):
    """A gap was found, and what should be done about it."""

    recommendation_id: RecommendationId
    process_id: ProcessId
    gap: ContentRef
    text: ContentRef
    field_id: FieldId | None
    territory: TerritoryKey | None
    items: tuple[InventoryId, ...]
    by: Actor


class RecommendationTakenUp(Event, frozen=True, tag="recommendation.taken-up/1"):
    """A measure came of it; the measure names it as its source."""

    recommendation_id: RecommendationId
    process_id: ProcessId
    measure_id: MeasureId
    by: Actor


class RecommendationDropped(Event, frozen=True, tag="recommendation.dropped/1"):
    """It will not be followed, for a published reason."""

    recommendation_id: RecommendationId
    process_id: ProcessId
    reason: ContentRef
    by: Actor


class RecommendationUnknown(Refusal): ...


class RecommendationAlreadyMade(Refusal): ...


class RecommendationWasDropped(Refusal): ...


class AlreadyTakenUp(Refusal): ...


RecommendationCommand = MakeRecommendation | TakeUpRecommendation | DropRecommendation
RecommendationEvent = RecommendationMade | RecommendationTakenUp | RecommendationDropped


class Recommendation(msgspec.Struct, frozen=True):
    """One recommendation as its history tells it."""

    state: Literal["absent", "open", "taken_up", "dropped"] = "absent"
    id: RecommendationId | None = None
    process_id: ProcessId | None = None
    measures: tuple[MeasureId, ...] = ()


def history_of(recommendation_id: RecommendationId) -> StreamId:
    """Return the stream of a recommendation."""
    return StreamId(recommendation_id)


def evolve(recommendation: Recommendation, event: RecommendationEvent) -> Recommendation:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case RecommendationMade():
            return Recommendation("open", event.recommendation_id, event.process_id)
        case RecommendationTakenUp():
            measures = (*recommendation.measures, event.measure_id)
            return change(recommendation, state="taken_up", measures=measures)
        case RecommendationDropped():
            return change(recommendation, state="dropped")
        case _:
            assert_never(event)


def decide(
    recommendation: Recommendation, command: RecommendationCommand
) -> list[RecommendationEvent]:
    """Answer a command with the events it causes, or raise the Refusal it meets."""
    if isinstance(command, MakeRecommendation):
        return _make(recommendation, command)
    if recommendation.id is None or recommendation.process_id is None:
        raise RecommendationUnknown
    if recommendation.state == "dropped":
        raise RecommendationWasDropped
    ids = (recommendation.id, recommendation.process_id)
    match command:
        case TakeUpRecommendation():
            if command.measure_id in recommendation.measures:
                raise AlreadyTakenUp(measure=command.measure_id)
            return [
                RecommendationTakenUp(
                    recommendation_id=ids[0],
                    process_id=ids[1],
                    measure_id=command.measure_id,
                    by=command.by,
                )
            ]
        case DropRecommendation():
            if recommendation.measures:
                raise AlreadyTakenUp(measure=recommendation.measures[-1])
            return [
                RecommendationDropped(
                    recommendation_id=ids[0],
                    process_id=ids[1],
                    reason=command.reason,
                    by=command.by,
                )
            ]
        case _:
            assert_never(command)


def _make(recommendation: Recommendation, command: MakeRecommendation) -> list[RecommendationEvent]:
    if recommendation.state != "absent":
        raise RecommendationAlreadyMade
    return [
        RecommendationMade(
            recommendation_id=command.recommendation_id,
            process_id=command.process_id,
            gap=command.gap,
            text=command.text,
            field_id=command.field_id,
            territory=command.territory,
            items=command.items,
            by=command.by,
        )
    ]
