"""Attacks by an operator who signs anew what breaks the rules."""

from collections.abc import Callable
from typing import Any, cast

from tests.verifier.attacks import attack
from tests.verifier.laboratory import Laboratory
from tests.verifier.log_files import Entry
from tests.verifier.story import (
    BENCH,
    PHASE,
    TREE,
    Story,
    close,
    honest_story,
    number,
    open_story,
    propose,
)

Change = Callable[[Story], object]
CASE = number("case of a comment")


def while_open(check: str, without: str | None = None) -> Callable[[Change], Change]:
    """Enter an attack on a log whose phase is still open."""
    return _on(open_story, check, without)


def at_the_end(check: str, without: str | None = None) -> Callable[[Change], Change]:
    """Enter an attack on the log with everything in it."""
    return _on(honest_story, check, without)


def _on(begin: Callable[[], Story], check: str, without: str | None) -> Callable[[Change], Change]:
    def enter(change: Change) -> Change:
        def make(laboratory: Laboratory) -> None:
            story = begin()
            change(story)
            laboratory.publish(story)

        make.__name__ = change.__name__
        attack(check, without)(make)
        return change

    return enter


def batch(story: Story, name: str = "crowd", question: str = TREE) -> list[Entry]:
    """Return ten votes, enough for a batch."""
    return [story.vote(f"{name} {n}", question, "given", "support") for n in range(10)]


# Form


@while_open("unknown-version")
def entry_of_tomorrow(story: Story) -> None:
    story.add("audit.opened", v=2, audit=number("audit"), scope="process")


@while_open("unknown-type")
def type_invented(story: Story) -> None:
    story.add("proposal.improved", q=BENCH)


@while_open("field-missing")
def reason_of_an_extension_left_out(story: Story) -> None:
    moved = {"old": "2026-09-20T22:00:00Z", "ends": "2026-09-21T22:00:00Z"}
    story.add("phase.extended", phase=PHASE, **moved)


@while_open("field-unknown")
def field_slipped_in(story: Story) -> None:
    story.add("proposal.withdrawn", q=BENCH, reason="done", who="the-mayor")


@while_open("field-wrong")
def value_invented(story: Story) -> None:
    story.entries[story.find("participant.registered")]["level"] = "nobility"


@while_open("field-wrong")
def hour_of_a_day_that_never_was(story: Story) -> None:
    story.entries[story.find("case.closed")]["h"] = "2026-02-31T10Z"


@while_open("batch-unsorted")
def votes_in_the_order_they_came(story: Story) -> None:
    start = story.release("due", batch(story))
    votes = story.entries[start + 1 :]
    story.entries[start + 1 :] = reversed(votes)


@while_open("batch-mixed")
def vote_from_elsewhere_in_a_batch(story: Story) -> None:
    votes = batch(story)
    second_process(story)
    propose(story, number("other idea"), "Anderes", phase=number("other phase"))
    story.add("proposal.published", q=number("other idea"), mode="post")
    votes += [story.vote("somebody", number("other idea"), "given", "support")]
    story.release("due", votes)


def second_process(story: Story) -> None:
    """Open another process, with a phase of its own."""
    story.process, phase = number("other process"), number("other phase")
    words = {"title": "Anderes", "summary": "Anderswo"}
    story.say("process.opened", words, slug="anderes", question="support")
    rules = {"features": ["submit", "support"], "moderation": "post"}
    window = {"starts": "2026-09-10T08:00:00Z", "ends": "2026-09-30T22:00:00Z"}
    defined = {"phase": phase, "kind": "measures", "level": "consult"}
    story.say("process.phase-defined", {"title": "Mehr"}, **defined, **window, **rules)
    story.add("phase.started", phase=phase, ends=window["ends"], question="support", **rules)


@while_open("batch-short")
def votes_held_back(story: Story) -> None:
    start = story.release("due", batch(story))
    story.entries[start]["n"] = 11
    story.add("proposal.withdrawn", q=TREE, reason="done")


@while_open("batch-small")
def batch_of_three(story: Story) -> None:
    story.release("due", batch(story)[:3])


@while_open("batch-misplaced")
def closing_batch_without_a_closing(story: Story) -> None:
    story.release("closing", batch(story)[:3])
    story.add("proposal.hold-ended", q=TREE, case=CASE)
    story.entries[-1] = {**story.entries[-1], "t": "proposal.withdrawn", "reason": "done"}
    del story.entries[-1]["case"]
    story.take_down(TREE)


@while_open("vote-outside-batch")
def vote_on_its_own(story: Story) -> None:
    story.at_once(story.vote("somebody", TREE, "given", "support"))


# Processes and phases


@while_open("process-opened-twice")
def process_opened_again(story: Story) -> None:
    words = {"title": "Noch einmal", "summary": "Von vorn"}
    story.say("process.opened", words, slug="unser-dorf", question="opinion")


