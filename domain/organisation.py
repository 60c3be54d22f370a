"""Who decides and who answers: bodies with seats, units of the administration.

One stream per process. Rules: docs/rules/decisions.md.
"""

from typing import Annotated, Literal, assert_never
from uuid import UUID, uuid5

import msgspec

from domain.codes import BodyId, TerritoryKey, UnitId
from domain.messages import Command, ContentRef, Event, Refusal, StreamId
from domain.people import Actor, ProcessId

_ORGANISATIONS = UUID("7a3f1de0-94a8-5b6e-9d0c-2f4a1c6e8b55")

Seats = Annotated[int, msgspec.Meta(ge=1, le=1000)]
BodyKind = Literal["council", "committee", "advisory"]


class DefineBody(Command, frozen=True, kw_only=True):
    """Also changes a body that is there: a council may get more seats."""

    body_id: BodyId
    name: ContentRef
    kind: BodyKind
    seats: Seats
    territory: TerritoryKey | None
    by: Actor


class DefineUnit(Command, frozen=True, kw_only=True):
    """Also renames a unit that is there."""

    unit_id: UnitId
    name: ContentRef
    territory: TerritoryKey | None
    by: Actor


class ImportBody(Command, frozen=True, kw_only=True):
    """A body that is there already stays as it is."""

    body_id: BodyId
    name: ContentRef
    kind: BodyKind
    source: UUID
    by: Actor


class BodyDefined(Event, frozen=True, tag="organisation.body-defined/1"):
    """A council or committee, its seats with the chair's, and whom it decides for.

    `territory` is None for the district or town that runs the process.
    """

    process_id: ProcessId
    body_id: BodyId
    name: ContentRef
    kind: BodyKind
    seats: Seats
    territory: TerritoryKey | None
    by: Actor


class UnitDefined(Event, frozen=True, tag="organisation.unit-defined/1"):
    """A department or office that answers ideas and leads measures."""

    process_id: ProcessId
    unit_id: UnitId
    name: ContentRef
    territory: TerritoryKey | None
    by: Actor


class BodyImported(Event, frozen=True, tag="organisation.body-imported/1"):
    """A body of a source. How many seats it has is not known: nothing is decided by it here."""

    process_id: ProcessId
    body_id: BodyId
    name: ContentRef
    kind: BodyKind
    source: UUID
    by: Actor


class BodyUnknown(Refusal): ...


class UnitUnknown(Refusal): ...


OrganisationCommand = DefineBody | DefineUnit | ImportBody
OrganisationEvent = BodyDefined | UnitDefined | BodyImported


class Organisation(msgspec.Struct, frozen=True):
    """Bodies and units of a process as they are today.

    `imported` are those of a source; the office makes them its own by defining their seats.
    """

    bodies: dict[BodyId, BodyDefined] = {}
    units: dict[UnitId, UnitDefined] = {}
    imported: frozenset[BodyId] = frozenset()

    def body(self, body_id: BodyId) -> BodyDefined:
        """Return a body.

        Raises:
            BodyUnknown: the process has no such body, or its seats are not known.
        """
        if body_id not in self.bodies:
            raise BodyUnknown(body=body_id)
        return self.bodies[body_id]

    def unit(self, unit_id: UnitId) -> UnitDefined:
        """Return a unit.

        Raises:
            UnitUnknown: the process has no such unit.
        """
        if unit_id not in self.units:
            raise UnitUnknown(unit=unit_id)
        return self.units[unit_id]


def history_of(process_id: ProcessId) -> StreamId:
    """Return the stream of a process's bodies and units."""
    return StreamId(uuid5(_ORGANISATIONS, process_id.hex))


def evolve(organisation: Organisation, event: OrganisationEvent) -> Organisation:
    """Apply one recorded event. Never refuses: what is in the log has happened."""
    change = msgspec.structs.replace
    match event:
        case BodyDefined():
            return change(organisation, bodies={**organisation.bodies, event.body_id: event})
        case UnitDefined():
            return change(organisation, units={**organisation.units, event.unit_id: event})
        case BodyImported():
            return change(organisation, imported=organisation.imported | {event.body_id})
        case _:
            assert_never(event)


def decide(
    organisation: Organisation, process_id: ProcessId, command: OrganisationCommand
) -> list[OrganisationEvent]:
    """Answer a command with the event it causes, if any; nothing is refused."""
    match command:
        case DefineBody():
            return [
                BodyDefined(
                    process_id=process_id,
                    body_id=command.body_id,
                    name=command.name,
                    kind=command.kind,
                    seats=command.seats,
                    territory=command.territory,
                    by=command.by,
                )
            ]
        case DefineUnit():
            return [
                UnitDefined(
                    process_id=process_id,
                    unit_id=command.unit_id,
                    name=command.name,
                    territory=command.territory,
                    by=command.by,
                )
            ]
        case ImportBody():
            return _import(organisation, process_id, command)
        case _:
            assert_never(command)


def _import(
    organisation: Organisation, process_id: ProcessId, command: ImportBody
) -> list[OrganisationEvent]:
    if command.body_id in organisation.imported or command.body_id in organisation.bodies:
        return []
    return [
        BodyImported(
            process_id=process_id,
            body_id=command.body_id,
            name=command.name,
            kind=command.kind,
            source=command.source,
            by=command.by,
        )
    ]
