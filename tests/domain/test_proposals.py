"""Rules of proposals (docs/rules/proposals.md; I2, I8, I9)."""

from datetime import date, datetime

import pytest

from domain import phases, proposals
from domain.people import Actor
from domain.phases import Phase
from domain.proposals import (
    EditProposal,
    HideProposal,
    HoldProposal,
    ImportProposal,
    MergeProposal,
    Proposal,
    ProposalCommand,
    ProposalEdited,
    ProposalEditRefused,
    ProposalEditReleased,
    ProposalEvent,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalWithdrawn,
    PublishProposal,
    RefuseEdit,
    RejectProposal,
    ReleaseEdit,
    RestoreProposal,
    ReturnProposal,
    SubmitProposal,
    WithdrawProposal,
)
from tests.domain.cast import (
    AFTER_THE_END,
    ANA,
    BEN,
    BENCHES,
    BUS,
    CASE,
    CLARA,
    END,
    GEMEINSAM,
    MEASURES,
    MERGE,
    MILO,
    MOBILITY,
    MONDAY,
    SOURCE,
    TUESDAY,
    ref,
)
from tests.scenario import Scenario

open_phase = Phase(
    status="open",
    id=MEASURES,
    process_id=GEMEINSAM,
    ends=END,
    features=("submit", "comment", "support"),
    question="support",
    moderation="pre",
)


def given(
    *history: ProposalEvent,
) -> Scenario[Proposal, ProposalEvent, ProposalCommand]:
    return Scenario(Proposal(), proposals.evolve, proposals.decide, *history)


def submit(
    *,
    at: datetime = MONDAY,
    author: Actor = ANA,
    received_on: date | None = None,
    post_moderated: bool = False,
) -> SubmitProposal:
    return SubmitProposal(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        receipt="B-2023-0147",
        title=ref("bus title"),
        body=ref("bus body"),
        action_field=MOBILITY,
        territory="072315006",
        location=None,
        level="email",
        received_on=received_on,
        author=author,
        phase=open_phase,
        post_moderated=post_moderated,
        at=at,
    )


def submitted_by(author: Actor, received_on: date | None = None) -> ProposalSubmitted:
    return ProposalSubmitted(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        receipt="B-2023-0147",
        title=ref("bus title"),
        body=ref("bus body"),
        action_field=MOBILITY,
        territory="072315006",
        location=None,
        rules_version=1,
        level="email",
        received_on=received_on,
        author=author,
    )


submitted = submitted_by(ANA)
published = ProposalPublished(
    proposal_id=BUS, process_id=GEMEINSAM, mode="reviewed", case_id=CASE, by=MILO
)
returned = ProposalReturnedForRevision(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    case_id=CASE,
    rules=("HR04",),
    hint=ref("hint"),
    by=MILO,
)
rejected = ProposalRejected(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    case_id=CASE,
    rules=("HR07",),
    explanation=ref("why"),
    appeal_until=date(2023, 12, 19),
    by=MILO,
)
hidden = ProposalHidden(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=date(2023, 12, 19),
    by=MILO,
)
withdrawn = ProposalWithdrawn(proposal_id=BUS, process_id=GEMEINSAM, reason="done", by=ANA)
merged = ProposalMerged(
    proposal_id=BUS,
    process_id=GEMEINSAM,
    into_id=BENCHES,
    merge_id=MERGE,
    reason=ref("same"),
    by=MILO,
)
held = ProposalHeld(proposal_id=BUS, process_id=GEMEINSAM, case_id=CASE, rule="HR04", until=TUESDAY)
benches = Proposal(
    status="published", id=BENCHES, process_id=GEMEINSAM, version=1, public_version=1
)
publish = PublishProposal(mode="reviewed", case_id=CASE, by=MILO)
hide = HideProposal(
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=date(2023, 12, 19),
    by=MILO,
)


def edit(*, by: Actor = ANA, at: datetime = TUESDAY, post_moderated: bool = True) -> EditProposal:
    return EditProposal(
        title=ref("title 2"),
        body=ref("body 2"),
        action_field=MOBILITY,
        territory=None,
        location=None,
        reason=ref("typo"),
        by=by,
        phase=open_phase,
        post_moderated=post_moderated,
        at=at,
    )


