"""The page of one proposal: texts, timeline, merges, and what each reader is told."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.codes import CaseId, ProposalId, Subject
from domain.erasure import ContentErased, history_of
from domain.moderation import AppealDecided, CaseClaimed, CaseDecided, CaseOpened
from domain.people import Actor, Pseudonym
from domain.processes import process_id_of
from domain.proposals import (
    ProposalEdited,
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
    SupportersCarriedOver,
)
from projections import erasures, feed, proposals, tally
from tests.projections.reading import MONDAY, History, named_id, read, text

MODELS = (erasures.MODEL, feed.MODEL, tally.MODEL, proposals.MODEL)
PROCESS = process_id_of("klimaplan")
BUS, RUFBUS = ProposalId(named_id("bus")), ProposalId(named_id("rufbus"))
CASE = CaseId(named_id("case"))
ANA = Actor(Pseudonym(named_id("ana")), "citizen")
OLGA = Actor(Pseudonym(named_id("olga")), "moderator")
LAST_DAY = date(2023, 12, 5)
ABOUT: dict[str, Any] = {"proposal_id": BUS, "process_id": PROCESS}
DECIDED: dict[str, Any] = {
    **ABOUT,
    "case_id": CASE,
    "rules": ("HR07",),
    "explanation": text("explanation"),
    "appeal_until": LAST_DAY,
    "by": OLGA,
}


def written(version: int) -> dict[str, Any]:
    return {
        "title": text(f"title {version}"),
        "body": text(f"body {version}"),
        "action_field": None,
        "territory": "072310101",
        "location": text(f"location {version}"),
    }


def submitted(proposal: ProposalId = BUS, number: int = 1) -> ProposalSubmitted:
    return ProposalSubmitted(
        proposal_id=proposal,
        process_id=PROCESS,
        phase_id=named_id("phase"),  # type: ignore[arg-type]  # ids are plain here
        receipt=f"B-2023-{number:04}",
        **written(1),
        rules_version=1,
        level="resident",
        received_on=None,
        author=ANA,
    )


def published(proposal: ProposalId = BUS) -> ProposalPublished:
    return ProposalPublished(
        proposal_id=proposal, process_id=PROCESS, mode="reviewed", case_id=None, by=OLGA
    )


def edited(version: int, *, held: bool = False) -> ProposalEdited:
    return ProposalEdited(
        **ABOUT,
        version=version,
        **written(version),
        reason=text(f"reason {version}"),
        held=held,
        by=ANA,
    )


def opened() -> CaseOpened:
    return CaseOpened(
        case_id=CASE,
        process_id=PROCESS,
        subject=Subject("proposal", BUS),
        trigger="submission",
        author=ANA.pseudonym,
        previous=None,
        due=MONDAY + timedelta(days=1),
    )


def decision(outcome: Any) -> CaseDecided:  # noqa: ANN401 - one of the outcomes
    return CaseDecided(
        case_id=CASE,
        process_id=PROCESS,
        subject=Subject("proposal", BUS),
        outcome=outcome,
        rules=("HR07",),
        explanation=text("explanation"),
        quoted=None,
        into=None,
        decided_at=MONDAY,
        by=OLGA,
    )


def test_before_publication_only_staff_and_author_know_of_it() -> None:
    history = History()
    history.add(BUS, submitted())
    with read(MODELS, history.events) as snapshot:
        assert proposals.find(snapshot, BUS) is None
        assert proposals.by_receipt(snapshot, "B-2023-0001") is None
        assert proposals.by_receipt(snapshot, "B-2023-0001", everything=True) == BUS
        idea = proposals.find(snapshot, BUS, everything=True)
        assert idea is not None
        assert (idea.feed.title, idea.details.public_version) == (text("title 1"), 0)


def test_the_former_text_stays_public_until_a_held_one_is_released() -> None:
    history = History()
    history.add(BUS, submitted(), published(), edited(2, held=True))
    held = history.events[-1].position
    history.add(BUS, ProposalEditReleased(**ABOUT, version=2, case_id=CASE, by=OLGA))
    with read(MODELS, history.events) as snapshot:
        before = proposals.find(snapshot.at(held), BUS)
        after = proposals.find(snapshot, BUS)
        assert before is not None
        assert after is not None
        assert (before.feed.title, before.details.location) == (
            text("title 1"),
            text("location 1"),
        )
        assert before.details.held_version is None
        assert (after.feed.title, after.details.location) == (text("title 2"), text("location 2"))
        assert [row.number for row in proposals.versions(snapshot.at(held), BUS)] == [1]
        assert [row.number for row in proposals.versions(snapshot, BUS)] == [1, 2]
        staff = proposals.versions(snapshot.at(held), BUS, everything=True)
        assert [(row.number, row.state) for row in staff] == [(1, "public"), (2, "held")]


def refused(version: int) -> ProposalEditRefused:
    return ProposalEditRefused(
        **ABOUT, version=version, case_id=CASE, rules=("HR01",), explanation=text("no"), by=OLGA
    )


def test_a_refused_text_is_public_once_an_appeal_releases_it() -> None:
    history = History()
    history.add(BUS, submitted(), published(), edited(2, held=True), refused(2))
    history.add(BUS, ProposalEditReleased(**ABOUT, version=2, case_id=CASE, by=OLGA))
    with read(MODELS, history.events) as snapshot:
        idea = proposals.find(snapshot, BUS)
        assert idea is not None
        assert (idea.feed.title, idea.feed.version) == (text("title 2"), 2)
        assert (idea.details.public_version, idea.details.location) == (2, text("location 2"))
        assert [row.state for row in proposals.versions(snapshot, BUS)] == ["public", "public"]


def test_a_refused_text_is_not_public() -> None:
    history = History()
    history.add(BUS, submitted(), published(), edited(2, held=True), refused(2))
    with read(MODELS, history.events) as snapshot:
        assert [row.title for row in proposals.versions(snapshot, BUS)] == [text("title 1")]
        every = proposals.versions(snapshot, BUS, everything=True)
        assert [row.state for row in every] == ["public", "refused"]
        kinds = [row.kind for row in proposals.timeline(snapshot, BUS)]
        assert kinds == ["proposal.submitted", "proposal.published"]


def test_a_returned_proposal_is_revised_and_published_with_its_second_text() -> None:
    history = History()
    hint = {**ABOUT, "case_id": CASE, "rules": ("HR07",), "hint": text("hint"), "by": OLGA}
    history.add(BUS, submitted())
    history.add(CASE, opened(), CaseClaimed(case_id=CASE, process_id=PROCESS, by=OLGA))
    history.add(CASE, decision("return"))
    history.add(BUS, ProposalReturnedForRevision(**hint))
    returned = history.events[-1].position
    history.add(BUS, ProposalResubmitted(**ABOUT, version=2, **written(2), by=ANA))
    history.add(BUS, published())
    with read(MODELS, history.events) as snapshot:
        then = proposals.find(snapshot.at(returned), BUS, everything=True)
        assert then is not None
        assert (then.details.rules, then.details.explanation) == (("HR07",), text("hint"))
        now = proposals.find(snapshot, BUS)
        assert now is not None
        assert (now.feed.title, now.details.rules) == (text("title 2"), ())
        kinds = {
            audience: [row.kind for row in proposals.timeline(snapshot, BUS, audience)]
            for audience in ("public", "author", "staff")
        }
        assert kinds["public"] == ["proposal.submitted", "proposal.published"]
        assert kinds["author"] == [
            "proposal.submitted",
            "proposal.returned",
            "proposal.resubmitted",
            "proposal.published",
        ]
        assert {"case.opened", "case.claimed", "case.decided"} < set(kinds["staff"])


def test_a_hidden_proposal_is_a_stub_with_the_rule() -> None:
    history = History()
    history.add(BUS, submitted(), published())
    history.add(BUS, ProposalHidden(**DECIDED))
    with read(MODELS, history.events) as snapshot:
        idea = proposals.find(snapshot, BUS)
        assert idea is not None
        assert not idea.readable
        assert (idea.feed.state, idea.details.rules) == ("hidden", ("HR07",))
        unknown = (idea.feed.title, idea.feed.body, idea.feed.author)
        assert unknown == (None, None, None)
        assert (idea.details.explanation, idea.details.location) == (None, None)
        assert proposals.versions(snapshot, BUS) == []
        told = proposals.timeline(snapshot, BUS)[-1]
        assert (told.kind, told.rules, told.text) == ("proposal.hidden", ("HR07",), None)
        assert proposals.timeline(snapshot, BUS, "author")[-1].text == text("explanation")
        # As of before, it reads as published, yet its text stays away (ruling 4).
        earlier = proposals.find(snapshot.at(2), BUS)
        assert earlier is not None
        assert (earlier.feed.state, earlier.feed.title) == ("published", None)


def test_a_cover_goes_with_its_hold_but_a_decision_stays() -> None:
    history = History()
    hold = ProposalHeld(**ABOUT, case_id=CASE, rule="HR04", until=MONDAY + timedelta(days=1))
    end = ProposalHoldEnded(**ABOUT, case_id=CASE)
    history.add(BUS, submitted(), published(), hold)
    held = history.events[-1].position
    history.add(BUS, end)
    ended = history.events[-1].position
    history.add(BUS, hold, ProposalHidden(**DECIDED), end)
    with read(MODELS, history.events) as snapshot:
        covered = proposals.find(snapshot.at(held), BUS, everything=True)
        free = proposals.find(snapshot.at(ended), BUS, everything=True)
        hidden = proposals.find(snapshot, BUS, everything=True)
        assert covered is not None
        assert free is not None
        assert hidden is not None
        assert (covered.feed.held, covered.feed.public, covered.details.rules) == (
            True,
            False,
            ("HR04",),
        )
        assert (free.feed.public, free.details.rules, free.details.held_until) == (True, (), None)
        assert (hidden.details.rules, hidden.details.appeal_until) == (("HR07",), LAST_DAY)


def test_a_withdrawn_proposal_leaves_a_stub_only_if_it_was_public() -> None:
    withdrawn = ProposalWithdrawn(**ABOUT, reason="duplicate", by=ANA)
    for events, known in (((submitted(),), False), ((submitted(), published()), True)):
        history = History()
        history.add(BUS, *events, withdrawn)
        with read(MODELS, history.events) as snapshot:
            idea = proposals.find(snapshot, BUS)
            assert (idea is not None) is known
            if idea is not None:
                assert (idea.details.withdrawn, idea.feed.title) == ("duplicate", None)
                [told] = [r for r in proposals.timeline(snapshot, BUS) if "withdrawn" in r.kind]
                assert told.facts == {"reason": "duplicate"}


def test_an_overturned_rejection_tells_its_appeal() -> None:
    history = History()
    history.add(CASE, opened())
    history.add(BUS, submitted(), ProposalRejected(**DECIDED))
    appeal = AppealDecided(
        case_id=CASE,
        process_id=PROCESS,
        subject=Subject("proposal", BUS),
        outcome="overturned",
        explanation=text("second look"),
        decided_at=MONDAY,
        by=OLGA,
    )
    history.add(CASE, appeal)
    with read(MODELS, history.events) as snapshot:
        assert proposals.find(snapshot, BUS) is None
        assert proposals.timeline(snapshot, BUS) == []
    history.add(BUS, published())
    with read(MODELS, history.events) as snapshot:
        told = [(row.kind, row.facts) for row in proposals.timeline(snapshot, BUS)]
        assert ("case.appeal-decided", {"outcome": "overturned"}) in told
        assert all(row.text is None for row in proposals.timeline(snapshot, BUS))


def test_a_merge_is_told_at_both_ends_until_it_is_undone() -> None:
    history = History()
    history.add(BUS, submitted(), published())
    history.add(RUFBUS, submitted(RUFBUS, 2), published(RUFBUS))
    merge_id = named_id("merge")
    keys: dict[str, Any] = {**ABOUT, "into_id": RUFBUS, "merge_id": merge_id}
    history.add(BUS, ProposalMerged(**keys, reason=text("same"), by=OLGA))
    carried = SupportersCarriedOver(**keys, carried=3, already=2, own=1, not_attributable=4)
    history.add(BUS, carried)
    merged = history.events[-1].position
    history.add(BUS, ProposalUnmerged(**keys, reason=text("not the same"), by=OLGA))
    with read(MODELS, history.events) as snapshot:
        then, now = snapshot.at(merged), snapshot
        idea = proposals.find(then, BUS)
        assert idea is not None
        assert (idea.feed.state, idea.details.merged_into) == ("merged", RUFBUS)
        [merge] = proposals.merged_into(then, RUFBUS)
        assert proposals.merges_of(then, BUS) == [merge]
        numbers = (merge.carried, merge.already, merge.own, merge.not_attributable)
        assert (merge.source, numbers, merge.reason) == (BUS, (3, 2, 1, 4), text("same"))
        [_, _, source, *_] = proposals.timeline(then, BUS)
        [_, _, target, *_] = proposals.timeline(then, RUFBUS)
        assert (source.other, source.facts) == (RUFBUS, {})
        assert (target.other, target.facts) == (BUS, {"incoming": True})
        assert proposals.merged_into(now, RUFBUS) == []
        undone = proposals.find(now, BUS)
        assert undone is not None
        assert (undone.feed.state, undone.details.merged_into) == ("published", None)


def test_an_erased_text_is_gone_from_every_answer() -> None:
    history = History()
    history.add(BUS, submitted(), published(), edited(2))
    for name in ("body 1", "title 2", "reason 2", "location 2"):
        erased = ContentErased(ref=text(name), subject=Subject("proposal", BUS), ground="request")
        history.add(history_of(text(name)), erased)
    with read(MODELS, history.events) as snapshot:
        for seen in (snapshot, snapshot.at(2), snapshot.at(3)):
            first, *others = proposals.versions(seen, BUS, everything=True)
            assert (first.title, first.body) == (text("title 1"), None)
            assert [(row.title, row.reason) for row in others] in ([], [(None, None)])
        idea = proposals.find(snapshot, BUS)
        assert idea is not None
        assert (idea.feed.title, idea.feed.body) == (None, text("body 2"))
        assert idea.details.location is None
        assert proposals.timeline(snapshot, BUS)[-1].text is None


def test_unknown_ids_and_receipts_are_none() -> None:
    with read(MODELS, History().events) as snapshot:
        nobody = ProposalId(UUID(int=1))
        assert proposals.find(snapshot, nobody, everything=True) is None
        assert proposals.by_receipt(snapshot, "B-2023-9999", everything=True) is None
        assert proposals.timeline(snapshot, nobody, "staff") == []
