"""Examples of the page of checkpoints."""

import msgspec

from api.pages.views.checkpoints import (
    CheckpointRow,
    CheckpointsPage,
    IncidentRow,
    SigningKeyRow,
)
from tests.api.view_samples.material import at

ROW = CheckpointRow(
    size=12_345,
    root="3f" * 32,
    signed_at=at(6, 19),
    cosigned_by=("Rechnungsprüfungsamt", "Nachbarstadt"),
    enough=True,
    timestamped=True,
)
CHECKPOINTS = CheckpointsPage(
    rows=(ROW, msgspec.structs.replace(ROW, size=12_000, cosigned_by=(), enough=False)),
    keys=(SigningKeyRow(line="gemeinsam.example/public-log+3fa85f64+AQ", since=at(6, 1)),),
    witnesses=("Rechnungsprüfungsamt", "Nachbarstadt", "Verein"),
    incidents=(
        IncidentRow(at=at(6, 19), reason="resumed"),
        IncidentRow(at=at(6, 18), reason="smaller"),
    ),
    stopped=None,
    demonstration=False,
    newer_url="/checkpoints",
    older_url="/checkpoints?below=12000",
)
STOPPED = msgspec.structs.replace(
    CHECKPOINTS, rows=(), keys=(), witnesses=(), stopped="inconsistent", older_url=None
)
