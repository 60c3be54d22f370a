"""Decisions of councils that are confirmed and not published: their words are nobody's yet (I13).

They take effect with the confirmation, so the state of a measure shows that one was made. What a
council asked for, and the page of the decision, wait until it is published.
"""

from collections.abc import Iterable

from msgspec.structs import replace

from domain.codes import DecisionId
from projections import decisions
from projections.measures import Story
from projections.model import Snapshot


def public_among(snapshot: Snapshot, ids: Iterable[DecisionId]) -> frozenset[DecisionId]:
    """Return which of these decisions everybody may read at the moment shown."""
    return frozenset(each for each in ids if decisions.find(snapshot, each) is not None)


def without_words(story: Story, public: frozenset[DecisionId]) -> Story:
    """Return the story of a measure without what decisions say that are not `public`."""
    told = {
        key: each if each.decision_id in public else replace(each, conditions=None)
        for key, each in story.decisions.items()
    }
    story.decisions = told
    return story
