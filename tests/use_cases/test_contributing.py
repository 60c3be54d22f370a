"""Citizens submit, edit, withdraw and support: whole wishes on real adapters."""

from datetime import date

import pytest

from domain import ballots, phases, processes, proposals
from domain.moderation import case_id_of
from domain.participants import ParticipantIsSuspended
from domain.permissions import NotAllowed, StaffDoNotVote
from domain.ports import CommandReused
from domain.use_cases import Asking, contributing, moderating
from tests.use_cases.town import Town, answer

WHY = "Das Thema gehört nicht in diese Beteiligung."


def test_a_submission_opens_its_case_and_waits(town: Town) -> None:
    process_id, _ = town.open_process()
    submitted = town.submit(process_id)
    assert submitted.state == "submitted"
    assert submitted.receipt == "B-2023-0001"
    assert town.history(submitted.id) == ["ProposalSubmitted"]
    assert town.history(case_id_of(submitted.id, 1)) == ["CaseOpened"]


def test_receipts_count_upwards(town: Town) -> None:
    process_id, _ = town.open_process()
    receipts = [town.submit(process_id, name).receipt for name in ("ana", "ben")]
    assert receipts == ["B-2023-0001", "B-2023-0002"]


def test_with_post_moderation_it_is_public_at_once_and_read_afterwards(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    submitted = town.submit(process_id)
    assert submitted.state == "published"
    assert town.history(case_id_of(submitted.id, 1)) == ["CaseOpened"]


def test_a_suspicious_text_waits_even_with_post_moderation(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    text = contributing.Text(title="Angebot", body="www.example", suspicious=True)
    outcome = contributing.submit_proposal(town.platform, town.as_("ana"), process_id, text)
    assert answer(outcome, contributing.Submitted).state == "submitted"


def test_the_same_wish_twice_has_one_effect(town: Town) -> None:
    process_id, _ = town.open_process()
    asking = town.asking(town.person("ana"), key="form-1")
    text = contributing.Text(title="Rufbus", body="Am Abend.")
    first = contributing.submit_proposal(town.platform, asking, process_id, text)
    again = contributing.submit_proposal(town.platform, asking, process_id, text)
    assert (again.result, again.repeated) == (first.result, True)
    other = Asking(person=asking.person, at=town.now, key="form-1", request=b"other")
    with pytest.raises(CommandReused):
        contributing.submit_proposal(town.platform, other, process_id, text)


def test_nobody_submits_without_account_or_process(town: Town) -> None:
    process_id, _ = town.open_process()
    text = contributing.Text(title="Rufbus", body="Am Abend.")
    with pytest.raises(NotAllowed):
        contributing.submit_proposal(town.platform, town.asking(None), process_id, text)
    with pytest.raises(processes.ProcessUnknown):
        contributing.submit_proposal(
            town.platform, town.as_("ana"), processes.process_id_of("nirgends"), text
        )


def test_after_the_end_the_answer_names_the_end(town: Town) -> None:
    process_id, _ = town.open_process()
    town.later(days=60)
    with pytest.raises(phases.PhaseIsOver) as refused:
        town.submit(process_id)
    assert "ended" in refused.value.facts


def test_paper_received_in_time_is_recorded_by_a_clerk_afterwards(town: Town) -> None:
    process_id, _ = town.open_process()
    writer = town.person("paula")
    clerk = town.as_("clara", "clerk")
    town.later(days=29)
    text = contributing.Text(title="Bank am Fluss", body="Zum Ausruhen.")
    on_time = contributing.OnBehalf(person=writer, received_on=date(2023, 7, 14))
    asking = town.asking(clerk.person)
    outcome = contributing.submit_proposal(town.platform, asking, process_id, text, on_time)
    [event] = town.events(answer(outcome, contributing.Submitted).id)
    assert isinstance(event, proposals.ProposalSubmitted)
    assert event.author.on_behalf_of == town.vault.pseudonym(writer, process_id)
    late = contributing.OnBehalf(person=writer, received_on=date(2023, 7, 18))
    with pytest.raises(phases.ReceivedAfterPhaseEnd):
        contributing.submit_proposal(town.platform, asking, process_id, text, late)


def test_an_edit_needs_the_author_by_the_vault(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    text = contributing.Text(title="Rufbus", body="Auch sonntags.")
    with pytest.raises(proposals.NotTheAuthor):
        contributing.edit_proposal(town.platform, town.as_("ben"), proposal_id, text, None)
    contributing.edit_proposal(town.platform, town.as_("ana"), proposal_id, text, "Tippfehler")
    assert town.history(proposal_id) == ["ProposalSubmitted", "ProposalEdited"]
    assert town.history(case_id_of(proposal_id, 1)) == ["CaseOpened"]


def test_an_edit_of_a_public_proposal_is_read_before_it_is_shown(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    text = contributing.Text(title="Rufbus", body="Kaufen Sie hier.")
    contributing.edit_proposal(town.platform, town.as_("ana"), proposal_id, text, None)
    refuse = moderating.Verdict(outcome="reject", rules=("HR05",), explanation=WHY)
    town.decide(case_id_of(proposal_id, 2), refuse)
    assert town.history(proposal_id)[-2:] == ["ProposalEdited", "ProposalEditRefused"]


def test_support_is_one_event_however_often_it_is_given(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    for _ in range(3):
        contributing.give_support(town.platform, town.as_("ben"), proposal_id)
    number = town.vault.voter_number(town.person("ben"), process_id, proposal_id)
    assert town.history(number) == ["SupportGiven"]
    contributing.withdraw_support(town.platform, town.as_("ben"), proposal_id)
    assert town.history(number) == ["SupportGiven", "SupportWithdrawn"]


def test_authors_and_staff_do_not_support(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    with pytest.raises(ballots.OwnProposal):
        contributing.give_support(town.platform, town.as_("ana"), proposal_id)
    with pytest.raises(StaffDoNotVote):
        contributing.give_support(town.platform, town.as_("olga", "office"), proposal_id)
    with pytest.raises(NotAllowed):
        contributing.give_support(town.platform, town.asking(None), proposal_id)


def test_an_opinion_changes_and_goes(town: Town) -> None:
    process_id, _ = town.open_process(question="opinion")
    proposal_id = town.published(process_id)
    for choice in ("agree", "disagree", "disagree", None):
        contributing.give_opinion(town.platform, town.as_("ben"), proposal_id, choice)
    number = town.vault.voter_number(town.person("ben"), process_id, proposal_id)
    assert town.history(number) == ["OpinionGiven", "OpinionChanged", "OpinionWithdrawn"]


def test_a_suspended_person_cannot_contribute_but_can_appeal(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    proposal_id = town.submit(process_id).id
    case_id = case_id_of(proposal_id, 1)
    suspend = moderating.Verdict(outcome="suspend", rules=("HR06",), explanation=WHY)
    town.decide(case_id, suspend)
    with pytest.raises(ParticipantIsSuspended):
        town.submit(process_id)
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Das war ich nicht.")
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, case_id)
    moderating.decide_appeal(
        town.platform, reviewer, case_id, "overturned", "Die Sperre war nicht berechtigt."
    )
    assert town.submit(process_id).state == "published"


def test_withdrawing_ends_support(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    contributing.withdraw_proposal(town.platform, town.as_("ana"), proposal_id, "done")
    with pytest.raises(ballots.ProposalNotOpenForSupport):
        contributing.give_support(town.platform, town.as_("ben"), proposal_id)
