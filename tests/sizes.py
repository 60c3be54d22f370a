"""How big the load and fault tests are: small for every change, full at night.

`make test` runs the small sizes, `make nightly` those of the acceptance lists
(docs/decisions/0002). The tests are the same.
"""

import os
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Numbers that differ between every change and every night."""

    nightly: bool
    kill_rounds: int
    """Rounds of `kill -9` per store (T1, T2)."""
    signer_kills: int
    """Rounds of `kill -9` for publisher and signer per store (T19)."""
    proposals: int
    """Proposals in the feed when paging is measured."""
    same_votes: int
    """Threads that cast the same vote (T8); exactly one may be stored."""
    different_votes: int
    """Threads that cast a vote of their own; all are stored."""
    closings: int
    """Rounds closed while votes come in (T10)."""
    voting_threads: int
    """Threads voting during each closing."""
    examples: int
    """Hypothesis examples per property."""
    moments: int
    """Earlier positions at which everything is compared with a rebuild."""


SMALL = Sizes(
    nightly=False,
    kill_rounds=3,
    signer_kills=3,
    proposals=5_000,
    same_votes=100,
    different_votes=100,
    closings=5,
    voting_threads=6,
    examples=50,
    moments=3,
)
NIGHTLY = Sizes(
    nightly=True,
    kill_rounds=60,
    signer_kills=200,
    proposals=100_000,
    same_votes=1_000,
    different_votes=1_000,
    closings=20,
    voting_threads=12,
    examples=1_000,
    moments=50,
)


def chosen() -> Sizes:
    """Return the sizes that GEMEINSAM_SIZES asks for: `small` (default) or `nightly`."""
    return {"small": SMALL, "nightly": NIGHTLY}[os.environ.get("GEMEINSAM_SIZES", "small")]
