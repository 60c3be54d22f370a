"""An entry of the public log never changes: it is under a signed root."""

import json
import re
from pathlib import Path

import pytest

from domain.catalogue import EVENTS
from domain.messages import topic_of
from projections.public_log.entries import PUBLISHED
from projections.public_log.fields import NOT_PUBLISHED
from tests.formats import leaves

RULES = Path(__file__).parents[2] / "docs" / "rules"
LONGEST = 65_535  # bytes an entry may have


def contract() -> set[str]:
    """Return every word that the contract writes as code."""
    texts = [path.read_text(encoding="utf-8") for path in RULES.glob("public_log*.md")]
    return set(re.findall(r"`([a-z.-]+)`", "".join(texts)))


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_is_published_or_said_not_to_be_with_a_reason(topic: str) -> None:
    kind = EVENTS[topic]
    assert (kind in PUBLISHED) != (kind in NOT_PUBLISHED), "say so in projections/public_log/fields"
    assert (leaves.leaf(topic) is None) == (kind in NOT_PUBLISHED)
    assert all(NOT_PUBLISHED.values())


@pytest.mark.parametrize("topic", sorted(map(topic_of, PUBLISHED)))
def test_the_entry_of_a_sample_is_what_it_always_was(topic: str) -> None:
    stored = leaves.path_of(topic)
    assert stored.exists(), "run: python -m tests.formats.write"
    assert leaves.leaf(topic) == stored.read_bytes().removesuffix(b"\n")


@pytest.mark.parametrize("topic", sorted(map(topic_of, PUBLISHED)))
def test_an_entry_is_canonical_and_of_a_documented_type(topic: str) -> None:
    entry = leaves.leaf(topic)
    assert entry is not None
    assert len(entry) < LONGEST
    fields = json.loads(entry)
    written = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert written.encode() == entry
    assert fields["v"] == 1
    assert fields["t"] in contract()


def test_no_entry_names_who_acts() -> None:
    """Pseudonyms of the samples are derived from their place, so they can be looked for."""
    for topic in EVENTS:
        told = (
            json.dumps(json.loads(leaves.path_of(topic).read_bytes()))
            if (leaves.path_of(topic).exists())
            else ""
        )
        event = leaves.recorded(topic).event
        for name in ("by", "author", "reviewer", "participant", "approved_by", "reporter"):
            who = getattr(event, name, None)
            pseudonym = getattr(who, "pseudonym", who)
            if pseudonym is not None:
                assert pseudonym.hex not in told
