"""The process a page belongs to: its names, phases, action fields and places."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Literal

import msgspec
from litestar.exceptions import NotFoundException

from api.pages.parts.words import Words
from api.pages.views import ActionField, Option, PhaseView, ProcessBrand
from api.rendering import holds_until
from domain.codes import FieldId, PhaseId, TerritoryKey
from domain.people import ProcessId
from projections import processes
from projections.model import Snapshot
from projections.processes import ExtensionRow, FieldRow, PhaseRow, ProcessRow, TerritoryRow

PhaseState = Literal["defined", "open", "closed"]


class Surroundings(msgspec.Struct, frozen=True):
    """Rows of one process; `rows` are to be opened before views are made of them."""

    process: ProcessRow
    phases: Sequence[PhaseRow]
    fields: Sequence[FieldRow]
    territories: Sequence[TerritoryRow]
    extensions: Sequence[ExtensionRow]
    now: datetime

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts the views show."""
        return (self.process, *self.phases, *self.fields, *self.territories, *self.extensions)

    @property
    def current(self) -> PhaseRow | None:
        """The phase that is open, the one with most to do first; else the next to come."""
        going = [phase for phase in self.phases if self.state(phase) == "open"]
        if going:
            return max(going, key=lambda phase: len(phase.features))
        coming = [phase for phase in self.phases if self.state(phase) == "defined"]
        return coming[0] if coming else None

    def state(self, phase: PhaseRow) -> PhaseState:
        """Return how a phase stands by the clock: its end counts before its closing event."""
        if phase.status == "closed" or self.now >= phase.ends:
            return "closed"
        return "open" if phase.status == "open" else "defined"

    def offers(self, feature: str) -> bool:
        """Tell whether something is possible in the process now."""
        return any(
            self.state(phase) == "open" and feature in phase.features for phase in self.phases
        )

    def phase(self, phase_id: PhaseId) -> PhaseRow | None:
        """Return one of its phases."""
        return next((phase for phase in self.phases if phase.phase_id == phase_id), None)

    def brand(self, words: Words) -> ProcessBrand:
        """Return how the header names the process."""
        return ProcessBrand(
            slug=self.process.slug,
            title=words.text(self.process.title, self.process.slug),
            client=self.client(words),
            may_submit=self.offers("submit"),
        )

    def client(self, words: Words) -> str:
        """Return the district the process is for, in its own words."""
        return self.territory(self.process.territory, words) or ""

    def phase_view(self, phase: PhaseRow, words: Words) -> PhaseView:
        """Return a phase as pages show it."""
        moved = [row for row in self.extensions if row.phase_id == phase.phase_id]
        return PhaseView(
            id=str(phase.phase_id),
            kind=phase.kind,
            title=words.text(phase.title, phase.kind),
            state=self.state(phase),
            starts=phase.starts,
            ends=phase.ends,
            level=phase.level,
            features=phase.features,
            moderation=phase.moderation,
            question=phase.question,
            negotiable=words.get(phase.negotiable),
            not_negotiable=words.get(phase.not_negotiable),
            announced_end=phase.announced_end if phase.announced_end != phase.ends else None,
            extension_reason=words.get(moved[-1].reason) if moved else None,
        )

    def current_view(self, words: Words) -> PhaseView | None:
        """Return the phase to show first, if there is one."""
        return self.phase_view(self.current, words) if self.current else None

    def standing_fields(self) -> list[FieldRow]:
        """Return the fields proposals can be sorted into today."""
        return [row for row in self.fields if row.merged_into is None]

    def field(self, field_id: FieldId | None, words: Words) -> ActionField | None:
        """Return an action field, under what it became if it was merged."""
        by_id = {row.field_id: row for row in self.fields}
        row = by_id.get(field_id) if field_id else None
        if row is not None and row.merged_into is not None:
            row = by_id.get(row.merged_into, row)
        if row is None:
            return None
        return ActionField(id=str(row.field_id), name=words.text(row.name), colour=row.colour)

    def territory(self, key: TerritoryKey | None, words: Words) -> str | None:
        """Return the name of a place."""
        row = next((row for row in self.territories if row.key == key), None)
        return words.get(row.name) if row else None

    def field_options(
        self, words: Words, counts: Mapping[FieldId, int] | None = None
    ) -> tuple[Option, ...]:
        """Return the fields to choose from, with how many ideas each has if given."""
        return tuple(
            Option(
                value=str(row.field_id),
                label=words.text(row.name),
                count=None if counts is None else counts.get(row.field_id, 0),
            )
            for row in self.standing_fields()
        )

    def territory_options(
        self, words: Words, counts: Mapping[str, int] | None = None
    ) -> tuple[Option, ...]:
        """Return the places to choose from, each below the one it lies in.

        A place counts with all places in it; the whole area itself is left out.
        """
        return tuple(
            Option(
                value=row.key,
                label=words.text(row.name, row.key),
                count=None if counts is None else self._within(row, counts),
                depth=row.depth - 1 if self._has_root else row.depth,
            )
            for row in self.territories
            if row.key != self.process.territory
        )

    @property
    def _has_root(self) -> bool:
        return any(row.key == self.process.territory for row in self.territories)

    def _within(self, place: TerritoryRow, counts: Mapping[str, int]) -> int:
        below = (row for row in self.territories if row.path[: len(place.path)] == place.path)
        return sum(counts.get(row.key, 0) for row in below)


def by_slug(snapshot: Snapshot, slug: str, now: datetime) -> Surroundings:
    """Return a process by its name in addresses.

    Raises:
        NotFoundException: there is none.
    """
    process = processes.by_slug(snapshot, slug)
    if process is None:
        raise NotFoundException
    return of(snapshot, process, now)


def by_id(snapshot: Snapshot, process_id: ProcessId, now: datetime) -> Surroundings:
    """Return a process by its id.

    Raises:
        NotFoundException: there is none.
    """
    process = processes.by_id(snapshot, process_id)
    if process is None:
        raise NotFoundException
    return of(snapshot, process, now)


def of(snapshot: Snapshot, process: ProcessRow, now: datetime) -> Surroundings:
    """Read everything that surrounds the pages of a process."""
    process_id = process.process_id
    phases = processes.phases(snapshot, process_id)
    holds_until(phase.ends for phase in phases if phase.ends > now)
    return Surroundings(
        process=process,
        phases=phases,
        fields=processes.fields(snapshot, process_id),
        territories=processes.territories(snapshot, process_id),
        extensions=processes.extensions(snapshot, process_id),
        now=now,
    )
