"""Paper intake (J2): counted by the day it came in, confirmed by four eyes."""

from datetime import date

import pytest

from domain import papers
from domain.papers import (
    ClerkConfirmsOwnTranscript,
    ConfirmTranscript,
    CorrectTranscript,
    Paper,
    PaperAlreadyRecorded,
    PaperAlreadySettled,
    PaperCommand,
    PaperEvent,
    PaperId,
    PaperReceived,
    PaperSetAside,
    PaperTranscribed,
    PaperUnknown,
    RecordPaper,
    SetPaperAside,
    Transcript,
    TranscriptConfirmed,
    proposal_id_of,
)
from domain.people import Actor, Pseudonym
from domain.phases import Phase, ReceivedAfterPhaseEnd, ReceivedInTheFuture
from tests.domain.cast import AFTER_THE_END, END, GEMEINSAM, MEASURES, SOURCE, ref
from tests.scenario import Scenario

SHEET = PaperId(SOURCE)
CARO = Actor(Pseudonym(SOURCE), "clerk")
DORA = Actor(Pseudonym(GEMEINSAM), "clerk")
LAST_DAY = date(2023, 7, 16)
closed_phase = Phase(
    status="closed",
    id=MEASURES,
    process_id=GEMEINSAM,
    ends=END,
    features=("submit",),
    question="support",
    moderation="pre",
)


def given(*history: PaperEvent) -> Scenario[Paper, PaperEvent, PaperCommand]:
    return Scenario(Paper(), papers.evolve, papers.decide, *history)


def transcript(word: str = "bench") -> Transcript:
    return Transcript(
        title=ref(f"{word} title"), body=ref(f"{word} body"), action_field=None, territory=None
    )


def record(received_on: date = LAST_DAY) -> RecordPaper:
    return RecordPaper(
        paper_id=SHEET,
        process_id=GEMEINSAM,
        phase_id=MEASURES,
        receipt="B-2023-0147",
        received_on=received_on,
        transcript=transcript(),
        phase=closed_phase,
        by=CARO,
        at=AFTER_THE_END,
    )


received = PaperReceived(
    paper_id=SHEET,
    process_id=GEMEINSAM,
    phase_id=MEASURES,
    receipt="B-2023-0147",
    received_on=LAST_DAY,
    by=CARO,
)
confirmed = TranscriptConfirmed(
    paper_id=SHEET, process_id=GEMEINSAM, proposal_id=proposal_id_of(SHEET), by=DORA
)
put_aside = PaperSetAside(paper_id=SHEET, process_id=GEMEINSAM, reason="unreadable", by=DORA)


def transcribed(word: str = "bench", by: Actor = CARO) -> PaperTranscribed:
    return PaperTranscribed(
        paper_id=SHEET,
        process_id=GEMEINSAM,
        title=ref(f"{word} title"),
        body=ref(f"{word} body"),
        action_field=None,
        territory=None,
        by=by,
    )


def test_a_sheet_of_the_last_day_counts_though_typed_in_later() -> None:
    given().when(record()).then(received, transcribed())


def test_a_sheet_after_the_end_does_not_count() -> None:
    given().when(record(date(2023, 7, 17))).refused(
        ReceivedAfterPhaseEnd, received_on=date(2023, 7, 17)
    )


def test_a_sheet_cannot_come_tomorrow() -> None:
    given().when(record(date(2023, 7, 18))).refused(ReceivedInTheFuture)


def test_a_sheet_is_recorded_once() -> None:
    given(received, transcribed()).when(record()).refused(PaperAlreadyRecorded)


def test_another_clerk_confirms() -> None:
    given(received, transcribed()).when(ConfirmTranscript(by=DORA)).then(confirmed)


def test_nobody_confirms_their_own_transcript() -> None:
    given(received, transcribed()).when(ConfirmTranscript(by=CARO)).refused(
        ClerkConfirmsOwnTranscript
    )


def test_who_corrects_it_leaves_the_confirmation_to_others() -> None:
    given(received, transcribed()).when(
        CorrectTranscript(transcript=transcript("tree"), by=DORA)
    ).then(transcribed("tree", DORA))
    corrected = given(received, transcribed(), transcribed("tree", DORA))
    corrected.when(ConfirmTranscript(by=DORA)).refused(ClerkConfirmsOwnTranscript)
    corrected.when(ConfirmTranscript(by=CARO)).then(
        TranscriptConfirmed(
            paper_id=SHEET, process_id=GEMEINSAM, proposal_id=proposal_id_of(SHEET), by=CARO
        )
    )


def test_a_sheet_that_is_no_idea_is_set_aside() -> None:
    given(received, transcribed()).when(SetPaperAside(reason="unreadable", by=DORA)).then(put_aside)


@pytest.mark.parametrize("last", [confirmed, put_aside], ids=["confirmed", "set aside"])
@pytest.mark.parametrize(
    "command",
    [
        ConfirmTranscript(by=DORA),
        CorrectTranscript(transcript=transcript(), by=DORA),
        SetPaperAside(reason="duplicate", by=DORA),
    ],
    ids=["confirm", "correct", "set aside"],
)
def test_what_is_settled_stays_so(last: PaperEvent, command: PaperCommand) -> None:
    given(received, transcribed(), last).when(command).refused(PaperAlreadySettled)


def test_an_unknown_sheet_is_refused() -> None:
    given().when(ConfirmTranscript(by=DORA)).refused(PaperUnknown)


def test_a_sheet_and_its_proposal_have_different_histories() -> None:
    assert proposal_id_of(SHEET) == proposal_id_of(SHEET)
    assert proposal_id_of(SHEET) != SHEET
