"""Monthly statistics of moderation, as they are published."""

from datetime import UTC, datetime, timedelta

from domain.moderation import AppealDecided, AppealFiled, case_id_of
from projections import moderation
from projections.moderation import Month
from tests.projections.reading import History, named_id, read, text
from tests.projections.stories import (
    ANA,
    BENCH,
    BUS,
    DIGITAL,
    KATRIN,
    NEIGHBOUR,
    decided,
    hand_in,
    opened,
    reported,
)

MODELS = (moderation.MODEL,)


def june() -> History:
    """Return a June with one publication, one rejection under two rules and a return."""
    history = History(datetime(2023, 6, 20, 8, 0, tzinfo=UTC))
    for idea, hours in ((BUS, 1), (BENCH, 3), (NEIGHBOUR, 8)):
        case_id = hand_in(history, idea)
        at = history.now + timedelta(hours=hours)
        if idea == BUS:
            history.add(case_id, decided(idea, "publish", at))
        elif idea == BENCH:
            history.add(case_id, decided(idea, "reject", at, rules=("HR05", "HR07")))
        else:
            history.add(case_id, decided(idea, "return", at, rules=("HR05",)))
    return history


def test_a_month_tells_what_was_decided_under_which_rule_and_how_fast() -> None:
    history = june()
    with read(MODELS, history.events) as snapshot:
        assert moderation.statistics(snapshot) == [
            Month(
                month="2023-06",
                opened=3,
                decided=3,
                outcomes={"publish": 1, "reject": 1, "return": 1},
                rules={"HR05": 2, "HR07": 1},
                reports=0,
                appeals=0,
                rulings={},
                median_hours=3.0,
            )
        ]


def test_an_overturned_case_counts_in_the_month_of_the_second_decision() -> None:
    history = june()
    case_id = case_id_of(BENCH, 1)
    objection = AppealFiled(
        case_id=case_id, process_id=DIGITAL, text=text("no"), due=history.now, by=ANA
    )
    ruling = AppealDecided(
        case_id=case_id,
        process_id=DIGITAL,
        subject=opened(BENCH, history.now).subject,
        outcome="overturned",
        explanation=text("right"),
        decided_at=history.now,
        by=KATRIN,
    )
    history.add(case_id, objection, after=timedelta(days=2))
    history.add(case_id, ruling, after=timedelta(days=20))
    with read(MODELS, history.events) as snapshot:
        july, before = moderation.statistics(snapshot, DIGITAL)
    assert (july.month, july.rulings, july.decided) == ("2023-07", {"overturned": 1}, 0)
    assert (before.appeals, before.rulings, july.median_hours) == (1, {}, None)


def test_the_month_is_the_one_in_berlin() -> None:
    # 22:30 UTC on the last of June is half past midnight on the first of July there.
    history = History(datetime(2023, 6, 30, 22, 29, tzinfo=UTC))
    hand_in(history, BUS)
    with read(MODELS, history.events) as snapshot:
        assert [month.month for month in moderation.statistics(snapshot)] == ["2023-07"]


def test_statistics_as_of_a_position_know_nothing_later() -> None:
    history = june()
    case_id = case_id_of(BUS, 2)
    history.add(case_id, opened(BUS, history.now, trigger="report", number=2))
    history.add(case_id, reported(case_id, BUS, "Ina"))
    with read(MODELS, history.events) as snapshot:
        [before] = moderation.statistics(snapshot.at(2))
        [now] = moderation.statistics(snapshot)
    assert (before.opened, before.decided) == (1, 0)
    assert (now.opened, now.decided, now.reports) == (4, 3, 1)


def test_statistics_of_another_process_are_empty() -> None:
    with read(MODELS, june().events) as snapshot:
        assert moderation.statistics(snapshot, named_id("another")) == []  # type: ignore[arg-type]  # any id
