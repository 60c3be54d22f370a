"""What handlers are handed about people: accounts, sign-in, sessions, limits, mail.

Who somebody is lies outside the log. Everything but mail is kept
in the vault's database, so every method raises VaultUnavailable while that does
not answer. Times are handed in, aware. All of it is safe in threads.
"""

from api.ports.access import (
    AccessToken,
    AccessTokens,
    Confirmed,
    Limits,
    Session,
    Sessions,
    SignInLinks,
)
from api.ports.accounts import Account, Accounts, Draft, Drafts, Language
from api.ports.erasures import Erasures, PendingErasure
from api.ports.mail import Mailer, Outbox, StoredMail
from api.ports.reads import StaffReads
from api.ports.receipts import ForgottenReceipts
from api.ports.text_erasures import OfficeGround, ProposedErasure, TextErasures

__all__ = [
    "AccessToken",
    "AccessTokens",
    "Account",
    "Accounts",
    "Confirmed",
    "Draft",
    "Drafts",
    "Erasures",
    "ForgottenReceipts",
    "Language",
    "Limits",
    "Mailer",
    "OfficeGround",
    "Outbox",
    "PendingErasure",
    "ProposedErasure",
    "Session",
    "Sessions",
    "SignInLinks",
    "StaffReads",
    "StoredMail",
    "TextErasures",
]
