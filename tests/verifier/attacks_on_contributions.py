"""Attacks on proposals, comments and their moderation, by an operator who signs anew."""

from typing import Any, cast

from tests.verifier.attacks_on_entries import at_the_end, while_open
from tests.verifier.story import BENCH, PHASE, SPAM, Story, number, propose

CASE = number("case of a comment")
COMMENT = number("comment")
REASONS = {"rules": ["HR01"], "ground": "terms", "by": "moderator"}

# Proposals and comments


@at_the_end("submitted-outside-phase")
def proposal_after_the_close(story: Story) -> None:
    propose(story, number("late idea"), "Zu spät")


@while_open("proposal-submitted-twice")
def proposal_exchanged(story: Story) -> None:
    story.take_down(BENCH)
    propose(story, BENCH, "Parkplätze")


@while_open("proposal-unknown", "proposal-state-wrong")
def proposal_published_that_nobody_wrote(story: Story) -> None:
    story.add("proposal.published", q=number("ghost"), mode="post")


@while_open("proposal-state-wrong")
def rejected_proposal_published_quietly(story: Story) -> None:
    story.add("proposal.published", q=SPAM, mode="reviewed")
    story.publish(story.find("proposal.submitted", q=SPAM), "title", "body")


@while_open("version-wrong")
def version_left_out(story: Story) -> None:
    words = {"title": "Bank", "body": "Eine"}
    story.say("proposal.edited", words, q=BENCH, version=9, held=False)


@while_open("version-wrong", "text-missing")
def edit_released_that_another_case_refused(story: Story) -> None:
    case = number("case of version 4")
    story.add("proposal.edit-released", q=BENCH, version=3, case=case, by="moderator")


@while_open("merge-wrong")
def merged_into_itself(story: Story) -> None:
    merge = {"q": BENCH, "into": BENCH, "m": number("circle")}
    story.say("proposal.merged", {"reason": "Dasselbe"}, **merge)


@while_open("merge-wrong")
def votes_carried_over_without_a_merge(story: Story) -> None:
    story.at_once(story.vote("somebody", BENCH, "carried", "support", m=number("no merge")))


@while_open("carried-count-wrong")
def five_more_carried_over(story: Story) -> None:
    entry = cast("dict[str, Any]", story.entries[story.find("proposal.supporters-carried")])
    entry["carried"] += 5


def comment(story: Story, name: str, **fields: object) -> None:
    """Post a comment that everybody can read."""
    usual = {"q": BENCH, "phase": PHASE, "level": "email", "comment": number(name)}
    story.say("comment.posted", {"text": name}, **usual | fields)


@at_the_end("comment-outside-phase")
def comment_after_the_close(story: Story) -> None:
    comment(story, "too late")


@while_open("comment-posted-twice")
def comment_exchanged(story: Story) -> None:
    comment(story, "comment")


@while_open("comment-unknown")
def comment_withdrawn_that_is_not_there(story: Story) -> None:
    story.add("comment.withdrawn", q=BENCH, comment=number("ghost"))


@while_open("comment-state-wrong", "text-missing")
def comment_restored_that_is_visible(story: Story) -> None:
    story.add("comment.restored", q=BENCH, comment=number("late"), case=CASE)


# Moderation


@while_open("case-opened-twice")
def case_opened_again(story: Story) -> None:
    about = {"case": CASE, "kind": "comment", "subject": COMMENT}
    story.add("case.opened", **about, trigger="report", due="2026-09-11T14:00:00Z")


@while_open("case-unknown")
def hidden_under_the_case_of_another(story: Story) -> None:
    hide(story, case=CASE)


def hide(story: Story, **fields: object) -> None:
    """Hide the bench, with everything that needs."""
    case = number("case of version 4")
    usual = {"q": BENCH, "case": case, "appeal": "2027-03-10"} | REASONS
    story.commit("proposal.hidden", {"explanation": "Weil."}, **usual | fields)
    story.take_down(BENCH)


@while_open("case-state-wrong")
def appeal_decided_that_nobody_filed(story: Story) -> None:
    case = number(f"case of {SPAM}")
    about = {"case": case, "kind": "proposal", "subject": SPAM, "outcome": "upheld"}
    story.commit("case.appeal-decided", {"explanation": "Bleibt so."}, **about)


@while_open("rule-missing")
def hidden_without_a_rule(story: Story) -> None:
    hide(story, rules=None)


@while_open("reasons-missing")
def missing_statement_of_reasons(story: Story) -> None:
    hide(story)
    del story.entries[-1]["c"]


@while_open("ground-wrong")
def opinion_called_illegal(story: Story) -> None:
    hide(story, ground="illegal")
