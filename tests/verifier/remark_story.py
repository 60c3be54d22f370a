"""A log in which citizens comment on the paragraphs of a mission."""

from tests.verifier.story import Story, number
from tests.verifier.strategy_story import council_story

ABOUT = number("mission phase")
PARAGRAPH = number("paragraph")
KEPT, GONE, BACK = number("kept remark"), number("gone remark"), number("remark read first")
REASONS = {"rules": ["HR01"], "ground": "terms", "by": "moderator"}
WORDS = {"explanation": "Beleidigungen sind hier nicht erlaubt."}


def remark_story() -> Story:
    """Return an honest log in which everything happens to remarks; their phase stays open."""
    story = council_story()
    begin(story)
    posted = remark(story, KEPT)
    story.say("remark.edited", {"text": "Der Wald fehlt noch."}, remark=KEPT, version=2)
    story.withhold(posted)  # everybody reads what it says last, and nothing else
    quiet(story, GONE)
    story.add("remark.withdrawn", remark=GONE, by="citizen")
    _read_first(story)
    _hidden(story)
    return story


def begin(story: Story) -> None:
    """Open a phase about the mission."""
    times = {"ends": "2026-12-20T22:00:00Z", "features": ["comment"], "moderation": "post"}
    announced = {"kind": "mission", "starts": "2026-09-10T08:00:00Z", "level": "consult"}
    story.say("process.phase-defined", {"title": "Leitbild"}, phase=ABOUT, **announced, **times)
    story.add("phase.started", phase=ABOUT, question="support", **times)


def _fields(name: str, **more: object) -> dict[str, object]:
    usual = {"phase": ABOUT, "paragraph": PARAGRAPH, "version": 1, "level": "email"}
    return {**usual, "remark": name, "by": "citizen", **more}


def remark(story: Story, name: str, **more: object) -> int:
    """Post a remark that everybody can read; return its index."""
    return story.say("remark.posted", {"text": f"Der Wald fehlt: {name}"}, **_fields(name, **more))


def quiet(story: Story, name: str) -> None:
    """Post a remark whose text is not public."""
    story.commit("remark.posted", {"text": f"Nein: {name}"}, **_fields(name))


def open_case(story: Story, name: str) -> dict[str, object]:
    """Open a case about a remark, and return what its entries name."""
    case = number(f"case of {name}")
    about: dict[str, object] = {"case": case, "kind": "remark", "subject": name}
    story.add("case.opened", **about, trigger="report", due="2026-12-11T14:00:00Z")
    return about


def _read_first(story: Story) -> None:
    quiet(story, BACK)
    both = {"remark": BACK, "case": open_case(story, BACK)["case"]}
    story.add("remark.held", **both)
    story.commit("remark.refused", WORDS, **both, appeal="2027-03-10", **REASONS)
    story.add("remark.restored", **both)
    story.publish(story.find("remark.posted", remark=BACK), "text")


def _hidden(story: Story) -> None:
    bad = number("bad remark")
    quiet(story, bad)
    both = {"remark": bad, "case": open_case(story, bad)["case"]}
    story.add("remark.held", **both, until="2026-12-12T10:00:00Z")
    story.add("remark.released", **both)
    story.commit("remark.hidden", WORDS, **both, appeal="2027-03-10", **REASONS)
