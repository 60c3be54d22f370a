"""A mission with remarks on its paragraphs, by the rules themselves."""

import random
from datetime import date, timedelta
from uuid import UUID, uuid5

from domain import missions, moderation, remarks
from domain.codes import RemarkId, Subject
from domain.messages import ContentRef, Event, Refusal, StreamId
from domain.missions import DraftMission, Mission, Paragraph
from domain.people import Actor, Pseudonym
from domain.phases import Phase
from domain.remarks import Remark, RemarkCommand
from tests.doubles import MemoryLog
from tests.projections.town.base import PHASE, PROCESS
from tests.projections.town.implementing import OFFICE, Implementing

MODERATOR = Actor(Pseudonym(UUID(int=78)), "moderator")


class Remarking(Implementing):
    """Has dice of its own, so that everything else in the town happens as it did without it."""

    def __init__(self, seed: int, log: MemoryLog | None = None) -> None:
        super().__init__(seed, log)
        self.remark_dice = random.Random(seed + 2)
        self.mission = Mission()
        self.notes: dict[RemarkId, Remark] = {}
        self._words = 0

    def discuss(self) -> None:
        """Let one thing happen to the mission or a remark, if the rules allow it."""
        what = self.remark_dice.choice((self._draft, self._say, self._say, *(self._move,) * 4))
        try:
            what()
        except Refusal:
            return

    def _text(self) -> ContentRef:
        self._words += 1
        return f"{self._words:_>43}".replace("_", "n")

    def _tell(self, stream: UUID, *events: Event) -> None:
        self.log.add(StreamId(stream), *events, at=self.now, channel="web")

    def _draft(self) -> None:
        kept = [each for each in self.mission.paragraphs if self.remark_dice.random() < 0.8]
        new = Paragraph(id=uuid5(PROCESS, f"paragraph {self._words}"), text=self._text())
        command = DraftMission(
            seen=self.mission.version, paragraphs=(*kept, new), reason=self._text(), by=OFFICE
        )
        for event in missions.decide(self.mission, PROCESS, command):
            self.mission = missions.evolve(self.mission, event)
            self._tell(missions.history_of(PROCESS), event)

    @property
    def _phase(self) -> Phase:
        ends = self.now + timedelta(days=1)
        return Phase(status="open", id=PHASE, ends=ends, features=("comment",), moderation="post")

    def _say(self) -> None:
        if not self.mission.paragraphs:
            return
        note = RemarkId(uuid5(PROCESS, f"remark {self._words}"))
        by = Actor(Pseudonym(uuid5(PROCESS, f"person {self.remark_dice.randint(1, 9)}")), "citizen")
        command = remarks.PostRemark(
            remark_id=note,
            process_id=PROCESS,
            paragraph_id=self.remark_dice.choice(self.mission.paragraphs).id,
            seen=self.mission.version,
            mission=self.mission,
            phase_id=PHASE,
            phase_kind="mission",
            phase=self._phase,
            text=self._text(),
            level="email",
            author=by,
            post_moderated=self.remark_dice.random() < 0.5,
            case_id=moderation.case_id_of(note, 1),
            at=self.now,
        )
        self._on(note, command)
        opened = moderation.OpenCase(
            case_id=moderation.case_id_of(note, 1),
            process_id=PROCESS,
            subject=Subject("remark", note),
            trigger="submission",
            author=by.pseudonym,
            previous=None,
            due=self.now + timedelta(days=1),
        )
        self._tell(opened.case_id, *moderation.decide(moderation.Case(), opened))

    def _move(self) -> None:
        if not self.notes:
            return
        note = self.remark_dice.choice(list(self.notes))
        author = Actor(self.notes[note].author or OFFICE.pseudonym, "citizen")
        case_id = moderation.case_id_of(note, 1)
        against = {
            "case_id": case_id,
            "rules": ("HR02",),
            "explanation": self._text(),
            "appeal_until": date(2024, 1, 1),
            "by": MODERATOR,
        }
        commands: tuple[RemarkCommand, ...] = (
            remarks.EditRemark(
                text=self._text(),
                phase=self._phase,
                post_moderated=self.remark_dice.random() < 0.5,
                case_id=case_id,
                by=author,
                at=self.now,
            ),
            remarks.WithdrawRemark(by=author),
            remarks.HoldRemark(case_id=case_id, until=self.now + timedelta(days=1)),
            remarks.EndRemarkHold(case_id=case_id),
            remarks.ReleaseRemark(case_id=case_id, by=MODERATOR),
            remarks.RefuseRemark(**against),  # type: ignore[arg-type]  # one table for two commands
            remarks.HideRemark(**against),  # type: ignore[arg-type]  # as above
            remarks.RestoreRemark(case_id=case_id, by=MODERATOR),
        )
        self._on(note, self.remark_dice.choice(commands))

    def _on(self, note: RemarkId, command: RemarkCommand) -> None:
        state = self.notes.get(note, Remark())
        events = remarks.decide(state, command)
        for event in events:
            state = remarks.evolve(state, event)
        self.notes[note] = state
        self._tell(note, *events)
