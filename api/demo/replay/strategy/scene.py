"""The stage as office and council see it: one process, and what has been made in it by key."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVarTuple
from uuid import UUID

import msgspec

from api.demo.replay.stage import IDEAS, Stage
from api.demo.strategy_types import Cast
from domain.codes import FieldId
from domain.people import ProcessId
from domain.processes import process_id_of
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.strategy.office import Done
from domain.use_cases.strategy.profiles import WrittenProfile

Ts = TypeVarTuple("Ts")
CENTS = 100


class Scene:
    """What the parts of the strategy share.

    `made` knows what has been made by the names `unit:KEY`, `measure:M-04`, `item:KEY` and so
    on; `written` the present profile of each measure as it was written.
    """

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.process_id: ProcessId = process_id_of(stage.process(IDEAS).slug)
        self.cast: Cast = stage.content.cast
        self.made: dict[str, UUID] = {}
        self.written: dict[str, WrittenProfile] = {}

    def at(
        self, moment: datetime, act: Callable[["Scene", *Ts, datetime], None], *pieces: *Ts
    ) -> None:
        """Put an act on the agenda; it is handed the scene, its pieces and the moment."""
        self.stage.agenda.add(moment, lambda then: act(self, *pieces, then))

    def ask(self, who: str, at: datetime) -> tuple[Platform, Asking, ProcessId]:
        """Return what every use case of the strategy begins with."""
        return self.stage.platform, self.stage.asking(who, at), self.process_id

    def office(self, at: datetime) -> tuple[Platform, Asking, ProcessId]:
        """Return the same for the project office."""
        return self.ask(self.cast.office, at)

    def keep(self, name: str, outcome: Outcome) -> UUID:
        """Remember what a command made under a name."""
        done = msgspec.json.decode(outcome.result, type=Done).id
        if done is None:
            raise ValueError(f"{name}: nothing was made")
        self.made[name] = done
        return done

    def field(self, key: str) -> FieldId:
        """Return an action field of the process."""
        return self.stage.fields[IDEAS, key]
