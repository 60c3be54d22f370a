"""The trail: what it holds for auditors, and what of it everybody may see."""

from datetime import date, datetime, timedelta

from domain.ballots import OpinionImported, SupportGiven
from domain.catalogue import EVENTS
from domain.codes import Subject
from domain.comments import CommentHeld
from domain.erasure import ContentErased, history_of
from domain.messages import topic_of
from domain.moderation import CaseNoteAdded, case_id_of
from domain.people import Role, VoterNumber
from domain.proposals import ProposalEdited, ProposalHeld, ProposalMerged
from projections import audit
from projections.audit import DayOfVotes, Trail
from projections.model import Snapshot
from tests.projections.reading import MONDAY, History, named_id, read, text
from tests.projections.stories import (
    ANA,
    BEN,
    BENCH,
    BUS,
    DIGITAL,
    MILO,
    NEIGHBOUR,
    REMARK,
    claimed,
    decided,
    hand_in,
    hidden,
    imported,
    posted,
    published,
    rejected,
    reported,
    submitted,
    waiting,
)

MODELS = (audit.MODEL,)
AUDITOR = Trail(everything=True)


def vote(history: History, who: str, at: datetime | None = None) -> int:
    voter = VoterNumber(named_id(f"{who} on the bus"))
    given = SupportGiven(process_id=DIGITAL, proposal_id=BUS, voter=voter, text_version=1)
    return history.add(voter, given, occurred_at=at)


def positions(snapshot: Snapshot, trail: Trail) -> list[int]:
    rows = audit.entries(snapshot, trail, newest_first=False)
    assert audit.count(snapshot, trail) == len(rows)
    return [row.position for row in rows]


def kinds(snapshot: Snapshot, trail: Trail) -> list[str]:
    return [row.kind for row in audit.entries(snapshot, trail, newest_first=False)]


def a_reviewed_idea() -> History:
    """Return how the bus was handed in, noted upon, reviewed, published and supported."""
    history = History()
    case_id = hand_in(history, BUS)
    note = CaseNoteAdded(case_id=case_id, process_id=DIGITAL, text=text("a note"), by=MILO)
    history.add(case_id, claimed(case_id), note)
    history.add(case_id, decided(BUS, "publish", history.now))
    history.add(BUS, published(BUS), after=timedelta(0))
    vote(history, "Ina")
    return history


def test_auditors_see_every_entry_newest_first_page_by_page() -> None:
    history = a_reviewed_idea()
    with read(MODELS, history.events) as snapshot:
        first = audit.entries(snapshot, AUDITOR, limit=4)
        rest = audit.entries(snapshot, Trail(everything=True, before=first[-1].position), limit=4)
        assert [row.position for row in (*first, *rest)] == [7, 6, 5, 4, 3, 2, 1]
        assert audit.count(snapshot, AUDITOR) == 7


def test_an_entry_tells_who_in_which_role() -> None:
    history = a_reviewed_idea()
    with read(MODELS, history.events) as snapshot:
        rows = audit.entries(snapshot, AUDITOR, newest_first=False)
    told = [(row.kind, row.role, row.actor) for row in rows]
    assert told[0] == ("proposal.submitted", "citizen", ANA.pseudonym)
    assert told[1][:2] == ("case.opened", "system")
    assert told[4] == ("case.decided", "moderator", MILO.pseudonym)
    assert told[6] == ("support.given", None, None)


def test_the_public_sees_nothing_of_votes_cases_and_notes_and_no_pseudonym() -> None:
    history = a_reviewed_idea()
    with read(MODELS, history.events) as snapshot:
        rows = audit.entries(snapshot, Trail(), newest_first=False)
        assert [row.kind for row in rows] == ["proposal.submitted", "proposal.published"]
        assert [row.actor for row in rows] == [None, None]
        assert [row.role for row in rows] == ["citizen", "moderator"]
        assert audit.entry(snapshot, 4) is None
        assert audit.entry(snapshot, 7) is None
        assert audit.entry(snapshot, 4, everything=True) is not None


def test_nothing_is_public_of_what_never_was() -> None:
    history = History()
    case_id = hand_in(history, NEIGHBOUR)
    history.add(case_id, decided(NEIGHBOUR, "reject", history.now, rules=("HR04",)))
    history.add(NEIGHBOUR, rejected(NEIGHBOUR, "HR04"))
    ref = text(f"{NEIGHBOUR} body 1")
    subject = hand_in_subject()
    history.add(history_of(ref), ContentErased(ref=ref, subject=subject, ground="request"))
    with read(MODELS, history.events) as snapshot:
        assert positions(snapshot, Trail()) == []
        assert positions(snapshot, Trail(subject=NEIGHBOUR)) == []
        assert positions(snapshot, Trail(subject=NEIGHBOUR, everything=True)) == [1, 2, 3, 4, 5]


def hand_in_subject() -> Subject:
    return decided(NEIGHBOUR, "reject", MONDAY).subject


