"""What happens to measures after their decision, as news."""

from sqlalchemy import select

from domain.measures import (
    ImplementationStarted,
    MeasureCompleted,
    MeasurePaused,
    MeasurePlanned,
    MeasureReplanned,
    MeasureResumed,
    MeasureStopped,
    MilestoneReached,
    ProgressReported,
)
from domain.messages import ContentRef, topic_of
from domain.people import ProcessId
from projections.measures.rows import StepRow
from projections.model import Snapshot

NEWS_KINDS = tuple(
    topic_of(kind).partition("/")[0]
    for kind in (
        ImplementationStarted,
        MeasureCompleted,
        MeasurePaused,
        MeasurePlanned,
        MeasureReplanned,
        MeasureResumed,
        MeasureStopped,
        MilestoneReached,
        ProgressReported,
    )
)
"""Kinds of steps that are news."""


def news(snapshot: Snapshot, process_id: ProcessId, limit: int) -> list[StepRow]:
    """Return the last steps of work on the measures of a process, the newest first."""
    source = snapshot.table("measure_steps")
    wanted = select(source).where(
        source.c.process_id == process_id,
        source.c.position <= snapshot.until,
        source.c.kind.in_(NEWS_KINDS),
    )
    return snapshot.rows(StepRow, wanted.order_by(source.c.position.desc()).limit(limit))


def said(step: StepRow) -> ContentRef | None:
    """Return what the office said with a step, if anything."""
    match step.event:
        case ProgressReported(text=text):
            return text
        case MeasureCompleted(benefit=benefit):
            return benefit
        case MeasurePaused(reason=reason) | MeasureStopped(reason=reason):
            return reason
        case MeasureReplanned(reason=reason):
            return reason
        case MilestoneReached(evidence=evidence):
            return evidence
        case _:
            return None
