"""A big town: proposals, comments and votes as years of participation leave them.

Proposals and their texts go through the use case of imports. Comments and votes are
appended as the events their use cases store: a million decisions one by one would
take the better part of an hour and measure nothing that is asked for here.
"""

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar
from uuid import UUID

import msgspec

from api.settings import Settings
from api.wiring import Parts, open_parts, utc_now
from domain.ballots import SupportGiven
from domain.codes import CommentId, FieldId, PhaseId, ProposalId
from domain.comments import CommentPosted
from domain.messages import Append, SealedText, StreamId, Write
from domain.people import Actor, PersonRef, ProcessId, Pseudonym, VoterNumber
from domain.ports import Plain
from domain.processes import process_id_of
from domain.use_cases import accounts, configuring, importing
from domain.use_cases.carrying_out import Asking
from domain.use_cases.histories import Histories

SLUG = "grosse-stadt"
PHASE = PhaseId(UUID(int=77))
PORTION = 1500  # writes of one append
FIELDS = ("Mobilität", "Wirtschaft", "Bildung", "Gesellschaft", "Klima", "Gesundheit")
_BODY = (
    "Nach 19 Uhr fährt bei uns nichts mehr. Wer spät arbeitet oder den Zug nimmt, ist auf das"
    " Auto angewiesen. Ein Rufbus, den man bis eine halbe Stunde vorher bestellt, würde helfen."
)

T = TypeVar("T")


class Size(msgspec.Struct, frozen=True):
    """How much of everything there is; `people` can sign in and have not voted yet."""

    proposals: int = 10_000
    comments: int = 200_000
    votes: int = 1_000_000
    people: int = 2_000


class Town(msgspec.Struct, frozen=True):
    """What a load needs to know of a filled town. `tokens` belong to different people."""

    proposals: list[UUID]
    tokens: list[str]


def fill(settings: Settings, size: Size) -> Town:
    """Fill an empty installation and bring its read models up to date."""
    now = utc_now()  # the server that is measured has the same clock
    with open_parts(settings) as parts:
        process, phase = _open(parts, now)
        ideas = list(_proposals(parts, now, process, phase, size.proposals))
        dice = random.Random(1)
        _append(parts, now, _comments(parts, dice, now, process, phase, ideas, size.comments))
        _append(parts, now, _votes(dice, now, process, ideas, size.votes))
        tokens = [_token(parts, now) for _ in range(size.people)]
        parts.runner.catch_up()
        parts.index.catch_up()
    return Town(proposals=[*ideas], tokens=tokens)


def events(settings: Settings) -> int:
    """Return how many events an installation has."""
    with open_parts(settings) as parts:
        return parts.log.head().position


def lengthen(settings: Settings, proposals: int, wanted: int) -> int:
    """Append votes of earlier years to a town that `fill` made; return how many events came.

    The log has the wanted number of events afterwards, or as many as it had. Read models are left
    where they are.
    """
    now, process = utc_now(), process_id_of(SLUG)
    with open_parts(settings) as parts:
        found = parts.log.head().position
        ideas = _ideas(process, proposals)
        dice = random.Random(found)  # those of before had other numbers
        _append(parts, now, _votes(dice, now, process, ideas, max(0, wanted - found)))
        return parts.log.head().position - found


def newcomers(settings: Settings, proposals: int, people: int) -> Town:
    """Let new people settle in a town that `fill` made; its read models keep up."""
    now = utc_now()
    with open_parts(settings) as parts:
        tokens = [_token(parts, now) for _ in range(people)]
        parts.runner.catch_up()
    return Town(proposals=[*_ideas(process_id_of(SLUG), proposals)], tokens=tokens)


def _ideas(process: ProcessId, count: int) -> list[ProposalId]:
    return [importing.proposal_id_of(process, _key(number)) for number in range(count)]


def _key(number: int) -> str:
    """Return what a source calls its proposal with this number."""
    return f"bench/{number}"


