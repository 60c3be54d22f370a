"""What the office does with a measure after its decision, from the form to the use case."""

from collections.abc import Callable, Mapping

from api.pages.measures.reading import Reading
from api.pages.measures.typed import Given
from domain.codes import Light, MilestoneId
from domain.measures import Licence, Slot
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import implementing
from domain.use_cases.strategy.implementing import NewReport


def _plan(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    slot = Slot(
        given.number("year", 2000, 2199),
        given.number("first", 1, 4),
        given.number("last", 1, 4),
        given.cents("budget"),
    )
    return implementing.plan(
        platform, asking, at.row.process_id, at.row.measure_id, slot, given.text("text")
    )


def _park(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.park(
        platform, asking, at.row.process_id, at.row.measure_id, given.day("on"), given.text("text")
    )


def _start(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.start(
        platform, asking, at.row.process_id, at.row.measure_id, given.day("on")
    )


def _milestone(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.define_milestone(
        platform, asking, at.row.process_id, at.row.measure_id, given.text("text"), given.day("on")
    )


def _reached(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.reach_milestone(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        MilestoneId(given.id("milestone")),
        given.day("on"),
        given.text("text"),
    )


def _report(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    light: Light = given.code("light", Light)  # type: ignore[assignment]  # just checked
    new = NewReport(
        percent=given.number("percent", 0, 100),
        light=light,
        as_of=given.day("on"),
        text=given.text("text"),
        next_step=given.text("more"),
    )
    return implementing.report(platform, asking, at.row.process_id, at.row.measure_id, new)


def _pause(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    until = given.day("on") if given.text("on") else None
    return implementing.pause(
        platform, asking, at.row.process_id, at.row.measure_id, given.text("text"), until
    )


def _resume(platform: Platform, asking: Asking, at: Reading, _: Given) -> Outcome:
    return implementing.resume(platform, asking, at.row.process_id, at.row.measure_id)


def _complete(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.complete(
        platform, asking, at.row.process_id, at.row.measure_id, given.day("on"), given.text("text")
    )


def _stop(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.stop(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        given.text("text"),
        given.text("more"),
    )


def _moved(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    return implementing.move_milestone(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        MilestoneId(given.id("milestone")),
        given.day("on"),
        given.text("text"),
    )


def _offer(platform: Platform, asking: Asking, at: Reading, given: Given) -> Outcome:
    licence: Licence = given.code("licence", Licence)  # type: ignore[assignment]  # just checked
    return implementing.offer(
        platform, asking, at.row.process_id, at.row.measure_id, licence, given.text("text")
    )


WORK: Mapping[str, Callable[[Platform, Asking, Reading, Given], Outcome]] = {
    "plan": _plan,
    "park": _park,
    "start": _start,
    "milestone": _milestone,
    "moved": _moved,
    "reached": _reached,
    "report": _report,
    "pause": _pause,
    "resume": _resume,
    "complete": _complete,
    "stop": _stop,
    "offer": _offer,
}
"""By the code of the form. All raise NotWritten for what cannot be read, or a Refusal."""
