"""Asks witnesses to cosign checkpoints (C2SP tlog-witness, add-checkpoint)."""

import http.client
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import structlog

from adapters.signing.notes import BadNote, checkpoint, packed, signatures
from adapters.signing.policies import Policy, Witness
from adapters.signing.posting import NoAnswer, posted
from adapters.signing.signer import Stopped, Tree
from adapters.signing.store import Signed, SignerStore

LOOPBACK = {"127.0.0.1", "::1", "localhost"}

log = structlog.get_logger("gemeinsam.witnesses")

Reply = tuple[int, bytes]
Post = Callable[[Witness, bytes], Reply]
"""Sends a request body to a witness and returns status and body.

Raises:
    WitnessUnavailable: no answer.
"""


class WitnessUnavailable(Exception):
    """A witness does not answer, or not as the protocol says; ask again later."""


class Witnesses:
    """Those of the policy who have an address.

    Requests go to these addresses and nowhere else: no redirect is followed and no
    proxy used; without https only on this machine.
    """

    def __init__(self, policy: Policy, store: SignerStore, post: Post | None = None) -> None:
        self._witnesses = [each for each in policy.witnesses if each.url]
        self._store = store
        self._post = post or post_by_http
        self.unavailable: dict[str, str] = {}

    @property
    def present(self) -> bool:
        """Whether there is anybody to ask."""
        return bool(self._witnesses)

    def ask(self, tree: Tree, at: datetime) -> int:
        """Ask everybody who has not cosigned the newest checkpoint; return how many did.

        Who does not answer is in `unavailable` and is asked again next time.

        Raises:
            Stopped: a witness has seen another history than ours.
        """
        newest = self._store.newest()
        if newest is None:
            return 0
        count = 0
        for witness in self._witnesses:
            if witness.key.line in newest.cosignatures:
                continue
            try:
                self._ask(witness, newest, tree, at)
            except WitnessUnavailable as error:
                self.unavailable[witness.name] = str(error)
                log.warning("witness unavailable", witness=witness.name, error=str(error))
                continue
            self.unavailable.pop(witness.name, None)
            count += 1
        return count

    def confirm(self, newest: Signed, tree: Tree, at: datetime) -> Sequence[str]:
        """Let every witness say that it knows nothing beyond our newest checkpoint.

        For when our own memory may be old. Returns who did not answer.

        Raises:
            Stopped: a witness knows a larger tree, or another one.
        """
        silent = []
        for witness in self._witnesses:
            try:
                self._ask(witness, newest, tree, at)
            except WitnessUnavailable:
                silent.append(witness.name)
        return silent

    def _ask(self, witness: Witness, newest: Signed, tree: Tree, at: datetime) -> None:
        old = min(self._store.cosigned_by(witness.key.line), newest.size)
        status, body = self._send(witness, old, newest, tree)
        if status == http.client.CONFLICT:
            known = _size(body)
            if known > newest.size or known == old:
                raise self._contradicted(witness, newest, known)
            status, body = self._send(witness, known, newest, tree)
        if status in (http.client.CONFLICT, http.client.UNPROCESSABLE_ENTITY):
            raise self._contradicted(witness, newest, newest.size)
        if status != http.client.OK:
            raise WitnessUnavailable(f"answered {status}")
        self._keep(witness, newest, body, at)

    def _send(self, witness: Witness, old: int, newest: Signed, tree: Tree) -> Reply:
        proof = tree.consistency(old, newest.size) if 0 < old < newest.size else ()
        lines = "".join(f"{packed(each)}\n" for each in proof)
        request = f"old {old}\n{lines}\n{newest.text}\n{newest.signatures}"
        return self._post(witness, request.encode())

    def _keep(self, witness: Witness, newest: Signed, body: bytes, at: datetime) -> None:
        try:
            lines = signatures(body.decode())
            offered = checkpoint(f"{newest.text}\n{''.join(each.line for each in lines)}")
        except (BadNote, UnicodeDecodeError) as error:
            raise WitnessUnavailable("answered something else than signatures") from error
        found = offered.signed_by(witness.key)
        if found is None:
            raise WitnessUnavailable("answered without a valid signature of its key")
        if newest.size:
            self._store.cosign(newest.size, witness.key.line, found.line, at)

    @staticmethod
    def _contradicted(witness: Witness, newest: Signed, known: int) -> Stopped:
        told = f"the witness {witness.name} knows another history than ours, of size {known}"
        return Stopped("witness", newest.size, told)


def _size(body: bytes) -> int:
    found = re.fullmatch(rb"(0|[1-9][0-9]{0,18})\n", body)
    if found is None:
        raise WitnessUnavailable("answered a conflict without a size")
    return int(found[1])


def post_by_http(witness: Witness, body: bytes) -> Reply:
    """Send a request over HTTP(S).

    Raises:
        WitnessUnavailable: as the type says.
    """
    try:
        url = urlsplit(f"{(witness.url or '').rstrip('/')}/add-checkpoint")
    except ValueError as error:
        raise WitnessUnavailable("its address is none") from error
    if url.scheme != "https" and not (url.scheme == "http" and url.hostname in LOOPBACK):
        raise WitnessUnavailable("its address must be https")
    try:
        return posted(url, body, "text/plain; charset=utf-8")
    except NoAnswer as error:
        raise WitnessUnavailable(str(error)) from error
