"""`gemeinsam erase text` reaches sheets of paper, and never the wrong one of several texts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.cli import gemeinsam
from domain.papers import PaperId
from domain.people import ProcessId
from domain.use_cases import contributing, transcribing
from domain.use_cases.erasing import transcripts, written_in
from domain.use_cases.transcribing import PaperState
from tests.api.erasures import erased_refs, left
from tests.api.pages.village import Village, a_village
from tests.use_cases.town import answer

NOISE = contributing.Text(title="Lärm", body="Frau Müller aus der Bachstraße 4 ist zu laut.")
Erase = Callable[[str], Result]


@pytest.fixture
def village(folder: Path) -> Iterator[Village]:
    with a_village(folder) as opened:
        yield opened


@pytest.fixture
def erase(village: Village, monkeypatch: pytest.MonkeyPatch) -> Erase:
    monkeypatch.setenv("DATA", str(village.parts.settings.data))

    def run(name: str) -> Result:
        command = ["erase", "text", name, "--ground", "legal", "--confirm", name]
        return CliRunner().invoke(gemeinsam, command)

    return run


def recorded(village: Village, process_id: ProcessId) -> PaperState:
    clerk, day = village.as_("clerk"), village.now.date()
    outcome = transcribing.record_paper(village.platform, clerk, process_id, day, NOISE)
    return answer(outcome, PaperState)


def typed(village: Village, sheet: PaperId) -> list[str]:
    return transcripts(village.log, [sheet])[sheet]


def test_what_is_no_address_names_nobody(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA", str(village.parts.settings.data))
    command = ["erase", "person", "--email", "ana", "--texts", "none"]
    done = CliRunner().invoke(gemeinsam, command)
    assert (done.exit_code, "not an e-mail address" in done.output) == (2, True)


@pytest.mark.parametrize("by", ["receipt", "id"])
def test_a_sheet_that_was_set_aside_is_reached(village: Village, erase: Erase, by: str) -> None:
    process_id, _ = village.open_process()
    sheet, kept = recorded(village, process_id), recorded(village, process_id)
    clerk = village.as_("clerk")
    transcribing.correct_transcript(village.platform, clerk, sheet.id, NOISE)
    transcribing.set_aside(village.platform, clerk, sheet.id, "withdrawn")
    done = erase(sheet.receipt if by == "receipt" else str(sheet.id))
    assert done.exit_code == 0, done.output
    refs = typed(village, sheet.id)
    assert len(refs) == 4
    assert erased_refs(village.parts) == set(refs)
    assert left(village, *refs) == set()
    assert left(village, *typed(village, kept.id)) == {NOISE.title, NOISE.body}


def test_a_sheet_that_waits_has_to_be_set_aside_first(village: Village, erase: Erase) -> None:
    process_id, _ = village.open_process()
    sheet = recorded(village, process_id)
    for name in (sheet.receipt, str(sheet.id)):
        refused = erase(name)
        assert refused.exit_code == 1
        assert "set it aside" in " ".join(refused.output.replace("│", " ").split())
    assert erased_refs(village.parts) == set()
    transcribing.confirm_transcript(village.platform, village.as_("dora", "clerk"), sheet.id)
    assert erase(str(sheet.id)).exit_code == 0
    assert erased_refs(village.parts) == set(typed(village, sheet.id))


def test_a_receipt_of_several_texts_erases_none(village: Village, erase: Erase) -> None:
    """Every process counts from 1."""
    here, _ = village.open_process()
    there, _ = village.open_process("nebenan")
    ideas = [village.submit(process_id, "ana") for process_id in (here, there)]
    assert len({idea.receipt for idea in ideas}) == 1
    refused = erase(ideas[0].receipt)
    assert refused.exit_code == 1
    for idea in ideas:
        assert str(idea.id) in refused.output
    assert erased_refs(village.parts) == set()
    assert erase(str(ideas[1].id)).exit_code == 0
    assert erased_refs(village.parts) == {ref for ref, _ in written_in(village.log, ideas[1].id)}
