"""What the data protection officer watches."""

from datetime import datetime
from typing import ClassVar, Literal

from api.pages.views.common import Page, View


class RequestedErasure(View, frozen=True, kw_only=True):
    """An erasure that was asked for and is not done; who has asked, nobody is told."""

    requested: datetime
    due: datetime
    ground: str
    account: bool
    texts: Literal["none", "some", "all"]
    state: Literal["waiting", "running", "mail_fails"]


class DoneErasure(View, frozen=True, kw_only=True):
    """An erasure that was carried out."""

    at: datetime
    ground: str
    account: bool
    texts: int


class RetentionTerm(View, frozen=True, kw_only=True):
    """A term in days; `due` is how much is over it, None where nothing is let go of."""

    kept: str
    days: int
    due: int | None


class DataProtectionPage(Page, frozen=True, kw_only=True):
    """`/{lang}/data-protection`: for the data protection officer.

    `to_judge` counts texts that wait for a second person; `broken_at` is the first
    entry of the staff reads that does not fit, `reads` how many hold.
    """

    template: ClassVar[str] = "data_protection.html"
    requested: tuple[RequestedErasure, ...]
    done: tuple[DoneErasure, ...]
    terms: tuple[RetentionTerm, ...]
    to_judge: int
    reads: int
    broken_at: int | None = None
