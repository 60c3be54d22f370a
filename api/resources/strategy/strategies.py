"""The mission statement and published versions of a strategy for programs."""

from litestar import Controller, get
from litestar.params import FromPath

from api.moments import Seen, mask
from api.problems import READING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.schemas.strategy import strategies as schemas
from api.resources.texts import Words
from domain import missions
from domain.strategies import strategy_id_of
from projections import strategies
from projections.strategies import MissionRow, StrategyRow


class StrategyResource(Controller):
    path = "/processes/{slug:str}"
    tags = ("Strategy",)

    @get("/mission", sync_to_thread=True, responses=responses(*READING, 404))
    def get_mission(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.Mission:
        """The mission statement in all versions, and which one is in force."""
        process_id = reading.process_by_slug(seen, slug).process_id
        rows = strategies.missions(seen, process_id)
        adopted = strategies.adoptions(seen, process_id)
        decided = {each.version: each.decision_id for each in adopted}
        refs = [paragraph.text for row in rows for paragraph in row.paragraphs]
        words = Words(texts, [*refs, *(row.reason for row in rows)])
        return schemas.Mission(
            id=missions.history_of(process_id),
            in_force=adopted[-1].version if adopted else None,
            versions=[
                schemas.MissionVersion(
                    number=row.version,
                    paragraphs=_paragraphs(row, words),
                    reason=words.get(row.reason),
                    decision=decided.get(row.version),
                    at=row.at,
                )
                for row in rows
            ],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/strategy", sync_to_thread=True, responses=responses(*READING, 404))
    def get_strategy(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.Strategy:
        """What was published: versions with their exact measures, and reports of years."""
        process_id = reading.process_by_slug(seen, slug).process_id
        rows = strategies.versions(seen, process_id)
        reports = strategies.reports(seen, process_id)
        refs = [ref for row in rows for ref in (row.note, row.place)]
        words = Words(texts, [*refs, *(each.note for each in reports)])
        return schemas.Strategy(
            id=strategy_id_of(process_id),
            state=strategies.state(seen, process_id),
            versions=[_version(row, words) for row in rows],
            reports=[
                schemas.StrategyReport(
                    year=each.year, document=each.document, note=words.get(each.note), at=each.at
                )
                for each in reports
            ],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )


def _paragraphs(row: MissionRow, words: Words) -> list[schemas.MissionParagraph]:
    return [
        schemas.MissionParagraph(id=each.id, text=words.get(each.text)) for each in row.paragraphs
    ]


def _version(row: StrategyRow, words: Words) -> schemas.StrategyVersion:
    return schemas.StrategyVersion(
        number=row.version,
        measures=[
            schemas.StrategyMeasure(measure=each.measure_id, version=each.version)
            for each in row.measures
        ],
        mission_version=row.mission_version,
        document=row.document,
        decision=row.decision_id,
        note=words.get(row.note),
        presented=row.presented,
        place=words.get(row.place),
        at=row.at,
    )
