"""Remarks: comments on a paragraph of the mission statement, which stay with it.

Rules: docs/rules/remarks.md.
"""

from domain.remarks.commands import (
    EditRemark,
    EndRemarkHold,
    HideRemark,
    HoldRemark,
    PostRemark,
    RefuseRemark,
    ReleaseRemark,
    RemarkCommand,
    RestoreRemark,
    WithdrawRemark,
)
from domain.remarks.deciding import (
    EDIT_WINDOW,
    decide,
)
from domain.remarks.events import (
    RemarkEdited,
    RemarkEvent,
    RemarkHeld,
    RemarkHidden,
    RemarkPosted,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
)
from domain.remarks.refusals import (
    NotTheAuthorOfTheRemark,
    ParagraphUnknown,
    RemarkAlreadyPosted,
    RemarkCannotBeChanged,
    RemarkNotHeld,
    RemarkNotHidden,
    RemarkNotVisible,
    RemarkUnknown,
    RemarkWindowIsOver,
)
from domain.remarks.state import (
    Remark,
    RemarkStatus,
    evolve,
    history_of,
)

__all__ = [
    "EDIT_WINDOW",
    "EditRemark",
    "EndRemarkHold",
    "HideRemark",
    "HoldRemark",
    "NotTheAuthorOfTheRemark",
    "ParagraphUnknown",
    "PostRemark",
    "RefuseRemark",
    "ReleaseRemark",
    "Remark",
    "RemarkAlreadyPosted",
    "RemarkCannotBeChanged",
    "RemarkCommand",
    "RemarkEdited",
    "RemarkEvent",
    "RemarkHeld",
    "RemarkHidden",
    "RemarkNotHeld",
    "RemarkNotHidden",
    "RemarkNotVisible",
    "RemarkPosted",
    "RemarkRefused",
    "RemarkReleased",
    "RemarkRestored",
    "RemarkStatus",
    "RemarkUnknown",
    "RemarkWindowIsOver",
    "RemarkWithdrawn",
    "RestoreRemark",
    "WithdrawRemark",
    "decide",
    "evolve",
    "history_of",
]
