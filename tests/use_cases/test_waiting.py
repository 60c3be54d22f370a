"""What still waits for a moderator when something else was decided (J4, J5)."""

import pytest

from domain import moderation
from domain.moderation import case_id_of
from domain.use_cases import merging, moderating
from domain.use_cases.histories import Histories
from domain.use_cases.moderating import Verdict
from tests.use_cases.moderated import WHY, edit, overturn, post
from tests.use_cases.town import Town


@pytest.mark.parametrize("outcome", ["no_action", "warn"])
def test_the_case_of_an_idea_its_author_has_merged_can_end(
    town: Town, outcome: moderation.Outcome
) -> None:
    process_id, _ = town.open_process(moderation="post")
    target, source = town.submit(process_id).id, town.submit(process_id, "ben").id
    merging.merge_proposals(town.platform, town.as_("ben"), source, target, None)
    case_id = case_id_of(source, 1)
    town.decide(case_id, Verdict(outcome=outcome, rules=("HR01",), explanation=WHY))
    assert town.history(case_id)[-1] == "CaseDecided"
    assert town.history(source)[-1] == "ProposalMerged"


@pytest.mark.parametrize("outcome", ["warn", "suspend"])
def test_an_edit_waits_on_when_its_author_is_warned(
    town: Town, outcome: moderation.Outcome
) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    edit(town, proposal_id)
    verdict = Verdict(outcome=outcome, rules=("HR01",), explanation=WHY)
    town.decide(case_id_of(proposal_id, 2), verdict)
    third = case_id_of(proposal_id, 3)
    assert town.history(third) == ["CaseOpened"]
    town.decide(third, Verdict(outcome="publish"))
    assert town.history(proposal_id)[-1] == "ProposalEditReleased"
    assert town.history(case_id_of(proposal_id, 4)) == []


def test_an_overturned_refusal_of_an_edit_releases_it(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    edit(town, proposal_id)
    case_id = case_id_of(proposal_id, 2)
    town.decide(case_id, Verdict(outcome="reject", rules=("HR07",), explanation=WHY))
    assert town.history(proposal_id)[-1] == "ProposalEditRefused"
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Doch.")
    overturn(town, case_id)
    assert town.history(proposal_id)[-1] == "ProposalEditReleased"
    assert Histories(town.log).proposal(proposal_id).public_version == 2


def test_an_overturned_refusal_brings_no_older_text_back(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    edit(town, proposal_id)
    case_id = case_id_of(proposal_id, 2)
    town.decide(case_id, Verdict(outcome="reject", rules=("HR07",), explanation=WHY))
    edit(town, proposal_id)
    town.decide(case_id_of(proposal_id, 3), Verdict(outcome="publish"))
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Doch.")
    overturn(town, case_id)
    assert Histories(town.log).proposal(proposal_id).public_version == 3
    assert town.history(proposal_id).count("ProposalEditReleased") == 1


def test_an_edit_waits_on_when_a_hidden_idea_comes_back(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    edit(town, proposal_id)
    second, third = case_id_of(proposal_id, 2), case_id_of(proposal_id, 3)
    town.decide(second, Verdict(outcome="hide", rules=("HR01",), explanation=WHY))
    assert town.history(third) == []
    moderating.file_appeal(town.platform, town.as_("ana"), second, "Das war sachlich.")
    overturn(town, second)
    assert town.history(proposal_id)[-1] == "ProposalRestored"
    assert town.history(third) == ["CaseOpened"]


def test_an_edit_waits_on_when_a_merge_is_undone(town: Town) -> None:
    process_id, _ = town.open_process()
    target, source = town.published(process_id, "ben"), town.published(process_id)
    edit(town, source)
    second, third = case_id_of(source, 2), case_id_of(source, 3)
    town.decide(second, Verdict(outcome="merge", explanation=WHY, into=target))
    assert town.history(third) == []
    merging.unmerge_proposal(town.platform, town.as_("milo"), source, "Doch zwei Ideen.")
    assert town.history(third) == ["CaseOpened"]


def test_a_comment_waits_on_when_its_author_is_warned(town: Town) -> None:
    process_id, _ = town.open_process()
    comment_id = post(town, town.published(process_id))
    town.decide(
        case_id_of(comment_id, 1), Verdict(outcome="warn", rules=("HR01",), explanation=WHY)
    )
    assert town.history(comment_id)[-1] == "CommentHeld"
    assert town.history(case_id_of(comment_id, 2)) == ["CaseOpened"]
