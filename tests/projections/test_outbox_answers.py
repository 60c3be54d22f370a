"""Notices of answers: every answer and the outcome reach the author (docs/rules/notices.md)."""

from typing import Any

from domain.answers import AnswerRevised, OutcomeReported, ProposalAnswered
from domain.answers import history_of as answers_of
from domain.codes import UnitId
from projections import erasures, outbox
from tests.projections.reading import History, named_id, read, text
from tests.projections.stories import BUS, DIGITAL, KATRIN, hand_in


def test_every_answer_and_the_outcome_are_told() -> None:
    history = History()
    hand_in(history, BUS)
    about: dict[str, Any] = {"proposal_id": BUS, "process_id": DIGITAL, "by": KATRIN}
    unit = UnitId(named_id("unit"))
    said: dict[str, Any] = {"verdict": "partly", "unit": unit, "forwarded_to": None}
    history.add(answers_of(BUS), ProposalAnswered(**about, **said, text=text("first")))
    again = AnswerRevised(**about, **said, version=2, text=text("second"), reason=text("why"))
    history.add(answers_of(BUS), again)
    history.add(answers_of(BUS), OutcomeReported(**about, text=text("outcome"), measure_id=None))
    with read((outbox.MODEL, erasures.MODEL), history.events) as snapshot:
        rows = snapshot.rows(outbox.NoticeRow, snapshot.table("notices").select())
    told = [
        (row.kind, row.subject_id, row.explanation)
        for row in sorted(rows, key=lambda row: row.position)
        if row.kind in {"answered", "outcome"}
    ]
    assert told == [
        ("answered", BUS, text("first")),
        ("answered", BUS, text("second")),
        ("outcome", BUS, text("outcome")),
    ]
