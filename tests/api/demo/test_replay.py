"""The replay: by the scripted clock, the same every time, on an empty log only."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from api.demo.replay import LogNotEmpty
from api.demo.replay.agenda import Agenda
from api.demo.replay.clock import TICK, ScriptedClock, ScriptedIds
from domain import papers
from domain.ballots import BallotEvent
from domain.messages import topic_of
from domain.proposals import ProposalSubmitted
from tests.api.demo.stages import Demo

pytestmark = pytest.mark.xdist_group("demo")
NOON = datetime(2023, 6, 12, 10, tzinfo=UTC)


def test_recorded_times_are_those_of_the_script_and_never_go_back(demo: Demo) -> None:
    moments = [recorded.recorded_at for recorded in demo.recorded]
    assert moments == sorted(moments)
    assert moments[0] == datetime(2023, 2, 15, 7, 0, tzinfo=UTC)
    assert demo.content.ends_at - timedelta(days=1) < moments[-1] < demo.content.ends_at
    # What one person did at one moment may be one append; two acts never share it.
    streams = {recorded.stream for recorded in demo.recorded}
    assert len({recorded.recorded_at for recorded in demo.recorded}) > len(streams) / 2


def test_a_sheet_of_paper_counts_from_the_day_it_arrived(demo: Demo) -> None:
    [paper] = [recorded for recorded in demo.recorded if recorded.channel == "paper"][:1]
    assert paper.occurred_at == datetime(2023, 7, 31, 10, 0, tzinfo=UTC)
    assert paper.recorded_at == datetime(2023, 8, 2, 7, 40, tzinfo=UTC)
    others = {r.recorded_at - r.occurred_at for r in demo.recorded if r.channel != "paper"}
    assert others == {timedelta(0)}


def test_what_came_on_paper_was_typed_in_by_one_clerk_and_confirmed_by_another(demo: Demo) -> None:
    [idea] = [idea for idea in demo.content.ideas if idea.paper]
    [received] = demo.events(papers.PaperReceived)
    [typed] = demo.events(papers.PaperTranscribed)
    [confirmed] = demo.events(papers.TranscriptConfirmed)
    [submitted] = demo.events(ProposalSubmitted, lambda event: event.received_on is not None)
    assert idea.paper is not None
    assert received.received_on == submitted.received_on == idea.paper.received_on
    assert received.receipt == submitted.receipt
    assert typed.by.role == confirmed.by.role == "clerk"
    assert typed.by.pseudonym == submitted.author.pseudonym != confirmed.by.pseudonym
    assert submitted.author.on_behalf_of not in {None, typed.by.pseudonym, confirmed.by.pseudonym}
    assert confirmed.proposal_id == submitted.proposal_id == demo.proposal_ids[f"idea:{idea.key}"]
    at = {type(recorded.event): recorded.recorded_at for recorded in demo.recorded}
    assert at[papers.PaperTranscribed] == idea.paper.recorded_at
    assert at[papers.TranscriptConfirmed] == idea.paper.confirmed_at
    # Its writer has no account: the vault knows a number alone.
    [writer] = [person for person in demo.content.people if person.key == idea.author]
    assert len(demo.accounts.people) == len(demo.content.people) - 1
    assert writer.name not in demo.accounts.people


def test_the_log_holds_together(demo: Demo) -> None:
    assert list(demo.log.check())[-1] == len(demo.recorded)


def test_it_plays_the_same_twice(demo: Demo, tmp_path: Path) -> None:
    again = Demo(tmp_path)
    played = again.play()
    assert played.position == len(demo.recorded)
    assert outline(again) == outline(demo)
    assert again.accounts.people == demo.accounts.people
    assert again.accounts.secrets != demo.accounts.secrets
    again.close()


def outline(demo: Demo) -> list[tuple[str, datetime, UUID | None]]:
    """Return what must not differ: topics, times, and ids that are no pseudonyms."""
    secret = ("participant.", "content.")
    return [
        (
            topic_of(type(recorded.event)),
            recorded.recorded_at,
            None
            if isinstance(recorded.event, BallotEvent)
            or topic_of(type(recorded.event)).startswith(secret)
            else recorded.stream,
        )
        for recorded in demo.recorded
    ]


def test_a_log_with_anything_in_it_is_refused(demo: Demo) -> None:
    head = demo.log.head()
    with pytest.raises(LogNotEmpty):
        demo.play()
    assert demo.log.head() == head


def test_two_acts_at_one_moment_follow_each_other() -> None:
    clock = ScriptedClock()
    assert clock.reach(NOON) == NOON
    assert clock.reach(NOON) == NOON + TICK
    assert clock.reach(NOON - timedelta(hours=1)) == NOON + 2 * TICK
    clock.approach(NOON + timedelta(hours=1))
    assert clock.reach(NOON + timedelta(hours=1)) == NOON + timedelta(hours=1)


def test_ids_ascend_with_the_clock_and_are_the_same_every_time() -> None:
    def some() -> list[UUID]:
        clock = ScriptedClock()
        clock.reach(NOON)
        new_id = ScriptedIds(clock)
        ids = [new_id() for _ in range(5000)]
        clock.reach(NOON + timedelta(seconds=1))
        return [*ids, new_id()]

    ids = some()
    assert ids == some()
    assert len(set(ids)) == len(ids)
    assert {each.version for each in ids} == {7}
    assert ids[-1] > max(ids[:-1])


def test_the_clock_comes_before_people_and_later_additions_in_their_turn() -> None:
    agenda, seen = Agenda(), []
    agenda.add(NOON, lambda _: seen.append("person"))
    agenda.add(NOON, lambda _: seen.append("clock"), by_clock=True)
    agenda.add(
        NOON - timedelta(hours=1), lambda at: agenda.add(at + TICK, lambda _: seen.append("added"))
    )
    agenda.add(NOON + timedelta(hours=1), lambda _: seen.append("too late"))
    for at, act in agenda.until(NOON):
        act(at)
    assert seen == ["added", "clock", "person"]
    assert len(agenda) == 1
