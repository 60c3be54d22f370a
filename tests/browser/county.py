"""A county behind the browser: its unit, goal and council, and profiles with all their parts."""

from datetime import date

import msgspec

from domain.codes import BodyId, GoalId, IndicatorId, MeasureId, UnitId
from domain.measures import Scores
from domain.use_cases.strategy import measuring, organising
from domain.use_cases.strategy.measuring import NewAssessment, NewMeasure
from domain.use_cases.strategy.profiles import WrittenProfile
from tests.browser.conftest import DESK, HEIGHTS, PHONE
from tests.browser.site import Process, Site
from tests.browser.walker import Walker
from tests.use_cases.strategy.county import done


class County(msgspec.Struct, frozen=True):
    """Who decides and who carries out in a process, and one goal with its indicator."""

    council: BodyId
    lead: UnitId
    goal: GoalId
    indicator: IndicatorId


def a_county(site: Site, process: Process, office: str) -> County:
    """Name them; `office` is somebody of the project office."""
    platform, asking = site.parts.platform, site.asking(office)
    new_body = organising.NewBody(name="Kreistag", kind="council", seats=43)
    unit = organising.NewUnit(name="Fachbereich Mobilität")
    goal = organising.define_goal(platform, asking, process.id, process.field, "Mehr Räume")
    goal_id = GoalId(done(goal))
    indicator = organising.NewIndicator(
        goal_id=goal_id,
        name="Buchungen",
        unit="im Monat",
        baseline=12,
        target=40,
        by_day=date(2026, 12, 31),
    )
    measured = organising.define_indicator(platform, asking, process.id, indicator)
    return County(
        BodyId(done(organising.define_body(platform, asking, process.id, new_body))),
        UnitId(done(organising.define_unit(platform, asking, process.id, unit))),
        goal_id,
        IndicatorId(done(measured)),
    )


def profile(county: County, process: Process, title: str = "Räume online buchen") -> WrittenProfile:
    """Return a complete profile."""
    return WrittenProfile(
        title=title,
        summary="Gemeindehäuser lassen sich buchen.",
        field_id=process.field,
        goals=(county.goal,),
        indicators=(county.indicator,),
        problem="Räume stehen leer.",
        target_group="Vereine",
        benefit="Räume werden genutzt.",
        lead=county.lead,
        steps="Ausschreiben, bauen, öffnen.",
        starts=date(2024, 1, 1),
        ends=date(2024, 12, 31),
        cost_once=80_000_00,
        own_share=80_000_00,
        staff=25,
        risks="Wenige Hausmeister.",
        transferability="Jedes Dorf hat ein Gemeindehaus.",
    )


def an_assessed_measure(
    site: Site, process: Process, office: str, written: WrittenProfile
) -> MeasureId:
    """Make a measure that a workshop scored."""
    platform, asking = site.parts.platform, site.asking(office)
    new = NewMeasure(origin="citizen_idea", profile=written)
    measure_id = MeasureId(done(measuring.propose(platform, asking, process.id, new)))
    scores = Scores(benefit=44, reach=40, urgency=30, feasibility=40, transfer=50, effort=21)
    assessment = NewAssessment(group="workshop", scores=scores)
    measuring.assess(platform, asking, process.id, measure_id, assessment)
    return measure_id


def open_at_both_widths(walker: Walker, path: str) -> None:
    """Open a page on a phone, and look at it on a desk as well."""
    walker.open(path)
    walker.page.set_viewport_size({"width": DESK, "height": HEIGHTS[DESK]})
    walker.check()
    walker.page.set_viewport_size({"width": PHONE, "height": HEIGHTS[PHONE]})
