"""Ways to cheat: each makes a log, what one kept of the honest one, and what must be said of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tests.verifier.log_files import LOG, WITNESSES, LogFiles, Signer, canonical, policy
from tests.verifier.story import BENCH, SLIDE, Story, honest_story


@dataclass(frozen=True)
class Attack:
    """A log that must be refused. `entry` is the first bad one, if there is one to name."""

    files: LogFiles
    code: str
    entry: int | None = None
    old: tuple[str, ...] = ()
    trusted: str = policy()


class Tampered(LogFiles):
    """Serves other entries than it has signed."""

    served: tuple[bytes, ...] = ()

    def _bundles(self) -> Iterator[tuple[str, bytes]]:
        signed, self.entries = self.entries, self.served
        yield from super()._bundles()
        self.entries = signed


class Forged(LogFiles):
    """Serves a checkpoint that was changed after it was signed."""

    change: Callable[[str], str] = staticmethod(lambda note: note)

    def checkpoint(self, size: int | None = None) -> str:
        return self.change(super().checkpoint(size))


def _tampered(change: Callable[[list[bytes]], object]) -> Tampered:
    entries = honest_story().files().entries
    files = Tampered(entries, honest_story().texts)
    served = list(entries)
    change(served)
    files.served = tuple(served)
    return files


def _forged(change: Callable[[str], str]) -> Forged:
    story = honest_story()
    files = Forged(story.files().entries, story.texts)
    files.change = change
    return files


def _flip(entries: list[bytes]) -> None:
    at = honest_story().find("vote", k="given")
    entries[at] = entries[at].replace(b'"support"', b'"disagree"')


def _swap(entries: list[bytes]) -> None:
    entries[40], entries[41] = entries[41], entries[40]


def _rewritten(*, perfect: bool) -> Story:
    """Return the story in which one supporter of the benches never was; or not quite."""
    story = honest_story()
    first = story.find("vote", q=BENCH, k="given", s=1)
    gone = story.entries[first]
    gone["q"] = SLIDE
    gone["tv"] = 1
    if perfect:
        for entry in story.entries:
            if entry["t"] == "phase.tally-claimed":
                for row in entry["tally"]:  # type: ignore[attr-defined]  # a list of rows
                    row[1] += {BENCH: -1, SLIDE: 1}.get(row[0], 0)
    start = story.find("public-log.votes-released")
    size = story.entries[start]["n"]
    assert isinstance(size, int)
    batch = sorted(story.entries[start + 1 : start + 1 + size], key=canonical)
    story.entries[start + 1 : start + 1 + size] = batch
    story.entries = [each for each in story.entries if each["t"] != "public-log.checkpoint-sealed"]
    return story


def _changed(kind: str, change: Callable[[dict[str, object]], object], **fields: object) -> Story:
    story = honest_story()
    change(story.entries[story.find(kind, **fields)])
    return story


def _more_support(entry: dict[str, object]) -> None:
    tally = [list(row) for row in entry["tally"]]  # type: ignore[attr-defined]  # a list of rows
    tally[0][1] += 5
    entry["tally"] = tally


def _text_edited() -> LogFiles:
    story = honest_story()
    story.texts[0] = replace(story.texts[0], text="Unser Dorf 1930")
    return story.files()


def _text_gone() -> LogFiles:
    story = honest_story()
    del story.texts[0]
    return story.files()


def _vote_after_close() -> Story:
    story = honest_story()
    late = [story.vote(f"late {n}", BENCH, "given", "support", tv=4) for n in range(10)]
    story.release("due", late)
    return story


def _double() -> Story:
    """Let somebody vote twice under one number, in another batch."""
    story = honest_story()
    at = story.find("public-log.votes-released", why="closing")
    vote = dict(story.entries[story.find("vote", q=BENCH, k="given", s=1)])
    story.entries.insert(at + 1, vote)
    story.entries[at]["n"] = 3
    batch = sorted(story.entries[at + 1 : at + 4], key=canonical)
    story.entries[at + 1 : at + 4] = batch
    return story


def _false_witness() -> LogFiles:
    false = Signer(WITNESSES[1].name, 4, b"\x07" * 32)
    line = false.line("x")

    def change(note: str) -> str:
        lines = note.split("\n")
        mine = next(n for n, each in enumerate(lines) if WITNESSES[1].name in each)
        # The name and key id of the witness, over bytes it never signed.
        lines[mine] = lines[mine][:-60] + line.strip()[-60:]
        return "\n".join(lines)

    return _forged(change)


def _old() -> tuple[str, ...]:
    return (honest_story().files().checkpoint(90),)


def _at(story: Story, kind: str, **fields: object) -> int:
    return story.find(kind, **fields)


def attacks() -> Mapping[str, Attack]:
    """Return all of them by name."""
    honest = honest_story()
    tally = _changed("phase.tally-claimed", _more_support)
    reasons = _changed("proposal.rejected", lambda entry: entry.pop("c"))
    after = _vote_after_close()
    other = replace(LOG, name="other.example")
    given = _at(honest, "vote", k="given")
    return {
        "a vote flipped": Attack(_tampered(_flip), "wrong-root", given),
        "two entries swapped": Attack(_tampered(_swap), "wrong-root", 40),
        "an entry copied": Attack(
            _tampered(lambda each: each.__setitem__(30, each[29])), "wrong-root", 30
        ),
        "the size edited": Attack(
            _forged(lambda note: note.replace("\n109\n", "\n108\n")), "signature"
        ),
        "an old vote rewritten": Attack(_rewritten(perfect=False).files(), "wrong-tally"),
        "a false tally": Attack(tally.files(), "wrong-tally", _at(tally, "phase.tally-claimed")),
        "a text edited": Attack(_text_edited(), "text-changed", 0),
        "a text gone": Attack(_text_gone(), "text-missing", 0),
        "a perfect rewrite": Attack(_rewritten(perfect=True).files(), "rewritten", old=_old()),
        "a forged witness": Attack(_false_witness(), "signature"),
        "below the quorum": Attack(honest.files(signers=(LOG, WITNESSES[0])), "below-quorum"),
        "a vote after the close": Attack(
            after.files(), "vote-outside-phase", len(after.entries) - 10
        ),
        "a voter number twice": Attack(_double().files(), "sequence"),
        "no statement of reasons": Attack(
            reasons.files(), "no-reasons", _at(reasons, "proposal.rejected")
        ),
        "another log": Attack(honest.files(), "origin", trusted=policy([other])),
    }
