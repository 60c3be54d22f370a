"""What authors do, and reviewers decide, in the tests of moderation."""

from domain.codes import CaseId, CommentId, ProposalId
from domain.use_cases import commenting, contributing, moderating
from tests.use_cases.town import Town, answer

WHY = "Bitte keine Angaben über Nachbarn ohne deren Zustimmung."


def post(town: Town, proposal_id: ProposalId, name: str = "ben") -> CommentId:
    outcome = commenting.post_comment(
        town.platform, town.as_(name), proposal_id, "Gute Idee!", "pro"
    )
    return answer(outcome, commenting.Posted).id


def edit(town: Town, proposal_id: ProposalId) -> None:
    text = contributing.Text(title="Rufbus", body="Auch am Sonntag.")
    contributing.edit_proposal(town.platform, town.as_("ana"), proposal_id, text, None)


def overturn(town: Town, case_id: CaseId) -> None:
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, case_id)
    moderating.decide_appeal(town.platform, reviewer, case_id, "overturned", WHY)


def correct(town: Town, comment_id: CommentId, *, suspicious: bool = False) -> commenting.Posted:
    outcome = commenting.edit_comment(
        town.platform,
        town.as_("ben"),
        comment_id,
        "Wer dagegen ist, wohnt im Ahornweg 3.",
        answered=False,
        suspicious=suspicious,
    )
    return answer(outcome, commenting.Posted)
