"""Checking the public log and one's own receipt."""

from datetime import datetime
from typing import ClassVar, Literal

from api.pages.views.common import IdeaLink, Page
from domain.codes import Choice


class VerifyPage(Page, frozen=True, kw_only=True):
    """`/{lang}/verify`: the reader's browser checks the public log at the address `base`."""

    template: ClassVar[str] = "verify.html"
    base: str


class CheckReceiptPage(Page, frozen=True, kw_only=True):
    """`/{lang}/verify/receipt`: the reader's browser checks a receipt.

    The receipt comes in a file, as text, or behind the `#` of the address.
    """

    template: ClassVar[str] = "verify_receipt.html"
    base: str


class ReceiptPage(Page, frozen=True, kw_only=True):
    """`/{lang}/ideas/{id}/receipt`: the receipt of the reader's own vote.

    `code` is the address of a picture that leads to `check_url`; both are there only if
    the receipt is `ready`. `ready_by` is when the phase ends: the latest moment at which
    a waiting receipt is there.
    """

    template: ClassVar[str] = "receipt.html"
    state: Literal["none", "waiting", "ready", "forgotten"]
    idea: IdeaLink
    says: Literal["nothing", "support"] | Choice | None = None
    at: datetime | None = None
    ready_by: datetime | None = None
    index: int | None = None
    size: int | None = None
    check_url: str | None = None
    code: str | None = None
