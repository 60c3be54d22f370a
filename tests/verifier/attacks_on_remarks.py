"""Attacks on remarks about the mission, by an operator who signs anew."""

from collections.abc import Callable

from tests.verifier.attacks import attack
from tests.verifier.laboratory import Laboratory
from tests.verifier.remark_story import ABOUT, GONE, KEPT, REASONS, open_case, remark, remark_story
from tests.verifier.story import PHASE, Story, number
from tests.verifier.strategy_story import OFFICE

Change = Callable[[Story], object]
REMARK_ATTACKS: dict[str, tuple[str, Change]] = {}
"""Name of the check and what is done, by name of the attack: for other verifiers."""

NEW = number("new remark")


def on_remarks(check: str, without: str | None = None) -> Callable[[Change], Change]:
    """Enter an attack on the log of remarks."""

    def enter(change: Change) -> Change:
        def make(laboratory: Laboratory) -> None:
            story = remark_story()
            change(story)
            laboratory.publish(story)

        make.__name__ = change.__name__
        attack(check, without)(make)
        REMARK_ATTACKS[change.__name__.replace("_", " ")] = (check, change)
        return change

    return enter


@on_remarks("remark-outside-phase")
def remark_after_the_close(story: Story) -> None:
    story.add("phase.closed", phase=ABOUT)
    remark(story, NEW)


@on_remarks("remark-outside-phase")
def remark_in_a_phase_about_ideas(story: Story) -> None:
    remark(story, NEW, phase=PHASE)


@on_remarks("remark-outside-phase", "text-missing")
def remark_changed_after_the_close(story: Story) -> None:
    story.add("phase.closed", phase=ABOUT)
    story.commit("remark.edited", {"text": "Alles bestens."}, remark=KEPT, version=3)


@on_remarks("remark-without-paragraph")
def remark_on_a_paragraph_that_is_not_there(story: Story) -> None:
    remark(story, NEW, paragraph=number("ghost"))


@on_remarks("remark-without-paragraph")
def remark_on_a_version_that_was_replaced(story: Story) -> None:
    index = story.say("mission.drafted", {"reason": "Kürzer"}, version=2, **OFFICE)
    drafted = story.entries[story.find("mission.drafted", version=1)]
    story.entries[index]["paragraphs"] = drafted["paragraphs"]
    remark(story, NEW)


@on_remarks("remark-posted-twice")
def remark_exchanged(story: Story) -> None:
    remark(story, KEPT)


@on_remarks("remark-unknown")
def remark_withdrawn_that_is_not_there(story: Story) -> None:
    story.add("remark.withdrawn", remark=number("ghost"))


@on_remarks("remark-state-wrong", "text-missing")
def withdrawn_remark_shown_again(story: Story) -> None:
    story.add("remark.restored", remark=GONE, case=open_case(story, GONE)["case"])


@on_remarks("reasons-missing")
def remark_hidden_without_a_statement(story: Story) -> None:
    case = open_case(story, KEPT)["case"]
    story.add("remark.hidden", remark=KEPT, case=case, **REASONS)


@on_remarks("text-missing")
def remark_that_vanished_from_the_texts(story: Story) -> None:
    index = story.find("remark.edited", remark=KEPT)
    story.texts = [text for text in story.texts if text.leaf != index]
