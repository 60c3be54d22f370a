"""Whose words are whose: reasons belong to the office, quotes and appeals to the author (E5)."""

from collections.abc import Callable

import pytest

from domain.codes import CaseId, ProposalId
from domain.messages import ContentRef
from domain.moderation import (
    AppealDecided,
    AppealFiled,
    CaseDecided,
    CaseEscalated,
    CaseNoteAdded,
    case_id_of,
)
from domain.proposals import ProposalMerged, ProposalUnmerged
from domain.use_cases import merging, moderating
from domain.use_cases.moderating import Verdict
from tests.use_cases.town import Town

WHY = "Bitte keine Angaben über Nachbarn ohne deren Zustimmung."
QUOTE = "Frau Müller aus der Bachstraße 4"
APPEAL = "Frau Müller ist einverstanden."
REJECTED = Verdict(outcome="reject", rules=("HR04",), explanation=WHY, quoted=QUOTE)


def case_of_ana(town: Town) -> CaseId:
    process_id, _ = town.open_process()
    return case_id_of(town.submit(process_id, "ana").id, 1)


def decided(town: Town) -> tuple[ContentRef | None, ContentRef | None]:
    """Let Milo reject Ana's idea; return his reasons and what they quote."""
    case_id = case_of_ana(town)
    town.decide(case_id, REJECTED)
    event = town.events(case_id)[-1]
    assert isinstance(event, CaseDecided)
    return event.explanation, event.quoted


def noted(town: Town) -> ContentRef:
    case_id = case_of_ana(town)
    milo = town.as_("milo", "moderator")
    moderating.claim_case(town.platform, milo, case_id)
    moderating.add_note(town.platform, milo, case_id, "Mit der Rechtsstelle besprochen.")
    event = town.events(case_id)[-1]
    assert isinstance(event, CaseNoteAdded)
    return event.text


def escalated(town: Town) -> ContentRef:
    case_id = case_of_ana(town)
    milo = town.as_("milo", "moderator")
    moderating.claim_case(town.platform, milo, case_id)
    moderating.escalate_case(town.platform, milo, case_id, "legal", WHY)
    event = town.events(case_id)[-1]
    assert isinstance(event, CaseEscalated)
    return event.reason


def ruled(town: Town) -> ContentRef:
    """Let Ana appeal against Milo's decision; return why Nora upholds it."""
    case_id = case_of_ana(town)
    town.decide(case_id, REJECTED)
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, APPEAL)
    nora = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, nora, case_id)
    moderating.decide_appeal(town.platform, nora, case_id, "upheld", WHY)
    event = town.events(case_id)[-1]
    assert isinstance(event, AppealDecided)
    return event.explanation


def two_ideas(town: Town) -> tuple[ProposalId, ProposalId]:
    process_id, _ = town.open_process()
    return town.published(process_id, "ana"), town.published(process_id, "ben")


def merged(town: Town, name: str, source: ProposalId, target: ProposalId) -> ContentRef | None:
    merging.merge_proposals(town.platform, town.as_(name), source, target, WHY)
    event = town.events(source)[-1]
    assert isinstance(event, ProposalMerged)
    return event.reason


def merged_by_milo(town: Town) -> ContentRef | None:
    return merged(town, "milo", *two_ideas(town))


def unmerged(town: Town) -> ContentRef:
    source, target = two_ideas(town)
    merged(town, "milo", source, target)
    merging.unmerge_proposal(town.platform, town.as_("milo"), source, WHY)
    event = town.events(source)[-1]
    assert isinstance(event, ProposalUnmerged)
    return event.reason


@pytest.mark.parametrize(
    "given",
    [lambda town: decided(town)[0], noted, escalated, ruled, merged_by_milo, unmerged],
    ids=["decision", "note", "escalation", "ruling", "merge", "unmerge"],
)
def test_what_moderators_give_as_reasons_is_nobodys_to_erase(
    town: Town, given: Callable[[Town], ContentRef | None]
) -> None:
    ref = given(town)
    assert ref is not None
    assert ref in town.vault.keys([ref])
    for name in ("milo", "nora", "ana", "ben"):
        assert ref not in town.vault.items_of(town.person(name)), name


def test_a_quoted_passage_is_its_authors_to_erase(town: Town) -> None:
    _, quoted = decided(town)
    assert quoted in town.vault.items_of(town.person("ana"))


def test_an_appeal_is_its_authors_to_erase(town: Town) -> None:
    case_id = case_of_ana(town)
    town.decide(case_id, REJECTED)
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, APPEAL)
    event = town.events(case_id)[-1]
    assert isinstance(event, AppealFiled)
    assert event.text in town.vault.items_of(town.person("ana"))


def test_why_an_author_merged_their_own_idea_is_theirs_to_erase(town: Town) -> None:
    reason = merged(town, "ana", *two_ideas(town))
    assert reason in town.vault.items_of(town.person("ana"))
