"""The page of the public log's checkpoints: who signed which state, and when."""

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from api.pages.framing import Framing, Html
from api.pages.views.checkpoints import (
    CheckpointRow,
    CheckpointsPage,
    IncidentRow,
    SigningKeyRow,
)
from api.ports.checkpoints import SignedCheckpoint, SignedCheckpoints
from api.provided import Checkpoints

ROWS = 50
PATH = "/checkpoints"


@get(PATH, sync_to_thread=True)
def checkpoints_page(
    frame: Framing,
    checkpoints: Checkpoints,
    below: Annotated[int | None, QueryParameter(ge=1, le=2**62)] = None,
) -> Html:
    """Show the checkpoints, the largest first, `below` a size."""
    found = checkpoints.history(ROWS + 1, below=below)
    stopped = checkpoints.stopped()
    page = CheckpointsPage(
        rows=tuple(_row(each, checkpoints) for each in found[:ROWS]),
        keys=tuple(SigningKeyRow(line=line, since=at) for line, at in checkpoints.known_keys()),
        witnesses=tuple(checkpoints.witnesses().values()),
        incidents=tuple(
            IncidentRow(at=each.at, reason=each.reason) for each in checkpoints.incidents()
        ),
        stopped=None if stopped is None else stopped.reason,
        demonstration=checkpoints.demonstration,
        newer_url=None if below is None else PATH,
        older_url=f"{PATH}?below={found[ROWS - 1].size}" if len(found) > ROWS else None,
    )
    return frame.show(page, nav="audit")


def _row(checkpoint: SignedCheckpoint, checkpoints: SignedCheckpoints) -> CheckpointRow:
    names = checkpoints.witnesses()
    return CheckpointRow(
        size=checkpoint.size,
        root=checkpoint.root.hex(),
        signed_at=checkpoint.signed_at,
        cosigned_by=tuple(names[key] for key in checkpoint.cosignatures if key in names),
        enough=checkpoints.enough(checkpoint),
        timestamped=checkpoint.timestamped,
    )


HANDLERS = (checkpoints_page,)
