"""What a visitor of the demo finds is what its content promises."""

from collections import Counter
from functools import reduce
from typing import get_args
from uuid import UUID

import pytest

from api.demo import content_types as ct
from api.demo import opinions, supports
from api.pages.drafts import form_of
from domain import audits, ballots, comments, moderation, participants, phases, proposals
from domain.erasure import ContentErased
from domain.people import SYSTEM
from domain.processes import PhaseDefined, ProcessOpened, process_id_of
from tests.api.demo.stages import Demo

pytestmark = pytest.mark.xdist_group("demo")


def said(demo: Demo, name: str) -> Counter[str]:
    """Count what people say to one idea or statement at the end."""
    answers: dict[object, list[ballots.BallotEvent]] = {}
    for recorded in demo.recorded:
        event = recorded.event
        if isinstance(event, get_args(ballots.BallotEvent)) and (
            event.proposal_id == demo.proposal_ids[name]
        ):
            answers.setdefault(event.voter, []).append(event)
    ends = [reduce(ballots.evolve, events, ballots.Ballot()).says for events in answers.values()]
    return Counter(end for end in ends if end != "nothing")


def test_ideas_and_statements_stand_as_the_content_tells(demo: Demo) -> None:
    ideas = {idea.key: demo.proposal(f"idea:{idea.key}").status for idea in demo.content.ideas}
    assert Counter(ideas.values()) == {
        "published": 33,
        "rejected": 2,
        "returned": 1,
        "submitted": 2,
        "merged": 2,
        "withdrawn": 1,
    }
    assert {key: status for key, status in ideas.items() if status != "published"} == {
        "fussball-buergerhaus": "rejected",
        "glasfaser-angebot": "rejected",
        "buergerbus-zeitung": "returned",
        "funkloch-melder": "submitted",
        "grillhuetten": "submitted",
        "mitfahrbank-kleinich": "merged",
        "trampen-mit-knopf": "merged",
        "parkplatz-ampel": "withdrawn",
    }
    for statement in demo.content.statements:
        assert demo.proposal(f"statement:{statement.key}").status == "published"


def test_texts_are_those_of_the_content(demo: Demo) -> None:
    gone = {person.key for person in demo.content.people if person.erased_on}
    submitted = {e.proposal_id: e for e in demo.events(proposals.ProposalSubmitted)}
    for idea in demo.content.ideas:
        if idea.author not in gone:
            event = submitted[demo.proposal_ids[f"idea:{idea.key}"]]
            assert (demo.text(event.title), demo.text(event.body)) == (idea.title, idea.body)
            assert event.territory == idea.territory
    posted = {event.comment_id: event for event in demo.events(comments.CommentPosted)}
    for comment in demo.content.comments:
        if comment.author not in gone:
            assert demo.text(posted[demo.comment_ids[comment.key]].text) == comment.text


def test_an_edit_is_public_beside_the_first_text(demo: Demo) -> None:
    [edited] = demo.events(proposals.ProposalEdited)
    idea = next(idea for idea in demo.content.ideas if idea.key == "abendbus")
    assert demo.text(edited.body) == idea.versions[0].body
    assert demo.proposal("idea:abendbus").public_version == 2
    assert demo.proposal("idea:abendbus").held_version is None
    assert demo.proposal("idea:ruhezeiten").public_version == 2


def test_comments_stand_as_the_content_tells(demo: Demo) -> None:
    states = {comment.key: demo.comment(comment.key) for comment in demo.content.comments}
    assert {key: state.status for key, state in states.items() if state.status != "visible"} == {
        "homeoffice-4": "hidden",
        "lieferungen-2": "withdrawn",
        "strassenlicht-3": "held",
    }
    # Covered for a day at most: somebody says it names a neighbour.
    assert states["strassenlicht-3"].interim


def test_only_three_cases_wait_and_one_of_them_is_overdue(demo: Demo) -> None:
    names: dict[UUID, str] = {each: name for name, each in demo.proposal_ids.items()}
    names |= {each: f"comment:{key}" for key, each in demo.comment_ids.items()}
    waiting = {
        names[case.subject.id]: case.due
        for case in demo.cases()
        if case.waiting and case.subject and case.due
    }
    assert list(waiting) == [
        "idea:funkloch-melder",
        "idea:grillhuetten",
        "comment:strassenlicht-3",
    ]
    assert set(waiting) == set(demo.content.unreviewed)
    assert [due < demo.content.ends_at for due in waiting.values()] == [True, False, False]


