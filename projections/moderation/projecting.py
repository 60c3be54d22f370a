"""How the desk follows from the log, one batch at a time."""

from collections.abc import Iterator
from typing import cast
from uuid import UUID

from msgspec.structs import replace

from domain.comments import CommentPosted
from domain.messages import Event, Recorded, topic_of
from domain.moderation import AppealDecided, CaseDecided, CaseOpened
from domain.people import ProcessId, Pseudonym
from domain.proposals import ProposalEditRefused
from domain.remarks import RemarkPosted
from projections.model import Batch, Work
from projections.moderation import cases, contributors
from projections.moderation.rows import AuthorRow, CaseRow, StepRow, SubjectRow, VersionRow

# A resubmission is both an edit and a change of standing; it is folded in once.
_ALL: tuple[type[Event], ...] = (
    *cases.STEPS,
    *contributors.BEGINNINGS,
    *contributors.EDITS,
    *contributors.CHANGES,
)
_KINDS = tuple(dict.fromkeys(_ALL))
_SANCTIONS = {"warn": "warned", "suspend": "suspended"}


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    desk = _Desk(batch, work)
    if not desk.events:
        return
    for recorded in desk.events:
        desk.fold(recorded)
    desk.save()


class _Desk:
    """The rows a batch is about."""

    def __init__(self, batch: Batch, work: Work) -> None:
        self._work = work
        self.events = batch.of(*_KINDS)
        self._cases = work.sheet(CaseRow, "cases", _case_ids(self.events))
        self._subjects = work.sheet(SubjectRow, "case_subjects", _subject_ids(self.events))
        self._authors = work.sheet(AuthorRow, "case_authors", list(self._author_keys()))
        self._steps: list[StepRow] = []
        self._versions: list[VersionRow] = []

    def _author_keys(self) -> Iterator[tuple[ProcessId, Pseudonym]]:
        known: list[CaseRow | SubjectRow] = [*self._cases.values(), *self._subjects.values()]
        for row in known:
            if row.author is not None:
                yield row.process_id, row.author
        for recorded in self.events:
            event = recorded.event
            if isinstance(event, contributors.BEGINNINGS):
                author = contributors.author_of(event)
                if author is not None:
                    yield event.process_id, author
            if isinstance(event, CaseOpened) and event.author is not None:
                yield event.process_id, event.author

    def fold(self, recorded: Recorded) -> None:
        """Fold one event in."""
        if isinstance(recorded.event, cases.STEPS):
            self._fold_case(recorded)
        elif isinstance(recorded.event, contributors.BEGINNINGS):
            self._begin(recorded)
        elif isinstance(recorded.event, contributors.EDITS):
            self._edit(recorded)
        else:
            self._stand(recorded)

    def _fold_case(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, CaseOpened):
            subject = self._subjects.get(event.subject.id)
            case = cases.opened(recorded, event, subject.proposal_id if subject else None)
        else:
            known = self._cases.get(cast("CaseDecided", event).case_id)
            if known is None:
                raise LookupError(f"position {recorded.position}: case was never opened")
            case = cases.moved(known, recorded)
        kind = topic_of(type(event)).partition("/")[0]
        self._steps.append(cases.step(recorded, kind, case))
        self._cases.put(case)
        self._sanction(recorded, case)

    def _sanction(self, recorded: Recorded, case: CaseRow) -> None:
        name = _SANCTIONS.get(case.outcome or "")
        if name is None or case.author is None:
            return
        match recorded.event:
            case CaseDecided():
                number = 1
            case AppealDecided(outcome="overturned"):
                number = -1
            case _:
                return
        self._count(case.process_id, case.author, name, number)

    def _begin(self, recorded: Recorded) -> None:
        subject = contributors.begun(recorded)
        self._versions.append(contributors.version(recorded))
        self._subjects.put(subject)
        if isinstance(recorded.event, CommentPosted | RemarkPosted):
            self._stand(recorded)

    def _edit(self, recorded: Recorded) -> None:
        version = contributors.version(recorded)
        self._versions.append(version)
        subject = self._subject(recorded, version.subject_id)
        self._subjects.put(replace(subject, version=version.version))
        self._stand(recorded)

    def _stand(self, recorded: Recorded) -> None:
        subject = self._subject(recorded, _subject_id(recorded))
        after = contributors.standing_after(subject, recorded.event)
        if subject.author is not None:
            author = self._author(subject.process_id, subject.author)
            self._authors.put(contributors.counted(author, subject.standing, after))
            if isinstance(recorded.event, ProposalEditRefused):
                self._count(subject.process_id, subject.author, "rejected", 1)
        self._subjects.put(replace(subject, standing=after))

    def _subject(self, recorded: Recorded, subject_id: UUID) -> SubjectRow:
        subject = self._subjects.get(subject_id)
        if subject is None:
            raise LookupError(f"position {recorded.position}: subject never began")
        return subject

    def _author(self, process_id: ProcessId, author: Pseudonym) -> AuthorRow:
        return self._authors.get((process_id, author)) or AuthorRow(process_id, author)

    def _count(self, process_id: ProcessId, author: Pseudonym, name: str, number: int) -> None:
        row = self._author(process_id, author)
        self._authors.put(contributors.added(row, name, number))

    def save(self) -> None:
        """Write everything that changed."""
        self._cases.save()
        self._subjects.save()
        self._authors.save()
        self._work.insert("case_steps", self._steps)
        self._work.insert("case_versions", self._versions)


def _case_ids(events: list[Recorded]) -> list[UUID]:
    return [
        cast("CaseDecided", recorded.event).case_id
        for recorded in events
        if isinstance(recorded.event, cases.STEPS)
    ]


def _subject_ids(events: list[Recorded]) -> list[UUID]:
    opened = [
        recorded.event.subject.id for recorded in events if isinstance(recorded.event, CaseOpened)
    ]
    return opened + [
        _subject_id(recorded) for recorded in events if not isinstance(recorded.event, cases.STEPS)
    ]


def _subject_id(recorded: Recorded) -> UUID:
    # Comments name their proposal too.
    names = ("comment_id", "remark_id", "proposal_id")
    found: UUID = next(
        getattr(recorded.event, name) for name in names if hasattr(recorded.event, name)
    )
    return found
