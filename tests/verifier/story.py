"""An honest log of a small town, entry by entry, to be read, grown and attacked."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.verifier.log_files import Entry, LogFiles, Text, canonical, commitment, root

CHOICES = ("support", "agree", "disagree", "pass")


def number(name: str) -> str:
    """Return the id that a name stands for in every run."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


PROCESS = number("process")
PHASE = number("phase")
BENCH, WELL, SLIDE, SPAM, PYRE, TREE = (
    number(name) for name in ("bench", "well", "slide", "spam", "pyre", "tree")
)


@dataclass
class Ballot:
    """What a voter number says at the moment."""

    process: str
    question: str
    sequence: int = 0
    says: str = "none"


@dataclass
class Story:
    """Entries in order, and the texts that are public at the end."""

    entries: list[Entry] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    sealed: dict[int, dict[str, Text]] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    process: str = PROCESS
    hour: int = 0

    def add(self, kind: str, /, **fields: object) -> int:
        """Append an entry and return its index; fields that are None are left out."""
        clock = {"h": f"2026-09-{10 + self.hour // 24:02d}T{self.hour % 24:02d}Z"}
        entry: Entry = {"t": kind, "v": 1, "p": self.process, **clock, **fields}
        self.entries.append({key: value for key, value in entry.items() if value is not None})
        return len(self.entries) - 1

    def say(self, kind: str, words: Mapping[str, str], /, **fields: object) -> int:
        """Append an entry with texts, all of them public."""
        index = self.commit(kind, words, **fields)
        self.publish(index, *words)
        return index

    def commit(self, kind: str, words: Mapping[str, str], /, **fields: object) -> int:
        """Append an entry with texts that are not public."""
        index = len(self.entries)
        sealed = {}
        for name, text in words.items():
            salt = hashlib.sha256(f"{name}/{index}".encode()).digest()
            sealed[name] = Text(index, commitment(salt, text), salt, text)
        self.sealed[index] = sealed
        commitments = {name: text.commitment for name, text in sealed.items()}
        return self.add(kind, c=commitments, **fields)

    def publish(self, index: int, *names: str) -> None:
        """Publish texts of an entry."""
        self.texts += [self.sealed[index][name] for name in names]

    def withhold(self, index: int) -> None:
        """Stop publishing the texts of an entry."""
        self.texts = [text for text in self.texts if text.leaf != index]

    def take_down(self, question: str) -> None:
        """Stop publishing the texts of a proposal."""
        hidden = {
            index
            for index, entry in enumerate(self.entries)
            if entry.get("q") == question and str(entry["t"]).startswith("proposal.")
        }
        self.texts = [text for text in self.texts if text.leaf not in hidden]

    def vote(self, who: str, question: str, kind: str, says: str, **fields: object) -> Entry:
        """Return the next vote of somebody; `release` puts it into the log."""
        voter = number(f"{who}/{question}")
        ballot = self.ballots.setdefault(voter, Ballot(self.process, question))
        ballot.sequence += 1
        ballot.says = says
        entry: Entry = {"t": "vote", "v": 1, "p": self.process, "k": kind, "n": voter}
        version = {} if says == "none" else {"tv": 1}
        return {**entry, "q": question, "s": ballot.sequence, "x": says, **version, **fields}

    def at_once(self, *votes: Entry) -> None:
        """Append votes that need no batch."""
        self.entries += votes

    def release(self, why: str, votes: Iterable[Entry]) -> int:
        """Append a batch of votes, sorted by their bytes."""
        batch = sorted(votes, key=canonical)
        index = self.add("public-log.votes-released", n=len(batch), why=why)
        self.entries += batch
        return index

    def tally(self) -> list[list[object]]:
        """Return the tally as it stands, recounted from what everybody says."""
        counts: dict[str, Counter[str]] = {}
        for ballot in self.ballots.values():
            if ballot.process == self.process:
                counts.setdefault(ballot.question, Counter())[ballot.says] += 1
        return [[q, *(counts[q][choice] for choice in CHOICES)] for q in sorted(counts)]

    def files(self, **options: object) -> LogFiles:
        """Return the log as files; options as LogFiles takes them."""
        entries = [canonical(entry) for entry in self.entries]
        return LogFiles(entries, self.texts, **options)  # type: ignore[arg-type] # named options

    def find(self, kind: str, /, **fields: object) -> int:
        """Return the index of the first entry of a type with these fields."""
        wanted = {"t": kind, **fields}.items()
        return next(n for n, entry in enumerate(self.entries) if wanted <= entry.items())


