"""The export of a Polis conversation, what is wrong with it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.imports import polis
from api.imports.progress import Silent
from api.imports.report import Faulty, Report
from domain.use_cases.carrying_out import Asking
from tests.api.imports.sources import (
    COMMENTS,
    NOW,
    TIME,
    VOTES,
    Installation,
    comment,
    id_of,
    totals,
    vote,
    write,
)

MOMENT = datetime.fromtimestamp(TIME / 1000, UTC)
OFFICE = Asking(person=None, at=NOW, system=True)


def run(installation: Installation, folder: Path, slug: str = "konsum") -> Report:
    return polis.run(installation.platform, NOW, folder, slug, Silent())


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("x,d,0,7,1", Faulty(3, "bad number", "x")),
        (f"{TIME}5.5,d,0,7,1", Faulty(3, "bad number", f"{TIME}5.5")),
        (f"{TIME},d,99,7,1", Faulty(3, "unknown comment", "99")),
        (f"{TIME},d,,7,1", Faulty(3, "bad number")),
        (f"{TIME},d,0,,1", Faulty(3, "bad number")),
        (f"{TIME},d,0,7,2", Faulty(3, "unknown value", "vote 2")),
        (f"{TIME},d,0,7,", Faulty(3, "unknown value", "vote ")),
        (f"{TIME},d,0,7", Faulty(3, "wrong number of columns", "4 instead of 5")),
        (f"{TIME},d,0,7,1,1", Faulty(3, "wrong number of columns", "6 instead of 5")),
        ("-1,d,0,7,1", Faulty(3, "bad time", "-1")),
        ("999999999999999999,d,0,7,1", Faulty(3, "bad time", "999999999999999999")),
        (
            "1700000000000,d,0,7,1",
            Faulty(3, "time in the future", "2023-11-14T22:13:20+00:00"),
        ),
    ],
)
def test_a_faulty_vote_is_named_and_the_others_go_in(
    installation: Installation, folder: Path, row: str, fault: Faulty
) -> None:
    report = run(installation, write(folder, [comment(0)], [vote(0, 8, 1), row, vote(0, 9, 0)]))
    _, votes = report.files
    assert votes.faulty == (fault,)
    assert (votes.created, votes.rows) == (2, 3)
    assert f"  votes.csv:3: {fault.reason}" in "\n".join(report.lines())


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (comment(0, body="Noch einmal"), Faulty(4, "id given before", "0")),
        (comment(5, moderated=3), Faulty(4, "unknown value", "moderated 3")),
        (f"{TIME},d,five,1,0,0,1,Text", Faulty(4, "bad number", "five")),
        (f"{TIME},d,5,,0,0,1,Text", Faulty(4, "bad number")),
        ("soon,d,5,1,0,0,1,Text", Faulty(4, "bad number", "soon")),
    ],
)
def test_a_faulty_comment_is_named_by_the_line_it_begins_at(
    installation: Installation, folder: Path, row: str, fault: Faulty
) -> None:
    write(
        folder, [comment(0, body="Zwei\nZeilen"), row, comment(9)], [vote(5, 7, 1), vote(9, 7, 1)]
    )
    stored, votes = run(installation, folder).files
    assert stored.faulty == (fault,)
    assert stored.created == 2
    # A vote on a comment that was left out cannot stand alone.
    assert votes.faulty == (Faulty(2, "unknown comment", "5"),)


def test_a_row_in_another_encoding_is_left_out_and_the_rest_is_not(
    installation: Installation, folder: Path
) -> None:
    write(folder, [], [])
    rows = [comment(0, body="Müll"), comment(1, body="Müll"), comment(2, body="Müll")]
    lines = [row.encode("latin-1" if number == 1 else "utf-8") for number, row in enumerate(rows)]
    (folder / "comments.csv").write_bytes(b"\xef\xbb\xbf" + COMMENTS.encode() + b"\n".join(lines))
    comments, _ = run(installation, folder).files
    assert comments.faulty == (Faulty(3, "bad encoding", "not UTF-8"),)
    assert comments.created == 2


def test_a_cell_beyond_all_measure_is_left_out(installation: Installation, folder: Path) -> None:
    rows = [comment(0), comment(1, body="x" * 200_000), comment(2)]
    comments, _ = run(installation, write(folder, rows, [])).files
    assert [(row.line, row.reason) for row in comments.faulty] == [(3, "not readable as a row")]
    assert comments.created == 2


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ('"Nie zu Ende', "unexpected end of data, up to line 5"),
        ('"Zu früh" zu Ende', "',' expected after '\"', up to line 3"),
    ],
)
def test_a_quotation_mark_too_few_or_too_many_is_heard_of(
    installation: Installation, folder: Path, broken: str, says: str
) -> None:
    rows = [comment(0), f"{TIME},d,1,1,0,0,1,{broken}", f"{TIME},d,2,1,0,0,1,Text"]
    comments, _ = run(installation, write(folder, [*rows, f"{TIME},d,3,1,0,0,1,Text"], [])).files
    assert comments.faulty == (Faulty(3, "not readable as a row", says),)
    assert comments.created == (1 if "Nie" in broken else 3)


def test_columns_are_found_by_name(installation: Installation, folder: Path) -> None:
    write(folder, [comment(0)], [])
    header = VOTES.replace("comment-id,voter-id,vote", "Vote , VOTER-ID,comment-id,extra")
    (folder / "votes.csv").write_text(header + f"{TIME},d,-1,7,0,x\n\n")
    assert run(installation, folder).created == 2
    every, _ = totals(installation)
    assert every[id_of("konsum", 0)] == {"disagree": 1}
