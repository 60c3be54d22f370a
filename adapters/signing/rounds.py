"""What the signer does again and again: prove, sign, ask witnesses, take timestamps."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec
import structlog

from adapters.signing.assurance import Safe
from adapters.signing.signer import Reason, Signer, Stopped, Tree
from adapters.signing.store import Signed, SignerStore
from adapters.signing.timestamps import TimestampUnavailable, stamped
from adapters.signing.witnesses import Witnesses

DAILY = timedelta(days=1)

log = structlog.get_logger("gemeinsam.signing")


class PlacedTree(Tree, Protocol):
    """A tree that knows up to which position of the event log it goes."""

    @property
    def position(self) -> int:
        """Return the position it was read at."""
        ...


class Signing(msgspec.Struct, kw_only=True):
    """Everything a round needs. One process does rounds; others are refused by the store.

    `open_tree` lends the tree at one moment, `restored` is a file that says that databases
    come from a backup, `tsa` the address of a timestamp service, if there is one.
    """

    open_tree: Callable[[], AbstractContextManager[PlacedTree]]
    signer: Signer
    store: SignerStore
    witnesses: Witnesses
    safe: Safe
    restored: Path
    clock: Callable[[], datetime]
    tsa: str | None = None
    every: float = 60.0

    def run(self, stop: threading.Event) -> None:
        """Do rounds until told to stop. A stopped signer looks again each time."""
        while True:
            self.round()
            if stop.wait(self.every):
                return

    def round(self) -> Signed | None:
        """Sign what is new and ask for cosignatures; None if nothing was signed.

        A contradiction is noted in the store, and nothing is signed.
        """
        now = self.clock()
        try:
            with self.open_tree() as tree:
                signed = self._signed(tree, now)
        except Stopped:
            return None
        self._stamp(now)
        return signed

    def _signed(self, tree: PlacedTree, now: datetime) -> Signed | None:
        with self.signer.watched(now):
            self._ask_before_going_on(tree, now)
            signed = self.signer.sign(tree, now, self.safe.size(tree.position, tree.size))
            self.witnesses.ask(tree, now)
            return signed

    def _ask_before_going_on(self, tree: PlacedTree, now: datetime) -> None:
        """Let witnesses tell what our own memory may lack, where there is reason to doubt it.

        Raises:
            Stopped: one knows more than we do; or there is doubt and one is silent.
        """
        newest = self.store.newest()
        doubt = self.store.doubt()
        restored = self.restored.exists()
        if newest is not None and doubt is None and not restored:
            return
        self.signer.prove(tree, newest)
        silent = self.witnesses.confirm(newest or self.signer.empty(now), tree, now)
        if restored and (silent or not self.witnesses.present):
            who = ", ".join(silent) or "nobody is there to ask"
            raise Stopped("restored", tree.size, f"restored, not yet confirmed: {who}")
        if doubt is not None and silent:
            # The one that knew another history may be the one that is silent now.
            reason: Reason = "restored" if doubt == "restored" else "witness"
            raise Stopped(reason, tree.size, f"not yet confirmed: {', '.join(silent)}")
        if restored or doubt is not None:
            self.accept_restore(now)

    def accept_restore(self, now: datetime) -> None:
        """Go on after a restore; for a person who has compared checkpoints, or the witnesses."""
        self.restored.unlink(missing_ok=True)
        self.signer.resume(now)

    def _stamp(self, now: datetime) -> None:
        last = self.store.last_stamp()
        newest = self.store.newest()
        if self.tsa is None or newest is None or newest.timestamped:
            return
        # What was taken tomorrow was taken by a clock that has been put right since.
        if last is not None and abs(now - last) < DAILY:
            return
        try:
            self.store.stamp(newest.size, stamped(self.tsa, newest.text), now)
        except TimestampUnavailable as error:
            log.warning("no timestamp", error=str(error))
