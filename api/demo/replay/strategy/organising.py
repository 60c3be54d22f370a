"""Bodies, units, goals with their values, and the funding register."""

from datetime import datetime

from api.demo import strategy_types as st
from api.demo.replay.strategy.scene import CENTS, Scene
from domain.codes import GoalId, IndicatorId
from domain.use_cases.strategy import organising
from domain.use_cases.strategy.organising import NewBody, NewFunding, NewIndicator, NewUnit


def plan(scene: Scene) -> None:
    """Put on the agenda what the office names before there are measures."""
    content = scene.stage.content
    scene.at(content.cast.organised_at, _organise)
    for goal in content.goals:
        scene.at(goal.at, _aim, goal)
        for indicator in goal.indicators:
            for value in indicator.values:
                scene.at(value.at, _measured, indicator, value)
    for notice in content.funding:
        scene.at(notice.at, _fund, notice)


def _organise(scene: Scene, at: datetime) -> None:
    for body in scene.stage.content.bodies:
        new = NewBody(name=body.name, kind=body.kind, seats=body.seats, territory=body.territory)
        scene.keep(f"body:{body.key}", organising.define_body(*scene.office(at), new))
    for unit in scene.stage.content.units:
        named = NewUnit(name=unit.name, territory=unit.territory)
        scene.keep(f"unit:{unit.key}", organising.define_unit(*scene.office(at), named))


def _aim(scene: Scene, goal: st.Goal, at: datetime) -> None:
    field = scene.field(goal.action_field)
    outcome = organising.define_goal(*scene.office(at), field, goal.text)
    goal_id = GoalId(scene.keep(f"goal:{goal.key}", outcome))
    for indicator in goal.indicators:
        new = NewIndicator(
            goal_id=goal_id,
            name=indicator.name,
            unit=indicator.unit,
            decimals=indicator.decimals,
            baseline=indicator.baseline,
            target=indicator.target,
            by_day=indicator.by_day,
        )
        outcome = organising.define_indicator(*scene.office(at), new)
        scene.keep(f"indicator:{indicator.key}", outcome)


def _measured(scene: Scene, indicator: st.Indicator, value: st.Measured, at: datetime) -> None:
    indicator_id = IndicatorId(scene.made[f"indicator:{indicator.key}"])
    organising.report_value(*scene.office(at), indicator_id, value.value, value.as_of, value.source)


def _fund(scene: Scene, notice: st.FundingNotice, at: datetime) -> None:
    new = NewFunding(
        programme=notice.programme,
        number=notice.number,
        amount=notice.amount * CENTS,
        starts=notice.starts,
        ends=notice.ends,
        publicity=notice.publicity,
    )
    scene.keep(f"notice:{notice.key}", organising.register_funding(*scene.office(at), new))
