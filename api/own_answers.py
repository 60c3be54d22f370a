"""Under which numbers somebody may have answered: nobody but the vault can tell."""

from collections.abc import Collection, Mapping

from domain.codes import ProposalId
from domain.people import PepperDestroyed, PersonRef, ProcessId, VoterNumber
from domain.ports import Vault
from projections import feed
from projections.model import Snapshot


def numbers(
    snapshot: Snapshot, vault: Vault, ref: PersonRef, known: Collection[ProcessId]
) -> Mapping[VoterNumber, ProposalId]:
    """Return the person's number for each idea of these processes.

    Nothing links them to the person but the vault: so all ideas are asked for.
    Processes whose key was destroyed are left out: nobody can know any more.
    """
    found: dict[VoterNumber, ProposalId] = {}
    for process_id in known:
        try:
            found |= {
                vault.recall_number(ref, process_id, proposal_id): proposal_id
                for proposal_id in feed.ids(snapshot, process_id)
            }
        except PepperDestroyed:
            continue
    return found
