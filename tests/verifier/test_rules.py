"""What the town's story leaves out: every other honest course of things passes too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gemeinsam_verifier.shapes import SHAPES
from gemeinsam_verifier.wording import Wording
from tests.verifier.decided_anew import DECIDED_ANEW
from tests.verifier.laboratory import Laboratory, complaints
from tests.verifier.log_files import LOG
from tests.verifier.remark_story import remark_story
from tests.verifier.story import (
    BENCH,
    PHASE,
    SPAM,
    TREE,
    Story,
    close,
    honest_story,
    number,
    open_story,
    propose,
)
from tests.verifier.strategy_story import (
    CORRECTED,
    ROAD,
    complete,
    confirm,
    council_story,
    schedule,
    subject,
    submit,
)

Course = Callable[[Story], None]
COURSES: dict[str, Course] = {}
DUE = "2026-09-11T14:00:00Z"
WORDS = {"explanation": "Das geht so leider nicht."}
REASONS = {"rules": ["HR01"], "ground": "terms", "by": "moderator"}


def course(tell: Course) -> Course:
    """Enter an honest course of things into the table."""
    COURSES[tell.__name__.replace("_", " ")] = tell
    return tell


def open_case(story: Story, name: str, kind: str, subject: str) -> dict[str, object]:
    """Open a case, and return the fields that name it."""
    about: dict[str, object] = {"case": number(name), "kind": kind, "subject": subject}
    story.add("case.opened", **about, trigger="report", due=DUE)
    return about


@course
def a_proposal_is_hidden_and_restored_on_appeal(story: Story) -> None:
    about = open_case(story, "hiding", "proposal", BENCH)
    case = about["case"]
    story.commit("case.decided", WORDS, **about, outcome="hide", **REASONS)
    hidden = {"q": BENCH, "case": case, "appeal": "2027-03-10"}
    story.commit("proposal.hidden", WORDS, **hidden, **REASONS)
    story.commit("case.appeal-filed", {"text": "Nein!"}, case=case, due=DUE)
    story.add("case.appeal-assigned", case=case)
    story.commit("case.appeal-decided", WORDS, **about, outcome="overturned")
    story.add("proposal.restored", q=BENCH, case=case)


@course
def a_refused_edit_is_released_on_appeal(story: Story) -> None:
    about = open_case(story, "refusing", "proposal", TREE)
    case = {"q": TREE, "case": about["case"], "version": 2}
    words = {"title": "Zwei Bäume", "body": "Eine Linde und eine Eiche."}
    story.say("proposal.edited", words, q=TREE, version=2, held=True)
    story.commit("case.decided", WORDS, **about, outcome="reject", **REASONS)
    story.commit("proposal.edit-refused", WORDS, **case, **REASONS)
    story.commit("case.appeal-filed", {"text": "Nein!"}, case=about["case"], due=DUE)
    story.add("case.appeal-assigned", case=about["case"])
    # Somebody else takes over what was left until it was overdue.
    story.add("case.appeal-assigned", case=about["case"])
    story.commit("case.appeal-decided", WORDS, **about, outcome="overturned")
    story.add("proposal.edit-released", **case)


@course
def a_hidden_proposal_keeps_its_votes_but_not_its_texts(story: Story) -> None:
    about = open_case(story, "hiding", "proposal", BENCH)
    hidden = {"q": BENCH, "case": about["case"], "appeal": "2027-03-10"}
    story.commit("proposal.hidden", WORDS, **hidden, **REASONS)
    story.take_down(BENCH)
    story.texts = [text for text in story.texts if story.entries[text.leaf].get("q") != BENCH]
    close(story)


@course
def a_proposal_is_covered_for_a_while(story: Story) -> None:
    about = open_case(story, "cover", "proposal", TREE)
    case = about["case"]
    cover = {"q": TREE, "case": case, "rules": ["HR03"], "ground": "illegal"}
    story.add("case.content-reported", **about, rules=["HR03"], account=False)
    story.add("proposal.held", **cover, until="2026-09-12T10:00:00Z")
    story.add("proposal.hold-ended", q=TREE, case=case)
    story.add("case.decided", **about, outcome="no_action", rules=[])


@course
def texts_of_a_covered_proposal_are_not_demanded(story: Story) -> None:
    about = open_case(story, "cover", "proposal", TREE)
    cover = {"q": TREE, "case": about["case"], "rules": ["HR04"], "ground": "illegal"}
    story.add("proposal.held", **cover, until="2026-09-12T10:00:00Z")
    story.take_down(TREE)


@course
def a_text_without_an_entry_is_erased(story: Story) -> None:
    about = open_case(story, "reported", "proposal", TREE)
    story.add("case.content-reported", **about, rules=["HR07"], account=True)
    story.add("case.decided", **about, outcome="no_action", rules=[])
    words_of_the_report = "A" * 43
    story.add("content.erased", ref=words_of_the_report, ground="retention")


@course
def a_proposal_is_returned_and_revised(story: Story) -> None:
    idea = number("returned idea")
    propose(story, idea, "Frau Meier soll gehen")
    story.take_down(idea)
    about = open_case(story, "returning", "proposal", idea)
    case = about["case"]
    story.commit("case.decided", WORDS, **about, outcome="return", **REASONS)
    returned = {"q": idea, "case": case, "rules": ["HR01"]}
    story.commit("proposal.returned", {"hint": "Bitte ohne Namen."}, **returned)
    words = {"title": "Sprechstunde", "body": "Auch am Abend."}
    story.say("proposal.resubmitted", words, q=idea, version=2)
    story.add("proposal.published", q=idea, mode="reviewed", case=case)


@course
def an_import_brings_proposals_votes_and_decisions_of_its_source(story: Story) -> None:
    story.process, phase = number("import"), number("imported phase")
    words = {"title": "Umfrage", "summary": "Von anderswo"}
    story.say("process.opened", words, slug="import", question="opinion", ch="import")
    window = {"starts": "2020-01-01T00:00:00Z", "ends": "2020-02-01T00:00:00Z"}
    rules = {"features": ["vote"], "moderation": "post"}
    kind = {"phase": phase, "kind": "measures", "level": "consult"}
    story.say("process.phase-defined", {"title": "Damals"}, **kind, **window, **rules)
    story.add("phase.started", phase=phase, ends=window["ends"], question="opinion", **rules)
    story.add("phase.closed", phase=phase)
    idea = number("imported idea")
    imported = {"q": idea, "phase": phase, "source": number("row"), "ch": "import"}
    story.say("proposal.imported", {"body": "Mehr Bäume"}, **imported)
    story.add("proposal.published", q=idea, mode="import", ch="import")
    story.at_once(
        story.vote("somebody", idea, "imported", "agree"),
        story.vote("somebody", idea, "imported", "disagree"),
        story.vote("somebody", idea, "imported", "disagree", sr=True),
    )
    source = {"rules": ["HR00"], "ground": "source", "ch": "import"}
    story.add("proposal.hidden", q=idea, **source)
    story.texts = [text for text in story.texts if text.text != "Mehr Bäume"]


@course
def opinions_are_changed_and_confirmed(story: Story) -> None:
    story.process, phase = number("survey"), number("survey phase")
    words = {"title": "Umfrage", "summary": "Hier"}
    story.say("process.opened", words, slug="umfrage", question="opinion")
    window = {"starts": "2026-09-10T08:00:00Z", "ends": "2026-09-30T22:00:00Z"}
    rules = {"features": ["submit", "vote"], "moderation": "post"}
    kind = {"phase": phase, "kind": "measures", "level": "consult"}
    story.say("process.phase-defined", {"title": "Fragen"}, **kind, **window, **rules)
    story.add("phase.started", phase=phase, ends=window["ends"], question="opinion", **rules)
    idea = number("question")
    propose(story, idea, "Frage", phase=phase)
    story.add("proposal.published", q=idea, mode="post")
    votes = [story.vote(f"voter {n}", idea, "given", "agree") for n in range(7)]
    votes += [
        story.vote("voter 0", idea, "changed", "pass"),
        story.vote("voter 0", idea, "confirmed", "pass"),
        story.vote("voter 0", idea, "withdrawn", "none"),
        story.vote("voter 0", idea, "given", "disagree"),
    ]
    story.release("due", votes)
    close(story, phase)


@course
def waiting_votes_go_in_front_of_one_carried_over(story: Story) -> None:
    merge = {"q": BENCH, "into": TREE, "m": number("late merge")}
    story.say("proposal.merged", {"reason": "Dasselbe"}, **merge)
    waiting = [
        story.vote("undecided", TREE, "given", "support"),
        story.vote("undecided", TREE, "withdrawn", "none"),
    ]
    story.release("merge", waiting)
    story.at_once(story.vote("undecided", TREE, "carried", "support", m=merge["m"]))
    counts = {"carried": 1, "already": 7, "own": 0, "lost": 0}
    story.add("proposal.supporters-carried", **merge, **counts)


@course
def comments_are_read_first_refused_and_restored(story: Story) -> None:
    common = {"q": BENCH, "phase": PHASE, "level": "email"}
    for name, released in (("first", True), ("second", False)):
        comment = {"q": BENCH, "comment": number(name)}
        tell = story.say if released else story.commit
        tell("comment.posted", {"text": name}, **common | comment)
        about = open_case(story, f"reading {name}", "comment", number(name))
        case = {**comment, "case": about["case"]}
        story.add("comment.held", **case)
        if released:
            story.add("comment.released", **case)
            continue
        story.commit("comment.refused", WORDS, **case, appeal="2027-03-10", **REASONS)
        story.add("comment.restored", **case)
        story.publish(story.find("comment.posted", comment=number(name)), "text")


@course
def findings_are_opened_again_and_settled(story: Story) -> None:
    audit = {"audit": number("second audit")}
    finding = {**audit, "finding": number("second finding")}
    story.add("audit.opened", **audit, scope="installation")
    story.say("audit.finding-recorded", {"text": "Zu spät."}, **finding, severity="major")
    story.say("audit.finding-answered", {"text": "Stimmt."}, **finding)
    story.commit("audit.finding-reopened", {"reason": "Und nun?"}, **finding)
    story.say("audit.finding-answered", {"text": "Künftig früher."}, **finding)
    story.add("audit.finding-settled", **finding)
    story.add("audit.closed", **audit)


@course
def the_key_of_the_log_changes(story: Story) -> None:
    key = LOG.public.hex()
    story.add("public-log.key-rotated", key=key, until="2026-10-10T00:00:00Z", by="system")
    del story.entries[-1]["p"]


@course
def somebody_rejected_is_returned_instead(story: Story) -> None:
    returned = {"q": SPAM, "case": number(f"case of {SPAM}"), "rules": ["HR05"]}
    story.commit("proposal.returned", {"hint": "Ohne Werbung, bitte."}, **returned)


@pytest.mark.parametrize("name", COURSES)
def test_an_honest_course_of_things_passes(name: str, tmp_path: Path) -> None:
    story = open_story()
    COURSES[name](story)
    laboratory = Laboratory(tmp_path)
    laboratory.publish(story)
    assert complaints(laboratory.verify()) == []


def test_what_came_without_a_title_is_called_by_its_text(tmp_path: Path) -> None:
    story = open_story()
    an_import_brings_proposals_votes_and_decisions_of_its_source(story)
    del story.entries[-1]  # hidden under HR00
    story.publish(story.find("proposal.imported"), "body")
    laboratory = Laboratory(tmp_path)
    laboratory.publish(story)
    report = laboratory.verify()
    assert complaints(report) == []
    assert [row.title for row in report.tallies[1].rows] == ["Mehr Bäume"]


@course
def a_job_is_interrupted_and_somebody_confirms_what_it_carried(story: Story) -> None:
    again = dict(story.entries[story.find("proposal.supporters-carried", m=number("merge"))])
    fans = [story.vote(f"fan {n}", TREE, "given", "support") for n in range(9)]
    fans.append(story.vote("merge 0", TREE, "confirmed", "support"))
    story.release("due", fans)
    story.entries.append(again)


@pytest.mark.parametrize("finish", [lambda _: None, complete, *CORRECTED, *DECIDED_ANEW])
def test_a_council_decides_and_measures_are_carried_out(finish: Course, tmp_path: Path) -> None:
    story = council_story()
    finish(story)
    story.say("strategy.process-archived", {"reason": "Alles beantwortet"}, by="office")
    laboratory = Laboratory(tmp_path)
    laboratory.publish(story)
    assert complaints(laboratory.verify()) == []


def test_citizens_comment_on_the_mission(tmp_path: Path) -> None:
    laboratory = Laboratory(tmp_path)
    laboratory.publish(remark_story())
    assert complaints(laboratory.verify()) == []


def test_a_log_that_ends_with_a_decision_says_that_its_effects_are_to_come(tmp_path: Path) -> None:
    story = council_story()
    submit(story, "last item", ROAD, version=2)
    confirm(story, schedule(story, "last item", subject(ROAD, 2)))
    laboratory = Laboratory(tmp_path)
    laboratory.publish(story)
    report = laboratory.verify()
    assert (complaints(report), report.effects_awaited) == ([], True)
    assert "What follows from the last decision" in "".join(Wording("en").report(report, None))


def test_every_type_is_told_of_somewhere() -> None:
    whole = council_story()
    complete(whole)
    stories = (honest_story(), whole, remark_story())
    told = {str(entry["t"]) for story in stories for entry in story.entries}
    told.add("strategy.process-archived")
    for tell in COURSES.values():
        story = open_story()
        tell(story)
        told |= {str(entry["t"]) for entry in story.entries}
    assert told == SHAPES.keys()
