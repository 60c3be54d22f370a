"""Counts under both rules (ruling 9), what they are of, and how they came about."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from domain.ballots import (
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
from domain.codes import Choice, ProposalId
from domain.people import Actor, Pseudonym, VoterNumber
from domain.processes import process_id_of
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalImported,
    ProposalPublished,
    ProposalUnmerged,
    SupportersCarriedOver,
)
from projections import tally
from projections.tally import Counts, DayRow
from tests.projections.reading import History, named_id, read, text

PROCESS = process_id_of("klimaplan")
BUS, RUFBUS = ProposalId(named_id("bus")), ProposalId(named_id("rufbus"))
ANA, BEN, CEM = (VoterNumber(named_id(name)) for name in ("ana", "ben", "cem"))
MERGE = named_id("merge")
OFFICE = Actor(Pseudonym(named_id("office")), "office")
ABOUT = {"process_id": PROCESS, "proposal_id": BUS}


def counts(**wanted: int) -> Counts:
    return Counts(*(wanted.get(name, 0) for name in Counts.__struct_fields__))


def published(proposal: ProposalId = BUS) -> History:
    """Return the history of a published proposal."""
    history = History()
    history.add(
        proposal,
        ProposalImported(
            proposal_id=proposal,
            process_id=PROCESS,
            phase_id=named_id("phase"),  # type: ignore[arg-type]  # ids are plain here
            receipt="B-2023-0001",
            title=text("title"),
            body=text("body"),
            action_field=None,
            source=named_id("source"),
            author=None,
            by=OFFICE,
        ),
        ProposalPublished(
            proposal_id=proposal, process_id=PROCESS, mode="import", case_id=None, by=OFFICE
        ),
    )
    return history


def new_text(history: History, version: int, *, held: bool) -> None:
    history.add(
        BUS,
        ProposalEdited(
            **ABOUT,  # type: ignore[arg-type]  # two ids
            version=version,
            title=text("title"),
            body=text(f"body {version}"),
            action_field=None,
            territory=None,
            location=None,
            reason=None,
            held=held,
            by=OFFICE,
        ),
    )


def support(voter: VoterNumber, version: int = 1) -> SupportGiven:
    return SupportGiven(process_id=PROCESS, proposal_id=BUS, voter=voter, text_version=version)


def imported(voter: VoterNumber, choice: Choice, old: Choice | None) -> OpinionImported:
    return OpinionImported(
        process_id=PROCESS,
        proposal_id=BUS,
        voter=voter,
        choice=choice,
        old=old,
        source=named_id("row"),
        source_rule=old == choice,
    )


def test_a_support_taken_back_no_longer_counts() -> None:
    history = published()
    history.add(ANA, support(ANA))
    history.add(BEN, support(BEN))
    history.add(ANA, SupportWithdrawn(process_id=PROCESS, proposal_id=BUS, voter=ANA))
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.of(snapshot, BUS) == counts(supports=1, confirmed=1, ballots=2)
        assert tally.of(snapshot.at(4), BUS) == counts(supports=2, confirmed=2, ballots=2)
        assert tally.of(snapshot, RUFBUS) == counts()


def test_the_last_opinion_counts_and_every_one_is_remembered() -> None:
    history = published()
    about = {"process_id": PROCESS, "proposal_id": BUS, "voter": ANA}
    history.add(ANA, OpinionGiven(**about, choice="agree", text_version=1))  # type: ignore[arg-type]  # ids
    history.add(ANA, OpinionChanged(**about, old="agree", new="pass", text_version=1))  # type: ignore[arg-type]  # ids
    history.add(ANA, OpinionWithdrawn(**about, old="pass"))  # type: ignore[arg-type]  # ids
    history.add(ANA, OpinionGiven(**about, choice="disagree", text_version=1))  # type: ignore[arg-type]  # ids
    with read([tally.MODEL], history.events) as snapshot:
        after = tally.of(snapshot, BUS)
        assert after == counts(
            disagree=1, all_agree=1, all_disagree=1, all_passes=1, confirmed=1, ballots=1
        )
        assert (after.opinions, after.all_opinions) == (1, 3)
        assert tally.of_process(snapshot, PROCESS) == after
        assert tally.of_process(snapshot.at(4), PROCESS) == tally.of(snapshot.at(4), BUS)


def test_imported_rows_count_under_both_rules() -> None:
    history = published()
    history.add(ANA, imported(ANA, "agree", None))
    history.add(ANA, imported(ANA, "agree", "agree"))
    history.add(BEN, imported(BEN, "disagree", None))
    history.add(BEN, imported(BEN, "agree", "disagree"))
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.of(snapshot, BUS) == counts(
            agree=2, all_agree=3, all_disagree=1, confirmed=2, ballots=2
        )


def test_a_new_text_asks_for_confirmation_once_it_is_public() -> None:
    history = published()
    history.add(ANA, support(ANA))
    history.add(BEN, support(BEN))
    new_text(history, 2, held=True)
    held = history.events[-1].position
    history.add(
        BUS,
        ProposalEditReleased(
            proposal_id=BUS,
            process_id=PROCESS,
            version=2,
            case_id=named_id("case"),  # type: ignore[arg-type]  # ids are plain here
            by=OFFICE,
        ),
    )
    confirmed = SupportConfirmed(process_id=PROCESS, proposal_id=BUS, voter=ANA, text_version=2)
    history.add(ANA, confirmed)
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.of(snapshot.at(held), BUS).confirmed == 2
        assert tally.of(snapshot.at(held + 1), BUS).confirmed == 0
        assert tally.of(snapshot, BUS) == counts(supports=2, confirmed=1, ballots=2)


def test_carried_supporters_count_and_go_with_the_merge() -> None:
    history = published()
    merge = {"proposal_id": RUFBUS, "process_id": PROCESS, "into_id": BUS, "merge_id": MERGE}
    for voter in (ANA, BEN):
        carried = SupportCarriedOver(
            process_id=PROCESS, proposal_id=BUS, voter=voter, merge_id=MERGE, text_version=1
        )
        history.add(voter, carried)
    told = SupportersCarriedOver(**merge, carried=2, already=0, own=1, not_attributable=4)  # type: ignore[arg-type]  # ids
    history.add(RUFBUS, told)
    confirmed = SupportConfirmed(process_id=PROCESS, proposal_id=BUS, voter=ANA, text_version=1)
    history.add(ANA, confirmed)
    merged = history.events[-1].position
    history.add(RUFBUS, ProposalUnmerged(**merge, reason=text("why"), by=OFFICE))  # type: ignore[arg-type]  # ids
    back = CarriedSupportGivenBack(process_id=PROCESS, proposal_id=BUS, voter=BEN, merge_id=MERGE)
    history.add(BEN, back)
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.of(snapshot.at(merged), BUS) == counts(
            supports=2, confirmed=2, carried=1, not_attributable=4, ballots=2
        )
        assert tally.of(snapshot, BUS) == counts(supports=1, confirmed=1, ballots=2)


def test_of_two_records_of_a_merge_the_last_counts() -> None:
    history = published()
    merge = {"proposal_id": RUFBUS, "process_id": PROCESS, "into_id": BUS, "merge_id": MERGE}
    for lost in (4, 5):
        told = SupportersCarriedOver(**merge, carried=0, already=0, own=0, not_attributable=lost)  # type: ignore[arg-type]  # ids
        history.add(RUFBUS, told)
    again = history.events[-1].position
    history.add(RUFBUS, ProposalUnmerged(**merge, reason=text("why"), by=OFFICE))  # type: ignore[arg-type]  # ids
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.of(snapshot.at(again), BUS) == counts(not_attributable=5)
        assert tally.of(snapshot, BUS) == counts()


def test_days_are_those_of_berlin() -> None:
    history = published()
    late = datetime(2023, 6, 5, 22, 30, tzinfo=UTC)
    history.add(ANA, support(ANA), occurred_at=late - timedelta(hours=1))
    history.add(BEN, support(BEN), occurred_at=late)
    withdrawn = SupportWithdrawn(process_id=PROCESS, proposal_id=BUS, voter=ANA)
    history.add(ANA, withdrawn, occurred_at=late)
    monday, tuesday = date(2023, 6, 5), date(2023, 6, 6)
    with read([tally.MODEL], history.events) as snapshot:
        assert tally.days(snapshot, BUS) == [
            DayRow(BUS, monday, answers=1, supports=1),
            DayRow(BUS, tuesday, answers=1, withdrawn=1, supports=0),
        ]
        assert tally.days(snapshot.at(3), BUS) == [DayRow(BUS, monday, answers=1, supports=1)]


def test_a_voter_is_counted_once_however_batches_are_cut() -> None:
    history = published()
    voters = [VoterNumber(UUID(int=number)) for number in range(1, 30)]
    for voter in voters:
        history.add(voter, support(voter))
    for voter in voters[::2]:
        withdrawn = SupportWithdrawn(process_id=PROCESS, proposal_id=BUS, voter=voter)
        history.add(voter, withdrawn)
        history.add(voter, support(voter))
    for size in (1, 3, 1000):
        with read([tally.MODEL], history.events, size=size) as snapshot:
            assert tally.of(snapshot, BUS) == counts(supports=29, confirmed=29, ballots=29)


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_who_takes_back_an_answer_takes_it_from_the_text_it_was_said_of(size: int) -> None:
    history = published()
    history.add(ANA, support(ANA))
    new_text(history, 2, held=False)
    history.add(BEN, support(BEN, version=2))
    history.add(CEM, support(CEM, version=2))
    both = history.events[-1].position
    for voter in (ANA, BEN):
        history.add(voter, SupportWithdrawn(process_id=PROCESS, proposal_id=BUS, voter=voter))
    with read([tally.MODEL], history.events, size=size) as snapshot:
        assert tally.of(snapshot.at(both), BUS) == counts(supports=3, confirmed=2, ballots=3)
        assert tally.of(snapshot, BUS) == counts(supports=1, confirmed=1, ballots=3)


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_only_what_was_not_said_of_the_first_text_is_remembered(size: int) -> None:
    history = published()
    history.add(ANA, support(ANA))
    new_text(history, 2, held=False)
    history.add(BEN, support(BEN, version=2))
    confirmed = SupportConfirmed(process_id=PROCESS, proposal_id=BUS, voter=ANA, text_version=2)
    history.add(CEM, support(CEM))
    until = len(history.events)
    history.add(ANA, confirmed)
    for events, remembered in ((history.events[:until], [BEN]), (history.events, [ANA, BEN])):
        with read([tally.MODEL], events, size=size) as snapshot:
            voters = select(snapshot.table("tally_voters").c.voter)
            found = set(snapshot.connection.execute(voters).scalars())
            assert found == set(remembered)
