"""What the data protection officer watches, for programs."""

from datetime import timedelta

import msgspec
from litestar import get
from litestar.exceptions import PermissionDeniedException

from api.people import privacy_only
from api.problems import READING, responses
from api.provided import DataProtection, Person
from api.resources.schemas import data_protection as shapes

DAY = timedelta(days=1)


@get(
    "/data-protection",
    sync_to_thread=True,
    guards=[privacy_only],
    tags=["Data protection"],
    responses=responses(*READING, 401, 403),
)
def get_data_protection(
    data_protection: DataProtection, person: Person
) -> shapes.DataProtectionReport:
    """Return erasures asked for and carried out, and terms; nobody is named."""
    if not person.may("oversee_privacy"):
        raise PermissionDeniedException(extra={"needs": ["privacy"]})
    return shapes.DataProtectionReport(
        requested=[
            shapes.RequestedErasure(**msgspec.structs.asdict(each))
            for each in data_protection.requests(person.at)
        ],
        carried_out=[
            shapes.CarriedOutErasure(**msgspec.structs.asdict(each))
            for each in data_protection.carried_out()
        ],
        terms=[
            shapes.RetentionTerm(kept=each.kept, days=each.keep // DAY, due=each.due)
            for each in data_protection.terms()
        ],
    )
