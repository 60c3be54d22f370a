"""Which fields the entries of remarks have."""

from collections.abc import Mapping

from domain import remarks
from domain.messages import Event
from projections.public_log.field import Fields, of
from projections.public_log.reasons import BROKEN

_REMARK = of(p="process_id", remark="remark_id")
_JUDGED = {
    **_REMARK,
    **BROKEN,
    **of(case="case_id", appeal="appeal_until", c__explanation="explanation"),
}

REMARK_FIELDS: Mapping[type[Event], Fields] = {
    remarks.RemarkPosted: {
        **_REMARK,
        **of(
            phase="phase_id",
            paragraph="paragraph_id",
            version="mission_version",
            level="level",
            c__text="text",
        ),
    },
    remarks.RemarkEdited: {**_REMARK, **of(version="version", c__text="text")},
    remarks.RemarkWithdrawn: _REMARK,
    remarks.RemarkHeld: {**_REMARK, **of(case="case_id", until="until")},
    remarks.RemarkReleased: {**_REMARK, **of(case="case_id")},
    remarks.RemarkRestored: {**_REMARK, **of(case="case_id")},
    remarks.RemarkRefused: _JUDGED,
    remarks.RemarkHidden: _JUDGED,
}
"""All of them are published."""
