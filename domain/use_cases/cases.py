"""What all moderation use cases share: a known case, its standing, its author."""

import msgspec

from domain import moderation
from domain.codes import CaseId
from domain.people import PersonRef, ProcessId, Pseudonym
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories


class CaseState(msgspec.Struct, frozen=True):
    """The answer to a moderation command."""

    id: CaseId
    state: moderation.CaseStatus


def standing(histories: Histories, case_id: CaseId) -> bytes:
    """Return where a case stands as the answer to a command."""
    return msgspec.json.encode(CaseState(case_id, histories.case(case_id).status))


def known_case(histories: Histories, case_id: CaseId) -> tuple[moderation.Case, ProcessId]:
    """Return a case that exists, and its process.

    Raises:
        CaseUnknown: there is none.
    """
    case = histories.case(case_id)
    if case.process_id is None:
        raise moderation.CaseUnknown
    return case, case.process_id


def is_own(platform: Platform, asking: Asking, case: moderation.Case) -> bool:
    """Tell whether the asking person made what the case is about (I7, ruling 10)."""
    return asking.person is not None and author_of(platform, case) == asking.person


def author_of(platform: Platform, case: moderation.Case) -> PersonRef | None:
    """Return who made what the case is about; None if imported or erased."""
    return platform.vault.owner(case.subject.id) if case.subject else None


def account_of(platform: Platform, decided: moderation.Case) -> Pseudonym | None:
    """Return the author's account pseudonym; None if imported or erased."""
    owner = author_of(platform, decided)
    return None if owner is None else platform.vault.pseudonym(owner, "installation")
