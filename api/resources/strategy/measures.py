"""Measures for programs: lists, one measure, its versions, scores and formal positions."""

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock, mask, today
from api.problems import READING, responses
from api.provided import Now, Texts
from api.resources import reading
from api.resources.parameters import Cursor, Limit
from api.resources.schemas.strategy import measures as schemas
from api.resources.strategy import measure_reading
from api.resources.strategy.parameters import CurrentLight, MeasureState, PlanYear, Within
from api.resources.strategy.parts import part
from api.resources.strategy.places import Areas
from api.resources.texts import Words
from domain.codes import FieldId, Light, MeasureId, Priority, TerritoryKey
from domain.measures import combined, mean, quadrant_of
from projections import measures
from projections.measures import MeasureRow
from projections.model import Snapshot


class MeasureWish(msgspec.Struct, frozen=True, kw_only=True):
    """What narrows a list of measures; all of it together."""

    state: str | None
    action_field: FieldId | None
    territory: TerritoryKey | None
    year: int | None
    priority: Priority | None
    light: Light | None

    def fits(self, row: MeasureRow, areas: Areas) -> bool:
        """Tell whether a measure is wanted."""
        return all(
            (
                self.state in {None, row.status},
                self.action_field is None or areas.field(row.field_id) == self.action_field,
                self.territory is None or areas.within(row.territories, self.territory),
                self.year in {None, row.year},
                self.priority in {None, row.priority},
                self.light in {None, row.light_now},
            )
        )


def provide_measure_wish(
    *,
    measure_state: MeasureState = None,
    action_field: FromQuery[FieldId | None] = None,
    territory: Within = None,
    year: PlanYear = None,
    priority: FromQuery[Priority | None] = None,
    light: CurrentLight = None,
) -> MeasureWish:
    """Collect it."""
    return MeasureWish(
        state=measure_state,
        action_field=action_field,
        territory=territory,
        year=year,
        priority=priority,
        light=light,
    )


class MeasureResource(Controller):
    path = ""
    tags = ("Measures",)

    @get(
        "/processes/{slug:str}/measures",
        sync_to_thread=True,
        responses=responses(*READING, 404),
        dependencies={"wish": Provide(provide_measure_wish, sync_to_thread=False)},
    )
    def list_measures(
        self,
        slug: FromPath[str],
        seen: Seen,
        texts: Texts,
        wish: NamedDependency[MeasureWish],
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.MeasurePage:
        """Measures of a process in the order of their numbers. Filters narrow together.

        A place finds what is for it, for a place in it, or for the whole area.
        """
        process_id = reading.process_by_slug(seen, slug).process_id
        areas = Areas(seen, process_id)
        every = measures.of_process(seen, process_id)
        rows, following = part(every, lambda row: wish.fits(row, areas), "measures", cursor, limit)
        words = Words(texts, [ref for row in rows for ref in (row.title, row.summary, row.benefit)])
        return schemas.MeasurePage(
            items=[measure_reading.measure(row, words) for row in rows],
            next=following,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/measures/{measure_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_measure(
        self, measure_id: FromPath[MeasureId], seen: Seen, texts: Texts
    ) -> schemas.MeasureDetails:
        """One measure with its profile, its decisions and the work on it."""
        return measure_reading.details(seen, known(seen, measure_id), texts)

    @get(
        "/measures/{measure_id:uuid}/versions",
        sync_to_thread=True,
        responses=responses(*READING, 404),
    )
    def list_measure_versions(
        self, measure_id: FromPath[MeasureId], seen: Seen, texts: Texts
    ) -> schemas.MeasureVersions:
        """All versions of the profile of a measure, with the reasons."""
        known(seen, measure_id)
        return measure_reading.versions(seen, measure_id, texts)

    @get(
        "/measures/{measure_id:uuid}/assessments",
        sync_to_thread=True,
        responses=responses(*READING, 404),
    )
    def get_measure_assessments(
        self, measure_id: FromPath[MeasureId], seen: Seen
    ) -> schemas.MeasureAssessments:
        """How each group scored a measure, and what they say together."""
        known(seen, measure_id)
        given = measures.tell(measures.steps(seen, measure_id)).assessments.values()
        together = combined([each.scores for each in given]) if given else None
        return schemas.MeasureAssessments(
            groups=[
                schemas.MeasureAssessment(
                    **msgspec.structs.asdict(each), quadrant=quadrant_of(each.scores)
                )
                for each in given
            ],
            together=together,
            result=mean([each.result for each in given]) if given else None,
            quadrant=quadrant_of(together) if together else None,
            as_of=seen.until,
            mask=mask(seen),
        )

    @get(
        "/measures/{measure_id:uuid}/statements",
        sync_to_thread=True,
        responses=responses(*READING, 404),
    )
    def list_measure_statements(
        self, measure_id: FromPath[MeasureId], seen: Seen, texts: Texts, now: Now
    ) -> schemas.MeasureStatements:
        """Formal positions that were asked for, those that are missing among them."""
        row = known(seen, measure_id)
        return measure_reading.statements(seen, row, texts, today(clock(seen, now)))


def known(seen: Snapshot, measure_id: MeasureId) -> MeasureRow:
    """Return a measure.

    Raises:
        NotFoundException: there is none at this moment.
    """
    row = measures.find(seen, measure_id)
    if row is None:
        raise NotFoundException
    return row
