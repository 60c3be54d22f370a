"""What the office does with a measure after its decision, from the form to the use case."""

from collections.abc import Callable, Mapping

from api.pages.measures.reading import Reading
from api.pages.measures.typed import Typed, code_of, day_of, id_of, number_of
from api.pages.measures.typing import NotWritten, cents, day
from domain.codes import Light, MilestoneId
from domain.measures import Licence, Slot
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy import implementing
from domain.use_cases.strategy.implementing import NewReport


def _plan(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    budget = cents(typed.budget)
    if budget is None:
        raise NotWritten(typed.budget)
    slot = Slot(
        number_of(typed.year, 2000, 2199),
        number_of(typed.first, 1, 4),
        number_of(typed.last, 1, 4),
        budget,
    )
    return implementing.plan(
        platform, asking, at.row.process_id, at.row.measure_id, slot, typed.text
    )


def _park(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.park(
        platform, asking, at.row.process_id, at.row.measure_id, day_of(typed.on), typed.text
    )


def _start(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.start(
        platform, asking, at.row.process_id, at.row.measure_id, day_of(typed.on)
    )


def _milestone(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.define_milestone(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, day_of(typed.on)
    )


def _reached(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.reach_milestone(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        MilestoneId(id_of(typed.milestone)),
        day_of(typed.on),
        typed.text,
    )


def _report(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    light: Light = code_of(typed.light, Light)  # type: ignore[assignment]  # just checked
    new = NewReport(
        percent=number_of(typed.percent, 0, 100),
        light=light,
        as_of=day_of(typed.on),
        text=typed.text,
        next_step=typed.more,
    )
    return implementing.report(platform, asking, at.row.process_id, at.row.measure_id, new)


def _pause(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.pause(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, day(typed.on)
    )


def _resume(platform: Platform, asking: Asking, at: Reading, _: Typed) -> Outcome:
    return implementing.resume(platform, asking, at.row.process_id, at.row.measure_id)


def _complete(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.complete(
        platform, asking, at.row.process_id, at.row.measure_id, day_of(typed.on), typed.text
    )


def _stop(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.stop(
        platform, asking, at.row.process_id, at.row.measure_id, typed.text, typed.more
    )


def _moved(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    return implementing.move_milestone(
        platform,
        asking,
        at.row.process_id,
        at.row.measure_id,
        MilestoneId(id_of(typed.milestone)),
        day_of(typed.on),
        typed.text,
    )


def _offer(platform: Platform, asking: Asking, at: Reading, typed: Typed) -> Outcome:
    licence: Licence = code_of(typed.licence, Licence)  # type: ignore[assignment]  # just checked
    return implementing.offer(
        platform, asking, at.row.process_id, at.row.measure_id, licence, typed.text
    )


WORK: Mapping[str, Callable[[Platform, Asking, Reading, Typed], Outcome]] = {
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
