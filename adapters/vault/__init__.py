"""The vault: secrets that make a log without personal data usable (rulings 5, 10, 11, 21)."""

from adapters.vault.database import VaultDatabase
from adapters.vault.vault import PersistentVault, open_vault

__all__ = ["PersistentVault", "VaultDatabase", "open_vault"]