def edited(*, held: bool) -> ProposalEdited:
    return ProposalEdited(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        version=2,
        title=ref("title 2"),
        body=ref("body 2"),
        action_field=MOBILITY,
        territory=None,
        location=None,
        reason=ref("typo"),
        held=held,
        by=ANA,
    )


def merge(*, by: Actor = MILO, by_author: bool = False) -> MergeProposal:
    return MergeProposal(
        target=benches, merge_id=MERGE, reason=ref("same"), by=by, by_author=by_author
    )


def test_a_citizen_submits_a_proposal_while_the_phase_is_open() -> None:
    given().when(submit()).then(submitted)
    given().when(submit(at=AFTER_THE_END)).refused(phases.PhaseIsOver)
    given(submitted).when(submit()).refused(proposals.ProposalAlreadySubmitted)


def test_post_moderation_publishes_at_once() -> None:
    at_once = ProposalPublished(
        proposal_id=BUS, process_id=GEMEINSAM, mode="post", case_id=None, by=ANA
    )
    given().when(submit(post_moderated=True)).then(submitted, at_once)


def test_paper_that_arrived_in_time_is_accepted_after_the_end() -> None:
    last_day = date(2023, 7, 16)
    paper = submit(author=CLARA, received_on=last_day, at=AFTER_THE_END)
    given().when(paper).then(submitted_by(CLARA, last_day))
    late = submit(author=CLARA, received_on=date(2023, 7, 17), at=AFTER_THE_END)
    given().when(late).refused(phases.ReceivedAfterPhaseEnd)


def test_the_author_of_a_paper_is_the_person_behind_it_not_the_clerk() -> None:
    assert given(submitted_by(CLARA)).state.author == CLARA.on_behalf_of


def test_a_moderator_publishes_what_was_submitted() -> None:
    given(submitted).when(publish).then(published)
    given(submitted, published).when(publish).refused(proposals.ProposalNotAwaitingReview)


def test_an_edit_makes_a_new_visible_version() -> None:
    given(submitted, published).when(edit()).then(edited(held=False))
    state = given(submitted, published, edited(held=False)).state
    assert (state.version, state.public_version) == (2, 2)


def test_only_the_author_edits_and_only_while_the_phase_is_open() -> None:
    given(submitted).when(edit(by=BEN)).refused(proposals.NotTheAuthor)
    given(submitted).when(edit(at=AFTER_THE_END)).refused(phases.PhaseIsOver)


@pytest.mark.parametrize("end", [rejected, hidden, withdrawn, merged])
def test_what_is_no_longer_alive_cannot_be_edited(end: ProposalEvent) -> None:
    given(submitted, published, end).when(edit()).refused(proposals.ProposalCannotBeEdited)


def test_with_pre_moderation_the_public_keeps_the_former_version_until_review() -> None:
    history = (submitted, published, edited(held=True))
    given(submitted, published).when(edit(post_moderated=False)).then(edited(held=True))
    assert given(*history).state.public_version == 1
    release = ReleaseEdit(case_id=CASE, by=MILO)
    released = ProposalEditReleased(
        proposal_id=BUS, process_id=GEMEINSAM, version=2, case_id=CASE, by=MILO
    )
    given(*history).when(release).then(released)
    assert given(*history, released).state.public_version == 2
    given(submitted, published).when(release).refused(proposals.EditNotHeld)


def test_a_refused_edit_leaves_the_former_version_public() -> None:
    history = (submitted, published, edited(held=True))
    refuse = RefuseEdit(case_id=CASE, rules=("HR05",), explanation=ref("why"), by=MILO)
    refused = ProposalEditRefused(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        version=2,
        case_id=CASE,
        rules=("HR05",),
        explanation=ref("why"),
        by=MILO,
    )
    given(*history).when(refuse).then(refused)
    state = given(*history, refused).state
    assert (state.status, state.public_version, state.held_version) == ("published", 1, None)


