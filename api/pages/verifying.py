"""Pages on which the reader's own browser checks the public log, or a receipt of it."""

from litestar import get

from api.pages.framing import Framing, Html
from api.pages.views import CheckReceiptPage, VerifyPage

LOG = "/public-log/"
"""Where this installation publishes its log."""


@get("/verify", sync_to_thread=True)
def verify(frame: Framing) -> Html:
    """Let the browser check the whole log; the server only hands over the page."""
    return frame.show(VerifyPage(base=LOG), nav="audit")


@get("/verify/receipt", sync_to_thread=True)
def check_receipt(frame: Framing) -> Html:
    """Let the browser check a receipt; what stands behind the `#` never gets here."""
    return frame.show(CheckReceiptPage(base=LOG), nav="audit")


HANDLERS = (verify, check_receipt)
