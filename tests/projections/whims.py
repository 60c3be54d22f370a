"""A read model that does with its rows all that a read model may do, as its events happen to be."""

import random
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Column, Integer, MetaData, String, Table, func, select

from domain.messages import Recorded
from projections.model import Batch, Facts, Model, Moment, Work, with_history

_KEYS = 6
_FRESH = 1_000  # and more: keys that come once only


class WhimRow(msgspec.Struct, frozen=True):
    """Something of each kind that columns hold."""

    kind: str
    key: int
    number: int
    at: datetime
    facts: dict[str, Any]


def define(metadata: MetaData, generation: int) -> list[Table]:
    """Name the one table, and its history."""
    return with_history(
        metadata,
        generation,
        "whims",
        Column("kind", String(10), primary_key=True),
        Column("key", Integer, primary_key=True),
        Column("number", Integer, nullable=False),
        Column("at", Moment, nullable=False),
        Column("facts", Facts, nullable=False),
    )


def project(batch: Batch, work: Work) -> None:
    """Do something different for each event; the same again wherever the log is cut."""
    for recorded in batch:
        dice = random.Random(recorded.position)
        for whim in dice.sample(_WHIMS, dice.randint(1, 3)):
            whim(recorded, dice, work)


def _row(recorded: Recorded, key: tuple[str, int], number: int) -> WhimRow:
    return WhimRow(*key, number, recorded.recorded_at, {"b": number, "a": [key[0]]})


def _some(recorded: Recorded, dice: random.Random) -> tuple[str, int]:
    """Return a key that has been used, or will be."""
    if dice.random() < 0.7:
        return "often", dice.randrange(_KEYS)
    return dice.choice((_former(recorded, dice), ("once", _FRESH + recorded.position + 3)))


def _former(recorded: Recorded, dice: random.Random) -> tuple[str, int]:
    """Return a key that no later event comes to, and maybe none did."""
    return "once", _FRESH + recorded.position - dice.randint(1, 3)


def _count(recorded: Recorded, dice: random.Random, work: Work) -> None:
    key = _some(recorded, dice)
    sheet = work.sheet(WhimRow, "whims", [key])
    row = sheet.get(key)
    if row is not None or key[0] == "often":
        sheet.put(_row(recorded, key, 1 if row is None else row.number + 1))
    sheet.save()


def _remove(recorded: Recorded, dice: random.Random, work: Work) -> None:
    known = dice.choice((("often", dice.randrange(_KEYS)), _former(recorded, dice)))
    sheet = work.sheet(WhimRow, "whims")
    sheet.remove(known)
    sheet.save()


def _replace(recorded: Recorded, dice: random.Random, work: Work) -> None:
    keys = dice.sample(range(_KEYS), 2)
    work.replace("whims", [_row(recorded, ("often", key), dice.randrange(9)) for key in keys])


def _insert(recorded: Recorded, dice: random.Random, work: Work) -> None:
    key = "once", _FRESH + recorded.position
    sheet = work.sheet(WhimRow, "whims", [key])
    if sheet.get(key) is None:
        work.insert("whims", [_row(recorded, key, dice.randrange(9))])


def _double(recorded: Recorded, dice: random.Random, work: Work) -> None:
    sheet = work.sheet(WhimRow, "whims")
    sheet.add_where(work.table("whims").c.number < 5)
    for row in sheet.values():
        sheet.put(msgspec.structs.replace(row, number=2 * row.number + 1))
    sheet.save()


def _add_up(recorded: Recorded, dice: random.Random, work: Work) -> None:
    total = work.connection.scalar(select(func.sum(work.table("whims").c.number))) or 0
    sheet = work.sheet(WhimRow, "whims")
    sheet.put(_row(recorded, ("often", _KEYS), int(total) % 100), recorded.position)
    sheet.save()


_WHIMS = (_count, _count, _count, _remove, _replace, _insert, _double, _add_up)
MODEL = Model("whims", define, project)
