"""What somebody keeps of the public log, and checks again when the log has grown.

By the verifier alone and over HTTP, as a stranger would.
"""

from functools import partial

import httpx
import msgspec

from domain.codes import ProposalId
from gemeinsam_verifier.checkpoints import read_checkpoint
from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.policy import read_policy
from gemeinsam_verifier.receipts import check_receipt
from gemeinsam_verifier.report import PASSED, Report
from gemeinsam_verifier.source import open_source
from gemeinsam_verifier.verifying import Wishes, verify
from tests.api.installation import SignedIn
from tests.patience import eventually


class Kept(msgspec.Struct, frozen=True):
    """A receipt, a checkpoint, and what the log recounted to when they were fetched."""

    log: str
    receipt: bytes
    checkpoint: bytes
    report: Report

    @property
    def size(self) -> int:
        """Return how many entries the log had."""
        return self.report.size


def keep(home: str, voter: SignedIn, idea: ProposalId) -> Kept:
    """Fetch what there is of somebody's vote, as soon as it is signed."""
    log = f"{home}/public-log"
    file = f"{home}/de/ideas/{idea}/receipt/file"
    receipt = partial(httpx.get, file, headers=voter.cookie)
    assert eventually(lambda: receipt().status_code == 200)
    checkpoint = httpx.get(f"{log}/checkpoint").content
    return Kept(log, receipt().content, checkpoint, _checked(log))


def still_proves(kept: Kept, erased: int) -> None:
    """Check all that was kept against the log of now, which says that texts were erased."""
    assert eventually(lambda: _size(kept.log) >= kept.size + erased)
    receipt = check_receipt(kept.receipt, Checklist())
    assert b'"vote"' in receipt.entry
    report = _checked(kept.log, ("receipt", kept.receipt), ("checkpoint", kept.checkpoint))
    assert report.older == [("receipt", receipt.checkpoint.size), ("checkpoint", kept.size)]
    assert report.erased >= erased > kept.report.erased == 0
    assert _counts(report) == _counts(kept.report)
    assert [sum(counts) for counts in _counts(report).values()] == [1]


def _checked(log: str, *older: tuple[str, bytes]) -> Report:
    policy = read_policy(httpx.get(f"{log}/policy").text)
    report = verify(open_source(log), Wishes(policy, older))
    assert (report.complaints, report.exit_code) == ([], PASSED)
    return report


def _counts(report: Report) -> dict[str, tuple[int, ...]]:
    """Return the recount of each question; its title may be among what was erased."""
    return {row.question: row.counts for tally in report.tallies for row in tally.rows}


def _size(log: str) -> int:
    found = httpx.get(f"{log}/checkpoint")
    return read_checkpoint(found.content).size if found.status_code == 200 else 0
