"""Bodies, units, goals and indicators for programs: read by all, named by the office."""

from litestar import Controller, get, post, put
from litestar.params import FromPath, JSONBody

from api.moments import Seen, mask
from api.pages.formatting import typed
from api.people import office_only
from api.problems import READING, WRITING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.schemas import set_up as schemas
from api.resources.strategy.work import ON_PROCESS, OnProcess
from api.resources.texts import Words, one_line
from domain.codes import BodyId, FieldId, GoalId, IndicatorId, UnitId
from domain.use_cases.strategy import organising
from projections import organisation


class OrganisationResource(Controller):
    path = "/processes/{slug:str}"
    tags = ("Organisation",)
    dependencies = ON_PROCESS

    @get("/organisation", sync_to_thread=True, responses=responses(*READING, 404))
    def get_organisation(
        self, slug: FromPath[str], seen: Seen, texts: Texts
    ) -> schemas.Organisation:
        """The councils and committees of a process, and the units of its administration."""
        process_id = reading.process_by_slug(seen, slug).process_id
        bodies = organisation.bodies(seen, process_id)
        units = organisation.units(seen, process_id)
        words = Words(texts, [*(row.name for row in bodies), *(row.name for row in units)])
        return schemas.Organisation(
            bodies=[
                schemas.CouncilBody(
                    id=row.body_id,
                    name=words.get(row.name),
                    kind=row.kind,
                    seats=row.seats,
                    territory=row.territory,
                )
                for row in bodies
            ],
            units=[
                schemas.Unit(id=row.unit_id, name=words.get(row.name), territory=row.territory)
                for row in units
            ],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @post("/bodies", guards=[office_only], sync_to_thread=True, responses=responses(*WRITING))
    def add_body(self, data: JSONBody[schemas.NewBody], work: OnProcess) -> schemas.Made:
        """Name a council or committee."""
        return work.done(organising.define_body(*work.at, _body(data, None)))

    @put(
        "/bodies/{body_id:uuid}",
        guards=[office_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def change_body(
        self, body_id: FromPath[BodyId], data: JSONBody[schemas.NewBody], work: OnProcess
    ) -> schemas.Made:
        """Change a body, or make one under an id of one's own."""
        new = _body(data, body_id)
        return work.done(organising.define_body(*work.at, new))

    @post("/units", guards=[office_only], sync_to_thread=True, responses=responses(*WRITING))
    def add_unit(self, data: JSONBody[schemas.NewUnit], work: OnProcess) -> schemas.Made:
        """Name a unit of the administration."""
        new = organising.NewUnit(name=one_line(data.name), territory=data.territory)
        return work.done(organising.define_unit(*work.at, new))

    @put(
        "/units/{unit_id:uuid}",
        guards=[office_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def change_unit(
        self, unit_id: FromPath[UnitId], data: JSONBody[schemas.NewUnit], work: OnProcess
    ) -> schemas.Made:
        """Rename a unit, or make one under an id of one's own."""
        new = organising.NewUnit(
            name=one_line(data.name), territory=data.territory, unit_id=unit_id
        )
        return work.done(organising.define_unit(*work.at, new))


def _body(data: schemas.NewBody, body_id: BodyId | None) -> organising.NewBody:
    return organising.NewBody(
        name=one_line(data.name),
        kind=data.kind,
        seats=data.seats,
        territory=data.territory,
        body_id=body_id,
    )


class GoalResource(Controller):
    path = "/processes/{slug:str}"
    tags = ("Organisation",)
    dependencies = ON_PROCESS

    @get("/goals", sync_to_thread=True, responses=responses(*READING, 404))
    def list_goals(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.GoalList:
        """All goals of a process with their indicators and what was measured, in one part."""
        process_id = reading.process_by_slug(seen, slug).process_id
        goals = organisation.goals(seen, process_id)
        indicators = organisation.indicators(seen, process_id)
        values = organisation.values(seen, process_id)
        refs = [row.text for row in goals]
        refs += [ref for row in indicators for ref in (row.name, row.unit)]
        words = Words(texts, [*refs, *(row.source for row in values)])
        items = [
            schemas.Goal(
                id=goal.goal_id,
                action_field=goal.field_id,
                text=words.get(goal.text),
                indicators=[
                    _indicator(row, values, words)
                    for row in indicators
                    if row.goal_id == goal.goal_id
                ],
            )
            for goal in goals
        ]
        return schemas.GoalList(
            items=items,
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @post("/goals", guards=[office_only], sync_to_thread=True, responses=responses(*WRITING))
    def set_goal(self, data: JSONBody[schemas.NewGoal], work: OnProcess) -> schemas.Made:
        """Set an action field a goal."""
        field, text = FieldId(data.action_field), typed(data.text)
        return work.done(organising.define_goal(*work.at, field, text))

    @put(
        "/goals/{goal_id:uuid}",
        guards=[office_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def word_goal(
        self, goal_id: FromPath[GoalId], data: JSONBody[schemas.NewGoal], work: OnProcess
    ) -> schemas.Made:
        """Word a goal anew, or set one under an id of one's own."""
        field, text = FieldId(data.action_field), typed(data.text)
        return work.done(organising.define_goal(*work.at, field, text, goal_id))

    @post(
        "/goals/{goal_id:uuid}/indicators",
        guards=[office_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def add_indicator(
        self, goal_id: FromPath[GoalId], data: JSONBody[schemas.NewIndicator], work: OnProcess
    ) -> schemas.Made:
        """Say how one will know that a goal is reached."""
        new = organising.NewIndicator(
            goal_id=goal_id,
            name=one_line(data.name),
            unit=one_line(data.unit),
            decimals=data.decimals,
            baseline=data.baseline,
            target=data.target,
            by_day=data.by_day,
        )
        return work.done(organising.define_indicator(*work.at, new))

    @post(
        "/indicators/{indicator_id:uuid}/values",
        guards=[office_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def report_value(
        self, indicator_id: FromPath[IndicatorId], data: JSONBody[schemas.NewValue], work: OnProcess
    ) -> schemas.Made:
        """Report what was measured on a day; the same day again corrects it."""
        source = typed(data.source)
        outcome = organising.report_value(*work.at, indicator_id, data.value, data.as_of, source)
        return work.done(outcome)


def _indicator(
    row: organisation.IndicatorRow, values: list[organisation.ValueRow], words: Words
) -> schemas.Indicator:
    # The last report of a day corrects those before it.
    by_day = {each.as_of: each for each in values if each.indicator_id == row.indicator_id}
    return schemas.Indicator(
        id=row.indicator_id,
        name=words.get(row.name),
        unit=words.get(row.unit),
        decimals=row.decimals,
        baseline=row.baseline,
        target=row.target,
        by_day=row.by_day,
        values=[
            schemas.IndicatorValue(value=each.value, as_of=day, source=words.get(each.source))
            for day, each in sorted(by_day.items())
        ],
    )