def open_story() -> Story:
    """Return an honest log whose phase is still open."""
    story = Story()
    _open(story)
    _propose(story)
    _discuss(story)
    _moderate(story)
    _vote(story)
    _merge(story)
    return story


def honest_story() -> Story:
    """Return a log in which nearly every type of entry occurs and every rule is kept."""
    story = open_story()
    _close(story)
    _audit(story)
    return story


def _open(story: Story) -> None:
    office = {"by": "office"}
    story.say(
        "process.opened",
        {"title": "Unser Dorf 2030", "summary": "Was soll sich ändern?"},
        slug="unser-dorf",
        question="support",
        territory="07140",
        **office,
    )
    story.say("process.territory-added", {"name": "Neudorf"}, key="07140", **office)
    for name in ("play", "shade"):
        words = {"name": name, "description": f"Alles zu {name}"}
        story.say("process.action-field-defined", words, field=number(name), **office)
    words = {"name": "Spielen", "reason": "Verständlicher"}
    story.say("process.action-field-renamed", words, field=number("play"), **office)
    both = {"field": number("shade"), "into": number("play")}
    story.add("process.action-field-merged", **both, **office)
    story.say(
        "process.phase-defined",
        {"title": "Ideen", "negotiable": "Fast alles", "not_negotiable": "Das Geld"},
        phase=PHASE,
        kind="measures",
        starts="2026-09-10T08:00:00Z",
        ends="2026-09-20T22:00:00Z",
        level="consult",
        features=["submit", "comment", "support"],
        moderation="post",
        **office,
    )
    story.add(
        "phase.started",
        phase=PHASE,
        ends="2026-09-20T22:00:00Z",
        features=["submit", "comment", "support"],
        question="support",
        moderation="post",
        by="system",
    )
    for level in ("email", "email", "resident"):
        registered = story.add("participant.registered", level=level, d="2026-09-10")
        for key in ("p", "h"):
            del story.entries[registered][key]


def propose(story: Story, question: str, title: str, **fields: object) -> int:
    """Submit a proposal whose texts are public, and return the entry's index."""
    return story.say(
        "proposal.submitted",
        {"title": title, "body": f"{title}, weil das vielen fehlt."},
        **{"q": question, "phase": PHASE, "level": "email", "rules": 1, "by": "citizen"} | fields,
    )


def _propose(story: Story) -> None:
    story.hour = 1
    for question, title in ((BENCH, "Bänke"), (WELL, "Brunnen"), (SLIDE, "Rutsche")):
        propose(story, question, title, field=number("play"), territory="07140")
        story.add("proposal.published", q=question, mode="post", by="citizen")
    propose(story, TREE, "Baum", by="clerk", ch="paper", received="2026-09-10")
    story.add("proposal.published", q=TREE, mode="post", by="clerk")
    words = {"title": "Mehr Bänke", "body": "Drei Bänke am Bach.", "reason": "Genauer"}
    story.say("proposal.edited", words, q=BENCH, version=2, held=False, by="citizen")
    words = {"title": "Noch mehr Bänke", "body": "Vier Bänke am Bach."}
    story.commit("proposal.edited", words, q=BENCH, version=3, held=True, by="citizen")
    case = number("case of version 3")
    about = {"case": case, "kind": "proposal", "subject": BENCH}
    due = "2026-09-11T14:00:00Z"
    story.add("case.opened", **about, trigger="edit", due=due)
    words = {"explanation": "Das steht so schon in Version zwei."}
    reasons = {"rules": ["HR06"], "ground": "terms", "by": "moderator"}
    story.commit("case.decided", words, **about, outcome="no_action", **reasons)
    story.commit("proposal.edit-refused", words, q=BENCH, version=3, case=case, **reasons)
    words = {"title": "Bänke und Tische", "body": "Auch zwei Tische."}
    story.say("proposal.edited", words, q=BENCH, version=4, held=True, by="citizen")
    released = {"version": 4, "case": number("case of version 4"), "by": "moderator"}
    opened = {**about, "case": released["case"], "previous": case}
    story.add("case.opened", **opened, trigger="edit", due=due)
    story.add("proposal.edit-released", q=BENCH, **released)


