"""What goes when somebody asks for it, written down before its secrets are destroyed."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Literal, get_args, get_type_hints
from uuid import UUID

import msgspec

from domain import moderation, papers
from domain.codes import Subject
from domain.comments import CommentEdited, CommentPosted
from domain.erasure import ContentErased, TextUnknown, history_of
from domain.messages import ContentRef, Event, StreamId
from domain.papers import PaperId, PaperTranscribed, TranscriptConfirmed
from domain.people import PersonRef, ProcessId, Role
from domain.ports import EventLog
from domain.proposals import (
    ProposalEdited,
    ProposalImported,
    ProposalResubmitted,
    ProposalSubmitted,
)
from domain.remarks import RemarkEdited, RemarkPosted
from domain.use_cases import accounts
from domain.use_cases.carrying_out import Asking, Outcome, Platform, carry_out
from domain.use_cases.histories import Histories

Ground = Literal["request", "legal", "retention"]
WORDS = (
    *(ProposalSubmitted, ProposalImported, ProposalEdited, ProposalResubmitted),
    *(CommentPosted, CommentEdited, RemarkPosted, RemarkEdited),
)
"""The events that carry the words of a contribution itself."""

Text = tuple[ContentRef, Subject | None]
"""A text and what it belongs to; None for reports, appeals and notes."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants erased.

    `account` ends the account: nothing links the person to anything any more, and
    the texts that stay are of a deleted account. `texts` says which texts go as well:
    none, those of the contributions in `subjects`, or all.
    """

    account: bool = True
    texts: Literal["none", "some", "all"] = "none"
    subjects: tuple[UUID, ...] = ()


def texts_of(
    log: EventLog, mine: Collection[ContentRef], owned: Collection[UUID]
) -> dict[ContentRef, Subject | None]:
    """Return what somebody may have erased, whose texts and contributions these are.

    Besides their own texts these are the passages that decisions quote from their
    contributions, whoever wrote those down.
    """
    histories = _contributions(log, owned)
    written = {
        ref: subject
        for subject, events in histories.items()
        for event in events
        for ref in refs_in(event)
    }
    return {ref: written.get(ref) for ref in mine} | _quoted(log, histories)


def written_in(log: EventLog, subject: UUID) -> list[Text]:
    """Return the words of an idea or comment itself, all versions, and passages quoted from it.

    Of an idea that came on paper also all transcripts. None of what others wrote about it.
    """
    return words_of(log, [subject])


def words_of(log: EventLog, subjects: Collection[UUID]) -> list[Text]:
    """Return the same of several ideas, comments and remarks at once."""
    histories = _contributions(log, subjects)
    texts: dict[ContentRef, Subject] = {}
    for subject, events in histories.items():
        words = (event for event in events if isinstance(event, WORDS))
        texts |= dict.fromkeys((ref for event in words for ref in refs_in(event)), subject)
    return list((_transcribed(log, histories) | texts | _quoted(log, histories)).items())


def require_words(histories: Histories, subject: UUID) -> None:
    """Refuse to quote from an idea, comment or remark whose words were erased.

    An erasure that comes first makes the decision that quotes from it fail.

    Raises:
        TextUnknown: nobody is to read it any more.
    """
    words = (event for event in histories.events(StreamId(subject)) if isinstance(event, WORDS))
    erasures = [history_of(ref) for event in words for ref in refs_in(event)]
    histories.fetch(*erasures)
    if any(histories.events(stream) for stream in erasures):
        raise TextUnknown


def transcripts(log: EventLog, sheets: Collection[PaperId]) -> dict[PaperId, list[ContentRef]]:
    """Return the words of sheets of paper as clerks typed them in, each time they did."""
    streams = {papers.history_of(sheet): sheet for sheet in sheets}
    return {
        streams[stream]: [
            ref for each in events if isinstance(each, PaperTranscribed) for ref in refs_in(each)
        ]
        for stream, events in log.read_many(streams).items()
    }


def _transcribed(
    log: EventLog, contributions: Mapping[Subject, Sequence[Event]]
) -> dict[ContentRef, Subject]:
    """Return what was typed in of ideas that came on paper."""
    sheets = {
        sheet: subject
        for subject, events in contributions.items()
        if isinstance(events[0], ProposalSubmitted)
        and events[0].author.on_behalf_of is not None
        and (sheet := _sheet_of(log, subject)) is not None
    }
    typed = transcripts(log, sheets)
    return {ref: sheets[sheet] for sheet, refs in typed.items() for ref in refs}


def _sheet_of(log: EventLog, subject: Subject) -> PaperId | None:
    """Return the sheet an idea was handed in from: confirming it is in the same append."""
    handed_in = log.recorded(StreamId(subject.id))[0].position
    for recorded in log.at(range(max(1, handed_in - 2), handed_in + 3)):
        event = recorded.event
        if isinstance(event, TranscriptConfirmed) and event.proposal_id == subject.id:
            return event.paper_id
    return None


def _contributions(log: EventLog, subjects: Collection[UUID]) -> dict[Subject, Sequence[Event]]:
    """Return the histories of those that are ideas, comments or remarks."""
    found: dict[Subject, Sequence[Event]] = {}
    for stream, events in log.read_many([StreamId(subject) for subject in subjects]).items():
        match events[0] if events else None:
            case ProposalSubmitted() | ProposalImported():
                found[Subject("proposal", stream)] = events
            case CommentPosted():
                found[Subject("comment", stream)] = events
            case RemarkPosted():
                found[Subject("remark", stream)] = events
            case _:
                continue
    return found


def _quoted(log: EventLog, subjects: Collection[Subject]) -> dict[ContentRef, Subject]:
    """Return the passages that decisions quote from these contributions."""
    found: dict[ContentRef, Subject] = {}
    number, judged = 1, list(subjects)
    while judged:
        cases = {
            moderation.history_of(moderation.case_id_of(subject.id, number)): subject
            for subject in judged
        }
        histories = {stream: events for stream, events in log.read_many(cases).items() if events}
        for stream, events in histories.items():
            decided = (event for event in events if isinstance(event, moderation.CaseDecided))
            found |= {event.quoted: cases[stream] for event in decided if event.quoted}
        number, judged = number + 1, [cases[stream] for stream in histories]
    return found


def chosen(wish: Wish, mine: Mapping[ContentRef, Subject | None]) -> list[Text]:
    """Return which of a person's texts go, in a fixed order."""
    texts: list[Text] = sorted(mine.items(), key=itemgetter(0))
    match wish.texts:
        case "all":
            return texts
        case "some":
            return [each for each in texts if each[1] and each[1].id in wish.subjects]
        case "none":
            return []


