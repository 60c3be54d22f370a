"""Who is asking: accounts, sign-in links, sessions, tokens, limits; not event-sourced.

Everything lies in the vault's database and goes with the person's erasure there.
"""

from datetime import datetime

from adapters.identity.accounts import PersistentAccounts
from adapters.identity.activity import PersistentActivity
from adapters.identity.drafts import PersistentDrafts
from adapters.identity.erasures import PersistentErasures
from adapters.identity.limits import PersistentLimits
from adapters.identity.links import PersistentLinks
from adapters.identity.receipts import PersistentForgottenReceipts
from adapters.identity.sessions import PersistentSessions
from adapters.identity.tables import metadata
from adapters.identity.text_erasures import PersistentTextErasures
from adapters.identity.tokens import PersistentTokens
from adapters.vault import PersistentVault
from domain.people import PersonRef

__all__ = ["Identity", "open_identity"]


class Identity:
    """What api/wiring.py hands to the handlers, port by port."""

    def __init__(self, vault: PersistentVault) -> None:
        vault.database.create(metadata)
        self.accounts = PersistentAccounts(vault)
        self.links = PersistentLinks(vault.database)
        self.sessions = PersistentSessions(vault.database)
        self.tokens = PersistentTokens(vault.database, self.accounts)
        self.limits = PersistentLimits(vault.database)
        self.drafts = PersistentDrafts(vault.database)
        self.erasures = PersistentErasures(vault.database)
        self.text_erasures = PersistentTextErasures(vault.database)
        self.receipts = PersistentForgottenReceipts(vault.database)
        self.activity = PersistentActivity(vault.database)

    def forget(self, person: PersonRef) -> None:
        """Drop the person from this process's memory, after an erasure or a change of roles."""
        self.accounts.forget(person)
        self.sessions.forget(person)
        self.tokens.forget(person)

    def lock_out(self, person: PersonRef) -> None:
        """End all sessions and tokens of somebody whose account is about to go."""
        self.sessions.end_all(person)
        self.tokens.revoke_all(person)
        self.forget(person)

    def forget_address(self, email: str) -> None:
        """Delete what lies outside accounts under an address: links not yet used."""
        self.links.forget(email)

    def sweep(self, at: datetime) -> None:
        """Delete what is over: links, sessions, limits, proofs; to be called every few minutes."""
        self.links.sweep(at)
        self.sessions.sweep(at)
        self.limits.sweep(at)
        self.erasures.sweep(at)


def open_identity(vault: PersistentVault) -> Identity:
    """Open the identity tables beside the vault's, making them if needed.

    Raises:
        VaultUnavailable: the database does not answer.
    """
    return Identity(vault)
