"""Taking over what people said elsewhere, under the rules of the source (ruling 9).

Ids are derived from the source row, so a second run finds everything stored.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid5

import msgspec

from domain import ballots, proposals
from domain.codes import Choice, FieldId, PhaseId, ProposalId, Receipt
from domain.messages import Append, Event, Refusal, StreamId, Write
from domain.people import SYSTEM, ProcessId, Pseudonym, VoterNumber
from domain.phases import BERLIN
from domain.ports import Plain, Sealed
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories

_SOURCES = UUID("3f0a1d9e-6d7c-5f0e-b4c5-0a4d8c3b1f22")


class SourceOutsidePhase(Refusal):
    """A source row lies before or after the phase it would be imported into."""


class SourceProposal(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal of a source.

    `key` names source and row, `link` is its address there, `author` its author there.
    `hidden` tells that the source's moderators took it out: see `hide_imported`.
    """

    key: str
    title: str | None
    body: str | None
    author: str | None
    occurred_at: datetime
    action_field: FieldId | None = None
    link: str | None = None
    hidden: bool = False


class SourceOpinion(msgspec.Struct, frozen=True, kw_only=True):
    """One vote row of a source; `own` marks a vote on the voter's own item."""

    key: str
    proposal_id: ProposalId
    voter: str
    choice: Choice
    occurred_at: datetime
    own: bool


class Imported(msgspec.Struct, frozen=True):
    """How many of the rows were stored now, and how many had been before."""

    created: int
    repeated: int


def source_id(key: str) -> UUID:
    """Return the id that stands for a source row in events."""
    return uuid5(_SOURCES, key)


def proposal_id_of(process_id: ProcessId, key: str) -> ProposalId:
    """Return the id a source's proposal gets in a process."""
    return ProposalId(uuid5(process_id, f"import/{key}"))


def import_proposals(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    rows: Sequence[SourceProposal],
) -> Imported:
    """Store and publish proposals of a source; those stored before are left alone.

    All rows become one append, so hand in some hundred at a time.

    Raises:
        PhaseUnknown: the process has no such phase.
        SourceOutsidePhase: a row was made outside the announced time of the phase.
    """
    histories = Histories(platform.log)
    _require_inside(histories, process_id, phase_id, rows)
    by_id = {proposal_id_of(process_id, row.key): row for row in rows}
    histories.fetch(*(proposals.history_of(proposal_id) for proposal_id in by_id))
    new = [
        (proposal_id, row)
        for proposal_id, row in by_id.items()
        if histories.proposal(proposal_id).status == "absent"
    ]
    words = [text for _, row in new for text in (row.title, row.body, row.link) if text]
    texts = [Plain(text, None) for text in words]
    sealed = list(platform.vault.seal(texts))
    refs = iter([item.ref for item in sealed])
    writes = []
    for proposal_id, row in new:
        author = _author(platform, process_id, row)
        command = proposals.ImportProposal(
            proposal_id=proposal_id,
            process_id=process_id,
            phase_id=phase_id,
            receipt=_receipt(platform, process_id, row.occurred_at),
            title=next(refs) if row.title else None,
            body=next(refs) if row.body else None,
            action_field=row.action_field,
            source=source_id(row.key),
            source_link=next(refs) if row.link else None,
            author=author,
            by=SYSTEM,
        )
        events = proposals.decide(proposals.Proposal(), command)
        writes.append(_write(proposals.history_of(proposal_id), 0, events, [row.occurred_at] * 2))
    _store(platform, asking, writes, sealed)
    return Imported(created=len(new), repeated=len(rows) - len(new))


def _require_inside(
    histories: Histories,
    process_id: ProcessId,
    phase_id: PhaseId,
    rows: Iterable[SourceProposal | SourceOpinion],
) -> None:
    announced = histories.process(process_id).phase(phase_id)
    for row in rows:
        if not announced.starts <= row.occurred_at < announced.ends:
            raise SourceOutsidePhase(key=row.key, occurred_at=row.occurred_at)


