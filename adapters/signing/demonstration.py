"""Two witnesses of a demo. They run in the program they watch, so they prove nothing."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from adapters.signing.keys import KeyFile, KeyUnsafe
from adapters.signing.notes import WITNESS, SigningKey, VerificationKey
from adapters.signing.policies import Policy, Witness, policy
from adapters.signing.witness import LocalWitness
from adapters.signing.witnesses import Post, Reply

NAMES = ("demonstration-1.invalid", "demonstration-2.invalid")
"""`.invalid` is no address of anybody: nobody can take these for real witnesses."""


class DemonstrationWitnesses:
    """Shows what witnesses do, with keys and memories in the demo's own folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "demonstration-witnesses"

    @property
    def policy(self) -> Policy:
        """Return the policy that takes both of them."""
        lines = [
            f"witness {key.name} {key.public.line} http://127.0.0.1/{key.name}\n"
            for key in self._keys()
        ]
        return policy(f"{''.join(lines)}group both all {' '.join(NAMES)}\nquorum both\n")

    @contextmanager
    def answering(self, logs: Sequence[VerificationKey]) -> Iterator[Post]:
        """Lend what stands in for HTTP: both answer in this process, about these logs."""
        with ExitStack() as stack:
            answering = {}
            for key in self._keys():
                memory = self._folder / f"{key.name}.db"
                answering[key.name] = LocalWitness(key, logs, memory, _now)
                stack.callback(answering[key.name].close)

            def post(witness: Witness, body: bytes) -> Reply:
                status, _, answer = answering[witness.name].add_checkpoint(body)
                return status, answer

            yield post

    def _keys(self) -> list[SigningKey]:
        found = []
        for name in NAMES:
            file = KeyFile(self._folder / f"{name}.key", WITNESS)
            if not file.exists():
                with suppress(KeyUnsafe):  # Another process of the demo was faster.
                    file.create(name)
            found.append(file.keys()[0])
        return found


def _now() -> int:
    return int(datetime.now(UTC).timestamp())  # noqa: TID251 - a witness has a clock of its own
