"""Honest ends of a log in which a council decides once more on a measure."""

from tests.verifier.story import Story, number
from tests.verifier.strategy_story import (
    DAY,
    NO,
    OFFICE,
    SECRETARY,
    YES,
    apply,
    confirm,
    correct,
    decide,
    propose,
    repeal,
    revoke,
    schedule,
    subject,
    submit,
)

NOTED = {"present": 40, "result": "acknowledged"}
LATER = {"present": 40, "result": "deferred"}


def repealed_at_work(story: Story) -> None:
    """Repeal what a dam rests on while it is built, and when it stands; decide anew both times."""
    dam = number("dam")
    words = {"measure": dam, **OFFICE}
    propose(story, dam)
    decide(story, "dam item", dam)
    story.add("measure.planned", slot=[2027, 1, 4, 40], **words)
    story.add("measure.implementation-started", on=DAY, **words)
    repeal(story, "dam item", "other item")
    revoke(story, "dam item", dam, "repeal")
    decide(story, "second dam item", dam)
    story.say("measure.completed", {"benefit": "Trocken"}, starts=DAY, **words)
    repeal(story, "second dam item", "other item")
    revoke(story, "second dam item", dam, "repeal")
    decide(story, "third dam item", dam, NO)
    story.say("measure.transfer-offered", {"preconditions": "Bach"}, licence="CC0-1.0", **words)


def noted_at_first(story: Story) -> None:
    """Take note of a measure, decide on it later; then find that the note was a yes."""
    lock = number("lock")
    propose(story, lock)
    submit(story, "lock item", lock)
    confirm(story, schedule(story, "lock item", subject(lock)), NOTED)
    decide(story, "second lock item", lock, NO)
    correct(story, "lock item", NOTED, YES)
    propose(story, number("after the lock"))


def noted_by_correction(story: Story) -> None:
    """Find that a yes was a note, reject it later, and find that it was a yes after all."""
    mole = number("mole")
    propose(story, mole)
    decide(story, "mole item", mole)
    correct(story, "mole item", YES, NOTED)
    revoke(story, "mole item", mole, "correction")
    decide(story, "second mole item", mole, NO)
    correct(story, "mole item", NOTED, YES, 3)
    propose(story, number("after the mole"))


def rejected_while_it_waits(story: Story) -> None:
    """Find that what was deferred was rejected, while the council has it before it again."""
    quay = number("quay")
    propose(story, quay)
    submit(story, "quay item", quay)
    confirm(story, schedule(story, "quay item", subject(quay)), LATER)
    apply(story, "quay item", quay, "deferred")
    submit(story, "second quay item", quay)
    said = schedule(story, "second quay item", subject(quay))
    correct(story, "quay item", LATER, NO)
    revoke(story, "quay item", quay, "correction")
    apply(story, "quay item", quay, "rejected")
    confirm(story, said)
    apply(story, "second quay item", quay)


def taken_off_the_agenda(story: Story) -> None:
    """Take what was submitted off the agenda without another day; submit it anew."""
    pier = number("pier")
    propose(story, pier)
    submit(story, "pier item", pier)
    schedule(story, "pier item", subject(pier))
    off = {"reason": "Falsches Gremium"}
    story.commit("decision.postponed", off, decision=number("pier item"), **SECRETARY)
    decide(story, "second pier item", pier)


DECIDED_ANEW = (
    repealed_at_work,
    noted_at_first,
    noted_by_correction,
    rejected_while_it_waits,
    taken_off_the_agenda,
)
