"""What the public log says of the stored samples: one file per published topic."""

from pathlib import Path

from adapters.event_log.codec import Codec
from domain.catalogue import EVENTS
from domain.messages import Recorded
from projections.public_log import Place, to_leaf
from tests.formats.samples import path_of as sample_of
from tests.formats.samples import read

FOLDER = Path(__file__).parent / "leaves"
PLACE = Place(votes=12, why="due", closing=345)
STREAM, HASH = bytes(16), bytes(32)


def path_of(topic: str) -> Path:
    """Return the file of a topic; `proposal.submitted/1` is `proposal.submitted.1.json`."""
    return FOLDER / f"{topic.replace('/', '.')}.json"


def recorded(topic: str) -> Recorded:
    """Return the sample of a topic as the log would give it."""
    (found,) = Codec(EVENTS).recorded([(1, STREAM, 2, topic, read(sample_of(topic)), HASH)])
    return found


def leaf(topic: str) -> bytes | None:
    """Return the entry of the sample of a topic."""
    return to_leaf(recorded(topic), PLACE)
