"""Signs the public log as it grows, or stops itself (docs/rules/signing.md)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal, Protocol

import structlog

from adapters.signing.keys import KeyFile
from adapters.signing.notes import SigningKey, text_of
from adapters.signing.proofs import EMPTY, grew
from adapters.signing.store import RESUMED, AlreadySigned, Incident, Signed, SignerStore

OVERLAP = timedelta(days=30)
"""How long a key goes on signing beside its successor."""

Reason = Literal["smaller", "other-root", "inconsistent", "witness", "restored"]
"""Why a signer stands still."""

log = structlog.get_logger("gemeinsam.signing")


class Stopped(Exception):
    """What is there now must not be signed; `reason` says why, the text in a sentence."""

    def __init__(self, reason: Reason, size: int, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.size = size


class Tree(Protocol):
    """The tree of the public log at one moment."""

    @property
    def size(self) -> int:
        """How many entries there are."""
        ...

    def root(self, size: int) -> bytes:
        """Return the root over the first `size` entries."""
        ...

    def consistency(self, old: int, new: int) -> Sequence[bytes]:
        """Return the proof that the tree of size `new` begins with that of `old` (> 0)."""
        ...


class Signer:
    """Makes checkpoints: each larger than all before it, and proved to continue them.

    The store is its only memory, so that it may be killed at any moment.
    """

    def __init__(self, keys: KeyFile, store: SignerStore) -> None:
        self._keys = keys
        self._store = store

    def sign(self, tree: Tree, at: datetime, most: int | None = None) -> Signed | None:
        """Sign the tree, or its first `most` entries, if that is more than was signed.

        The checkpoint is stored before this returns. None means there is nothing new.

        Raises:
            Stopped: the tree contradicts what was signed; noted in the store.
            KeyUnsafe: the key cannot be used.
        """
        with self.watched(at):
            last = self._store.newest()
            self.prove(tree, last)
            size = tree.size if most is None else min(tree.size, most)
            if size <= (last.size if last else 0):
                return None
            # A second look, at exactly what is about to be signed.
            self._continues(tree, last, size)
            return self._signed(tree, size, at)

    def prove(self, tree: Tree, last: Signed | None) -> None:
        """Prove that the whole tree continues the last checkpoint.

        Raises:
            Stopped: it does not.
        """
        self._continues(tree, last, tree.size)

    def _continues(self, tree: Tree, last: Signed | None, size: int) -> None:
        if last is None:
            return
        if size < last.size:
            raise Stopped("smaller", size, f"{size} entries are left of {last.size} signed ones")
        root = tree.root(size)
        if size == last.size:
            if root != last.root:
                raise Stopped("other-root", size, f"another root at size {size} than was signed")
            return
        proof = tree.consistency(last.size, size) if last.size else ()
        if not grew((last.size, last.root), (size, root), proof):
            raise Stopped(
                "inconsistent", size, f"the tree of {size} does not begin with that of {last.size}"
            )

    def _signed(self, tree: Tree, size: int, at: datetime) -> Signed | None:
        keys = self.current_keys(at)
        root = tree.root(size) if size else EMPTY
        body = text_of(keys[0].name, size, root)
        lines = "".join(key.sign(body) for key in keys)
        try:
            self._store.add(size, root, body, lines, at)
        except AlreadySigned:
            return None  # Another signer was faster; the next round looks at what it did.
        log.info("signed", size=size, root=root.hex())
        return self._store.find(size)

    def empty(self, at: datetime) -> Signed:
        """Return a checkpoint of no entries, not stored: true of every log, good for asking."""
        keys = self.current_keys(at)
        body = text_of(keys[0].name, 0, EMPTY)
        return Signed(
            size=0,
            root=EMPTY,
            text=body,
            signatures="".join(key.sign(body) for key in keys),
            signed_at=at,
            cosignatures={},
            timestamped=False,
        )

    def current_keys(self, at: datetime) -> Sequence[SigningKey]:
        """Return the keys that sign now, oldest first; a new one is noted as begun.

        Raises:
            KeyUnsafe: the key cannot be used.
        """
        keys = self._keys.keys()
        begun = dict(self._store.known_keys())
        for key in keys:
            if key.public.line not in begun:
                self._store.begin_key(key.public.line, at)
                begun[key.public.line] = at
        chosen = []
        for number, key in enumerate(keys):
            successor = keys[number + 1] if number + 1 < len(keys) else None
            if successor is None or at < begun[successor.public.line] + OVERLAP:
                chosen.append(key)
        return chosen

    @contextmanager
    def watched(self, at: datetime) -> Iterator[None]:
        """Note in the store whether what is done inside stopped the signer, or went well.

        Raises:
            Stopped: passed on, after it is noted.
        """
        try:
            yield
        except Stopped as stopped:
            log.error("stopped itself", reason=stopped.reason, size=stopped.size)  # noqa: TRY400 - the reason is all there is to say
            self._report(at, stopped.reason, stopped.size, str(stopped))
            raise
        if self._store.stopped() is not None and self._store.doubt() is None:
            self.resume(at)

    def resume(self, at: datetime) -> None:
        """Note that the signer goes on."""
        newest = self._store.newest()
        self._report(at, RESUMED, newest.size if newest else 0, "")

    def _report(self, at: datetime, reason: str, size: int, detail: str) -> None:
        self._store.report(Incident(at=at, reason=reason, size=size, detail=detail))
