"""What is written in the last moments before an account goes does not survive it."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import msgspec
import pytest

from api.proofs import Proof
from domain.codes import ProposalId
from domain.erasure import TextUnknown
from domain.messages import Append, Appended, ContentRef
from domain.moderation import case_id_of
from domain.people import PersonRef, UnknownPerson
from domain.proposals import ProposalSubmitted
from domain.use_cases import contributing, moderating
from domain.use_cases.erasing import Wish, written_in
from domain.use_cases.moderating import Verdict
from tests.api.erasures import ask, carry_out, erased_refs, idea_of_ana, left
from tests.api.pages.village import Village, a_village

WHY = "Bitte keine Angaben über Nachbarn ohne deren Zustimmung."


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    with a_village(folder) as opened:
        yield opened


def in_the_last_moment(
    village: Village, patch: pytest.MonkeyPatch, do: Callable[[], None], *, killed: bool = False
) -> None:
    """Let something happen once, when the vault is just told to let the person go."""
    erase, waiting = village.vault.erase_person, [do]

    def erase_person(person: PersonRef, *dealt_with: Collection[ContentRef] | None) -> bool:
        late = waiting.pop() if waiting else None
        if late:
            late()
        gone = erase(person, *dealt_with)
        if late and killed:
            raise Killed
        return gone

    patch.setattr(village.vault, "erase_person", erase_person)


def ideas(village: Village) -> list[ProposalId]:
    pages = village.log.since(0)
    events = [each.event for page in pages for each in page]
    return [each.proposal_id for each in events if isinstance(each, ProposalSubmitted)]


@pytest.mark.parametrize("killed", [False, True])
def test_an_idea_handed_in_in_the_last_moment_goes_as_well(
    village: Village, monkeypatch: pytest.MonkeyPatch, *, killed: bool
) -> None:
    idea_of_ana(village)
    ana, before = village.person("ana"), ideas(village)
    token = ask(village, Wish(texts="all"))
    village.later(hours=73)

    def submit() -> None:
        village.submit(village.process_id, "ana", "Im letzten Augenblick")

    in_the_last_moment(village, monkeypatch, submit, killed=killed)
    if killed:
        with pytest.raises(Killed):
            carry_out(village)
    assert carry_out(village) == 1
    [late] = [each for each in ideas(village) if each not in before]
    refs = {ref for ref, _ in written_in(village.log, late)}
    assert len(refs) == 2
    assert left(village, *refs) == set()
    assert village.log.ciphertexts(refs) == {}
    assert refs < erased_refs(village.parts)
    assert village.vault.owner(late) is None
    assert village.parts.identity.accounts.by_person(ana) is None
    body = village.parts.identity.erasures.proof(token, village.now)
    assert body is not None
    proof = msgspec.json.decode(body, type=Proof)
    assert {each.commitment for each in proof.texts} == erased_refs(village.parts)
    assert erased_refs(village.parts) <= set(village.parts.erasures.entries()[-1].refs)


def test_an_edit_of_the_last_moment_goes_with_the_idea_that_was_chosen(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    hers = idea_of_ana(village)
    kept = village.published(village.process_id, "ana")
    ask(village, Wish(texts="some", subjects=(hers,)))
    village.later(hours=73)

    def edit() -> None:
        text = contributing.Text(title="Anders", body="Herr Müller, Bachstraße 4.")
        contributing.edit_proposal(village.platform, village.as_("ana"), hers, text, None)

    in_the_last_moment(village, monkeypatch, edit)
    assert carry_out(village) == 1
    written = [ref for ref, _ in written_in(village.log, hers)]
    assert len(written) == 4
    assert left(village, *written) == set()
    assert len(left(village, *(ref for ref, _ in written_in(village.log, kept)))) == 2


@pytest.mark.parametrize("wish", [Wish(texts="all"), Wish(texts="some")])
def test_a_text_that_was_sealed_is_not_stored_once_its_author_is_gone(
    village: Village, monkeypatch: pytest.MonkeyPatch, wish: Wish
) -> None:
    """Its events are decided and on their way to the log while the account goes."""
    idea_of_ana(village)
    before = ideas(village)
    append = village.log.append
    sealed: list[ContentRef] = []

    def slowly(wanted: Append) -> Appended:
        if wanted.contents and not sealed:
            sealed.extend(text.ref for text in wanted.contents)
            assert carry_out(village) == 1
        return append(wanted)

    ask(village, wish)
    village.later(hours=73)
    with monkeypatch.context() as patched:
        patched.setattr(village.log, "append", slowly)
        with pytest.raises(TextUnknown):
            village.submit(village.process_id, "ana", "Auf dem Weg")
    assert len(sealed) == 2
    assert ideas(village) == before
    assert left(village, *sealed) == set()
    assert village.log.ciphertexts(sealed) == {}
    with pytest.raises(UnknownPerson):
        village.submit(village.process_id, "ana", "Zu spät")


def test_nobody_quotes_from_what_was_erased(village: Village) -> None:
    process_id, _ = village.open_process()
    idea = village.submit(process_id, "ana").id
    ask(village, Wish(texts="all"))
    village.later(hours=73)
    assert carry_out(village) == 1
    case_id, moderator = case_id_of(idea, 1), village.as_("milo", "moderator")
    verdict = Verdict(outcome="reject", rules=("HR04",), explanation=WHY, quoted="Frau Müller")
    with pytest.raises(TextUnknown):
        village.decide(case_id, verdict)
    assert village.history(case_id) == ["CaseOpened", "CaseClaimed"]
    unquoted = msgspec.structs.replace(verdict, quoted=None)
    moderating.decide_case(village.platform, moderator, case_id, unquoted)
    assert village.history(case_id)[-1] == "CaseDecided"
