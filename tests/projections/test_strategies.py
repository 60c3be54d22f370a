"""Missions, strategy versions and reports as read models, in an order made from a seed."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest
from msgspec.structs import replace

from domain import missions, strategies
from domain.codes import DecisionId, MeasureId
from domain.decisions import Decision, DecisionSubject
from domain.messages import Recorded, Refusal
from domain.missions import Mission, Paragraph
from domain.strategies import FrozenMeasure, Strategy
from projections import strategies as read_model
from tests.domain.cast import GEMEINSAM, OLGA
from tests.domain.council import RECORD
from tests.projections.reading import History, contents, read, text

MISSION = missions.history_of(GEMEINSAM)
STRATEGY = strategies.history_of(GEMEINSAM)
MODELS = (read_model.MODEL,)


class Office:
    """Does what an office may do with mission and strategy; keeps what the domain says of it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.history = History()
        self.mission, self.strategy = Mission(), Strategy()
        self.steps = 0

    def live(self, steps: int) -> Sequence[Recorded]:
        """Let this many things be tried; what is refused leaves no trace."""
        for self.steps in range(1, steps + 1):
            try:
                self.dice.choice((self._draft, self._adopt, self._publish, self._after))()
            except Refusal:
                continue
        return self.history.events

    def _decision(self, kind: str, version: int) -> Decision:
        about = MISSION if kind == "mission" else STRATEGY
        return Decision(
            status="confirmed",
            id=DecisionId(uuid5(GEMEINSAM, f"decision {self.steps}")),
            process_id=GEMEINSAM,
            authoritative=True,
            subjects=(DecisionSubject(kind, about, version),),  # type: ignore[arg-type]  # one of two kinds
            record=RECORD,
        )

    def _draft(self) -> None:
        chosen = self.dice.sample(range(6), self.dice.randint(1, 4))
        changed = [(each, self.dice.randint(0, 2)) for each in chosen]
        command = missions.DraftMission(
            seen=self.mission.version,
            paragraphs=tuple(Paragraph(UUID(int=key), text(f"{key} {n}")) for key, n in changed),
            reason=text(f"reason {self.steps}") if self.mission.version else None,
            by=OLGA,
        )
        self._on_mission(command)

    def _adopt(self) -> None:
        version = self.dice.randint(1, max(1, self.mission.version))
        decision = self._decision("mission", version)
        self._on_mission(missions.AdoptMission(version=version, decision=decision, by=OLGA))

    def _on_mission(self, command: missions.MissionCommand) -> None:
        events = missions.decide(self.mission, GEMEINSAM, command)
        for event in events:
            self.mission = missions.evolve(self.mission, event)
        self.history.add(MISSION, *events, after=timedelta(hours=1))

    def _publish(self) -> None:
        command = strategies.PublishStrategy(
            measures=tuple(
                FrozenMeasure(MeasureId(UUID(int=each)), self.dice.randint(1, 9))
                for each in range(self.dice.randint(1, 3))
            ),
            mission_version=self.mission.adopted,
            document="ab" * 32,
            decision=self._decision("strategy", self.strategy.version + 1),
            note=None,
            by=OLGA,
            presented=date(2024, 1, 30),
            place=text("place") if self.dice.random() < 0.5 else None,
        )
        self._on_strategy(command)

    def _after(self) -> None:
        year = self.dice.randint(2023, 2025)
        report = strategies.PublishReport(year=year, document="cd" * 32, note=None, by=OLGA)
        revise = strategies.StartRevision(reason=text("revision"), by=OLGA)
        self._on_strategy(self.dice.choice((report, revise)))

    def _on_strategy(self, command: strategies.StrategyCommand) -> None:
        events = strategies.decide(self.strategy, GEMEINSAM, command)
        for event in events:
            self.strategy = strategies.evolve(self.strategy, event)
        self.history.add(STRATEGY, *events, after=timedelta(hours=1))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_tables_say_what_the_domain_says_however_the_log_is_cut(seed: int) -> None:
    office = Office(seed)
    events = office.live(60)
    with read(MODELS, events) as whole, read(MODELS, events, size=3) as pieces:
        assert contents(pieces) == contents(whole)
        drafted = read_model.missions(whole, GEMEINSAM)
        assert drafted[-1].paragraphs == office.mission.paragraphs
        assert [row.version for row in drafted] == list(range(1, office.mission.version + 1))
        assert read_model.adoptions(whole, GEMEINSAM)[-1].version == office.mission.adopted
        assert len(read_model.versions(whole, GEMEINSAM)) == office.strategy.version
        assert read_model.state(whole, GEMEINSAM) == office.strategy.state


@pytest.mark.parametrize("seed", [3, 4])
def test_every_earlier_moment_reads_as_it_was(seed: int) -> None:
    events = Office(seed).live(30)
    with read(MODELS, events) as now:
        for position in range(len(events) + 1):
            with read(MODELS, events[:position]) as then:
                seen = now.at(position)
                for query in (
                    read_model.missions,
                    read_model.adoptions,
                    read_model.versions,
                    read_model.reports,
                    read_model.state,
                ):
                    assert query(seen, GEMEINSAM) == query(then, GEMEINSAM)


def test_a_second_report_of_a_year_replaces_the_first() -> None:
    history = History()
    first = strategies.AccountabilityReportPublished(
        process_id=GEMEINSAM, year=2024, document="ab" * 32, note=None, by=OLGA
    )
    history.add(STRATEGY, first, replace(first, year=2023), replace(first, document="cd" * 32))
    with read(MODELS, history.events) as snapshot:
        rows = read_model.reports(snapshot, GEMEINSAM)
        assert [(row.year, row.document) for row in rows] == [(2024, "cd" * 32), (2023, "ab" * 32)]
        assert len(read_model.every_report(snapshot, GEMEINSAM)) == 3
