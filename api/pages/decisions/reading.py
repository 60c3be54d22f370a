"""Agenda items as pages show them: with their body, their names and what belongs to them."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import msgspec

from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views.decisions import (
    CorrectionView,
    DecisionDetails,
    DecisionEntry,
    DecisionStep,
    RecordView,
    SourceView,
    SubjectView,
    VoteView,
)
from domain.codes import BodyId
from domain.decisions import CouncilVote, Record
from domain.phases import BERLIN
from projections import decisions, organisation
from projections.decisions import CorrectionRow, DecidableRow, DecisionRow, StepRow
from projections.model import Snapshot
from projections.organisation import BodyRow

Names = Mapping[tuple[UUID, int], DecidableRow]


class Agenda(msgspec.Struct, frozen=True):
    """A process with its bodies; `rows` are to be opened before views are made of them."""

    around: Surroundings
    bodies: Mapping[BodyId, BodyRow]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything around agenda items whose texts pages show."""
        return (*self.around.rows, *self.bodies.values())

    def seats(self, row: DecisionRow) -> int:
        """Return how many seats the body of an item has."""
        body = self.bodies.get(row.body_id)
        return body.seats or 0 if body else 0

    def entry(self, row: DecisionRow, words: Words) -> DecisionEntry:
        """Return an item as lists show it."""
        body = self.bodies.get(row.body_id)
        process = self.around.process
        return DecisionEntry(
            id=str(row.decision_id),
            number=row.number,
            title=words.text(row.title, row.number or ""),
            body=words.text(body.name) if body else "",
            body_kind=body.kind if body else "council",
            territory=self.around.territory(row.territory, words),
            session=row.session,
            role=row.role,
            authoritative=row.authoritative,
            public=row.public,
            status=row.status,
            published=row.published,
            reference=words.get(row.reference),
            record=None if row.record is None else record(row.record),
            source=_source(row, words) if row.imported else None,
            corrected=row.version > 1,
            held=row.session is not None
            and row.session < self.around.now.astimezone(BERLIN).date(),
            process_title=words.text(process.title, process.slug),
        )


def agenda(snapshot: Snapshot, around: Surroundings) -> Agenda:
    """Read the bodies of a process."""
    rows = organisation.bodies(snapshot, around.process.process_id)
    return Agenda(around, {row.body_id: row for row in rows})


