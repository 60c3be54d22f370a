"""Moderators decide, authors appeal: whole wishes on real adapters (J4, J5)."""

from datetime import timedelta

import pytest

from domain import moderation, proposals
from domain.codes import Subject
from domain.messages import Refusal
from domain.moderation import case_id_of
from domain.participants import ParticipantIsSuspended
from domain.permissions import NotAllowed
from domain.use_cases import accounts, commenting, contributing, moderating, scheduling
from domain.use_cases.histories import Histories
from domain.use_cases.moderating import Verdict
from tests.use_cases.moderated import WHY, edit, overturn, post
from tests.use_cases.town import Town


def test_a_returned_proposal_is_revised_in_a_second_case(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    first, second = case_id_of(proposal_id, 1), case_id_of(proposal_id, 2)
    returned = Verdict(outcome="return", rules=("HR04",), explanation=WHY, quoted="Herr X")
    town.decide(first, returned)
    text = contributing.Text(title="Rufbus", body="Ohne Namen.")
    contributing.edit_proposal(town.platform, town.as_("ana"), proposal_id, text, None)
    assert town.history(second) == ["CaseOpened"]
    town.decide(second, Verdict(outcome="publish"))
    assert town.history(proposal_id) == [
        "ProposalSubmitted",
        "ProposalReturnedForRevision",
        "ProposalResubmitted",
        "ProposalPublished",
    ]


def test_a_decision_and_its_effect_are_one_append(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    case_id = case_id_of(proposal_id, 1)
    outcome = town.decide(case_id, Verdict(outcome="publish"))
    last = town.log.recorded(moderation.history_of(case_id))[-1]
    published = town.log.recorded(proposals.history_of(proposal_id))[-1]
    assert {last.position, published.position} == {outcome.position - 1, outcome.position}


@pytest.mark.parametrize("outcome", ["reject", "return", "hide"])
def test_nothing_is_taken_away_without_reasons(town: Town, outcome: moderation.Outcome) -> None:
    process_id, _ = town.open_process()
    case_id = case_id_of(town.submit(process_id).id, 1)
    with pytest.raises(moderation.ExplanationTooShort):
        town.decide(case_id, Verdict(outcome=outcome, rules=("HR07",), explanation=" kurz "))
    with pytest.raises(moderation.RuleMissing):
        town.decide(case_id, Verdict(outcome=outcome, explanation=WHY))
    assert town.history(case_id) == ["CaseOpened", "CaseClaimed"]


@pytest.mark.parametrize("outcome", ["hide", "restore", "no_action"])
def test_an_outcome_fits_the_state_of_its_subject(town: Town, outcome: moderation.Outcome) -> None:
    process_id, _ = town.open_process()
    case_id = case_id_of(town.submit(process_id).id, 1)
    with pytest.raises(Refusal):
        town.decide(case_id, Verdict(outcome=outcome, rules=("HR01",), explanation=WHY))
    assert town.history(case_id) == ["CaseOpened", "CaseClaimed"]


def test_a_moderator_cannot_touch_what_they_wrote_as_a_citizen(town: Town) -> None:
    process_id, _ = town.open_process()
    town.person("milo", "moderator")
    case_id = case_id_of(town.submit(process_id, "milo").id, 1)
    with pytest.raises(moderation.ModeratorIsAuthor):
        moderating.claim_case(town.platform, town.as_("milo"), case_id)


def test_citizens_do_not_moderate(town: Town) -> None:
    process_id, _ = town.open_process()
    case_id = case_id_of(town.submit(process_id).id, 1)
    with pytest.raises(NotAllowed):
        moderating.claim_case(town.platform, town.as_("ben"), case_id)


def test_an_overturned_rejection_is_published_and_both_decisions_stay(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    case_id = case_id_of(proposal_id, 1)
    town.decide(case_id, Verdict(outcome="reject", rules=("HR07",), explanation=WHY))
    town.later(days=150)
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Kritik ist erlaubt.")
    with pytest.raises(moderation.ReviewerDecidedBefore):
        moderating.claim_case(town.platform, town.as_("milo"), case_id)
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, case_id)
    moderating.decide_appeal(
        town.platform, reviewer, case_id, "overturned", "Kritik an der Verwaltung ist erlaubt."
    )
    assert town.history(proposal_id)[-1] == "ProposalPublished"
    assert town.history(case_id) == [
        "CaseOpened",
        "CaseClaimed",
        "CaseDecided",
        "AppealFiled",
        "AppealAssigned",
        "AppealDecided",
    ]


def test_an_appeal_after_seven_months_is_too_late_and_the_case_closes(town: Town) -> None:
    process_id, _ = town.open_process()
    case_id = case_id_of(town.submit(process_id).id, 1)
    town.decide(case_id, Verdict(outcome="reject", rules=("HR07",), explanation=WHY))
    town.later(days=214)
    with pytest.raises(moderation.AppealTooLate):
        moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Zu spät.")
    scheduling.close_case(town.platform, town.system(), case_id)
    assert town.history(case_id)[-1] == "CaseClosed"


def test_a_comment_is_hidden_with_reasons_and_restored_on_appeal(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    comment_id = post(town, town.submit(process_id).id)
    case_id = case_id_of(comment_id, 1)
    town.decide(case_id, Verdict(outcome="hide", rules=("HR01",), explanation=WHY))
    moderating.file_appeal(town.platform, town.as_("ben"), case_id, "Das war sachlich.")
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, case_id)
    moderating.decide_appeal(
        town.platform, reviewer, case_id, "overturned", "Der Ton war scharf, aber erlaubt."
    )
    assert town.history(comment_id) == ["CommentPosted", "CommentHidden", "CommentRestored"]


def test_a_held_comment_is_released_or_refused(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    good, bad = post(town, proposal_id), post(town, proposal_id)
    town.decide(case_id_of(good, 1), Verdict(outcome="publish"))
    refuse = Verdict(outcome="reject", rules=("HR01",), explanation=WHY)
    town.decide(case_id_of(bad, 1), refuse)
    assert town.history(good)[-1] == "CommentReleased"
    assert town.history(bad)[-1] == "CommentRefused"


def test_a_serious_report_covers_for_a_day_unless_somebody_decides(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    subject = Subject("proposal", proposal_id)
    commenting.report(town.platform, town.as_("ben"), subject, "HR04", "Meine Nummer!")
    assert town.history(proposal_id)[-1] == "ProposalHeld"
    case_id = case_id_of(proposal_id, 2)
    assert town.history(case_id) == ["CaseOpened", "ContentReported"]
    town.later(hours=25)
    scheduling.end_hold(town.platform, town.system(), subject, case_id)
    assert town.history(proposal_id)[-1] == "ProposalHoldEnded"


def test_reports_without_account_do_not_cover(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    subject = Subject("proposal", proposal_id)
    commenting.report(town.platform, town.asking(None), subject, "HR04", None)
    assert town.history(proposal_id)[-1] == "ProposalPublished"


def test_one_person_reports_once_also_with_other_words(town: Town) -> None:
    process_id, _ = town.open_process()
    subject = Subject("proposal", town.published(process_id))
    commenting.report(town.platform, town.as_("ben"), subject, "HR05", "Werbung")
    with pytest.raises(moderation.AlreadyReported):
        commenting.report(town.platform, town.as_("ben"), subject, "HR06", "Nochmal")


def test_what_is_not_public_cannot_be_reported(town: Town) -> None:
    process_id, _ = town.open_process()
    subject = Subject("proposal", town.submit(process_id).id)
    with pytest.raises(proposals.ProposalNotPublic):
        commenting.report(town.platform, town.as_("ben"), subject, "HR05", None)


def test_an_overturned_suspension_leaves_the_other(town: Town) -> None:
    process_id, _ = town.open_process()
    first, second = town.published(process_id), town.published(process_id)
    suspend = Verdict(outcome="suspend", rules=("HR01",), explanation=WHY)
    for idea in (first, second):
        commenting.report(town.platform, town.as_("ben"), Subject("proposal", idea), "HR01", None)
        town.decide(case_id_of(idea, 2), suspend)
        town.later(days=2)
    ends = accounts.standing(town.platform, town.person("ana")).account.suspended_until
    assert ends is not None
    case_id = case_id_of(second, 2)
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Das war sachlich.")
    overturn(town, case_id)
    account = accounts.standing(town.platform, town.person("ana")).account
    assert account.suspended_until == ends - timedelta(days=2)
    with pytest.raises(ParticipantIsSuspended):
        town.submit(process_id)


def test_an_appeal_against_an_older_decision_leaves_a_newer_one(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    first, second = case_id_of(proposal_id, 1), case_id_of(proposal_id, 2)
    town.decide(first, Verdict(outcome="return", rules=("HR07",), explanation=WHY))
    edit(town, proposal_id)
    reject = Verdict(outcome="reject", rules=("HR01",), explanation=WHY)
    town.decide(second, reject, "nora")
    moderating.file_appeal(town.platform, town.as_("ana"), first, "Das war in Ordnung.")
    overturn(town, first)
    assert town.history(first)[-1] == "AppealDecided"
    assert town.history(proposal_id)[-1] == "ProposalRejected"
    moderating.file_appeal(town.platform, town.as_("ana"), second, "Das auch.")
    reviewer = town.as_("milo")
    moderating.claim_case(town.platform, reviewer, second)
    moderating.decide_appeal(town.platform, reviewer, second, "overturned", WHY)
    assert town.history(proposal_id)[-1] == "ProposalPublished"


def test_an_older_decision_cannot_be_softened_in_place_of_a_newer_one(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.submit(process_id).id
    first = case_id_of(proposal_id, 1)
    town.decide(first, Verdict(outcome="return", rules=("HR07",), explanation=WHY))
    edit(town, proposal_id)
    reject = Verdict(outcome="reject", rules=("HR01",), explanation=WHY)
    town.decide(case_id_of(proposal_id, 2), reject)
    moderating.file_appeal(town.platform, town.as_("ana"), first, "Das war in Ordnung.")
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, first)
    with pytest.raises(moderation.OutcomeNotPossible):
        moderating.decide_appeal(town.platform, reviewer, first, "partly", WHY)


def test_a_report_of_somebody_suspended_counts_and_covers_nothing(town: Town) -> None:
    process_id, _ = town.open_process()
    proposal_id = town.published(process_id)
    town.suspend("zoe")
    subject = Subject("proposal", proposal_id)
    commenting.report(town.platform, town.as_("zoe"), subject, "HR03", None)
    assert Histories(town.log).case(case_id_of(proposal_id, 2)).reports == 1
    assert town.history(proposal_id)[-1] == "ProposalPublished"
    with pytest.raises(moderation.AlreadyReported):
        commenting.report(town.platform, town.as_("zoe"), subject, "HR03", None)
    commenting.report(town.platform, town.as_("ben"), subject, "HR03", None)
    assert town.history(proposal_id)[-1] == "ProposalHeld"