def test_decisions_came_in_time_with_their_reasons(demo: Demo) -> None:
    due = {event.case_id: event.due for event in demo.events(moderation.CaseOpened)}
    decided = demo.events(moderation.CaseDecided)
    assert all(event.decided_at <= due[event.case_id] for event in decided)
    for event in decided:
        if event.outcome in moderation.RESTRICTING:
            assert event.rules
            assert event.explanation is not None
    told = {
        (step.outcome, step.rules)
        for step in demo.content.moderation
        if isinstance(step, ct.Decide) and step.rules
    }
    assert {(event.outcome, event.rules) for event in decided if event.rules} == told


def test_decided_cases_were_closed_once_an_appeal_was_too_late(demo: Demo) -> None:
    ends_at = demo.content.ends_at
    for case in demo.cases():
        if case.decided_at is not None and case.appeal_outcome is None:
            over = ends_at.date() > moderation.appeal_until(case.decided_at)
            assert case.status == ("closed" if over else "decided")


def test_appeals_ended_as_told_before_somebody_else(demo: Demo) -> None:
    appealed = [case for case in demo.cases() if case.appeal_outcome]
    assert Counter(case.appeal_outcome for case in appealed) == {"overturned": 1, "upheld": 1}
    assert all(case.reviewer != case.decided_by for case in appealed)
    assert demo.proposal("idea:erst-zuhoeren").status == "published"


def test_a_case_was_given_back_for_bias(demo: Demo) -> None:
    [released] = demo.events(moderation.CaseReleased)
    claims = demo.events(moderation.CaseClaimed, lambda e: e.case_id == released.case_id)
    assert len({claim.by.pseudonym for claim in claims}) == 2


def test_phases_started_were_extended_and_ended_by_the_clock(demo: Demo) -> None:
    announced = {event.phase_id: event for event in demo.events(PhaseDefined)}
    at = {
        (type(r.event), r.event.phase_id): r.recorded_at
        for r in demo.recorded
        if isinstance(r.event, phases.PhaseStarted | phases.PhaseClosed)
    }
    [extension] = demo.events(phases.PhaseExtended)
    assert extension.old_end == announced[extension.phase_id].ends < extension.new_end
    for phase_id, phase in announced.items():
        assert at[phases.PhaseStarted, phase_id] == phase.starts
        ends = extension.new_end if phase_id == extension.phase_id else phase.ends
        closed = at.get((phases.PhaseClosed, phase_id))
        assert closed == (ends if ends < demo.content.ends_at else None)
    assert len([key for key in at if key[0] is phases.PhaseClosed]) == len(announced) - 2
    assert {e.by for e in demo.events(phases.PhaseStarted)} == {SYSTEM}


def test_supports_are_those_of_the_content_and_of_merged_ideas(demo: Demo) -> None:
    standing: dict[str, set[str]] = {idea.key: set() for idea in demo.content.ideas}
    for act in supports(demo.content):
        (standing[act.idea].add if act.given else standing[act.idea].remove)(act.citizen)
    sources = {step.subject[5:] for step in demo.content.moderation if isinstance(step, ct.Merge)}
    author = next(idea.author for idea in demo.content.ideas if idea.key == "mitfahrbank")
    carried = set().union(*(standing[source] for source in sources)) - {author}
    assert carried - standing["mitfahrbank"]
    standing["mitfahrbank"] |= carried
    for key, citizens in standing.items():
        assert said(demo, f"idea:{key}")["support"] == len(citizens), key
    assert len(standing["abendbus"]) == 34


def test_every_supporter_of_a_merged_idea_is_accounted_for(demo: Demo) -> None:
    recorded = demo.events(proposals.SupportersCarriedOver)
    assert [event.into_id for event in recorded] == 2 * [demo.proposal_ids["idea:mitfahrbank"]]
    for event in recorded:
        [name] = [name for name, each in demo.proposal_ids.items() if each == event.proposal_id]
        counted = event.carried + event.already + event.own + event.not_attributable
        assert counted == said(demo, name)["support"]
        carried = demo.events(ballots.SupportCarriedOver)
        voters = [vote.voter for vote in carried if vote.merge_id == event.merge_id]
        assert len(voters) == event.carried
        assert voters == sorted(voters)
    assert sum(event.carried for event in recorded) > 0


