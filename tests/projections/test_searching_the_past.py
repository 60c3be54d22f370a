"""Search as of an earlier moment: by the texts of then, as far as they may be read (ruling 18)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from domain.codes import ProposalId
from domain.messages import StreamId
from domain.proposals import ProposalEditRefused, ProposalEditReleased, ProposalWithdrawn
from projections.read_models import ReadModels
from tests.projections.reading import named_id, text
from tests.projections.searchable import ANA, CASE, OLGA, PROCESS, Place, erase, holds

BANK = ProposalId(named_id("bank"))


def test_every_moment_is_searched_by_its_own_texts(place: Place) -> None:
    first = place.read_models.position()
    place.edit("bank", 2, "Seilbahn", "Über die Mosel")
    place.follow()
    second = place.read_models.position()
    place.edit("bank", 3, "Fähre", "Quer durch die Mosel")
    place.follow()
    moments = (first, second, None)
    assert [place.found("mitfahr", each) for each in moments] == [["bank"], [], []]
    assert [place.found("seilbahn", each) for each in moments] == [[], ["bank"], []]
    assert [place.found("faehre", each) for each in moments] == [[], [], ["bank"]]
    assert [place.found("mosel", each) for each in moments] == [[], ["bank"], ["bank"]]
    assert [place.found("mosel mitfahr", each) for each in moments] == [[], [], []]
    assert place.found("rufbus", first) == place.found("rufbus") == ["bus", "bus 2"]


def test_a_text_that_comes_back_is_found_whenever_it_was_valid(place: Place) -> None:
    moments = [place.read_models.position()]
    for version, title in ((2, "Seilbahn"), (3, "Mitfahrbänke")):
        place.edit("bank", version, title, "Wie zuvor")
        place.follow()
        moments.append(place.read_models.position())
    assert [place.found("mitfahr", each) for each in moments] == [["bank"], [], ["bank"]]


def test_what_did_not_exist_yet_is_not_found(place: Place) -> None:
    early = place.read_models.position() - 4
    assert place.found("glasfaser") == ["netz"]
    assert place.found("glasfaser", early) == []


def test_a_held_or_refused_text_is_found_at_no_moment(place: Place) -> None:
    about: dict[str, Any] = {"proposal_id": BANK, "process_id": PROCESS, "case_id": CASE}
    place.edit("bank", 2, "Zeppelin", "Luftschiff", held=True)
    refused = ProposalEditRefused(
        **about, version=2, rules=("HR07",), explanation=text("why"), by=OLGA
    )
    place.log.add(StreamId(BANK), refused)
    place.edit("bank", 3, "Ballon", "Heiße Luft", held=True)
    place.log.add(StreamId(BANK), ProposalEditReleased(**about, version=3, by=OLGA))
    place.follow()
    last = place.read_models.position()
    for moment in (*range(1, last + 1), None):
        assert place.found("zeppelin", moment) == []
        assert place.found("ballon", moment) == (["bank"] if moment in {last, None} else [])


def test_what_was_taken_from_the_public_is_found_at_no_moment(place: Place) -> None:
    then = place.read_models.position()
    place.edit("bus", 2, "Anruflinie", "Sie fährt zu jeder Zeit.")
    place.follow()
    later = place.read_models.position()
    place.hide("bus")
    withdrawn = ProposalWithdrawn(
        proposal_id=ProposalId(named_id("bus 2")), process_id=PROCESS, reason="other", by=ANA
    )
    place.log.add(StreamId(withdrawn.proposal_id), withdrawn)
    # The index has not heard of it yet; the pages have.
    place.runner.catch_up()
    assert (place.found("rufbus", then), place.found("anruf", later)) == ([], [])
    place.search.catch_up()
    assert (place.found("rufbus", then), place.found("anruf", later)) == ([], [])


def test_an_erased_former_text_is_neither_found_nor_kept(place: Place, url: str) -> None:
    then = place.read_models.position()
    place.edit("bank", 2, "Seilbahn", "Über die Mosel")
    place.follow()
    assert holds(place, url, "mitfahren")
    assert place.found("mitfahren", then) == ["bank"]
    erase(place, "bank body 1")
    place.follow()
    assert not holds(place, url, "mitfahren")
    assert place.found("mitfahren", then) == []
    # Its title was not erased, and is found as before.
    assert place.found("mitfahrb", then) == ["bank"]


def test_similar_ideas_are_those_of_today(place: Place) -> None:
    draft = "Mitfahrbänke an Ortsausgängen für alle, die mitfahren möchten"
    assert [each.proposal_id for each in place.search.similar(draft, PROCESS)] == [BANK]
    place.edit("bank", 2, "Seilbahn", "Über die Mosel")
    place.follow()
    assert place.search.similar(draft, PROCESS) == []


def test_matches_are_checked_all_at_once(place: Place) -> None:
    then = place.read_models.position()
    with statements(place.read_models) as few:
        assert place.found("glasfaser", then) == ["netz"]
    with statements(place.read_models) as many:
        assert len(place.found("am", then)) == 2
    assert len(many) == len(few)


@contextmanager
def statements(read_models: ReadModels) -> Iterator[list[str]]:
    """Note the statements that the read models' database is sent."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(read_models.engine, "before_cursor_execute", note)
    yield sent
    event.remove(read_models.engine, "before_cursor_execute", note)
