"""What the rules must remember about one agenda item, and nothing more."""

from datetime import date
from typing import Literal, assert_never

import msgspec

from domain.codes import BodyId, DecisionId, TerritoryKey
from domain.decisions.arithmetic import ADOPTING, Record
from domain.decisions.events import (
    AgendaItemImported,
    AgendaItemPostponed,
    AgendaItemScheduled,
    DecisionConfirmed,
    DecisionCorrected,
    DecisionCorrectionDiscarded,
    DecisionCorrectionProposed,
    DecisionEvent,
    DecisionPublished,
    DecisionRecordDiscarded,
    DecisionRecorded,
    DecisionRepealed,
    DecisionSubject,
    ResultImported,
)
from domain.messages import ContentRef, StreamId
from domain.people import ProcessId, Pseudonym

DecisionStatus = Literal["absent", "scheduled", "recorded", "confirmed", "repealed", "imported"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One agenda item as its history tells it.

    `public` is what the agenda said, `published` that everybody can read the decision.
    `version` counts records: 1 as first confirmed, one more with each correction.
    `written_by` is who recorded what waits for a second person. `reported` is what a source
    said of an item that was imported: such an item is never in force here.
    """

    status: DecisionStatus = "absent"
    id: DecisionId | None = None
    process_id: ProcessId | None = None
    body_id: BodyId | None = None
    territory: TerritoryKey | None = None
    session: date | None = None
    public: bool = False
    authoritative: bool = False
    subjects: tuple[DecisionSubject, ...] = ()
    record: Record | None = None
    text: ContentRef | None = None
    conditions: ContentRef | None = None
    minutes: ContentRef | None = None
    written_by: Pseudonym | None = None
    correction: DecisionCorrectionProposed | None = None
    version: int = 0
    published: bool = False
    reported: ResultImported | None = None

    @property
    def in_force(self) -> bool:
        """Whether it is confirmed, authoritative and not repealed."""
        return self.status == "confirmed" and self.authoritative

    @property
    def adopts(self) -> bool:
        """Whether it is in force and says yes, with or without changes."""
        return self.in_force and self.record is not None and self.record.result in ADOPTING


def history_of(decision_id: DecisionId) -> StreamId:
    """Return the stream of an agenda item and its decision."""
    return StreamId(decision_id)


def evolve(decision: Decision, event: DecisionEvent) -> Decision:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case AgendaItemScheduled():
            return Decision(
                status="scheduled",
                id=event.decision_id,
                process_id=event.process_id,
                body_id=event.body_id,
                territory=event.territory,
                session=event.session,
                public=event.public,
                authoritative=event.authoritative,
                subjects=event.subjects,
            )
        case AgendaItemPostponed():
            return change(decision, session=event.to)
        case DecisionRecorded():
            return change(
                decision,
                status="recorded",
                record=event.record,
                text=event.text,
                conditions=event.conditions,
                minutes=event.minutes,
                written_by=event.by.pseudonym,
            )
        case DecisionRecordDiscarded():
            return change(decision, status="scheduled", record=None, written_by=None)
        case DecisionConfirmed():
            return change(decision, status="confirmed", version=1)
        case DecisionPublished():
            return change(decision, published=True)
        case DecisionCorrectionProposed():
            return change(decision, correction=event)
        case DecisionCorrectionDiscarded():
            return change(decision, correction=None)
        case DecisionCorrected():
            return change(decision, record=event.new, version=event.version, correction=None)
        case DecisionRepealed():
            return change(decision, status="repealed")
        case AgendaItemImported():
            return Decision(
                status="imported",
                id=event.decision_id,
                process_id=event.process_id,
                body_id=event.body_id,
                session=event.session,
                public=True,
                authoritative=event.authoritative,
            )
        case ResultImported():
            return change(decision, reported=event)
        case _:
            assert_never(event)
