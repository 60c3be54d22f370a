"""Rows of agenda items and decisions as readers get them."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from domain.codes import BodyId, DecisionId, MeasureId, TerritoryKey
from domain.decisions import (
    ConsultationRole,
    CouncilVote,
    DecisionStatus,
    DecisionSubject,
    Record,
    Result,
    ResultDoubt,
)
from domain.decisions.events import SubjectKind
from domain.messages import ContentRef
from domain.people import ProcessId, Pseudonym

CorrectionState = Literal["waiting", "confirmed", "discarded"]
VoteMethod = Literal["open", "roll_call", "secret"]


class DecisionRow(msgspec.Struct, frozen=True):
    """An agenda item as it stands. What was recorded is here before it is confirmed.

    `public` is what the agenda said, `version` counts confirmed records. `subjects` are
    written `kind:id:version`; `about` reads them. `place` sorts the items of a session.

    Of items of a source (`status` imported) number, role and `result` may be unknown.
    `wording` is then what the source calls the result, `contradicts` that the minutes say
    otherwise; nobody is known to have been present. `paper_id` is the same for all items
    about one paper of a source.
    """

    decision_id: DecisionId
    process_id: ProcessId
    body_id: BodyId
    territory: TerritoryKey | None
    session: date | None
    number: str | None
    place: str
    public: bool
    title: ContentRef
    reference: ContentRef | None
    url: ContentRef | None
    sha256: str | None
    role: ConsultationRole | None
    authoritative: bool
    subjects: tuple[str, ...]
    status: DecisionStatus
    version: int
    published: bool
    result: Result | None
    present: int | None
    yes: int | None
    no: int | None
    abstain: int | None
    method: VoteMethod | None
    text: ContentRef | None
    conditions: ContentRef | None
    minutes: ContentRef | None
    recorded_by: Pseudonym | None
    recorded_at: datetime | None
    confirmed_at: datetime | None
    published_at: datetime | None
    repealed_by: DecisionId | None
    repealed_at: datetime | None
    paper_id: UUID | None
    paper_name: ContentRef | None
    paper_kind: ContentRef | None
    wording: ContentRef | None
    doubts: tuple[ResultDoubt, ...]
    contradicts: bool
    position: int

    @property
    def about(self) -> tuple[DecisionSubject, ...]:
        """What is decided on, in exact versions."""
        return tuple(_subject(written) for written in self.subjects)

    @property
    def settled(self) -> bool:
        """Whether a second person confirmed it, whatever came later, or a source says it."""
        return self.confirmed_at is not None or self.imported

    @property
    def imported(self) -> bool:
        """Whether it was taken over from a source; it changes nothing here."""
        return self.status == "imported"

    @property
    def vote(self) -> CouncilVote | None:
        """The vote that was counted, if one was."""
        return vote_of(self.yes, self.no, self.abstain, self.method)

    @property
    def record(self) -> Record | None:
        """What the minutes say, as far as it was written down."""
        if self.result is None or self.present is None:
            return None
        return Record(
            result=self.result,
            present=self.present,
            vote=self.vote,
        )


class CorrectionRow(msgspec.Struct, frozen=True):
    """A correction with the record before it and the one it asks for; `version` is its own.

    `settled_at` is when a second person confirmed or discarded it, with `refusal` as reason.
    """

    decision_id: DecisionId
    position: int
    process_id: ProcessId
    version: int
    state: CorrectionState
    old: str
    new: str
    reason: ContentRef
    minutes: ContentRef
    refusal: ContentRef | None
    proposed_by: Pseudonym
    proposed_at: datetime
    settled_at: datetime | None

    @property
    def before(self) -> Record:
        """What was recorded before."""
        return record_of(self.old)

    @property
    def after(self) -> Record:
        """What the minutes say."""
        return record_of(self.new)


class StepRow(msgspec.Struct, frozen=True):
    """One event of a decision. `until` is the new session day, `reason` why it happened."""

    decision_id: DecisionId
    position: int
    process_id: ProcessId
    kind: str
    reason: ContentRef | None
    until: date | None
    at: datetime


class DecidableRow(msgspec.Struct, frozen=True):
    """A version of something that can be decided on. A mission has no number and title."""

    subject_id: UUID
    version: int
    process_id: ProcessId
    kind: SubjectKind
    number: str | None
    title: ContentRef | None
    position: int


class SubmissionRow(msgspec.Struct, frozen=True):
    """A measure was handed to a body, in this version; `decision_id` is for its agenda item."""

    measure_id: MeasureId
    position: int
    process_id: ProcessId
    version: int
    body_id: BodyId
    decision_id: DecisionId
    territory: TerritoryKey | None
    at: datetime


def written(subjects: tuple[DecisionSubject, ...]) -> tuple[str, ...]:
    """Return subjects as they are stored."""
    return tuple(f"{each.kind}:{each.id.hex}:{each.version}" for each in subjects)


def place_of(number: str) -> str:
    """Return what sorts numbers of agenda items as people count: 2 before 7.1 before 12."""
    digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
    padded = ".".join(part.zfill(3) for part in digits.split("."))
    return padded + number[len(digits) :]


def _subject(stored: str) -> DecisionSubject:
    kind, subject_id, version = stored.split(":")
    return DecisionSubject(kind, UUID(hex=subject_id), int(version))  # type: ignore[arg-type]  # as it was written


def vote_of(
    yes: int | None, no: int | None, abstain: int | None, method: VoteMethod | None
) -> CouncilVote | None:
    """Return a vote from its columns; None where none was counted."""
    if yes is None or no is None or abstain is None:
        return None
    return CouncilVote(yes=yes, no=no, abstain=abstain, method=method or "open")


def stored_record(record: Record) -> str:
    """Return a record as corrections store it."""
    return msgspec.json.encode(record, order="deterministic").decode()


def record_of(stored: str) -> Record:
    """Return a record from what corrections store."""
    return msgspec.json.decode(stored, type=Record)
