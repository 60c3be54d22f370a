"""Who of the staff was shown whose personal data, and why."""

from typing import Any, get_args
from urllib.parse import urlencode

from litestar import get
from litestar.exceptions import PermissionDeniedException
from litestar.params import FromQuery

from api.pages.formatting import number
from api.pages.framing import Framing, Html
from api.pages.views.audits import ReadsFilter, StaffReadRow, StaffReadsPage
from api.people import holding
from api.provided import StaffReads
from domain.reads import OPERATOR, DataKind, Purpose, ReadsCorrupt, StaffRead, Wanted

_PAGE = 50
_SHOWN = 8  # digits of a reference
_HASH = 12
_DIGITS = frozenset("0123456789abcdef")


@get("/audit/reads", sync_to_thread=True, guards=[holding("auditor", "privacy")])
def staff_reads_page(
    *,
    frame: Framing,
    staff_reads: StaffReads,
    kind: FromQuery[str] = "",
    purpose: FromQuery[str] = "",
    reader: FromQuery[str] = "",
    whom: FromQuery[str] = "",
    before: FromQuery[str] = "",
) -> Html:
    """List the chain of staff reads, newest first, and say whether it holds.

    Raises:
        PermissionDeniedException: the person has their role in single processes only.
    """
    if not frame.person.may("read_staff_reads"):
        raise PermissionDeniedException(extra={"needs": ["auditor", "privacy"]})
    chosen = ReadsFilter(
        kind=kind if kind in get_args(DataKind) else "",
        purpose=purpose if purpose in get_args(Purpose) else "",
        reader=_reference(reader),
        whom=_reference(whom),
    )
    given: dict[str, Any] = {
        name: getattr(chosen, name) for name in chosen.__struct_fields__ if getattr(chosen, name)
    }
    rows = staff_reads.page(Wanted(**given, before=number(before)), _PAGE + 1)
    shown = rows[:_PAGE]
    holding_rows, broken = checked(staff_reads)
    older = {**given, "before": shown[-1].number} if len(rows) > _PAGE else None
    page = StaffReadsPage(
        rows=tuple(map(_row, shown)),
        filter=chosen,
        kinds=get_args(DataKind),
        purposes=get_args(Purpose),
        checked=holding_rows,
        broken_at=broken,
        older_url=frame.url("/audit/reads") + "?" + urlencode(older) if older else None,
    )
    return frame.show(page, nav="audit")


def _reference(text: str) -> str:
    """Return the digits somebody copied from the list; nothing if these are none."""
    digits = text.strip().lower().replace("-", "")
    return digits if set(digits) <= _DIGITS else ""


def checked(staff_reads: StaffReads) -> tuple[int, int | None]:
    """Return how many rows hold, and the first number that does not."""
    try:
        return sum(1 for _ in staff_reads.check()), None
    except ReadsCorrupt as corrupt:
        return corrupt.number - 1, corrupt.number


def _row(row: StaffRead) -> StaffReadRow:
    return StaffReadRow(
        number=row.number,
        at=row.at,
        reader=None if row.reader == OPERATOR else row.reader.hex[:_SHOWN],
        role=row.role,
        kind=row.kind,
        whom=row.whom.hex[:_SHOWN] if row.whom else None,
        purpose=row.purpose,
        hash=row.hash.hex()[:_HASH],
    )