def _discuss(story: Story) -> None:
    story.hour = 2
    first, answer, late = number("comment"), number("answer"), number("late")
    common = {"q": BENCH, "phase": PHASE, "level": "email", "by": "citizen"}
    posted = story.say(
        "comment.posted", {"text": "Gute Idee"}, comment=first, stance="pro", **common
    )
    story.say("comment.edited", {"text": "Sehr gut"}, q=BENCH, comment=first, version=2)
    story.withhold(posted)  # everybody reads what it says last, and nothing else
    story.say("comment.posted", {"text": "Finde ich auch"}, comment=answer, parent=first, **common)
    story.commit("comment.posted", {"text": "Na ja"}, comment=late, **common)
    story.add("comment.withdrawn", q=BENCH, comment=late, by="citizen")
    bad, case = number("bad comment"), number("case of a comment")
    about = {"case": case, "kind": "comment", "subject": bad}
    story.commit("comment.posted", {"text": "Pfui"}, comment=bad, **common)
    story.add("case.opened", **about, trigger="report", due="2026-09-11T14:00:00Z")
    story.add("case.content-reported", **about, rules=["HR01"], account=True)
    story.add("comment.held", q=BENCH, comment=bad, case=case, until="2026-09-12T10:00:00Z")
    reasons = {"rules": ["HR01"], "ground": "terms", "by": "moderator"}
    words = {"explanation": "Beleidigungen sind hier nicht erlaubt."}
    story.commit("case.decided", words, **about, outcome="hide", **reasons)
    hidden = {"q": BENCH, "comment": bad, "case": case}
    story.commit("comment.hidden", words, **hidden, appeal="2027-03-10", **reasons)
    story.add("case.closed", case=case)


def _moderate(story: Story) -> None:
    story.hour = 3
    reject(story, SPAM, "Werbung", "HR05")
    case = reject(story, PYRE, "Feuer", "HR03")
    story.commit("case.appeal-filed", {"text": "Doch!"}, case=case, due="2026-09-18T14:00:00Z")
    story.add("case.appeal-assigned", case=case, by="moderator")
    overturned = {"case": case, "kind": "proposal", "subject": PYRE, "outcome": "overturned"}
    words = {"explanation": "Ein Osterfeuer ist erlaubt, mit Anmeldung."}
    story.commit("case.appeal-decided", words, **overturned, by="moderator")
    story.add("proposal.published", q=PYRE, mode="appeal", case=case, by="moderator")
    index = story.find("proposal.submitted", q=PYRE)
    story.publish(index, "title")
    body = story.sealed[index]["body"].commitment
    erased = {"ref": body, "ground": "request", "kind": "proposal", "subject": PYRE}
    story.add("content.erased", **erased)


def reject(story: Story, question: str, title: str, rule: str) -> str:
    """Submit a proposal that is rejected, and return the case."""
    case = number(f"case of {question}")
    about = {"case": case, "kind": "proposal", "subject": question}
    words = {"title": title, "body": "…", "location": "Dorfplatz"}
    submitted = {"q": question, "phase": PHASE, "level": "email", "rules": 1, "by": "citizen"}
    story.commit("proposal.submitted", words, **submitted)
    story.add("case.opened", **about, trigger="submission", due="2026-09-11T14:00:00Z")
    ground = "illegal" if rule == "HR03" else "terms"
    reasons = {"rules": [rule], "ground": ground, "by": "moderator"}
    words = {"explanation": "Das verstößt gegen unsere Regeln."}
    story.commit("case.decided", words, **about, outcome="reject", **reasons)
    rejected = {"q": question, "case": case, "appeal": "2027-03-10"}
    story.commit("proposal.rejected", words, **rejected, **reasons)
    return case


