"""Paper becomes a proposal when a second clerk has compared sheet and transcript (J2)."""

from datetime import date

import pytest

from domain.codes import Subject
from domain.messages import ContentRef, StreamId
from domain.moderation import case_id_of
from domain.papers import ClerkConfirmsOwnTranscript, PaperId, PaperTranscribed
from domain.people import ProcessId, UnknownPerson
from domain.permissions import NotAllowed
from domain.phases import ReceivedAfterPhaseEnd
from domain.proposals import ProposalSubmitted
from domain.use_cases import transcribing
from domain.use_cases.contributing import Text
from domain.use_cases.erasing import written_in
from domain.use_cases.transcribing import PaperState
from tests.domain.cast import on
from tests.use_cases.town import Town, answer

BENCHES = Text(title="Bänke am Moselufer", body="Wer alt ist, muss sich ausruhen können.")


def record(town: Town, process_id: ProcessId, clerk: str = "caro") -> PaperState:
    outcome = transcribing.record_paper(
        town.platform,
        town.as_(clerk, "clerk"),
        process_id,
        date(2023, 6, 16),
        BENCHES,
    )
    return answer(outcome, PaperState)


def confirm(town: Town, paper_id: PaperId, clerk: str) -> PaperState:
    asking = town.as_(clerk, "clerk")
    return answer(transcribing.confirm_transcript(town.platform, asking, paper_id), PaperState)


def test_a_confirmed_transcript_enters_the_queue_under_its_writer(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    paper = record(town, process_id)
    assert (paper.state, paper.receipt, paper.proposal) == ("waiting", "B-2023-0001", None)
    assert town.history(paper.id) == ["PaperReceived", "PaperTranscribed"]
    with pytest.raises(ClerkConfirmsOwnTranscript):
        confirm(town, paper.id, "caro")
    done = confirm(town, paper.id, "dora")
    assert done.proposal is not None
    assert (done.state, done.receipt) == ("confirmed", "B-2023-0001")
    assert town.history(done.proposal) == ["ProposalSubmitted"]
    assert town.history(case_id_of(done.proposal, 1)) == ["CaseOpened"]
    (submitted,) = town.events(done.proposal)
    assert isinstance(submitted, ProposalSubmitted)
    person = town.vault.owner(paper.id)
    assert person is not None
    recorded = [*town.log.recorded(StreamId(paper.id)), *town.log.recorded(StreamId(done.proposal))]
    assert {each.channel for each in recorded} == {"paper"}
    assert recorded[0].occurred_at == on(16)
    assert submitted.received_on == date(2023, 6, 16)
    assert submitted.author.on_behalf_of == town.vault.pseudonym(person, process_id)
    assert town.vault.owner(done.proposal) == person
    assert person not in {town.person("caro"), town.person("dora")}


def test_a_refused_confirmation_leaves_nothing(town: Town) -> None:
    process_id, _ = town.open_process()
    paper = record(town, process_id)
    with pytest.raises(NotAllowed):
        transcribing.confirm_transcript(town.platform, town.as_("ana"), paper.id)
    assert town.history(paper.id) == ["PaperReceived", "PaperTranscribed"]


def test_paper_of_the_last_day_is_taken_after_the_phase(town: Town) -> None:
    process_id, _ = town.open_process()
    town.now = on(19, month=7)
    clerk = town.as_("caro", "clerk")
    taken = transcribing.record_paper(town.platform, clerk, process_id, date(2023, 7, 16), BENCHES)
    paper = answer(taken, PaperState)
    assert confirm(town, paper.id, "dora").state == "confirmed"
    with pytest.raises(ReceivedAfterPhaseEnd):
        transcribing.record_paper(town.platform, clerk, process_id, date(2023, 7, 18), BENCHES)


def test_a_corrected_transcript_is_what_becomes_the_proposal(town: Town) -> None:
    process_id, _ = town.open_process()
    paper = record(town, process_id)
    better = Text(title="Bänke am Ufer", body="Wer alt ist, muss sich ausruhen können.")
    transcribing.correct_transcript(town.platform, town.as_("dora", "clerk"), paper.id, better)
    done = confirm(town, paper.id, "caro")
    assert done.proposal is not None
    (submitted,) = town.events(done.proposal)
    typed_last = town.events(paper.id)[2]
    assert submitted.title == typed_last.title  # type: ignore[attr-defined]  # both have one


def test_a_sheet_set_aside_is_no_proposal(town: Town) -> None:
    process_id, _ = town.open_process()
    paper = record(town, process_id)
    asking = town.as_("dora", "clerk")
    outcome = transcribing.set_aside(town.platform, asking, paper.id, "duplicate")
    assert answer(outcome, PaperState).state == "set_aside"
    assert not town.log.read(StreamId(case_id_of(paper.id, 1)))


def typed_in(town: Town, paper_id: PaperId) -> list[ContentRef]:
    """Return title and body of every transcript of a sheet."""
    events = [each for each in town.events(paper_id) if isinstance(each, PaperTranscribed)]
    return [ref for event in events for ref in (event.title, event.body)]


def test_all_transcripts_are_words_of_the_idea(town: Town) -> None:
    process_id, _ = town.open_process()
    first, other = record(town, process_id), record(town, process_id)
    transcribing.correct_transcript(town.platform, town.as_("caro"), first.id, BENCHES)
    confirm(town, other.id, "dora")
    done = confirm(town, first.id, "dora")
    assert done.proposal is not None
    typed = typed_in(town, first.id)
    assert len(typed) == 4
    subject = Subject("proposal", done.proposal)
    assert dict(written_in(town.log, done.proposal)) == dict.fromkeys(typed, subject)


def test_nothing_is_handed_in_for_somebody_erased(town: Town) -> None:
    process_id, _ = town.open_process()
    paper = record(town, process_id)
    person = town.vault.owner(paper.id)
    assert person is not None
    town.vault.erase_person(person)
    with pytest.raises(UnknownPerson):
        confirm(town, paper.id, "dora")
    assert town.history(paper.id) == ["PaperReceived", "PaperTranscribed"]
