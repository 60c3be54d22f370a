"""The mission statement, the published strategy and the yearly reports."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import msgspec

from api.demo import council_types as ct
from api.demo.drawing import Wanted
from api.demo.replay import desk
from api.demo.replay.stage import IDEAS
from api.demo.replay.strategy.scene import Scene
from api.suspicion import suspicious
from domain.codes import DecisionId, MeasureId, Subject
from domain.messages import ContentRef
from domain.strategies import FrozenMeasure
from domain.use_cases.histories import Histories
from domain.use_cases.remarking import Remarked, post_remark
from domain.use_cases.strategy import folding, publishing
from domain.use_cases.strategy.publishing import Presentation, WrittenParagraph


def plan(scene: Scene) -> None:
    """Put mission, strategy and reports on the agenda."""
    versions = scene.stage.content.mission_versions
    former: ct.MissionVersion | None = None
    for number, version in enumerate(versions, start=1):
        scene.at(version.at, _draft, version, former)
        if version.adopted_at is not None:
            scene.at(version.adopted_at, _adopt, version, number)
        former = version
    for remark in scene.stage.content.remarks:
        scene.at(remark.at, _remark, remark)
    for strategy in scene.stage.content.strategy_versions:
        scene.at(strategy.at, _publish, strategy)
    for report in scene.stage.content.yearly_reports:
        scene.at(report.at, _report, report)


def _draft(
    scene: Scene, version: ct.MissionVersion, former: ct.MissionVersion | None, at: datetime
) -> None:
    histories = Histories(scene.stage.backstage.log)
    present = folding.mission(histories, scene.process_id)
    known = {each.key: each.text for each in former.paragraphs} if former else {}
    ids: Mapping[str, UUID] = dict(
        zip(known, (each.id for each in present.paragraphs), strict=True)
    )
    opened: Mapping[ContentRef, str] = {
        each.text: text for each, text in zip(present.paragraphs, known.values(), strict=True)
    }
    paragraphs = [WrittenParagraph(each.text, ids.get(each.key)) for each in version.paragraphs]
    publishing.draft_mission(
        *scene.office(at),
        paragraphs,
        seen=present.version,
        opened=opened,
        reason=version.reason,
    )


def _remark(scene: Scene, remark: ct.Remark, at: datetime) -> None:
    """Let a citizen comment on a paragraph; the desk reads it afterwards."""
    first = scene.stage.content.mission_versions[0]
    place = [each.key for each in first.paragraphs].index(remark.paragraph)
    present = folding.mission(Histories(scene.stage.backstage.log), scene.process_id)
    outcome = post_remark(
        *scene.ask(remark.author, at),
        present.paragraphs[place].id,
        remark.text,
        seen=present.version,
        suspicious=suspicious(remark.text),
    )
    name = f"remark:{remark.key}"
    posted = msgspec.json.decode(outcome.result, type=Remarked)
    scene.stage.subjects[name] = Subject("remark", posted.id)
    desk.read_later(scene.stage, name, at)


def _adopt(scene: Scene, version: ct.MissionVersion, number: int, at: datetime) -> None:
    decision_id = DecisionId(scene.made[f"decision:{version.decision}"])
    publishing.adopt_mission(*scene.office(at), number, decision_id)


def _publish(scene: Scene, told: ct.StrategyVersion, at: datetime) -> None:
    histories = Histories(scene.stage.backstage.log)
    frozen = []
    for number in told.measures:
        measure_id = MeasureId(scene.made[f"measure:{number}"])
        state = folding.measure(histories, scene.process_id, measure_id)
        frozen.append(FrozenMeasure(measure_id, state.version))
    decision_id = DecisionId(scene.made[f"decision:{told.decision}"])
    presentation = Presentation(told.presented, told.place, told.note)
    version = folding.strategy(histories, scene.process_id).version + 1
    document = _digest("strategy", [[str(each.measure_id), each.version] for each in frozen])
    drawing = scene.stage.backstage.drawing
    if drawing is not None:
        document = drawing.strategy(
            Wanted(
                slug=scene.stage.process(IDEAS).slug,
                version=version,
                measures=tuple(frozen),
                mission_version=told.mission_version,
                decision_id=decision_id,
                note=told.note,
                presentation=presentation,
            ),
            at,
        )
    publishing.publish_strategy(
        *scene.office(at),
        frozen,
        document,
        decision_id,
        told.mission_version,
        presentation,
    )


def _report(scene: Scene, told: ct.YearlyReport, at: datetime) -> None:
    document = _digest("report", [told.year, told.note])
    drawing = scene.stage.backstage.drawing
    if drawing is not None:
        slug = scene.stage.process(IDEAS).slug
        document = drawing.report(slug, told.year, told.note, at)
    publishing.publish_report(*scene.office(at), told.year, document, told.note)


def _digest(kind: str, content: object) -> str:
    """Return the hash of what the document is made of, where nothing draws up files."""
    return sha256(msgspec.json.encode([kind, content])).hexdigest()