def _vote(story: Story) -> None:
    story.hour = 5
    first = [story.vote(f"citizen {n}", BENCH, "given", "support", tv=4) for n in range(8)]
    first += [story.vote(f"citizen {n}", WELL, "given", "support") for n in range(4)]
    story.release("due", first)
    story.hour = 7
    second = [
        story.vote("citizen 0", BENCH, "withdrawn", "none"),
        story.vote("citizen 0", BENCH, "given", "support", tv=4),
        story.vote("citizen 1", BENCH, "confirmed", "support", tv=4),
    ]
    second += [story.vote(f"citizen {n}", SLIDE, "given", "support") for n in range(9)]
    story.release("due", second)


def _merge(story: Story) -> None:
    story.hour = 8
    for source, name in ((WELL, "merge"), (SLIDE, "undone merge")):
        merge = {"q": source, "into": TREE, "m": number(name)}
        story.say("proposal.merged", {"reason": "Dasselbe"}, **merge, by="moderator")
        fans = [story.vote(f"{name} {n}", TREE, "carried", "support") for n in range(3)]
        for fan in sorted(fans, key=canonical):
            story.at_once({**fan, "m": number(name)})
        counts = {"carried": 3, "already": 0, "own": 0, "lost": 1}
        story.add("proposal.supporters-carried", **merge, **counts, by="system")
    undone = {"q": SLIDE, "into": TREE, "m": number("undone merge")}
    story.say("proposal.unmerged", {"reason": "Doch nicht"}, **undone, by="moderator")
    fans = [story.vote(f"undone merge {n}", TREE, "given-back", "none") for n in range(3)]
    for fan in sorted(fans, key=canonical):
        story.at_once({**fan, "m": number("undone merge")})
    story.add("proposal.withdrawn", q=SLIDE, reason="done", by="citizen")
    story.take_down(SLIDE)


def _close(story: Story) -> None:
    story.hour = 10
    moved = {"phase": PHASE, "old": "2026-09-20T22:00:00Z", "ends": "2026-09-21T22:00:00Z"}
    story.say("phase.extended", {"reason": "Ferien"}, **moved, by="office")
    last = [story.vote(f"latecomer {n}", TREE, "given", "support") for n in range(2)]
    story.release("closing", last)
    close(story)
    again = {"phase": PHASE, "ends": "2026-09-22T22:00:00Z", "by": "admin"}
    story.say("phase.reopened", {"reason": "Störung"}, **again)
    close(story, parts=2)


def close(story: Story, phase: str = PHASE, parts: int = 1) -> None:
    """Close a phase and claim the tally; in more parts where an entry would be too long."""
    closed = story.add("phase.closed", phase=phase, by="system")
    tally = story.tally()
    parts = max(parts, -(-len(tally) // 1_000))
    at = {"phase": phase, "at": closed, "parts": parts}
    size = -(-len(tally) // parts)
    for part in range(parts):
        some = tally[part * size : (part + 1) * size]
        story.add("phase.tally-claimed", **at, part=part + 1, tally=some, by="system")


def _audit(story: Story) -> None:
    story.hour = 12
    audit = {"audit": number("audit"), "by": "auditor"}
    finding = {**audit, "finding": number("finding")}
    story.add("audit.opened", **audit, scope="process")
    story.add("audit.replay-executed", **audit, state="ab" * 32, match=True)
    words = {"text": "Die Frist stand zu spät im Amtsblatt."}
    story.say("audit.finding-recorded", words, **finding, severity="minor")
    words = {"text": "Wir veröffentlichen künftig früher."}
    story.say("audit.finding-answered", words, **finding | {"by": "office"})
    story.add("audit.closed", **audit)
    size = story.find("phase.closed")
    top = root(story.files().hashes[:size])
    story.add("public-log.checkpoint-sealed", size=size, root=top.hex(), by="system")