def _author(platform: Platform, process_id: ProcessId, row: SourceProposal) -> Pseudonym | None:
    """Return a pseudonym that is the same for all rows of one source author."""
    if row.author is None:
        return None
    return Pseudonym(platform.vault.source_number(process_id, row.author, process_id))


def _receipt(platform: Platform, process_id: ProcessId, at: datetime) -> Receipt:
    year = at.astimezone(BERLIN).year
    return f"B-{year}-{platform.log.next_number(f'receipt/{process_id}/{year}'):04d}"


def _write(
    stream: StreamId, seen: int, events: Sequence[Event], occurred: Sequence[datetime]
) -> Write:
    return Write(stream=stream, seen=seen, events=tuple(events), occurred=tuple(occurred))


def _store(
    platform: Platform, asking: Asking, writes: Sequence[Write], sealed: Sequence[Sealed] = ()
) -> None:
    """Append what an import decided; nothing at all if there is nothing new."""
    if not writes:
        return
    platform.log.append(
        Append(
            writes=tuple(writes),
            contents=tuple(item.text for item in sealed),
            recorded_at=asking.at,
            channel="import",
        )
    )


def import_opinions(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    rows: Sequence[SourceOpinion],
) -> Imported:
    """Store vote rows of a source, each as one event; those stored before are left alone.

    Rows of one voter on one proposal are taken in the order of their moments, ties
    in the order given, so hand in all rows of a proposal together.

    Raises:
        SourceOutsidePhase: a row was made outside the announced time of the phase.
    """
    histories = Histories(platform.log)
    _require_inside(histories, process_id, phase_id, rows)
    by_voter: dict[VoterNumber, list[SourceOpinion]] = {}
    for row in sorted(rows, key=lambda row: row.occurred_at):
        voter = platform.vault.source_number(process_id, row.voter, row.proposal_id)
        by_voter.setdefault(voter, []).append(row)
    histories.fetch(
        *(ballots.history_of(voter) for voter in by_voter),
        *{proposals.history_of(row.proposal_id) for row in rows},
    )
    writes, created = [], 0
    for voter, own_rows in by_voter.items():
        write = _opinions_of(histories, voter, own_rows)
        if write.events:
            writes.append(write)
            created += len(write.events)
    _store(platform, asking, writes)
    return Imported(created=created, repeated=len(rows) - created)


def _opinions_of(histories: Histories, voter: VoterNumber, rows: Sequence[SourceOpinion]) -> Write:
    """Return the rows of one voter on one proposal that are not stored yet."""
    stream = ballots.history_of(voter)
    stored = histories.events(stream)
    known = {event.source for event in stored if isinstance(event, ballots.OpinionImported)}
    ballot = histories.ballot(voter)
    events: list[Event] = []
    moments = []
    for row in rows:
        if source_id(row.key) in known:
            continue
        command = ballots.ImportOpinion(
            voter=voter,
            choice=row.choice,
            source=source_id(row.key),
            own=row.own,
            proposal=histories.proposal(row.proposal_id),
        )
        for event in ballots.decide(ballot, command):
            ballot = ballots.evolve(ballot, event)
            events.append(event)
            moments.append(row.occurred_at)
    return _write(stream, len(stored), events, moments)


def hide_imported(
    platform: Platform,
    asking: Asking,
    proposal_ids: Sequence[ProposalId],
    occurred_at: datetime,
) -> Imported:
    """Hide what the source's own moderators had taken out (rule HR00)."""
    histories = Histories(platform.log)
    histories.fetch(*(proposals.history_of(proposal_id) for proposal_id in proposal_ids))
    writes = []
    for proposal_id in proposal_ids:
        proposal = histories.proposal(proposal_id)
        if proposal.status != "published":
            continue
        command = proposals.HideProposal(
            case_id=None,
            rules=("HR00",),
            explanation=None,
            appeal_until=None,
            by=SYSTEM,
        )
        stream = proposals.history_of(proposal_id)
        seen = len(histories.events(stream))
        writes.append(_write(stream, seen, proposals.decide(proposal, command), [occurred_at]))
    _store(platform, asking, writes)
    return Imported(created=len(writes), repeated=len(proposal_ids) - len(writes))
