"""The texts of proposals: which one is public, which one waits."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from domain.codes import ProposalId
from domain.messages import Recorded
from domain.proposals import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalPublished,
    ProposalResubmitted,
)
from projections.model import Work
from projections.proposals.rows import ProposalRow, VersionRow, VersionState

_CHUNK = 500


class Versions:
    """The texts of the proposals of a batch."""

    def __init__(self, work: Work, proposals: Sequence[ProposalId]) -> None:
        self._sheet = work.sheet(VersionRow, "proposal_versions")
        source = work.table("proposal_versions")
        for start in range(0, len(proposals), _CHUNK):
            chunk = proposals[start : start + _CHUNK]
            self._sheet.add_where(source.c.proposal_id.in_(chunk))

    def save(self) -> None:
        """Write what was changed."""
        self._sheet.save()

    def write(self, recorded: Recorded, event: Any, number: int) -> VersionRow:  # noqa: ANN401 - any event with a text
        """Add a text that nobody sees yet."""
        row = VersionRow(
            proposal_id=event.proposal_id,
            number=number,
            state="waiting",
            title=event.title,
            body=event.body,
            field=event.action_field,
            territory=getattr(event, "territory", None),
            location=getattr(event, "location", None),
            reason=getattr(event, "reason", None),
            at=recorded.occurred_at,
            position=recorded.position,
            public_at=None,
            public_position=None,
        )
        self._sheet.put(row, recorded.position)
        return row

    def change(self, row: ProposalRow, recorded: Recorded, event: Any) -> ProposalRow:  # noqa: ANN401 - any event of a proposal
        """Return the proposal after an event, its texts being marked accordingly."""
        match event:
            case ProposalEdited() | ProposalResubmitted():
                version = self.write(recorded, event, event.version)
                held = isinstance(event, ProposalEdited) and event.held
                if row.held_version is not None:
                    self._mark(row, row.held_version, "waiting", recorded)
                row = replace(row, version=event.version, held_version=None)
                if held:
                    self._mark(row, event.version, "held", recorded)
                    return replace(row, held_version=event.version)
                if row.public_version:
                    return self._publish(row, event.version, recorded)
                return replace(row, location=version.location)
            case ProposalEditReleased():
                return self._publish(row, event.version, recorded)
            case ProposalEditRefused():
                self._mark(row, event.version, "refused", recorded)
                return replace(row, held_version=None)
            case ProposalPublished():
                return self._publish(row, row.version, recorded)
        return row

    def _publish(self, row: ProposalRow, number: int, recorded: Recorded) -> ProposalRow:
        version = self._mark(row, number, "public", recorded)
        location = version.location if version else None
        held = None if row.held_version == number else row.held_version
        return replace(row, public_version=number, held_version=held, location=location)

    def _mark(
        self, row: ProposalRow, number: int, state: VersionState, recorded: Recorded
    ) -> VersionRow | None:
        version = self._sheet.get((row.proposal_id, number))
        if version is None:
            return None
        changes: dict[str, Any] = {"state": state}
        if state == "public" and version.public_at is None:
            changes |= {"public_at": recorded.occurred_at, "public_position": recorded.position}
        version = replace(version, **changes)
        self._sheet.put(version, recorded.position)
        return version