def test_opinions_are_those_of_the_content(demo: Demo) -> None:
    latest: dict[tuple[str, str], str | None] = {}
    for act in opinions(demo.content):
        latest[act.statement, act.citizen] = act.value
    for statement in demo.content.statements:
        expected = Counter(v for (key, _), v in latest.items() if key == statement.key and v)
        assert said(demo, f"statement:{statement.key}") == expected
        assert expected.total() >= 20


def test_an_erased_account_left_its_votes_and_nothing_else(demo: Demo) -> None:
    [person] = [person for person in demo.content.people if person.erased_on]
    ref = demo.accounts.people[person.name]
    erased = demo.events(ContentErased)
    subjects = {event.subject.id for event in erased if event.subject}
    assert subjects == {
        demo.proposal_ids["idea:baumpatenschaft"],
        demo.comment_ids["bolzplatz-2"],
        demo.comment_ids["homeoffice-3"],
    }
    assert len(erased) == 5  # title, text, place and two comments
    refs = [event.ref for event in erased]
    assert demo.texts.open(refs) == {}
    assert demo.log.ciphertexts(refs) == {}
    assert not demo.vault.items_of(ref)
    assert not demo.vault.owned(ref)
    assert person.email is not None
    assert demo.identity.accounts.by_email(person.email) is None
    assert {event.ground for event in erased} == {"request"}
    assert demo.proposal("idea:baumpatenschaft").status == "published"


def test_roles_are_granted_as_events_and_organisations_wait_to_be_verified(demo: Demo) -> None:
    granted = demo.events(participants.RoleGranted)
    wanted = Counter(person.role for person in demo.content.people if person.role != "citizen")
    assert Counter(event.role for event in granted) == wanted
    # The first administrator comes from the command line, which is nobody.
    assert [event.role for event in granted if event.by == SYSTEM] == ["admin"]
    verified = [
        recorded.recorded_at
        for recorded in demo.recorded
        if isinstance(recorded.event, participants.RoleGranted)
        and recorded.event.role == "organisation"
    ]
    assert verified == [organisation.verified_at for organisation in demo.content.organisations]


def test_everybody_with_an_address_can_sign_in(demo: Demo) -> None:
    for person in demo.content.people:
        if person.email is not None and person.erased_on is None:
            account = demo.identity.accounts.by_email(person.email)
            assert account is not None
            assert (account.name, account.of_age) == (person.name, True)


def test_a_draft_waits_for_its_author(demo: Demo) -> None:
    [told] = demo.content.drafts
    [draft] = demo.identity.drafts.of(demo.accounts.people["Anna Beispiel"])
    form = form_of(draft)
    assert (form.title, form.body) == (told.title, told.body)
    assert draft.process == process_id_of("gemeinsam-digital")


def test_both_processes_say_that_everything_is_invented(demo: Demo) -> None:
    opened = demo.events(ProcessOpened)
    assert [event.question for event in opened] == ["support", "opinion"]
    for event in opened:
        assert "erfunden" in demo.text(event.summary)


def test_the_audit_stands_as_the_content_tells(demo: Demo) -> None:
    [told] = demo.content.audits
    [opened] = demo.events(audits.AuditOpened)
    assert opened.scope == told.scope
    recorded = demo.events(audits.FindingRecorded)
    assert [demo.text(event.text) for event in recorded] == [each.text for each in told.findings]
    answers = [each.answer for each in told.findings if each.answer]
    answered = demo.events(audits.FindingAnswered)
    assert [demo.text(event.text) for event in answered] == [each.text for each in answers]
    assert {event.by.role for event in answered} == {"office"}
    settled = demo.events(audits.FindingSettled)
    assert len(settled) == len([each for each in answers if each.settled_at]) == 1
    [asked] = demo.events(audits.ReplayRequested)
    assert 0 < asked.to_position < demo.recorded[-1].position
