"""The page that lists the checkpoints of the public log."""

from datetime import datetime
from typing import ClassVar

from api.pages.views.common import Page, View


class CheckpointRow(View, frozen=True, kw_only=True):
    """One checkpoint. `root` is hexadecimal; `cosigned_by` are names of witnesses."""

    size: int
    root: str
    signed_at: datetime
    cosigned_by: tuple[str, ...]
    enough: bool
    timestamped: bool


class SigningKeyRow(View, frozen=True, kw_only=True):
    """A verification key of the log and since when it signs."""

    line: str
    since: datetime


class IncidentRow(View, frozen=True, kw_only=True):
    """The signer stopped itself, or went on: `reason` is then `resumed`."""

    at: datetime
    reason: str


class CheckpointsPage(Page, frozen=True, kw_only=True):
    """`/{lang}/checkpoints?below=`, the largest first.

    `stopped` is why the signer stands still. `witnesses` are all of the policy, which
    in a `demonstration` prove nothing.
    """

    template: ClassVar[str] = "checkpoints.html"
    rows: tuple[CheckpointRow, ...]
    keys: tuple[SigningKeyRow, ...]
    witnesses: tuple[str, ...]
    incidents: tuple[IncidentRow, ...]
    stopped: str | None
    demonstration: bool
    newer_url: str | None = None
    older_url: str | None = None
