"""What a voter number says now: the pressed button, and one's own answers."""

from datetime import timedelta
from uuid import UUID

from domain.ballots import (
    BallotEvent,
    CarriedSupportGivenBack,
    OpinionChanged,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportConfirmed,
    SupportGiven,
    SupportWithdrawn,
)
from domain.codes import ProposalId
from domain.people import VoterNumber
from projections import ballots
from projections.ballots import BallotRow
from tests.projections.reading import History, named_id, read
from tests.projections.stories import BENCH, BUS, DIGITAL

INA = VoterNumber(named_id("Ina on the bus"))
JAN = VoterNumber(named_id("Jan on the bus"))
MERGE = named_id("a merge")


def ids(voter: UUID = INA, proposal_id: ProposalId = BUS) -> dict[str, UUID]:
    return {"process_id": DIGITAL, "proposal_id": proposal_id, "voter": voter}


def said(*events: BallotEvent) -> list[tuple[str, int]]:
    """Return what Ina says after these events, with the version she says it of."""
    history = History()
    history.add(INA, *events)
    with read((ballots.MODEL,), history.events) as snapshot:
        rows = ballots.ballots(snapshot, [INA, JAN]).values()
    return [(row.says, row.text_version) for row in rows]


GIVEN = SupportGiven(text_version=1, **ids())  # type: ignore[arg-type]  # the ids
AGREED = OpinionGiven(choice="agree", text_version=1, **ids())  # type: ignore[arg-type]  # the ids
SUPPORT_BACK = SupportWithdrawn(**ids())  # type: ignore[arg-type]  # the ids
OPINION_BACK = OpinionWithdrawn(old="agree", **ids())  # type: ignore[arg-type]  # the ids


def test_support_stands_for_the_version_it_was_given_for() -> None:
    confirmed = SupportConfirmed(text_version=2, **ids())  # type: ignore[arg-type]  # the ids
    assert said(GIVEN) == [("support", 1)]
    assert said(GIVEN, confirmed) == [("support", 2)]


def test_what_was_taken_back_is_not_said_any_more() -> None:
    assert said(GIVEN, SUPPORT_BACK) == []
    assert said(AGREED, OPINION_BACK) == []
    assert said(GIVEN, SUPPORT_BACK, GIVEN) == [("support", 1)]


def test_the_last_opinion_counts() -> None:
    changed = OpinionChanged(old="agree", new="pass", text_version=3, **ids())  # type: ignore[arg-type]  # the ids
    imported = OpinionImported(
        choice="disagree",
        old="agree",
        source=named_id("row 7"),
        source_rule=False,
        **ids(),  # type: ignore[arg-type]  # the ids
    )
    assert said(AGREED, changed) == [("pass", 3)]
    assert said(AGREED, imported) == [("disagree", 1)]


def test_carried_support_goes_when_the_merge_is_undone() -> None:
    carried = SupportCarriedOver(merge_id=MERGE, text_version=2, **ids())  # type: ignore[arg-type]  # the ids
    back = CarriedSupportGivenBack(merge_id=MERGE, **ids())  # type: ignore[arg-type]  # the ids
    assert said(carried) == [("support", 2)]
    assert said(carried, back) == []


def test_only_the_numbers_asked_for_are_told() -> None:
    history = History()
    history.add(INA, GIVEN)
    other = SupportGiven(text_version=1, **ids(JAN, BENCH))  # type: ignore[arg-type]  # the ids
    history.add(JAN, other, after=timedelta(hours=1))
    with read((ballots.MODEL,), history.events) as snapshot:
        assert ballots.ballots(snapshot, [JAN, VoterNumber(named_id("nobody"))]) == {
            JAN: BallotRow(JAN, BENCH, "support", 1, history.now, 2)
        }
        assert ballots.ballots(snapshot, []) == {}


def test_hundreds_of_numbers_can_be_asked_at_once() -> None:
    history = History()
    numbers = [VoterNumber(named_id(f"question {number}")) for number in range(1_201)]
    for number in numbers:
        history.add(number, SupportGiven(text_version=1, **ids(number)))  # type: ignore[arg-type]  # the ids
    with read((ballots.MODEL,), history.events) as snapshot:
        assert set(ballots.ballots(snapshot, numbers)) == set(numbers)
