"""A village whose public log is signed, and what is fetched from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from adapters.signing.rounds import Signing
from api.signing import signing
from tests.api.installation import Clock
from tests.api.pages.village import Village, a_village


@contextmanager
def a_signed_village(folder: Path, *, demo: bool = False) -> Iterator[tuple[Village, Signing]]:
    """Lend a village with a published idea, and the rounds of its signer."""
    with a_village(folder, demo=demo) as village:
        village.open_process(moderation="post")
        village.person("author")
        village.published(village.process_id, "author")
        with rounds_of(village) as rounds:
            yield village, rounds


@contextmanager
def rounds_of(village: Village) -> Iterator[Signing]:
    """Lend the signer of a village; its read models keep up before each round."""
    parts = village.parts
    with signing(parts.settings, parts.signatures, parts.tables, parts.clock) as rounds:
        yield rounds


def sign(village: Village, rounds: Signing) -> int:
    """Do one round; return the size of the newest checkpoint."""
    village.parts.runner.catch_up()
    rounds.round()
    newest = village.parts.signatures.newest()
    return newest.size if newest else 0


__all__ = ["Clock", "a_signed_village", "rounds_of", "sign"]
