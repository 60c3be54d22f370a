"""The register of funding notices: who pays, how much, until when, and what must be said.

One stream per process. Rules: docs/rules/goals_and_plans.md.
"""

from datetime import date, timedelta
from uuid import UUID, uuid5

import msgspec

from domain.codes import Cents
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_FUNDING = UUID("e1b7c3d0-27a5-5f9b-8d1e-0a9c4b7d3e66")
WARNING = timedelta(days=90)
"""How long before its end a funding is shown as running out (P16)."""


class RegisterFunding(Command, frozen=True, kw_only=True):
    """Also replaces a notice that is there, when an authority changes it."""

    notice_id: UUID
    programme: ContentRef
    number: ContentRef
    amount: Cents
    starts: date
    ends: date
    publicity: ContentRef
    by: Actor


class FundingNoticeRegistered(Event, frozen=True, tag="funding.registered/1"):
    """A grant with its term, and the line that pages of the process have to show."""

    process_id: ProcessId
    notice_id: UUID
    programme: ContentRef
    number: ContentRef
    amount: Cents
    starts: date
    ends: date
    publicity: ContentRef
    by: Actor


class FundingEndsBeforeItStarts(Refusal): ...


FundingCommand = RegisterFunding
FundingEvent = FundingNoticeRegistered


class Register(msgspec.Struct, frozen=True):
    """The notices of a process as they are today."""

    notices: dict[UUID, FundingNoticeRegistered] = {}


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's funding notices."""
    return StreamId(uuid5(_FUNDING, process_id.hex))


def evolve(register: Register, event: FundingEvent) -> Register:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    return Register({**register.notices, event.notice_id: event})


def decide(_: Register, process_id: ProcessId, command: FundingCommand) -> list[FundingEvent]:
    """Answer a command with the event it causes.

    Raises:
        FundingEndsBeforeItStarts.
    """
    if command.ends < command.starts:
        raise FundingEndsBeforeItStarts(starts=command.starts, ends=command.ends)
    return [
        FundingNoticeRegistered(
            process_id=process_id,
            notice_id=command.notice_id,
            programme=command.programme,
            number=command.number,
            amount=command.amount,
            starts=command.starts,
            ends=command.ends,
            publicity=command.publicity,
            by=command.by,
        )
    ]