@while_open("process-unknown")
def entry_of_no_process(story: Story) -> None:
    story.process = number("nowhere")
    story.say("process.territory-added", {"name": "Nirgends"}, key="99")


@while_open("territory-wrong")
def territory_in_none(story: Story) -> None:
    story.say("process.territory-added", {"name": "Nirgends"}, key="99", parent="98")


@while_open("field-of-action-wrong")
def field_defined_again(story: Story) -> None:
    story.say("process.action-field-defined", {"name": "Spielen"}, field=number("play"))


def announce(story: Story, phase: str, **fields: object) -> None:
    """Announce a phase."""
    usual = {
        "starts": "2026-09-10T08:00:00Z",
        "ends": "2026-09-30T22:00:00Z",
        "kind": "measures",
        "level": "consult",
        "features": ["support"],
        "moderation": "post",
    }
    story.say("process.phase-defined", {"title": "Mehr"}, phase=phase, **usual | fields)


@while_open("phase-defined-twice")
def rules_of_a_phase_exchanged(story: Story) -> None:
    announce(story, PHASE, features=["support", "vote"])


@while_open("phase-times-wrong")
def phase_that_ends_before_it_starts(story: Story) -> None:
    announce(story, number("backwards"), ends="2026-09-01T00:00:00Z")


def start(story: Story, phase: str, question: str = "support") -> None:
    """Start a phase."""
    rules = {"features": ["support"], "moderation": "post", "ends": "2026-09-30T22:00:00Z"}
    story.add("phase.started", phase=phase, question=question, **rules)


@while_open("phase-unknown")
def phase_started_unannounced(story: Story) -> None:
    start(story, number("surprise"))


@while_open("phase-state-wrong")
def phase_reopened_that_is_open(story: Story) -> None:
    words = {"reason": "Weil wir können"}
    story.say("phase.reopened", words, phase=PHASE, ends="2026-10-30T22:00:00Z")


@while_open("question-changed")
def another_question_asked(story: Story) -> None:
    announce(story, number("second"))
    start(story, number("second"), "opinion")


# Votes


@while_open("vote-before-publication", "version-wrong")
def votes_on_what_nobody_could_read(story: Story) -> None:
    propose(story, number("secret"), "Geheim")
    story.take_down(number("secret"))
    story.release("due", batch(story, question=number("secret")))


@at_the_end("vote-after-close")
def vote_after_close(story: Story) -> None:
    story.release("due", batch(story))


@while_open("vote-sequence-wrong", "vote-kind-wrong")
def double_voter_number(story: Story) -> None:
    votes = batch(story)
    story.release("due", votes)
    story.release("due", [{**vote, "tv": 1} for vote in votes])


@while_open("voter-number-reused")
def one_number_in_two_questions(story: Story) -> None:
    votes = batch(story)
    story.release("due", votes)
    again = [{**vote, "q": BENCH, "s": 2, "tv": 4, "k": "confirmed"} for vote in votes]
    story.release("due", again)


@while_open("vote-value-wrong")
def opinion_where_support_is_asked(story: Story) -> None:
    story.release("due", [{**vote, "x": "agree"} for vote in batch(story)])


@while_open("vote-kind-wrong")
def withdrawn_that_was_never_given(story: Story) -> None:
    votes = [story.vote(f"nobody {n}", TREE, "withdrawn", "none") for n in range(10)]
    story.release("due", votes)


# Audits, tallies


@at_the_end("audit-wrong")
def finding_answered_that_nobody_made(story: Story) -> None:
    story.add("audit.opened", audit=number("second audit"), scope="process")
    finding = {"audit": number("second audit"), "finding": number("no finding")}
    story.say("audit.finding-answered", {"text": "Erledigt."}, **finding)


def claims(story: Story) -> list[list[Any]]:
    """Return the rows of the first claim."""
    return cast("list[list[Any]]", story.entries[story.find("phase.tally-claimed")]["tally"])


@at_the_end("tally-wrong")
def five_votes_more_claimed(story: Story) -> None:
    claims(story)[0][1] += 5
    story.entries.pop()


@at_the_end("tally-wrong")
def a_proposal_left_out_of_the_tally(story: Story) -> None:
    claims(story).pop()
    story.entries.pop()


@at_the_end("tally-unasked")
def tally_of_another_moment(story: Story) -> None:
    entry = story.entries[story.find("phase.tally-claimed")]
    entry["at"] = story.find("phase.started")
    story.entries.pop()


@at_the_end("tally-unsorted")
def rows_of_a_tally_out_of_order(story: Story) -> None:
    claims(story).reverse()
    story.entries.pop()


@while_open("tally-missing")
def no_tally_claimed(story: Story) -> None:
    close(story)
    story.entries.pop()
    story.hour += 48
    story.add("audit.opened", audit=number("audit"), scope="process")