def test_a_submission_becomes_public_with_its_publication_and_not_before() -> None:
    history = a_reviewed_idea()
    with read(MODELS, history.events) as snapshot:
        assert positions(snapshot.at(5), Trail()) == []
        assert positions(snapshot.at(6), Trail()) == [1, 6]


def test_what_was_hidden_stays_in_the_public_trail_with_its_rule() -> None:
    history = a_reviewed_idea()
    history.add(BUS, hidden(BUS, "HR01", number=2))
    with read(MODELS, history.events) as snapshot:
        [newest] = audit.entries(snapshot, Trail(), limit=1)
    assert (newest.kind, newest.rules) == ("proposal.hidden", ("HR01",))


def test_the_rule_of_a_cover_is_not_public_because_a_reporter_said_it() -> None:
    history = a_reviewed_idea()
    held = ProposalHeld(
        proposal_id=BUS,
        process_id=DIGITAL,
        case_id=case_id_of(BUS, 2),
        rule="HR03",
        until=history.now,
    )
    history.add(BUS, held)
    with read(MODELS, history.events) as snapshot:
        [public] = audit.entries(snapshot, Trail(), limit=1)
        [full] = audit.entries(snapshot, AUDITOR, limit=1)
    assert (public.kind, public.rules, full.rules) == ("proposal.held", (), ("HR03",))


def test_what_a_source_withheld_is_counted_and_shown_nowhere_public() -> None:
    history = History()
    for idea in (BUS, BENCH, NEIGHBOUR):
        history.add(idea, imported(idea), published(idea, "import"), channel="import")
        if idea != BUS:
            history.add(idea, hidden(idea, "HR00"), channel="import")
    with read(MODELS, history.events) as snapshot:
        assert positions(snapshot, Trail()) == [1, 2]
        assert positions(snapshot.at(4), Trail()) == [1, 2]
        assert audit.totals(snapshot, DIGITAL).hidden_by_source == 2
        assert audit.totals(snapshot.at(5), DIGITAL).hidden_by_source == 1


def test_a_version_nobody_has_read_yet_is_not_public() -> None:
    history = a_reviewed_idea()
    edit = ProposalEdited(
        proposal_id=BUS,
        process_id=DIGITAL,
        version=2,
        title=text("new title"),
        body=text("new body"),
        action_field=None,
        territory=None,
        location=None,
        reason=None,
        held=True,
        by=ANA,
    )
    history.add(BUS, edit)
    with read(MODELS, history.events) as snapshot:
        assert kinds(snapshot, Trail()) == ["proposal.submitted", "proposal.published"]


def test_a_comment_that_waits_for_review_is_not_public_but_a_covered_one_was() -> None:
    history = a_reviewed_idea()
    history.add(REMARK, posted(REMARK, BUS, history.now), waiting(REMARK, BUS))
    with read(MODELS, history.events) as snapshot:
        assert positions(snapshot, Trail(subject=REMARK)) == []
    history = a_reviewed_idea()
    cover = CommentHeld(
        comment_id=REMARK,
        process_id=DIGITAL,
        proposal_id=BUS,
        case_id=case_id_of(REMARK, 1),
        until=history.now,
    )
    history.add(REMARK, posted(REMARK, BUS, history.now), cover)
    with read(MODELS, history.events) as snapshot:
        assert kinds(snapshot, Trail(subject=REMARK)) == ["comment.posted", "comment.held"]


def test_an_objects_trail_holds_its_cases_comments_and_merges() -> None:
    history = a_reviewed_idea()
    history.add(BENCH, submitted(BENCH, BEN), published(BENCH, "post"))
    history.add(REMARK, posted(REMARK, BUS, history.now))
    merged = ProposalMerged(
        proposal_id=BENCH,
        process_id=DIGITAL,
        into_id=BUS,
        merge_id=named_id("merge"),
        reason=None,
        by=MILO,
    )
    history.add(BENCH, merged)
    with read(MODELS, history.events) as snapshot:
        whole = Trail(subject=BUS, everything=True)
        assert positions(snapshot, whole) == [1, 2, 3, 4, 5, 6, 7, 10, 11]
        assert positions(snapshot, Trail(subject=BUS)) == [1, 6, 10, 11]
        own = Trail(subject=BUS, own=True, everything=True)
        assert positions(snapshot, own) == [1, 6, 7]
        case = Trail(subject=case_id_of(BUS, 1), everything=True)
        assert positions(snapshot, case) == [2, 3, 4, 5, 6]


