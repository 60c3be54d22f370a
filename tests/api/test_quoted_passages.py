"""Passages that decisions quote go with their text; reasons stay."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from adapters.vault.tables import items
from api.running import erasing_of
from domain.codes import ProposalId, Subject
from domain.messages import ContentRef
from domain.moderation import CaseDecided, case_id_of
from domain.proposals import ProposalMerged
from domain.use_cases import commenting, merging
from domain.use_cases.erasing import Wish, written_in
from domain.use_cases.moderating import Verdict
from tests.api.erasures import ask, carry_out, erased_refs, left, refs_of
from tests.api.pages.village import Village, a_village

WHY = "Der Text nennt den Namen einer Nachbarin."
QUOTE = "Frau Müller aus der Bachstraße 4"


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    with a_village(folder) as opened:
        yield opened


def rejected(village: Village) -> tuple[ProposalId, ContentRef, ContentRef]:
    """Reject an idea of Ana's; return it, the reasons and the passage they quote."""
    process_id, _ = village.open_process()
    idea = village.submit(process_id, "ana").id
    verdict = Verdict(outcome="reject", rules=("HR04",), explanation=WHY, quoted=QUOTE)
    village.decide(case_id_of(idea, 1), verdict, "moderator")
    event = village.events(case_id_of(idea, 1))[-1]
    assert isinstance(event, CaseDecided)
    assert event.explanation is not None
    assert event.quoted is not None
    return idea, event.explanation, event.quoted


def belongs_to(village: Village, refs: Collection[ContentRef], name: str) -> None:
    """Let texts be somebody's, as those were that older versions sealed."""
    with village.vault.database.writing() as connection:
        mine = update(items).where(items.c.ref.in_(refs))
        connection.execute(mine.values(owner=village.person(name)))
    assert set(refs) <= set(village.vault.items_of(village.person(name)))


@pytest.mark.parametrize("older", [False, True])
def test_a_quoted_passage_goes_with_the_texts_it_is_from(village: Village, older: bool) -> None:  # noqa: FBT001 - a parameter
    _, explanation, quoted = rejected(village)
    if older:
        belongs_to(village, [explanation, quoted], "moderator")
    ask(village, Wish(texts="all"))
    village.later(hours=73)
    assert carry_out(village) == 1
    assert left(village, explanation, quoted) == {WHY}


@pytest.mark.parametrize("older", [False, True])
def test_a_quoted_passage_goes_with_the_idea_that_was_ticked(village: Village, older: bool) -> None:  # noqa: FBT001 - a parameter
    idea, explanation, quoted = rejected(village)
    if older:
        belongs_to(village, [explanation, quoted], "moderator")
    ask(village, Wish(account=False, texts="some", subjects=(idea,)))
    village.later(hours=73)
    assert carry_out(village) == 1
    assert left(village, explanation, quoted) == {WHY}


def test_a_quoted_passage_goes_when_the_office_has_the_text_erased(village: Village) -> None:
    idea, explanation, quoted = rejected(village)
    erasing_of(village.parts).erase_texts(written_in(village.log, idea), "legal")
    assert left(village, explanation, quoted) == {WHY}


def test_passages_of_all_cases_of_an_idea_go(village: Village) -> None:
    process_id, _ = village.open_process()
    idea = village.published(process_id, "ana")
    quotes = []
    for number in (2, 3):
        words = f"Bachstraße {number}"
        commenting.report(
            village.platform, village.as_("ben"), Subject("proposal", idea), "HR07", None
        )
        verdict = Verdict(outcome="warn", rules=("HR04",), explanation=WHY, quoted=words)
        village.decide(case_id_of(idea, number), verdict, "moderator")
        event = village.events(case_id_of(idea, number))[-1]
        assert isinstance(event, CaseDecided)
        quotes.append(event.quoted)
    found = dict(written_in(village.log, idea))
    assert found.keys() == {*refs_of(village, idea), *quotes}
    assert set(found.values()) == {Subject("proposal", idea)}


@pytest.mark.parametrize("older", [False, True])
def test_reasons_given_to_others_outlive_the_account_of_a_moderator(
    village: Village,
    older: bool,  # noqa: FBT001 - a parameter
) -> None:
    """E5; and I6: whoever may appeal for six months keeps what they appeal against."""
    _, explanation, quoted = rejected(village)
    source = village.published(village.process_id, "ben")
    target = village.published(village.process_id, "dora")
    merging.merge_proposals(village.platform, village.as_("moderator"), source, target, WHY)
    merged = village.events(source)[-1]
    assert isinstance(merged, ProposalMerged)
    assert merged.reason is not None
    words = [explanation, quoted, merged.reason]
    if older:
        belongs_to(village, words, "moderator")
    village.comment(target, "moderator", "Das meine ich als Bürgerin auch.")
    ask(village, Wish(texts="all"), "moderator")
    village.later(hours=73)
    assert carry_out(village) == 1
    assert left(village, *words) == {WHY, QUOTE}
    assert len(erased_refs(village.parts)) == 1
