"""Somebody who wrote on paper objects at the town hall; a clerk writes it down (J2, I7)."""

import pytest

from domain.codes import CaseId, ProposalId
from domain.moderation import (
    AlreadyAppealed,
    AppealFiled,
    AppealTooLate,
    NotYourCase,
    OutcomeNotPossible,
    case_id_of,
)
from domain.permissions import NotAllowed
from domain.proposals import ProposalSubmitted
from domain.use_cases import moderating
from domain.use_cases.moderating import Verdict
from tests.use_cases.test_transcribing import confirm, record
from tests.use_cases.town import Town

REJECT = Verdict(outcome="reject", rules=("HR05",), explanation="Der Text wirbt für ein Geschäft.")
WORDS = "Ich verkaufe nichts."


def on_paper(town: Town) -> ProposalId:
    """Let two clerks hand in what somebody wrote on paper."""
    process_id, _ = town.open_process()
    done = confirm(town, record(town, process_id).id, "dora")
    assert done.proposal is not None
    return done.proposal


def rejected(town: Town) -> tuple[ProposalId, CaseId]:
    """Let a moderator reject an idea that came on paper."""
    idea = on_paper(town)
    case_id = case_id_of(idea, 1)
    town.decide(case_id, REJECT)
    return idea, case_id


def object_to(town: Town, case_id: CaseId, name: str = "caro") -> None:
    moderating.file_appeal(town.platform, town.as_(name), case_id, WORDS)


def test_a_clerk_objects_for_whoever_wrote_the_sheet(town: Town) -> None:
    idea, case_id = rejected(town)
    object_to(town, case_id)
    filed = town.events(case_id)[-1]
    assert isinstance(filed, AppealFiled)
    (submitted, *_) = town.events(idea)
    assert isinstance(submitted, ProposalSubmitted)
    assert (filed.by.role, filed.by.on_behalf_of) == ("clerk", submitted.author.on_behalf_of)
    # The words are the writer's: they go when the writer is forgotten.
    assert town.vault.owner(idea) is not None
    with pytest.raises(AlreadyAppealed):
        object_to(town, case_id)
    nora = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, nora, case_id)
    why = "Es ist doch ein Vorschlag für alle."
    moderating.decide_appeal(town.platform, nora, case_id, "overturned", why)
    assert town.history(idea)[-1] == "ProposalPublished"


def test_nobody_else_objects_for_them_and_clerks_for_nobody_else(town: Town) -> None:
    _, case_id = rejected(town)
    for name in ("ben", "milo"):
        with pytest.raises(NotAllowed):
            object_to(town, case_id, name)
    process_id, _ = town.open_process("anderswo")
    online = case_id_of(town.submit(process_id, "ana").id, 1)
    town.decide(online, REJECT)
    with pytest.raises(NotYourCase):
        object_to(town, online)


def test_the_time_to_object_is_that_of_everybody(town: Town) -> None:
    _, case_id = rejected(town)
    town.later(days=184)
    with pytest.raises(AppealTooLate):
        object_to(town, case_id)


def test_nothing_is_returned_to_somebody_who_has_no_account(town: Town) -> None:
    case_id = case_id_of(on_paper(town), 1)
    returned = Verdict(outcome="return", rules=("HR04",), explanation=REJECT.explanation)
    with pytest.raises(OutcomeNotPossible):
        town.decide(case_id, returned)
    moderating.decide_case(town.platform, town.as_("milo"), case_id, REJECT)
    object_to(town, case_id)
    nora = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, nora, case_id)
    why = "Ohne den Namen des Ladens geht es."
    with pytest.raises(OutcomeNotPossible):
        moderating.decide_appeal(town.platform, nora, case_id, "partly", why)