def test_the_trail_narrows_by_kind_role_process_time_and_position() -> None:
    history = a_reviewed_idea()
    at = [recorded.recorded_at for recorded in history.events]
    moderators: list[Role] = ["moderator"]
    with read(MODELS, history.events) as snapshot:
        narrowed = {
            "kinds": Trail(kinds=("case.claimed", "case.opened"), everything=True),
            "votes": Trail(kinds=("support.given",), everything=True),
            "roles": Trail(roles=moderators, everything=True),
            "process": Trail(process_id=DIGITAL, everything=True, after=5),
            "elsewhere": Trail(process_id=named_id("elsewhere"), everything=True),  # type: ignore[arg-type]  # any id
            "time": Trail(recorded_from=at[2], recorded_until=at[3], everything=True),
            "range": Trail(after=2, before=5, everything=True),
        }
        found = {name: positions(snapshot, trail) for name, trail in narrowed.items()}
    assert found == {
        "kinds": [2, 3],
        "votes": [7],
        "roles": [3, 4, 5, 6],
        "process": [6, 7],
        "elsewhere": [],
        "time": [3, 4],
        "range": [3, 4],
    }


def test_totals_are_those_of_the_position_asked_for() -> None:
    history = a_reviewed_idea()
    history.add(case_id_of(BUS, 2), reported(case_id_of(BUS, 2), BUS, "Ina"))
    with read(MODELS, history.events) as snapshot:
        now = audit.totals(snapshot)
        assert (now.entries, now.kinds["support.given"]) == (8, 1)
        assert now.roles == {"citizen": 1, "moderator": 4, "system": 1}
        for position in range(9):
            counted = audit.totals(snapshot.at(position))
            rows = audit.entries(snapshot.at(position), AUDITOR)
            assert counted.entries == len(rows) == position
            assert sum(counted.kinds.values()) == position
            assert all(counted.kinds.values())
        assert audit.totals(snapshot, named_id("elsewhere")).entries == 0  # type: ignore[arg-type]  # any id


def test_the_public_is_told_votes_by_day_only_when_the_day_is_over() -> None:
    history = a_reviewed_idea()
    vote(history, "Jan")
    history.now += timedelta(days=1)
    vote(history, "Kim")
    imported_vote = OpinionImported(
        process_id=DIGITAL,
        proposal_id=BUS,
        voter=VoterNumber(named_id("somebody elsewhere")),
        choice="agree",
        old=None,
        source=named_id("row 1"),
        source_rule=False,
    )
    history.add(imported_vote.voter, imported_vote, occurred_at=MONDAY - timedelta(days=300))
    with read(MODELS, history.events) as snapshot:
        told = audit.votes_per_day
        assert told(snapshot, BUS, date(2023, 6, 5)) == []
        assert told(snapshot, BUS, date(2023, 6, 6)) == [
            DayOfVotes("2023-06-05", "support.given", 2)
        ]
        assert told(snapshot, BUS, date(2023, 6, 7)) == [
            DayOfVotes("2022-08-09", "opinion.imported", 1),
            DayOfVotes("2023-06-05", "support.given", 2),
            DayOfVotes("2023-06-06", "support.given", 1),
        ]
        assert told(snapshot, NEIGHBOUR, date(2023, 6, 7)) == []
        assert told(snapshot.at(5), BUS, date(2023, 6, 7)) == []


def test_a_time_is_the_last_position_recorded_by_then() -> None:
    history = a_reviewed_idea()
    recorded = [each.recorded_at for each in history.events]
    with read(MODELS, history.events) as snapshot:
        tick = timedelta(microseconds=1)
        assert audit.position_at(snapshot, recorded[0] - tick) == 0
        assert audit.position_at(snapshot, recorded[0]) == 2
        assert audit.position_at(snapshot, recorded[2] - tick) == 2
        assert audit.position_at(snapshot, recorded[6] + timedelta(days=900)) == 7
        assert audit.position_at(snapshot.at(4), recorded[6]) == 4
        assert audit.moment_of(snapshot, 7) == recorded[6]
        assert audit.moment_of(snapshot, 8) is None


def test_a_clock_that_steps_back_does_not_turn_time_round() -> None:
    history = History()
    steps = (0, 10, 4, 10.5, 10.2, 30)  # seconds since Monday, as the clock said
    for number, seconds in enumerate(steps):
        history.now = MONDAY
        idea = named_id(f"idea {number}")
        history.add(idea, submitted(idea), after=timedelta(seconds=seconds))  # type: ignore[arg-type]  # any id
    with read(MODELS, history.events) as snapshot:
        reached = {
            seconds: audit.position_at(snapshot, MONDAY + timedelta(seconds=seconds))
            for seconds in (0, 4, 9, 10, 10.2, 10.5, 11, 29, 30)
        }
    assert reached == {0: 1, 4: 1, 9: 1, 10: 3, 10.2: 3, 10.5: 5, 11: 5, 29: 5, 30: 6}


def test_every_event_of_the_catalogue_has_its_place_in_the_index() -> None:
    indexed = {kind.name: kind for kind in audit.KINDS.values()}
    assert set(indexed) == {topic_of(event).partition("/")[0] for event in EVENTS.values()}
    votes = {name for name in indexed if name.startswith(("support.", "opinion."))}
    assert {name for name, kind in indexed.items() if kind.audience < 0} == votes
    private = ("case.", "participant.", "proposal.returned", "proposal.rejected", "comment.refused")
    assert all(indexed[name].audience == 0 for name in indexed if name.startswith(private))
