"""Write samples of event topics that have none: `python -m tests.formats.write`.

An existing sample is never written over: it stands for events that are stored
somewhere. Whoever changes what a field means adds a version and an upcaster.
"""

import sys

from adapters.event_log.codec import Codec
from domain.catalogue import EVENTS
from tests.formats import leaves
from tests.formats.examples import ENVELOPE, example
from tests.formats.samples import FOLDER, path_of


def write_missing() -> list[str]:
    """Write the missing samples; return their topics."""
    codec = Codec(EVENTS)
    missing = [topic for topic in EVENTS if not path_of(topic).exists()]
    FOLDER.mkdir(exist_ok=True)
    for topic in missing:
        _, state = codec.encode(example(EVENTS[topic]), ENVELOPE)
        path_of(topic).write_bytes(state + b"\n")
    return missing


def write_missing_leaves() -> list[str]:
    """Write what the public log says of samples that have no such file; return their topics."""
    missing = {
        topic: leaf
        for topic in EVENTS
        if not leaves.path_of(topic).exists() and (leaf := leaves.leaf(topic)) is not None
    }
    for topic, leaf in missing.items():
        leaves.path_of(topic).write_bytes(leaf + b"\n")
    return list(missing)


if __name__ == "__main__":
    for written in [*write_missing(), *write_missing_leaves()]:
        sys.stdout.write(f"{written}\n")
