"""The stored form of events: canonical, refusing what would not come back, upcast."""

from datetime import date, datetime, timedelta, timezone
from typing import Any, cast
from uuid import UUID

import msgspec
import pytest

from adapters.event_log import NotStorable, UnknownTopic, Upcaster, open_log
from adapters.event_log.codec import Codec, Envelope
from domain.messages import Append, Event, Write
from tests.adapters.event_log.databases import execute
from tests.adapters.event_log.events import (
    EVENTS,
    MORNING,
    NOON,
    Noted,
    Period,
    Planned,
    append,
    stream,
    write,
)

ENVELOPE = Envelope(channel="paper", occurred_at=MORNING, recorded_at=NOON)
BERLIN_SUMMER = timezone(timedelta(hours=2))
MEMBERS = frozenset({UUID(int=9), UUID(int=3), UUID(int=7)})
PLANNED = Planned(
    periods=(Period(starts=NOON.astimezone(BERLIN_SUMMER)),),
    day=date(2023, 5, 8),
    members=MEMBERS,
)


def test_the_stored_form_is_canonical() -> None:
    topic, state = Codec(EVENTS).encode(PLANNED, ENVELOPE)
    assert topic == "test.planned/1"
    assert state == (
        b'{"channel":"paper","occurred_at":"2023-05-08T07:30:00.250000Z",'
        b'"payload":{"day":"2023-05-08","members":["00000000-0000-0000-0000-000000000003",'
        b'"00000000-0000-0000-0000-000000000007","00000000-0000-0000-0000-000000000009"],'
        b'"periods":[{"ends":null,"starts":"2023-05-08T12:00:00Z"}],"reason":null},'
        b'"recorded_at":"2023-05-08T12:00:00Z"}'
    )


def test_an_event_comes_back_equal() -> None:
    codec = Codec(EVENTS)
    topic, state = codec.encode(PLANNED, ENVELOPE)
    (back,) = codec.recorded([(1, stream(4).bytes, 3, topic, state, b"hash")])
    assert back.event == PLANNED
    assert (back.position, back.stream, back.version, back.hash) == (1, stream(4), 3, b"hash")
    assert (back.recorded_at, back.occurred_at, back.channel) == (NOON, MORNING, "paper")


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(Noted(number=cast("int", 1.5)), id="a float"),
        pytest.param(Noted(number=cast("int", "seven")), id="a text for a number"),
        pytest.param(Noted(number=1, kind=cast("Any", "Ana Muster")), id="another code"),
        pytest.param(
            msgspec.structs.replace(PLANNED, reason="Ana sagt, das sei so"), id="a text for a ref"
        ),
        pytest.param(
            msgspec.structs.replace(
                PLANNED,
                periods=(Period(datetime(2023, 5, 8)),),  # noqa: DTZ001 - the point of it
            ),
            id="a time without zone",
        ),
        pytest.param(
            msgspec.structs.replace(PLANNED, members=cast("Any", "abc")), id="a text for ids"
        ),
    ],
)
def test_what_would_not_come_back_is_refused(event: Event) -> None:
    with pytest.raises(NotStorable):
        Codec(EVENTS).encode(event, ENVELOPE)


def test_an_envelope_without_time_zone_is_refused(log_url: str) -> None:
    log = open_log(log_url, EVENTS)
    naive = datetime(2023, 5, 8)  # noqa: DTZ001 - the point of it
    with pytest.raises(NotStorable):
        log.append(append(write(1, 1), day=naive))
    with pytest.raises(NotStorable):
        log.append(Append(writes=(write(1, 1),), recorded_at=NOON, occurred_at=naive))
    assert log.head().position == 0
    log.close()


class Forgotten(Event, frozen=True, kw_only=True, tag="test.forgotten/1"):
    """An event nobody put into the catalogue."""


def test_an_event_outside_the_catalogue_is_refused() -> None:
    with pytest.raises(UnknownTopic, match=r"test\.forgotten/1"):
        Codec(EVENTS).encode(Forgotten(), ENVELOPE)


def test_a_class_is_registered_under_its_own_topic_only() -> None:
    with pytest.raises(ValueError, match=r"test\.noted/1"):
        Codec({"test.noted/2": Noted})


def test_an_unknown_stored_topic_stops_reading_loudly(log_url: str) -> None:
    log = open_log(log_url, EVENTS)
    log.append(append(write(1, 1), write(2, 2)))
    execute(log_url, "UPDATE stored_events SET topic = 'test.lost/1' WHERE notification_id = 2")
    for reading in (
        lambda: list(log.since(0)),
        lambda: list(log.read(stream(2))),
        lambda: list(log.at([2])),
    ):
        with pytest.raises(UnknownTopic, match="position 2") as caught:
            reading()
        assert (caught.value.topic, caught.value.position) == ("test.lost/1", 2)
    assert len(log.read(stream(1))) == 1
    log.close()


class Measured(Event, frozen=True, kw_only=True, tag="test.measured/3"):
    """The third form of an event: /1 knew metres only, /2 called the number `value`."""

    length: int
    unit: str


def _name_the_unit(payload: dict[str, Any]) -> dict[str, Any]:
    return {**payload, "unit": "m"}


def _call_it_length(payload: dict[str, Any]) -> dict[str, Any]:
    return {"length": payload["value"], "unit": payload["unit"]}


UPCASTERS = {
    "test.measured/1": Upcaster("test.measured/2", _name_the_unit),
    "test.measured/2": Upcaster("test.measured/3", _call_it_length),
}


class MeasuredFirst(Event, frozen=True, kw_only=True, tag="test.measured/1"):
    """What was stored years ago."""

    value: int


def test_old_events_are_read_as_what_they_mean_today(log_url: str) -> None:
    years_ago = open_log(log_url, {"test.measured/1": MeasuredFirst})
    years_ago.append(
        Append(writes=(Write(stream(1), 0, (MeasuredFirst(value=12),)),), recorded_at=NOON)
    )
    years_ago.close()
    today = open_log(log_url, {"test.measured/3": Measured}, upcasters=UPCASTERS)
    today.append(
        Append(writes=(Write(stream(1), 1, (Measured(length=5, unit="km"),)),), recorded_at=NOON)
    )
    expected = [Measured(length=12, unit="m"), Measured(length=5, unit="km")]
    assert today.read(stream(1)) == expected
    assert [each.event for page in today.since(0) for each in page] == expected
    assert list(today.check()) == [2]  # the old bytes are still what the chain covers
    today.close()


def test_an_upcaster_must_lead_to_a_class() -> None:
    with pytest.raises(UnknownTopic, match=r"test\.measured/3"):
        Codec(EVENTS, UPCASTERS)
