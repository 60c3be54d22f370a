"""The desk of the data protection officer: erasures, terms, and who read personal data."""

from datetime import timedelta

import msgspec
from litestar import get
from litestar.exceptions import PermissionDeniedException

from api.pages.audit.reads import checked
from api.pages.framing import Framing, Html
from api.pages.views.data_protection import (
    DataProtectionPage,
    DoneErasure,
    RequestedErasure,
    RetentionTerm,
)
from api.people import privacy_only
from api.provided import DataProtection, OfficeErasure, StaffReads

DAY = timedelta(days=1)


@get("/data-protection", sync_to_thread=True, guards=[privacy_only])
def data_protection_page(
    frame: Framing,
    data_protection: DataProtection,
    office_erasure: OfficeErasure,
    staff_reads: StaffReads,
) -> Html:
    """Show what is erased, what is due, and whether the list of staff reads holds.

    Raises:
        PermissionDeniedException: the person has the role in single processes only.
        VaultUnavailable: the requests cannot be read now.
    """
    person = frame.person
    if not person.may("oversee_privacy"):
        raise PermissionDeniedException(extra={"needs": ["privacy"]})
    requested = data_protection.requests(person.at)
    reads, broken = checked(staff_reads)
    page = DataProtectionPage(
        requested=tuple(RequestedErasure(**msgspec.structs.asdict(each)) for each in requested),
        done=tuple(
            DoneErasure(**msgspec.structs.asdict(each)) for each in data_protection.carried_out()
        ),
        terms=tuple(
            RetentionTerm(kept=each.kept, days=each.keep // DAY, due=each.due)
            for each in data_protection.terms()
        ),
        to_judge=len(office_erasure.waiting(person)),
        reads=reads,
        broken_at=broken,
    )
    return frame.show(page, nav="data_protection")


HANDLERS = (data_protection_page,)