def test_a_returned_proposal_is_revised_even_after_the_phase() -> None:
    bring_back = ReturnProposal(case_id=CASE, rules=("HR04",), hint=ref("hint"), by=MILO)
    given(submitted).when(bring_back).then(returned)
    resubmitted = ProposalResubmitted(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        version=2,
        title=ref("title 2"),
        body=ref("body 2"),
        action_field=MOBILITY,
        territory=None,
        location=None,
        by=ANA,
    )
    given(submitted, returned).when(edit(at=AFTER_THE_END)).then(resubmitted)
    assert given(submitted, returned, resubmitted).state.status == "submitted"


def test_a_rejection_needs_a_proposal_that_waits() -> None:
    reject = RejectProposal(
        case_id=CASE,
        rules=("HR07",),
        explanation=ref("why"),
        appeal_until=date(2023, 12, 19),
        by=MILO,
    )
    given(submitted).when(reject).then(rejected)
    given(submitted, published).when(reject).refused(proposals.ProposalNotAwaitingReview)


def test_a_rejected_or_returned_proposal_is_published_on_appeal() -> None:
    on_appeal = PublishProposal(mode="appeal", case_id=CASE, by=MILO)
    event = ProposalPublished(
        proposal_id=BUS, process_id=GEMEINSAM, mode="appeal", case_id=CASE, by=MILO
    )
    given(submitted, rejected).when(on_appeal).then(event)
    given(submitted, returned).when(on_appeal).then(event)
    given(submitted).when(on_appeal).refused(proposals.ProposalNotAwaitingReview)


def test_a_public_proposal_is_hidden_and_restored() -> None:
    restore = RestoreProposal(case_id=CASE, by=MILO)
    restored = ProposalRestored(proposal_id=BUS, process_id=GEMEINSAM, case_id=CASE, by=MILO)
    given(submitted, published).when(hide).then(hidden)
    given(submitted).when(hide).refused(proposals.ProposalNotPublic)
    given(submitted, published, hidden).when(restore).then(restored)
    given(submitted, published).when(restore).refused(proposals.ProposalNotHidden)
    assert given(submitted, published, hidden, restored).state.answerable


def test_a_report_covers_a_proposal_once_and_for_a_while() -> None:
    hold = HoldProposal(case_id=CASE, rule="HR04", until=TUESDAY)
    ended = ProposalHoldEnded(proposal_id=BUS, process_id=GEMEINSAM, case_id=CASE)
    given(submitted, published).when(hold).then(held)
    assert not given(submitted, published, held).state.answerable
    given(submitted, published, held).when(proposals.EndHold(case_id=CASE)).then(ended)
    given(submitted, published, held, ended).when(hold).then_nothing()
    given(submitted, published).when(proposals.EndHold(case_id=CASE)).then_nothing()


@pytest.mark.parametrize("history", [(submitted,), (submitted, returned), (submitted, published)])
def test_the_author_takes_a_proposal_back(history: tuple[ProposalEvent, ...]) -> None:
    given(*history).when(WithdrawProposal(reason="done", by=ANA)).then(withdrawn)
    given(*history).when(WithdrawProposal(reason="done", by=BEN)).refused(proposals.NotTheAuthor)


def test_what_was_rejected_hidden_or_merged_cannot_be_withdrawn() -> None:
    for end in (rejected, hidden, merged, withdrawn):
        history = (submitted, published, end)
        given(*history).when(WithdrawProposal(reason="done", by=ANA)).refused(
            proposals.ProposalCannotBeWithdrawn
        )


def test_an_import_publishes_under_the_rules_of_its_source() -> None:
    imported = ProposalImported(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        receipt="B-2023-0147",
        title=None,
        body=ref("body"),
        action_field=None,
        source=SOURCE,
        author=None,
        by=MILO,
    )
    public = ProposalPublished(
        proposal_id=BUS, process_id=GEMEINSAM, mode="import", case_id=None, by=MILO
    )
    command = ImportProposal(
        proposal_id=BUS,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        receipt="B-2023-0147",
        title=None,
        body=ref("body"),
        action_field=None,
        source=SOURCE,
        author=None,
        by=MILO,
    )
    given().when(command).then(imported, public)
    given(imported).when(command).refused(proposals.ProposalAlreadySubmitted)


def test_nothing_happens_to_a_proposal_nobody_submitted() -> None:
    given().when(publish).refused(proposals.ProposalUnknown)
