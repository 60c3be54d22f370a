"""What can happen to an agenda item and its decision. Stored names are for ever (ruling 25).

Words follow OParl 1.1: agenda item, paper, consultation with role and authority.
"""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from domain.codes import BodyId, DecisionId, Hex32, TerritoryKey
from domain.decisions.arithmetic import CouncilVote, Record, Result
from domain.messages import ContentRef, Event
from domain.people import Actor, ProcessId

ConsultationRole = Literal["hearing", "preliminary", "decision", "acknowledgement"]
SubjectKind = Literal["measure", "mission", "plan", "strategy", "other"]
ItemNumber = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-z]?$")]
"""Number of an agenda item within its session, for example 7.1."""
ItemOrder = Annotated[int, msgspec.Meta(ge=0, le=99_999)]
ResultDoubt = Literal["contradiction", "ambiguous", "shared"]
"""`contradiction`: minutes and agenda item disagree; `ambiguous`: the minutes may count
something else; `shared`: several papers cite the same minutes."""


class Paper(msgspec.Struct, frozen=True):
    """The council paper. `reference` is its number there, `sha256` that of its file."""

    reference: ContentRef
    url: ContentRef | None = None
    sha256: Hex32 | None = None


class DecisionSubject(msgspec.Struct, frozen=True):
    """What is decided on, in exactly this version."""

    kind: SubjectKind
    id: UUID
    version: int


class AgendaItemScheduled(Event, frozen=True, tag="decision.scheduled/1"):
    """A body will deal with something in a session.

    `territory` names the municipality it decides for, if not the lead. Only an
    `authoritative` consultation changes anything (I13).
    """

    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    territory: TerritoryKey | None
    session: date
    number: ItemNumber
    public: bool
    title: ContentRef
    paper: Paper | None
    role: ConsultationRole
    authoritative: bool
    subjects: tuple[DecisionSubject, ...]
    by: Actor


class AgendaItemPostponed(Event, frozen=True, tag="decision.postponed/1"):
    """It comes later; None where no new day is known."""

    decision_id: DecisionId
    process_id: ProcessId
    to: date | None
    reason: ContentRef
    by: Actor


class DecisionRecorded(Event, frozen=True, tag="decision.recorded/1"):
    """Somebody wrote down what the minutes say; without effect until confirmed."""

    decision_id: DecisionId
    process_id: ProcessId
    record: Record
    text: ContentRef
    conditions: ContentRef | None
    minutes: ContentRef | None
    by: Actor


class DecisionConfirmed(Event, frozen=True, tag="decision.confirmed/1"):
    """A second person compared it with the minutes; now it takes effect (I13).

    Says all that was confirmed, so that nobody needs the record that waited for it.
    """

    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    territory: TerritoryKey | None
    public: bool
    authoritative: bool
    subjects: tuple[DecisionSubject, ...]
    record: Record
    text: ContentRef
    conditions: ContentRef | None
    minutes: ContentRef | None
    by: Actor


class DecisionRecordDiscarded(Event, frozen=True, tag="decision.record-discarded/1"):
    """The second person found it wrong; it is to be recorded anew."""

    decision_id: DecisionId
    process_id: ProcessId
    reason: ContentRef
    by: Actor


class DecisionPublished(Event, frozen=True, tag="decision.published/1"):
    """Everybody can read it in this version, also if the session was not public."""

    decision_id: DecisionId
    process_id: ProcessId
    version: int
    body_id: BodyId
    territory: TerritoryKey | None
    authoritative: bool
    subjects: tuple[DecisionSubject, ...]
    record: Record
    text: ContentRef
    conditions: ContentRef | None
    minutes: ContentRef | None
    by: Actor


class DecisionCorrectionProposed(Event, frozen=True, tag="decision.correction-proposed/1"):
    """The minutes say otherwise; without effect until confirmed."""

    decision_id: DecisionId
    process_id: ProcessId
    version: int
    record: Record
    reason: ContentRef
    minutes: ContentRef
    by: Actor


class DecisionCorrected(Event, frozen=True, tag="decision.corrected/1"):
    """A second person confirmed the correction; old and new values stay visible.

    `public` tells whether the decision was when it was corrected.
    """

    decision_id: DecisionId
    process_id: ProcessId
    version: int
    public: bool
    old: Record
    new: Record
    reason: ContentRef
    minutes: ContentRef
    by: Actor


class DecisionCorrectionDiscarded(Event, frozen=True, tag="decision.correction-discarded/1"):
    """The second person did not find the correction in the minutes."""

    decision_id: DecisionId
    process_id: ProcessId
    version: int
    reason: ContentRef
    by: Actor


class DecisionRepealed(Event, frozen=True, tag="decision.repealed/1"):
    """A later decision took it back."""

    decision_id: DecisionId
    process_id: ProcessId
    repealed_by: DecisionId
    by: Actor


class SourcePaper(msgspec.Struct, frozen=True, kw_only=True):
    """A council paper of a source; items of several bodies about it name the same `id`.

    `kind` is what the source calls it, for example a motion.
    """

    id: UUID
    reference: ContentRef
    name: ContentRef
    kind: ContentRef | None
    url: ContentRef | None


class AgendaItemImported(Event, frozen=True, tag="decision.imported/1"):
    """A body dealt with something elsewhere, or will; it changes nothing here.

    `number` and `role` are None where the source gives none that we know. `order` is
    its place among what the body dealt with on that day.
    """

    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    session: date
    number: ItemNumber | None
    order: ItemOrder
    title: ContentRef
    paper: SourcePaper | None
    role: ConsultationRole | None
    authoritative: bool
    source: UUID
    by: Actor


class ResultImported(Event, frozen=True, tag="decision.result-imported/1"):
    """What a source says came of an imported item. Nobody here compared it with the minutes.

    `wording` is what the source calls the result; `result` is ours, None where the wording
    is none of ours. `vote` is what the minutes count, in the words of `minutes`; `doubts`
    say why it may not belong to the result.
    """

    decision_id: DecisionId
    process_id: ProcessId
    result: Result | None
    wording: ContentRef | None
    vote: CouncilVote | None
    minutes: ContentRef | None
    doubts: tuple[ResultDoubt, ...]
    by: Actor


DecisionEvent = (
    AgendaItemScheduled
    | AgendaItemPostponed
    | DecisionRecorded
    | DecisionConfirmed
    | DecisionRecordDiscarded
    | DecisionPublished
    | DecisionCorrectionProposed
    | DecisionCorrected
    | DecisionCorrectionDiscarded
    | DecisionRepealed
    | AgendaItemImported
    | ResultImported
)
