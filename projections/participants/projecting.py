"""How accounts, grants and sanctions follow from the log."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from domain.messages import Recorded
from domain.participants import (
    ParticipantRegistered,
    ParticipantReinstated,
    ParticipantSuspended,
    ParticipantWarned,
    RoleGranted,
    RoleRevoked,
)
from domain.people import ProcessId, Pseudonym, Role
from projections.model import Batch, Sheet, Work
from projections.participants.rows import AccountRow, GrantRow, SanctionRow

_ACCOUNT_KINDS = (ParticipantRegistered, RoleGranted, ParticipantSuspended, ParticipantReinstated)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    _grants(batch.of(RoleGranted, RoleRevoked), work)
    kinds = (ParticipantWarned, ParticipantSuspended, ParticipantReinstated)
    standing = _sanctions(batch.of(*kinds), work)
    _accounts(batch.of(*_ACCOUNT_KINDS), standing, work)


def _accounts(
    events: list[Recorded], standing: Mapping[Pseudonym, SanctionRow], work: Work
) -> None:
    if not events:
        return
    about = [recorded.event.participant for recorded in events]  # type: ignore[attr-defined]  # all four have it
    sheet = work.sheet(AccountRow, "accounts", about)
    for recorded in events:
        participant: Pseudonym = recorded.event.participant  # type: ignore[attr-defined]  # all four have it
        row = sheet.get(participant) or _unregistered(participant)
        moved = _moved(row, recorded, standing.get(participant))
        sheet.put(replace(moved, position=recorded.position))
    sheet.save()


def _unregistered(participant: Pseudonym) -> AccountRow:
    # Staff may be granted a role before they ever register themselves.
    return AccountRow(participant, "guest", None, None, None, 0)


def _moved(row: AccountRow, recorded: Recorded, longest: SanctionRow | None) -> AccountRow:
    match recorded.event:
        case ParticipantRegistered() as event:
            at = row.registered_at or recorded.recorded_at
            return replace(row, level=event.level, registered_at=at)
        case ParticipantSuspended() | ParticipantReinstated():
            if longest is None:
                return replace(row, suspended_until=None, suspended_by=None)
            return replace(row, suspended_until=longest.until, suspended_by=longest.case_id)
        case _:
            return row


def _grants(events: list[Recorded], work: Work) -> None:
    if not events:
        return
    sheet = work.sheet(GrantRow, "role_grants")
    source = work.table("role_grants")
    about = {recorded.event.participant for recorded in events}  # type: ignore[attr-defined]  # both have it
    sheet.add_where(source.c.participant.in_(about) & source.c.ended_position.is_(None))
    for recorded in events:
        match recorded.event:
            case RoleGranted() as event:
                _end(sheet, recorded, event)
                sheet.put(_granted(recorded, event))
            case RoleRevoked() as event:
                _end(sheet, recorded, event)
    sheet.save()


def _granted(recorded: Recorded, event: RoleGranted) -> GrantRow:
    return GrantRow(
        participant=event.participant,
        position=recorded.position,
        role=event.role,
        process_id=event.process_id,
        granted_at=recorded.recorded_at,
        until=event.until,
        by=event.by.pseudonym,
        by_role=event.by.role,
        ended_at=None,
        ended_by=None,
        ended_role=None,
        ended_position=None,
    )


def _end(sheet: Sheet[GrantRow], recorded: Recorded, event: RoleGranted | RoleRevoked) -> None:
    """End the grant of the same role and scope that is still open, if there is one."""
    sought: tuple[Pseudonym, Role, ProcessId | None]
    sought = (event.participant, event.role, event.process_id)
    for row in sheet.values():
        if (row.participant, row.role, row.process_id) == sought and row.ended_at is None:
            sheet.put(
                replace(
                    row,
                    ended_at=recorded.recorded_at,
                    ended_by=event.by.pseudonym,
                    ended_role=event.by.role,
                    ended_position=recorded.position,
                )
            )


def _sanctions(events: list[Recorded], work: Work) -> dict[Pseudonym, SanctionRow]:
    """Keep the record of sanctions; return the suspension of each that ends last."""
    if not events:
        return {}
    sheet = work.sheet(SanctionRow, "sanctions")
    source = work.table("sanctions")
    about = {recorded.event.participant for recorded in events}  # type: ignore[attr-defined]  # all three have it
    sheet.add_where(source.c.participant.in_(about) & source.c.lifted_position.is_(None))
    for recorded in events:
        match recorded.event:
            case ParticipantWarned() | ParticipantSuspended() as event:
                sheet.put(_sanction(recorded, event))
            case ParticipantReinstated() as event:
                _lift(sheet, recorded, event)
    sheet.save()
    return _longest(sheet.values())


def _longest(sanctions: Iterable[SanctionRow]) -> dict[Pseudonym, SanctionRow]:
    found: dict[Pseudonym, SanctionRow] = {}
    for row in sanctions:
        if row.until is None or row.lifted_at is not None:
            continue
        known = found.get(row.participant)
        if known is None or known.until is None or known.until <= row.until:
            found[row.participant] = row
    return found


def _sanction(recorded: Recorded, event: ParticipantWarned | ParticipantSuspended) -> SanctionRow:
    suspended = isinstance(event, ParticipantSuspended)
    return SanctionRow(
        participant=event.participant,
        position=recorded.position,
        kind="suspended" if suspended else "warned",
        case_id=event.case_id,
        at=recorded.recorded_at,
        until=event.until if isinstance(event, ParticipantSuspended) else None,
        by=event.by.pseudonym,
        lifted_at=None,
        lifted_position=None,
    )


def _lift(sheet: Sheet[SanctionRow], recorded: Recorded, event: ParticipantReinstated) -> None:
    for row in sheet.values():
        same = (row.participant, row.case_id) == (event.participant, event.case_id)
        if same and row.lifted_at is None:
            lifted = replace(row, lifted_at=recorded.recorded_at)
            sheet.put(replace(lifted, lifted_position=recorded.position))
