"""Whatever happens in a town, read models say what the domain's own states say."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any
from uuid import UUID

import pytest

from domain import ballots as ballot_rules
from domain import comments as comment_rules
from domain import moderation as case_rules
from domain import proposals as proposal_rules
from domain import remarks as remark_rules
from domain.codes import RemarkId
from domain.messages import Recorded, StreamId
from projections import audit, ballots, contributions, erasures, moderation, remarks
from projections.audit import Trail
from tests.projections.reading import read
from tests.projections.town import Town

MODELS = (
    audit.MODEL,
    remarks.MODEL,
    ballots.MODEL,
    contributions.MODEL,
    erasures.MODEL,
    moderation.MODEL,
)
EVERYTHING = Trail(everything=True)
Histories = dict[StreamId, list[Recorded]]


@pytest.fixture(scope="module", params=[11, 12])
def town(request: pytest.FixtureRequest) -> Sequence[Recorded]:
    log = Town(request.param).live(700).log
    return [recorded for page in log.since(0) for recorded in page]


def histories(town: Sequence[Recorded], concept: str) -> Histories:
    """Return the histories of one concept by stream."""
    found: Histories = {}
    for recorded in town:
        name = audit.KINDS[type(recorded.event)].concept
        if name == concept or (concept == "ballot" and name in {"support", "opinion"}):
            found.setdefault(recorded.stream, []).append(recorded)
    assert found, f"the town knows no {concept}"
    return found


def folded(history: list[Recorded], evolve: Callable[[Any, Any], Any], initial: object) -> Any:  # noqa: ANN401 - the state of any concept
    return reduce(evolve, [recorded.event for recorded in history], initial)


def test_cases_stand_as_the_domain_says(town: Sequence[Recorded]) -> None:
    with read(MODELS, town) as snapshot:
        for stream, history in histories(town, "case").items():
            case = folded(history, case_rules.evolve, case_rules.Case())
            detail = moderation.case(snapshot, stream)  # type: ignore[arg-type]  # a case's stream is its id
            assert detail is not None
            row = detail.case
            assert (row.state, row.due, row.reports) == (case.status, case.due, case.reports)
            assert (row.outcome, row.decided_by) == (case.outcome, case.decided_by)
            assert row.reporters == len(case.reporters) + bool(row.anonymous)
            assert row.version == len(history) == len(detail.steps)
            own = contributions.case(snapshot, stream)  # type: ignore[arg-type]  # as above
            assert own is None or (own.state, own.outcome) == (case.status, case.outcome)


def test_contributions_stand_as_the_domain_says(town: Sequence[Recorded]) -> None:
    with read(MODELS, town) as snapshot:
        for stream, history in histories(town, "proposal").items():
            state = folded(history, proposal_rules.evolve, proposal_rules.Proposal())
            [found] = contributions.of_ids(snapshot, [stream])
            row = found.row
            assert (row.state, row.author) == (state.status, state.author)
            assert (row.version, row.public_version) == (state.version, state.public_version)
            assert (row.held_version, row.merged_into) == (state.held_version, state.merged_into)
            if state.status == "published":
                assert (row.held_until is None) == (state.held_by is None)
        for stream, history in histories(town, "comment").items():
            comment = folded(history, comment_rules.evolve, comment_rules.Comment())
            [found] = contributions.of_ids(snapshot, [stream])
            assert (found.row.state, found.row.version) == (comment.status, comment.version)
            assert (found.row.held_until is not None) == (
                comment.interim and comment.status == "held"
            )
        for stream, history in histories(town, "remark").items():
            remark = folded(history, remark_rules.evolve, remark_rules.Remark())
            [found] = contributions.of_ids(snapshot, [stream])
            assert (found.row.state, found.row.version) == (remark.status, remark.version)
            said = remarks.find(snapshot, RemarkId(stream), everything=True)
            assert said is not None
            assert (said.state, said.paragraph_id) == (remark.status, remark.paragraph_id)


def test_ballots_say_what_the_domain_says(town: Sequence[Recorded]) -> None:
    with read(MODELS, town) as snapshot:
        cast = histories(town, "ballot")
        told = ballots.ballots(snapshot, list(cast))  # type: ignore[arg-type]  # a ballot's stream is its number
        for stream, history in cast.items():
            state = folded(history, ballot_rules.evolve, ballot_rules.Ballot())
            row = told.get(stream)  # type: ignore[call-overload]  # as above
            found = ("nothing", 0) if row is None else (row.says, row.text_version)
            assert found == (state.says, state.text_version)


def test_the_public_index_and_the_public_replay_tell_the_same(town: Sequence[Recorded]) -> None:
    streams: dict[UUID, list[Recorded]] = {}
    for recorded in town:
        streams.setdefault(recorded.stream, []).append(recorded)
    replayed = {
        step.position
        for history in streams.values()
        for step in audit.describe_publicly(history, texts=True)
    }
    with read(MODELS, town) as snapshot:
        indexed = audit.entries(snapshot, Trail(), limit=len(town))
        full = audit.entries(snapshot, EVERYTHING, limit=len(town))
    # An erasure has a stream of its own, and the index knows whose text it was.
    public = {row.position for row in indexed if row.kind != "content.erased"}
    assert public == replayed
    assert len(full) == len(town) > len(indexed) > 0


def test_an_earlier_position_shows_what_a_shorter_log_would(town: Sequence[Recorded]) -> None:
    for place in (1, len(town) // 3, len(town) // 2, len(town) - 1):
        position = _end_of_append(town, place)
        with read(MODELS, town) as whole, read(MODELS, town[:position]) as before:
            then = whole.at(position)
            for trail in (Trail(), EVERYTHING):
                assert audit.entries(then, trail, limit=500) == audit.entries(
                    before, trail, limit=500
                )
            assert audit.totals(then) == audit.totals(before)
            assert moderation.statistics(then) == moderation.statistics(before)


def _end_of_append(town: Sequence[Recorded], position: int) -> int:
    """Return the last position of what was stored together with this one.

    No log ever ends between a comment and its hold, which are one append.
    """
    while position < len(town) and town[position].recorded_at == town[position - 1].recorded_at:
        position += 1
    return position
