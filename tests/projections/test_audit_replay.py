"""Replay: one object told step by step, with what each step changed and why."""

from datetime import UTC, datetime

from domain.erasure import ContentErased, history_of
from domain.messages import Recorded
from domain.moderation import AppealFiled, CaseEscalated, case_id_of
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalResubmitted,
    ProposalWithdrawn,
    SupportersCarriedOver,
)
from projections import audit
from projections.audit import Reason
from tests.projections.reading import MONDAY, History, named_id, text
from tests.projections.stories import (
    ANA,
    BENCH,
    BUS,
    DIGITAL,
    MILO,
    claimed,
    decided,
    hand_in,
    hidden,
    imported,
    published,
    reported,
    returned,
    submitted,
)

DUE = datetime(2023, 6, 6, 14, 0, tzinfo=UTC)
JULY = datetime(2023, 7, 14, 22, 0, tzinfo=UTC)


def of(history: History, stream: object) -> list[Recorded]:
    """Return the history of one object, as the log would give it."""
    return [recorded for recorded in history.events if recorded.stream == stream]


def changes(step: audit.Step) -> dict[str, tuple[object, object]]:
    return {change.name: (change.before, change.after) for change in step.changes}


def facts(told: list[audit.Fact]) -> dict[str, object]:
    return {fact.name: fact.value for fact in told}


def edited(version: int, *, held: bool) -> ProposalEdited:
    return ProposalEdited(
        proposal_id=BUS,
        process_id=DIGITAL,
        version=version,
        title=text(f"title {version}"),
        body=text(f"body {version}"),
        action_field=None,
        territory=None,
        location=None,
        reason=text("typing mistakes"),
        held=held,
        by=ANA,
    )


def resubmitted() -> ProposalResubmitted:
    return ProposalResubmitted(
        proposal_id=BUS,
        process_id=DIGITAL,
        version=2,
        title=text("title 2"),
        body=text("body 2"),
        action_field=None,
        territory=None,
        location=None,
        by=ANA,
    )


def a_revised_idea() -> History:
    """Return how the bus was returned for a neighbour's name, revised and published."""
    history = History()
    history.add(BUS, submitted(BUS))
    history.add(BUS, returned(BUS, "HR04"))
    history.add(BUS, resubmitted())
    history.add(BUS, published(BUS))
    return history


def test_a_step_tells_who_when_what_why_and_what_changed() -> None:
    history = a_revised_idea()
    steps = audit.describe(history.events)
    assert [step.kind for step in steps] == [
        "proposal.submitted",
        "proposal.returned",
        "proposal.resubmitted",
        "proposal.published",
    ]
    back = steps[1]
    assert (back.position, back.version, back.topic) == (2, 2, "proposal.returned/1")
    assert (back.actor, back.role, back.rules) == (MILO.pseudonym, "moderator", ("HR04",))
    assert (back.recorded_at, back.hash) == (
        history.events[1].recorded_at,
        history.events[1].hash,
    )
    assert back.reasons == (Reason("hint", text(f"hint for {BUS}")),)
    assert changes(back) == {"state": ("submitted", "returned")}


def test_the_first_step_makes_everything_out_of_nothing() -> None:
    [first, *_] = audit.describe(a_revised_idea().events)
    assert changes(first) == {
        "author": (None, ANA.pseudonym),
        "body": (None, text(f"{BUS} body 1")),
        "receipt": (None, "B-2023-0001"),
        "state": (None, "submitted"),
        "title": (None, text(f"{BUS} title 1")),
        "verification": (None, "email"),
        "version": (None, 1),
    }


def test_texts_before_and_after_an_edit_are_references() -> None:
    steps = audit.describe(a_revised_idea().events)
    told = changes(steps[2])
    assert told["body"] == (text(f"{BUS} body 1"), text("body 2"))
    assert told["version"] == (1, 2)
    [body] = [change for change in steps[2].changes if change.name == "body"]
    assert (body.kind, body.words) == ("text", None)
    [state] = [change for change in steps[2].changes if change.name == "state"]
    assert (state.kind, state.words) == ("code", "proposal_state")


def test_everybody_sees_the_published_version_and_nothing_of_the_one_before() -> None:
    steps = audit.describe_publicly(a_revised_idea().events, texts=True)
    assert [step.kind for step in steps] == ["proposal.submitted", "proposal.published"]
    assert changes(steps[0]) == {"state": (None, "submitted"), "receipt": (None, "B-2023-0001")}
    assert changes(steps[1]) == {
        "body": (None, text("body 2")),
        "state": ("submitted", "published"),
        "title": (None, text("title 2")),
        "version": (None, 2),
    }
    assert {step.actor for step in steps} == {None}
    assert text(f"{BUS} body 1") not in repr(steps)