class Details(msgspec.Struct, frozen=True):
    """Rows of one agenda item; `rows` are to be opened before views are made of them."""

    row: DecisionRow
    names: Names
    consultations: Sequence[DecisionRow]
    corrections: Sequence[CorrectionRow]
    repealed_by: DecisionRow | None
    repeals: Sequence[DecisionRow]
    steps: Sequence[StepRow]
    same_paper: Sequence[DecisionRow]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts the page shows."""
        return (
            self.row,
            *self.names.values(),
            *self.consultations,
            *self.corrections,
            *((self.repealed_by,) if self.repealed_by else ()),
            *self.repeals,
            *self.steps,
            *self.same_paper,
        )


def details(snapshot: Snapshot, row: DecisionRow, *, everything: bool = False) -> Details:
    """Read what belongs to an item; work in progress only if `everything`."""
    told = decisions.all_corrections if everything else decisions.corrections
    repealing = row.repealed_by
    return Details(
        row=row,
        names=decisions.names(snapshot, [each.id for each in row.about]),
        consultations=_consultations(snapshot, row),
        corrections=told(snapshot, row.decision_id),
        repealed_by=decisions.find(snapshot, repealing) if repealing else None,
        repeals=decisions.repeals(snapshot, row.decision_id),
        steps=decisions.steps(snapshot, row.decision_id, everything=everything),
        same_paper=_same_paper(snapshot, row),
    )


def _same_paper(snapshot: Snapshot, row: DecisionRow) -> list[DecisionRow]:
    """Return the other items about the same paper of a source, newest session first."""
    if row.paper_id is None:
        return []
    found = decisions.of_paper(snapshot, row.process_id, row.paper_id)
    return [other for other in found if other.decision_id != row.decision_id]


def _consultations(snapshot: Snapshot, row: DecisionRow) -> list[DecisionRow]:
    """Return what other bodies said of the same before, oldest first."""
    about = {(each.kind, each.id) for each in row.about}
    if not about:
        return []
    found = [
        other
        for other in decisions.register(snapshot, row.process_id, about_something=True)
        if other.decision_id != row.decision_id
        and about & {(each.kind, each.id) for each in other.about}
        and (other.session is not None and row.session is not None)
        and other.session <= row.session
    ]
    return sorted(found, key=lambda other: (other.session is None, other.session, other.position))


def detailed(agenda: Agenda, found: Details, words: Words) -> DecisionDetails:
    """Return an item with everything that belongs to it."""
    row = found.row
    return DecisionDetails(
        entry=agenda.entry(row, words),
        seats=agenda.seats(row),
        text=words.get(row.text),
        conditions=words.get(row.conditions),
        minutes=words.get(row.minutes),
        paper_url=words.get(row.url),
        sha256=row.sha256,
        version=row.version,
        subjects=subjects(row, found.names, words, agenda.around.process.slug),
        consultations=tuple(agenda.entry(each, words) for each in found.consultations),
        corrections=tuple(
            correction(each, words) for each in found.corrections if each.state != "waiting"
        ),
        repealed_by=agenda.entry(found.repealed_by, words) if found.repealed_by else None,
        repeals=tuple(agenda.entry(each, words) for each in found.repeals),
        steps=tuple(
            DecisionStep(
                kind=each.kind, at=each.at, reason=words.get(each.reason), until=each.until
            )
            for each in found.steps
        ),
        same_paper=tuple(agenda.entry(each, words) for each in found.same_paper),
    )


def record(said: Record) -> RecordView:
    """Return what the minutes say."""
    return RecordView(result=said.result, present=said.present, vote=_vote(said.vote))


def _vote(vote: CouncilVote | None) -> VoteView | None:
    if vote is None:
        return None
    return VoteView(
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        method=vote.method,
        carried=vote.carried,
        unanimous=vote.unanimous,
    )


def _source(row: DecisionRow, words: Words) -> SourceView:
    """Return what a source says, in its own words as far as it has some."""
    return SourceView(
        result=row.result,
        wording=words.get(row.wording),
        vote=_vote(row.vote),
        minutes=words.get(row.minutes),
        doubts=row.doubts,
        contradicts=row.contradicts,
        paper_name=words.get(row.paper_name),
        paper_kind=words.get(row.paper_kind),
    )


def correction(row: CorrectionRow, words: Words, *, yours: bool = False) -> CorrectionView:
    """Return old and new values of a correction."""
    return CorrectionView(
        version=row.version,
        state=row.state,
        old=record(row.before),
        new=record(row.after),
        reason=words.text(row.reason),
        minutes=words.text(row.minutes),
        proposed_at=row.proposed_at,
        settled_at=row.settled_at,
        refusal=words.get(row.refusal),
        yours=yours,
    )


def subjects(row: DecisionRow, names: Names, words: Words, slug: str) -> tuple[SubjectView, ...]:
    """Return what an item is about, in exactly the versions it names, with their pages."""
    told = []
    for each in row.about:
        name = names.get((each.id, each.version))
        view = subject(name, each.kind, each.id, each.version, words)
        if each.kind in {"mission", "strategy"} and name is not None:
            view = msgspec.structs.replace(view, path=f"/p/{slug}/{each.kind}/{each.version}")
        told.append(view)
    return tuple(told)


def subject(
    name: DecidableRow | None, kind: str, subject_id: UUID, version: int, words: Words
) -> SubjectView:
    """Return one thing that can be decided on."""
    return SubjectView(
        kind=kind,  # type: ignore[arg-type]  # rows hold no other kinds
        value=f"{kind}:{subject_id.hex}:{version}",
        version=version,
        number=name.number if name else None,
        title=words.get(name.title) if name else None,
        path=f"/measures/{subject_id}" if kind == "measure" else None,
    )
