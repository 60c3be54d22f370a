"""What was stored once can be read for ever (docs/rules/event_log.md, L6)."""

from pathlib import Path

import pytest

from adapters.event_log.codec import Codec
from adapters.event_log.upcasting import UPCASTERS
from domain.catalogue import EVENTS
from domain.messages import Event, topic_of
from tests.formats import write
from tests.formats.examples import ENVELOPE, example
from tests.formats.samples import FOLDER, path_of, read
from tests.formats.samples import topic_of as topic_of_sample

SAMPLES = sorted(FOLDER.glob("*.json"))
STREAM, HASH = bytes(16), bytes(32)


@pytest.mark.parametrize("topic", EVENTS)
def test_every_event_class_has_a_sample(topic: str) -> None:
    assert path_of(topic).exists(), "run: python -m tests.formats.write"


@pytest.mark.parametrize("topic", EVENTS)
def test_a_sample_is_read_and_written_the_same(topic: str) -> None:
    codec, state = Codec(EVENTS), read(path_of(topic))
    (recorded,) = codec.recorded([(1, STREAM, 1, topic, state, HASH)])
    assert type(recorded.event) is EVENTS[topic]
    assert codec.encode(recorded.event, ENVELOPE) == (topic, state)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_every_version_ever_stored_is_still_read(sample: Path) -> None:
    topic = topic_of_sample(sample)
    assert topic in EVENTS or topic in UPCASTERS
    (event,) = Codec(EVENTS).events([(1, STREAM, 1, topic, read(sample), HASH)])
    assert isinstance(event, Event)


def test_an_upcaster_is_for_topics_that_are_not_written_any_more() -> None:
    assert not UPCASTERS.keys() & EVENTS.keys()


def test_examples_are_the_same_every_time() -> None:
    for topic, event in EVENTS.items():
        assert topic_of(event) == topic
        assert example(event) == example(event)


def test_writing_leaves_existing_samples_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.formats.samples.FOLDER", tmp_path)
    monkeypatch.setattr(write, "FOLDER", tmp_path)
    topic = next(iter(EVENTS))
    path_of(topic).write_bytes(b"as it was\n")
    assert set(write.write_missing()) == EVENTS.keys() - {topic}
    assert read(path_of(topic)) == b"as it was"
    assert write.write_missing() == []
