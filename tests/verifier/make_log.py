"""Write an honest public log: `python -m tests.verifier.make_log FOLDER --entries N`.

The town's process of about a hundred entries is followed by a long one with so many
votes that the log has the length asked for. `policy` in the folder is the one under
which it passes.
"""

import argparse
from pathlib import Path

from tests.verifier.log_files import Entry
from tests.verifier.story import Story, close, honest_story, number, propose

BATCH = 10_000
VOTES_EACH = 250
"""Votes for each proposal of the long process."""


def grown(story: Story, entries: int) -> Story:
    """Let a second process follow, until the log has about this many entries."""
    phase = number("long phase")
    story.process = number("long process")
    words = {"title": "Umfrage", "summary": "Hier wird lange abgestimmt."}
    story.say("process.opened", words, slug="umfrage", question="opinion", by="office")
    window = {"starts": "2026-09-10T08:00:00Z", "ends": "2026-09-30T22:00:00Z"}
    rules = {"features": ["submit", "vote"], "moderation": "post"}
    defined = {"phase": phase, "kind": "measures", "level": "consult"}
    story.say("process.phase-defined", {"title": "Fragen"}, **defined, **window, **rules)
    started = {"phase": phase, "ends": window["ends"], "question": "opinion"}
    story.add("phase.started", **started, **rules)
    votes: list[Entry] = []
    while len(story.entries) + len(votes) < entries - 10:
        votes += _answered(story, phase, f"question {len(story.entries)}/{len(votes)}")
        if len(votes) >= BATCH:
            story.release("due", votes)
            votes = []
    if votes:
        story.release("closing", votes)
    close(story, phase)
    return story


def _answered(story: Story, phase: str, name: str) -> list[Entry]:
    """Publish one more question, and return what people say to it."""
    question = number(name)
    propose(story, question, f"Frage {len(story.entries)}", phase=phase)
    story.add("proposal.published", q=question, mode="post", by="citizen")
    choices = ("agree", "disagree", "pass")
    votes = [
        story.vote(f"{who}", question, "given", choices[who % 3]) for who in range(VOTES_EACH - 2)
    ]
    changed = (story.vote(f"{who}", question, "changed", "pass") for who in range(2))
    return [*votes, *changed]


def main(arguments: list[str] | None = None) -> None:
    """Write the log, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=0)
    asked = parser.parse_args(arguments)
    story = honest_story()
    if asked.entries > len(story.entries):
        story = grown(story, asked.entries)
    sizes = sorted({len(story.entries) // 3, len(story.entries) // 2})
    story.files(sizes=sizes).write(asked.folder)


if __name__ == "__main__":
    main()
