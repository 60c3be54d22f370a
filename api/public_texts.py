"""The texts that everybody may hold against their commitments in the public log.

Which ones is said in docs/rules/public_log.md; the answer is that of the read models
behind the pages, so what is not shown there is not here either.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from domain.codes import CommentId, ProposalId, RemarkId
from domain.messages import ContentRef
from domain.ports import Texts
from projections import comments, erasures, proposals, public_log, remarks
from projections.model import Snapshot
from projections.public_log.tree import WIDTH

Salts = Callable[[Collection[ContentRef]], Mapping[ContentRef, bytes]]
"""Looks up the salts of texts; those of erased ones are missing."""

_ALWAYS = (
    *("process.", "phase.", "audit.finding-recorded", "audit.finding-answered"),
    *("organisation.", "goal.", "funding.", "plan.", "measure.", "mission.", "strategy."),
    *("recommendation.", "lab.", "format.scheduled", "format.cancelled"),
)
_NOT_OF_A_VERSION = ("location", "explanation", "hint")


class Line(msgspec.Struct, frozen=True):
    """One text, as the file gives it."""

    leaf: int
    c: ContentRef
    salt: bytes
    text: str


class PublicTexts:
    """Makes the files `texts/<N>`. Safe in threads."""

    def __init__(self, texts: Texts, salts: Salts) -> None:
        self._texts = texts
        self._salts = salts

    def texts_of(self, snapshot: Snapshot, bundle: int, size: int) -> bytes | None:
        """Return the file of a bundle of a log of `size` entries; None if it has no text.

        Raises:
            VaultUnavailable: the vault does not answer now.
        """
        lines = self._lines(snapshot, bundle, size)
        return b"".join(_encode(line) + b"\n" for line in lines) or None

    def _lines(self, snapshot: Snapshot, bundle: int, size: int) -> Sequence[Line]:
        first = bundle * WIDTH
        entries = public_log.entries(snapshot, first, max(0, min(WIDTH, size - first)))
        found = list(_committed(snapshot, [msgspec.json.decode(entry) for entry in entries]))
        gone = erasures.erased(snapshot, [ref for _, ref in found])
        leaves: dict[ContentRef, int] = {}
        for index, ref in found:
            if ref not in gone:
                leaves.setdefault(ref, first + index)
        salts, texts = self._salts(leaves.keys()), self._texts.open(leaves.keys())
        return [
            Line(leaf, ref, salts[ref], texts[ref])
            for ref, leaf in leaves.items()
            if ref in salts and ref in texts
        ]


Entry = dict[str, Any]


def _committed(snapshot: Snapshot, entries: Sequence[Entry]) -> Iterator[tuple[int, ContentRef]]:
    """Yield the commitments to texts that are public now, with their place in the bundle."""
    shown = _shown(snapshot, entries)
    for index, entry in enumerate(entries):
        always = entry["t"].startswith(_ALWAYS)
        by_itself = _by_itself(entry)
        for name, ref in entry.get("c", {}).items():
            said = name in by_itself or (ref in shown and name not in _NOT_OF_A_VERSION)
            if (always and entry["t"] != "measure.decision-applied") or said:
                yield index, ref
        for _, ref in entry.get("paragraphs", ()):
            yield index, ref


def _by_itself(entry: Entry) -> Collection[str]:
    """Return the names of texts that are public because of what their own entry says.

    A decision that is not public is told without its record and subjects until it is
    published; an item of the inventory that somebody reported waits for the office.
    """
    committed: Mapping[str, ContentRef] = entry.get("c", {})
    match entry["t"]:
        case "decision.scheduled" | "decision.confirmed" if entry["public"]:
            return committed.keys()
        case "decision.published" | "decision.imported" | "decision.result-imported":
            return committed.keys()
        case "decision.corrected" if "record" in entry:
            return committed.keys()
        case "inventory.recorded" if entry["source"] in {"office", "import"}:
            return ("title", "text")
        case _:
            return ()


def _shown(snapshot: Snapshot, entries: Sequence[Entry]) -> set[ContentRef]:
    """Return the texts of proposals, comments and remarks that pages show."""
    found: set[ContentRef | None] = set()
    with_texts = [entry for entry in entries if "c" in entry]
    for number in dict.fromkeys(_named(with_texts, "proposal.", "q")):
        found |= _of_proposal(snapshot, ProposalId(number))
    for entry in with_texts:
        if entry["t"].startswith("answer.") and _is_readable(snapshot, entry["q"]):
            found |= set(entry["c"].values())
    said = [CommentId(each) for each in dict.fromkeys(_named(with_texts, "comment.", "comment"))]
    found |= {row.text for row in comments.several(snapshot, said).values()}
    noted = [RemarkId(each) for each in dict.fromkeys(_named(with_texts, "remark.", "remark"))]
    found |= {row.text for row in remarks.several(snapshot, noted).values()}
    return {ref for ref in found if ref is not None}


def _is_readable(snapshot: Snapshot, number: str) -> bool:
    idea = proposals.find(snapshot, ProposalId(UUID(hex=number)))
    return idea is not None and idea.readable


def _of_proposal(snapshot: Snapshot, proposal_id: ProposalId) -> set[ContentRef | None]:
    idea = proposals.find(snapshot, proposal_id)
    if idea is None or not idea.readable:
        return set()
    found: set[ContentRef | None] = {idea.details.source_link}
    for version in proposals.versions(snapshot, proposal_id):
        found |= {version.title, version.body, version.reason}
    for row in proposals.timeline(snapshot, proposal_id):
        if row.kind in {"proposal.merged", "proposal.unmerged"}:
            found.add(row.text)
    return found


def _named(entries: Sequence[Entry], kinds: str, name: str) -> Iterator[UUID]:
    return (UUID(hex=entry[name]) for entry in entries if entry["t"].startswith(kinds))


def _encode(line: Line) -> bytes:
    salt = msgspec.to_builtins(line.salt).replace("+", "-").replace("/", "_").rstrip("=")
    fields = {"leaf": line.leaf, "c": line.c, "salt": salt, "text": line.text}
    return msgspec.json.encode(fields, order="deterministic")
