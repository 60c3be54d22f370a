"""Opens content references: ciphertext from the log's database, key from the vault (ruling 6)."""

from collections.abc import Callable, Collection, Mapping

from adapters.vault import PersistentVault
from adapters.vault.derivations import decrypt
from adapters.vault.memory import Remembered
from domain.messages import ContentRef

Ciphertexts = Callable[[Collection[ContentRef]], Mapping[ContentRef, bytes]]
"""Looks up ciphertexts in one query; those no longer stored are missing."""


class Contents:
    """Implements domain.ports.Texts. Safe in threads.

    Up to 2,000 opened texts stay in memory for 60 seconds, so that a page asked
    for again costs no query; `forget` drops them after an erasure elsewhere.
    """

    def __init__(self, ciphertexts: Ciphertexts, vault: PersistentVault) -> None:
        self._ciphertexts = ciphertexts
        self._vault = vault
        self._opened: Remembered[ContentRef, str] = Remembered(2_000)

    def open(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        """Return the texts with at most one lookup per database; erased ones are missing.

        Raises:
            VaultUnavailable: the vault does not answer and not all keys are in
                memory; `remembered` gives those texts that can be had.
            InvalidTag: a stored ciphertext was changed.
        """
        begun = self._opened.begin()
        texts = self._opened.get_all(refs)
        missing = [ref for ref in refs if ref not in texts]
        if missing:
            opened = self._decrypted(self._vault.keys(missing))
            self._opened.put_all(opened, begun)
            texts |= opened
        return texts

    def remembered(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        """Return the texts that open without the vault; never raises VaultUnavailable."""
        return self._decrypted(self._vault.remembered_keys(refs))

    def forget(self, refs: Collection[ContentRef]) -> None:
        """Drop texts and keys from memory, after an erasure elsewhere."""
        # The keys first: a text that is opened with one of them afterwards would stay.
        self._vault.forget_items(refs)
        self._opened.forget(refs)

    def _decrypted(self, keys: Mapping[ContentRef, bytes]) -> dict[ContentRef, str]:
        if not keys:
            return {}
        sealed = self._ciphertexts(keys.keys())
        return {ref: decrypt(keys[ref], ref, data).decode() for ref, data in sealed.items()}
