"""Write docs/events.md: every event the log can hold, with its meaning and its fields.

Run from the root of the repository: `python docs/generate_events.py`. With `--check`
nothing is written; the exit status is 1 if the file on disk is out of date.
"""

import inspect
import sys
import types
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal, NewType, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "events.md"

HEAD = """\
# Events

Every fact the log can hold, by its stored name. The name carries a version: a field that
changes its meaning gets a new version, and the old one stays readable for ever.

No event holds a name, an address, free text or the id of a person (decision 0004).
Human-written words are kept outside the log; an event carries a *text reference*, a salted
commitment to them. Moments are UTC. Every event is stored in an envelope: position, stream,
version, when it was recorded, when it occurred, channel, hash.

Written by `docs/generate_events.py` from `domain/catalogue.py`; do not edit.
"""

TITLES = {
    "process": "Processes",
    "phase": "Phases",
    "proposal": "Proposals",
    "paper": "Paper",
    "support": "Support",
    "opinion": "Opinions",
    "comment": "Comments",
    "remark": "Remarks",
    "case": "Moderation cases",
    "participant": "Participants",
    "boundary": "Outlines of places",
    "organisation": "Bodies and units",
    "goal": "Goals and indicators",
    "inventory": "Inventory",
    "recommendation": "Recommendations",
    "format": "Workshops and other formats",
    "measure": "Measures",
    "decision": "Decisions",
    "answer": "Answers",
    "plan": "Plans",
    "funding": "Funding",
    "lab": "Real-world labs",
    "mission": "Mission statement",
    "strategy": "Strategies",
    "content": "Texts",
    "audit": "Audits",
    "public-log": "The public log",
}
"""Heading of each concept, in reading order; the first word of a topic is its key."""


def main(arguments: list[str]) -> int:
    """Write or check docs/events.md and return the exit status."""
    # The domain lives beside this folder; it is found wherever the script is started.
    sys.path.insert(0, str(ROOT))
    wanted = document()
    if "--check" not in arguments:
        TARGET.write_text(wanted, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == wanted:
        return 0
    print("docs/events.md is out of date: run `python docs/generate_events.py`")
    return 1


def document() -> str:
    """Return the whole text of docs/events.md.

    Raises:
        LookupError: an event belongs to a concept that has no heading here.
    """
    from domain.catalogue import EVENTS  # noqa: PLC0415 - importable once main() has run

    strangers = {topic.partition(".")[0] for topic in EVENTS} - set(TITLES)
    if strangers:
        raise LookupError(f"no heading for {sorted(strangers)} in TITLES")
    lines = [HEAD]
    for concept, title in TITLES.items():
        lines.append(f"## {title}\n")
        for topic, event in EVENTS.items():
            if topic.partition(".")[0] == concept:
                lines.extend(section(topic, event))
    return "\n".join(lines).rstrip() + "\n"


def section(topic: str, event: type[msgspec.Struct]) -> Iterator[str]:
    """Yield the lines about one event: name, meaning, table of fields."""
    yield f"### `{topic}`\n"
    yield f"{inspect.cleandoc(event.__doc__ or '')}\n"
    yield "| Field | Holds |\n| --- | --- |"
    hints = get_type_hints(event, include_extras=True)
    for name in event.__struct_fields__:
        yield f"| `{name}` | {holds(hints[name])} |"
    yield ""


def holds(hint: object) -> str:
    """Say in words what values of a type are."""
    for known, words in vocabulary():
        if hint == known:
            return words
    if isinstance(hint, NewType):
        return _spaced(hint.__name__)
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return holds(inner[0])
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return f"{_spaced(hint.__name__)} ({', '.join(hint.__struct_fields__)})"
    if origin is Literal:
        return ", ".join(f"`{code}`" for code in inner)
    if origin in {Union, types.UnionType}:
        present = [holds(kind) for kind in inner if kind is not type(None)]
        return " or ".join(present) + (", or nothing" if type(None) in inner else "")
    if origin is tuple:
        return f"list of {holds(inner[0])}"
    raise LookupError(f"no words for {hint!r}")


def vocabulary() -> list[tuple[object, str]]:
    """Return the types that have words of their own."""
    from domain import audits, codes, decisions, messages, people, public_log  # noqa: PLC0415 - as in document()

    return [
        (messages.ContentRef, "text reference"),
        (people.Actor, "actor (pseudonym, role, on whose behalf)"),
        (people.VoterNumber, "voter number"),
        (codes.Subject, "subject (kind, id)"),
        (codes.Slug, "slug"),
        (codes.TerritoryKey, "official territory key"),
        (codes.Receipt, "receipt number"),
        (codes.MeasureNumber, "number of a measure"),
        (codes.Hex32, "32 bytes in hexadecimal digits"),
        (codes.Cents, "cents"),
        (decisions.ItemNumber, "number of an agenda item"),
        (codes.RuleCode, "house rule"),
        (audits.Digest, "32 bytes in hexadecimal digits"),
        (public_log.ClaimedResult, "result (proposal, supports, agree, disagree, passes)"),
        (datetime, "moment"),
        (date, "day"),
        (UUID, "id"),
        (int, "number"),
        (bool, "yes or no"),
    ]


def _spaced(name: str) -> str:
    """Turn `ProposalId` into `proposal id`."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
