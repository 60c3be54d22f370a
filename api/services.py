"""Services made of the parts of an installation, each for the pages that need it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from api.data_protection import DataProtection
from api.exporting import Exporting
from api.office_erasure import OfficeErasure
from api.retaining import Retaining
from domain.use_cases.erasing import Text

if TYPE_CHECKING:
    from api.wiring import Parts  # the wiring imports this module


def office_erasure_of(parts: "Parts") -> OfficeErasure:
    """Return what two people of the office may have erased."""

    def left(texts: Sequence[Text]) -> bool:
        return bool(parts.vault.keys([ref for ref, _ in texts]))

    return OfficeErasure(
        platform=parts.platform,
        left=left,
        proposals=parts.identity.text_erasures,
        disclosures=parts.disclosures,
    )


def exporting_of(parts: "Parts") -> Exporting:
    """Return what makes copies of one's own data."""
    identity = parts.identity
    return Exporting(
        platform=parts.platform,
        log=parts.log,
        vault=parts.vault,
        texts=parts.texts,
        read_models=parts.read_models,
        accounts=identity.accounts,
        sessions=parts.sessions,
        tokens=parts.tokens,
        drafts=identity.drafts,
        erasures=identity.erasures,
        staff_reads=parts.reads,
        receipts=identity.receipts,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )


def data_protection_of(parts: "Parts", retaining: Retaining) -> DataProtection:
    """Return what the data protection officer watches."""
    settings = parts.settings
    return DataProtection(
        keep=settings.keep,
        requests=parts.identity.erasures,
        carried_out=parts.erasures,
        # A demo lives in a past year: all of it would have been kept long enough.
        retaining=None if settings.demo else retaining,
    )
