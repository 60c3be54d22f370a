"""Step 7: published texts against the commitments in the entries."""

import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.source import Source, tile_name
from gemeinsam_verifier.state import State
from gemeinsam_verifier.tree import WIDTH

SALT_BYTES = 32
FIELDS = {"leaf", "c", "salt", "text"}
TITLE_LENGTH = 120  # characters
DEMANDED = ("title", "body")
"""Texts of a public version that have to be there; reasons, links and places may be."""


def commitment(salt: bytes, text: str) -> str:
    """Return the commitment to a text."""
    content = unicodedata.normalize("NFC", text).encode()
    digest = hashlib.sha256(b"bp/content/v1\x00" + salt + content).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def demanded(state: State) -> Iterator[str]:
    """Return the commitments whose texts have to be published, by what the entries say."""
    yield from state.public
    for proposal in state.proposals.values():
        if proposal.public:
            for version in proposal.versions.values():
                if version.released:
                    yield from (version.texts[n] for n in DEMANDED if n in version.texts)
    for merge in state.merges.values():
        source = state.proposals.get(merge.source)
        if merge.reason is not None and source is not None and source.public:
            yield merge.reason
    for comment in state.comments.values():
        below = state.proposals.get(comment.question)
        if comment.state == "visible" and below is not None and below.public:
            yield comment.text
    yield from (each.text for each in state.remarks.values() if each.state == "visible")
    for question, answers in state.answers.items():
        if state.proposals[question].public:
            yield from answers


@dataclass
class Texts:
    """Reads the texts of a log, file by file, and keeps the titles only."""

    state: State
    checklist: Checklist
    titles: dict[str, str] = field(default_factory=dict)
    opened: int = 0

    def check(self, source: Source) -> None:
        """Check every published text, and that none is missing.

        Raises:
            Bad: a text is changed or missing.
            Unreachable: a file cannot be read now.
        """
        missing = {
            text: self.state.first[text]
            for text in demanded(self.state)
            if text in self.state.first and text not in self.state.erased
        }
        wanted = self._titles()
        numbers = sorted(self._bundles())
        names = [f"texts/{tile_name(number)}" for number in numbers]
        for name, content in zip(names, source.each(source.read, names), strict=True):
            for text, words in self._lines(name, content or b""):
                missing.pop(text, None)
                if text in wanted:
                    self.titles[wanted[text]] = words[:TITLE_LENGTH]
        self._complain(missing)

    def _bundles(self) -> set[int]:
        """Return the numbers of the bundles whose entries commit to texts."""
        found = {index // WIDTH for index in self.state.first.values()}
        for indices in self.state.again.values():
            found |= {index // WIDTH for index in indices}
        return found

    def _complain(self, missing: dict[str, int]) -> None:
        if missing:
            text, index = min(missing.items(), key=lambda item: item[1])
            self.checklist.index = index
            self.checklist.fail("text-missing", name=text)

    def _titles(self) -> dict[str, str]:
        """Return the commitments to titles, with the ids of what they are titles of.

        What came without a title is called by its text.
        """
        titled = {
            version.texts.get("title") or version.texts["body"]: name
            for name, proposal in self.state.proposals.items()
            for version in proposal.versions.values()
            if version.released and not version.texts.keys().isdisjoint({"title", "body"})
        }
        council = self.state.council
        titled |= {body.name: name for name, body in council.bodies.items()}
        titled |= {measure.title: name for name, measure in council.measures.items()}
        return titled | {each.title: name for name, each in council.decisions.items() if each.title}

    def _lines(self, name: str, content: bytes) -> Iterator[tuple[str, str]]:
        for line in content.split(b"\n")[: -1 if content.endswith(b"\n") else None]:
            self.checklist.index = None
            try:
                fields = json.loads(line)
                salt = _salt(fields)
                text, index, words = str(fields["c"]), fields["leaf"], str(fields["text"])
                opens = commitment(salt, words) == text
            except (ValueError, TypeError, KeyError, RecursionError) as error:
                self.checklist.fail("text-unreadable", name=name, why=str(error)[:100])
                continue
            if index >= self.state.index:
                continue  # of an entry that has come since we read the checkpoint
            self.checklist.index = index
            at_home = self.state.holds(index, text) and name == _name(index)
            self.checklist.require(at_home, "text-unreadable", name=name, why=text)
            self.checklist.require(opens, "text-changed")
            self.opened += 1
            yield text, words


def _name(index: int) -> str:
    return f"texts/{tile_name(index // WIDTH)}"


def _salt(fields: dict[str, object]) -> bytes:
    if not isinstance(fields, dict) or fields.keys() != FIELDS or type(fields["leaf"]) is not int:
        raise ValueError("not the fields of a text")
    encoded = str(fields["salt"])
    try:
        salt = base64.b64decode(encoded + "=", altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    # The last character has bits to spare; only one way of writing it is right.
    written = base64.urlsafe_b64encode(salt).decode().rstrip("=")
    if len(salt) != SALT_BYTES or written != encoded:
        raise ValueError("not a salt")
    return salt
