"""The page of one's own receipt, in each of its states."""

from api.pages import views as v
from tests.api.view_samples.material import EVENING_BUS, LINK, at, signed_in

_ANA = signed_in("citizen", path=f"/ideas/{EVENING_BUS.id}/receipt", nav="me")
_WAITING = v.ReceiptPage(
    state="waiting", idea=LINK, says="support", at=at(6, 15), ready_by=at(7, 31)
)
_READY = v.ReceiptPage(
    state="ready",
    idea=LINK,
    says="agree",
    at=at(6, 15),
    index=1682,
    size=1777,
    check_url="https://gemeinsam.example/de/verify/receipt#00000000000000001",
    code="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E",
)

RECEIPTS = {
    "receipt-ready": (_READY, _ANA),
    "receipt-waiting": (_WAITING, _ANA),
    "receipt-forgotten": (v.ReceiptPage(state="forgotten", idea=LINK), _ANA),
    "receipt-none": (v.ReceiptPage(state="none", idea=LINK), _ANA),
}
