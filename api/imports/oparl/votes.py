"""Reads the votes that minutes count, and sets them beside what the agenda item says."""

from collections.abc import Collection, Mapping
from pathlib import Path

import msgspec

from api.imports.oparl import wordings
from api.imports.oparl.objects import Object, key_of, list_of, short, text_of
from api.imports.report import Faulty
from api.imports.tables import RowRefused, fresh
from domain.decisions import CouncilVote, ResultDoubt

NAME = "official_vote_counts.json"
_MOST = 1000


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What minutes count for one item; `doubts` leave contradictions to `doubts_of`."""

    line: int
    reference: str
    vote: CouncilVote
    minutes: str
    doubts: tuple[ResultDoubt, ...]


def read(folder: Path, items: Collection[str], faulty: list[Faulty]) -> Mapping[str, Tally]:
    """Return the tallies by the item they belong to; without a file there are none."""
    found: dict[str, Tally] = {}
    for line, row in list_of(folder / NAME, faulty):
        try:
            key = _item_of(row, items)
            found[fresh(key, found)] = _tally(line, row)
        except RowRefused as refused:
            faulty.append(Faulty(line, refused.reason, refused.detail))
    return found


def _item_of(row: Object, items: Collection[str]) -> str:
    key = key_of(row, "agenda_item")
    if key not in items:
        raise RowRefused("unknown item", short(key))
    return key


def _tally(line: int, row: Object) -> Tally:
    yes, no, abstain = (_heads(row, name) for name in ("ja", "nein", "enthaltung"))
    if yes + no + abstain == 0:
        raise RowRefused("bad number", "nobody voted")
    doubts: list[ResultDoubt] = ["ambiguous"] if row.get("ambiguous") else []
    sharing = row.get("rows_sharing_this_minutes_name")
    if isinstance(sharing, int) and sharing > 1:
        doubts.append("shared")
    said = (text_of(row, "minutes_file_name"), text_of(row, "minutes_text"))
    return Tally(
        line=line,
        reference=text_of(row, "reference"),
        vote=CouncilVote(yes=yes, no=no, abstain=abstain),
        minutes=": ".join(part for part in said if part),
        doubts=tuple(doubts),
    )


def _heads(row: Object, name: str) -> int:
    count = row.get(name)
    if type(count) is not int or not 0 <= count <= _MOST:
        raise RowRefused("bad number", f"{name} {count}")
    return count


def doubts_of(wording: str, tally: Tally) -> tuple[ResultDoubt, ...]:
    """Return why a tally may not belong to what its agenda item says."""
    if wordings.disagree(wording, tally.vote):
        return ("contradiction", *tally.doubts)
    return tally.doubts


def told(tally: Tally, key: str, wording: str) -> str:
    """Return a contradiction in words, for the report."""
    vote = tally.vote
    return (
        f"{tally.reference} ({short(key)}): the minutes count {vote.yes} yes, {vote.no} no,"
        f" {vote.abstain} abstentions; the agenda item says “{wording}”"
    )