def _open(parts: Parts, now: datetime) -> tuple[ProcessId, PhaseId]:
    began = now - timedelta(days=60)
    system = Asking(person=None, at=began, channel="system", system=True)
    new = configuring.NewProcess(slug=SLUG, title="Große Stadt", summary="Was soll sich ändern?")
    configuring.open_process(parts.platform, system, new)
    process = process_id_of(SLUG)
    for name in FIELDS:
        field = configuring.NewField(name=name, colour="blue")
        configuring.define_field(parts.platform, system, process, field)
    phase = configuring.NewPhase(
        kind="measures",
        title="Ideen sammeln",
        starts=began,
        ends=now + timedelta(days=30),
        level="involve",
        features=("submit", "comment", "support"),
        moderation="post",
        phase_id=PHASE,
    )
    configuring.define_phase(parts.platform, system, process, phase)
    configuring.start_phase(parts.platform, system, process, PHASE)
    return process, PHASE


def _proposals(
    parts: Parts, now: datetime, process: ProcessId, phase: PhaseId, count: int
) -> Iterator[ProposalId]:
    asking = Asking(person=None, at=now, channel="import", system=True)
    fields: list[FieldId] = [*_field_ids(parts, process)]
    rows = [
        importing.SourceProposal(
            key=_key(number),
            title=f"Idee {number}: Rufbus für die Ortsteile am Abend",
            body=_BODY,
            author=f"person {number % 3000}",
            occurred_at=now - timedelta(days=59) + timedelta(seconds=number * 400 % 5_000_000),
            action_field=fields[number % len(fields)],
        )
        for number in range(count)
    ]
    for portion in portions(rows, 300):
        importing.import_proposals(parts.platform, asking, process, phase, portion)
        yield from (importing.proposal_id_of(process, row.key) for row in portion)


def _field_ids(parts: Parts, process: ProcessId) -> Iterable[FieldId]:
    return Histories(parts.log).process(process).fields


def portions(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Cut anything into lists of at most this size."""
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def _append(
    parts: Parts, now: datetime, writes: Iterable[tuple[Write, tuple[SealedText, ...]]]
) -> None:
    for portion in portions(writes, PORTION):
        parts.log.append(
            Append(
                writes=tuple(write for write, _ in portion),
                contents=tuple(text for _, texts in portion for text in texts),
                recorded_at=now,
                channel="import",
            )
        )


def _comments(
    parts: Parts,
    dice: random.Random,
    now: datetime,
    process: ProcessId,
    phase: PhaseId,
    ideas: list[ProposalId],
    count: int,
) -> Iterator[tuple[Write, tuple[SealedText, ...]]]:
    """Yield comments, some on every idea and many on a few, as it is everywhere."""
    for portion in portions(range(count), PORTION):
        texts = [
            Plain(f"Das fände ich gut, Zeile {number}. {_BODY[:90]}", None) for number in portion
        ]
        for sealed in parts.platform.vault.seal(texts):
            comment = CommentId(UUID(bytes=dice.randbytes(16)))
            posted = CommentPosted(
                comment_id=comment,
                process_id=process,
                proposal_id=ideas[int(len(ideas) * dice.random() ** 2)],
                phase_id=phase,
                parent_id=None,
                text=sealed.ref,
                stance=None,
                level="email",
                author=Actor(Pseudonym(UUID(int=dice.randrange(1, 5000))), "citizen"),
                posted_at=now,
            )
            yield Write(StreamId(comment), 0, (posted,)), (sealed.text,)


def _votes(
    dice: random.Random, now: datetime, process: ProcessId, ideas: list[ProposalId], count: int
) -> Iterator[tuple[Write, tuple[SealedText, ...]]]:
    for _ in range(count):
        voter = VoterNumber(UUID(bytes=dice.randbytes(16)))
        given = SupportGiven(
            process_id=process,
            proposal_id=ideas[int(len(ideas) * dice.random() ** 2)],
            voter=voter,
            text_version=1,
        )
        yield Write(StreamId(voter), 0, (given,)), ()


def _token(parts: Parts, now: datetime) -> str:
    """Return the token of a new person who may vote."""
    person = PersonRef(parts.new_id())
    made = parts.identity.accounts.register(
        person, email=f"{person.hex}@beispiel.example", of_age=True, at=now
    )
    themselves = Asking(person=made.person, at=now, level="email", channel="system")
    accounts.register(parts.platform, themselves, of_age=True)
    return parts.identity.tokens.issue(made.person, label="bench", at=now)