def test_a_held_edit_becomes_public_with_its_release() -> None:
    history = a_revised_idea()
    history.add(BUS, edited(3, held=True))
    assert len(audit.describe_publicly(history.events, texts=True)) == 2
    released = ProposalEditReleased(
        proposal_id=BUS, process_id=DIGITAL, version=3, case_id=case_id_of(BUS, 3), by=MILO
    )
    history.add(BUS, released)
    newest = audit.describe_publicly(history.events, texts=True)[-1]
    assert changes(newest) == {
        "body": (text("body 2"), text("body 3")),
        "title": (text("title 2"), text("title 3")),
        "version": (2, 3),
    }


def test_without_texts_the_public_steps_hold_no_reference() -> None:
    history = a_revised_idea()
    history.add(BUS, edited(3, held=False))
    history.add(BUS, hidden(BUS, "HR01", number=2))
    steps = audit.describe_publicly(history.events, texts=False)
    assert [step.kind for step in steps][-1] == "proposal.hidden"
    assert steps[-1].rules == ("HR01",)
    assert all(text(name) not in repr(steps) for name in ("title 3", "body 3", "typing mistakes"))
    assert text(f"why {BUS} hide") not in repr(audit.describe_publicly(history.events, texts=True))


def test_what_never_was_public_has_no_public_replay() -> None:
    history = History()
    history.add(BUS, submitted(BUS), returned(BUS, "HR04"), resubmitted())
    assert audit.describe_publicly(history.events, texts=True) == []
    assert audit.public_facts_after(history.events, 3, texts=True) == []
    withheld = History()
    withheld.add(BENCH, imported(BENCH), published(BENCH, "import"), hidden(BENCH, "HR00"))
    assert audit.describe_publicly(withheld.events, texts=True) == []
    assert audit.public_facts_after(withheld.events, 2, texts=True) == []


def test_the_whole_object_can_be_seen_after_any_position() -> None:
    history = a_revised_idea()
    before = facts(audit.facts_after(history.events, 2))
    assert (before["state"], before["body"]) == ("returned", text(f"{BUS} body 1"))
    after = facts(audit.facts_after(history.events, 4))
    assert (after["state"], after["public_version"]) == ("published", 2)
    public = facts(audit.public_facts_after(history.events, 4, texts=True))
    assert public == {
        "body": text("body 2"),
        "receipt": "B-2023-0001",
        "state": "published",
        "title": text("title 2"),
        "version": 2,
    }
    assert audit.public_facts_after(history.events, 3, texts=True) == []
    assert audit.facts_after(history.events, 0) == []


def test_a_case_is_told_with_reports_claims_and_both_sides_reasons() -> None:
    history = History()
    case_id = hand_in(history, BUS, due=DUE)
    escalation = CaseEscalated(
        case_id=case_id, process_id=DIGITAL, to="legal", reason=text("unsure"), by=MILO
    )
    objection = AppealFiled(
        case_id=case_id, process_id=DIGITAL, text=text("I object"), due=JULY, by=ANA
    )
    history.add(case_id, reported(case_id, BUS, "Ina", "HR03"), claimed(case_id), escalation)
    history.add(case_id, claimed(case_id), decided(BUS, "reject", MONDAY, rules=("HR07",)))
    history.add(case_id, objection)
    steps = audit.describe(of(history, case_id))
    assert [step.role for step in steps[:3]] == ["system", None, "moderator"]
    assert (steps[1].rules, steps[1].reasons) == (
        ("HR03",),
        (Reason("text", text("report of Ina")),),
    )
    assert changes(steps[1]) == {"reports": (None, 1)}
    assert changes(steps[2]) == {
        "moderator": (None, MILO.pseudonym),
        "state": ("open", "in_work"),
    }
    assert changes(steps[3])["escalated_to"] == (None, "legal")
    assert steps[5].reasons == (
        Reason("explanation", text(f"why {BUS} reject")),
        Reason("quoted", text(f"passage of {BUS}")),
    )
    assert changes(steps[5])["rules"] == (None, ("HR07",))
    assert changes(steps[6])["due"] == (DUE, JULY)
    assert audit.describe_publicly(of(history, case_id), texts=True) == []


def test_withdrawals_merges_and_erasures_add_codes_and_counts() -> None:
    history = a_revised_idea()
    carried = SupportersCarriedOver(
        proposal_id=BUS,
        process_id=DIGITAL,
        into_id=BENCH,
        merge_id=named_id("merge"),
        carried=7,
        already=2,
        own=1,
        not_attributable=0,
    )
    withdrawn = ProposalWithdrawn(proposal_id=BUS, process_id=DIGITAL, reason="done", by=ANA)
    history.add(BUS, carried, withdrawn)
    ref = text("body 2")
    history.add(history_of(ref), ContentErased(ref=ref, subject=None, ground="legal"))
    steps = audit.describe(history.events)
    assert steps[-3].counts == {"carried": 7, "already": 2, "own": 1, "not_attributable": 0}
    assert (steps[-2].code, steps[-2].reasons) == ("done", ())
    assert (steps[-1].code, steps[-1].changes) == ("legal", ())