def record_erasure(
    platform: Platform, asking: Asking, refs: Sequence[Text], ground: Ground
) -> Outcome:
    """Note each text as erased, once. The caller destroys keys and salts afterwards.

    This order lets a job that was interrupted between the two go on.
    """

    def decide(histories: Histories) -> bytes:
        histories.fetch(*(history_of(ref) for ref, _ in refs))
        for ref, subject in refs:
            if not histories.events(history_of(ref)):
                event = ContentErased(ref=ref, subject=subject, ground=ground)
                histories.add(history_of(ref), [event])
        return msgspec.json.encode(len(refs))

    return carry_out(platform, asking, decide)


def revoke_all_roles(
    platform: Platform, asking: Asking, person: PersonRef
) -> Sequence[tuple[Role, ProcessId | None]]:
    """End every role of a person before their account goes; return which."""
    held = [
        (grant.role, grant.process_id)
        for grant in accounts.standing(platform, person).account.grants
    ]
    for role, process_id in held:
        accounts.revoke_role(platform, asking, person, role, process_id)
    return held


def refs_in(event: Event) -> list[ContentRef]:
    """Return the content references an event holds."""
    values = (getattr(event, name) for name in _reference_fields(type(event)))
    return [value for value in values if value is not None]


@cache
def _reference_fields(kind: type[Event]) -> tuple[str, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        name for name, hint in hints.items() if hint == ContentRef or ContentRef in get_args(hint)
    )
