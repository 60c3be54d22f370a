"""Search: parts of words, any spelling, any query; nothing that is not public (ruling 6)."""

import threading
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql_text

from domain.codes import ProposalId, Subject
from domain.erasure import ContentErased, history_of
from domain.messages import ContentRef, StreamId
from domain.people import Actor, Pseudonym
from domain.ports import VaultUnavailable
from domain.processes import process_id_of
from domain.proposals import (
    ProposalEdited,
    ProposalHidden,
    ProposalPublished,
    ProposalSubmitted,
    ProposalWithdrawn,
)
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from projections.search import Search, words
from tests.doubles import MemoryLog
from tests.projections.conftest import MODELS
from tests.projections.reading import named_id, text

PROCESS = process_id_of("klimaplan")
ELSEWHERE = process_id_of("ortskern")
ANA = Actor(Pseudonym(named_id("ana")), "citizen")
OLGA = Actor(Pseudonym(named_id("olga")), "moderator")
IDEAS = {
    "bank": ("Mitfahrbänke an den Ortsausgängen", "Eine Bank für alle, die mitfahren möchten."),
    "bus": ("Ein Rufbus am Wochenende", "Der Bus soll samstags auf Anruf in jedes Dorf fahren."),
    "bus 2": ("Rufbusse auch abends", "Am Wochenende fehlt ein Bus, der auf Anruf ins Dorf kommt."),
    "netz": ("Glasfaser bis ans Haus", "Schnelles Netz in jeder Straße, 100 % und nicht weniger."),
}


class Shelf:
    """Texts by reference, as a vault would open them."""

    def __init__(self) -> None:
        self.texts: dict[ContentRef, str] = {}
        self.away = False

    def open(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        if self.away:
            raise VaultUnavailable
        return {ref: self.texts[ref] for ref in refs if ref in self.texts}


class Place:
    """A log, its read models and a search over them."""

    def __init__(self, read_models: ReadModels) -> None:
        self.log, self.shelf = MemoryLog(), Shelf()
        self.read_models = read_models
        self.runner = Runner(self.log, read_models)
        self.search = Search(read_models, self.shelf.open)

    def write(self, name: str, version: int, title: str, body: str) -> dict[str, Any]:
        refs = text(f"{name} title {version}"), text(f"{name} body {version}")
        self.shelf.texts |= dict(zip(refs, (title, body), strict=True))
        return {
            "title": refs[0],
            "body": refs[1],
            "action_field": None,
            "territory": None,
            "location": None,
        }

    def publish(self, name: str, title: str, body: str, process: UUID = PROCESS) -> ProposalId:
        proposal = ProposalId(named_id(name))
        about: dict[str, Any] = {"proposal_id": proposal, "process_id": process}
        submitted = ProposalSubmitted(
            **about,
            phase_id=named_id("phase"),  # type: ignore[arg-type]  # ids are plain here
            receipt="B-2023-0001",
            **self.write(name, 1, title, body),
            rules_version=1,
            level="email",
            received_on=None,
            author=ANA,
        )
        published = ProposalPublished(**about, mode="post", case_id=None, by=ANA)
        self.log.add(StreamId(proposal), submitted, published)
        return proposal

    def follow(self) -> None:
        self.runner.catch_up()
        self.search.catch_up()

    def found(self, query: str) -> list[str]:
        names = {named_id(name): name for name in IDEAS}
        return sorted(names[each] for each in self.search.matching(query, PROCESS))


@pytest.fixture
def place(read_models: ReadModels) -> Iterator[Place]:
    """Return a place with four ideas, followed by the search."""
    place = Place(read_models)
    for name, (title, body) in IDEAS.items():
        place.publish(name, title, body)
    place.publish("elsewhere", "Rufbus nebenan", "In einem anderen Verfahren.", ELSEWHERE)
    place.follow()
    yield place
    place.search.close()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("Mitfahr", ["bank"]),
        ("MITFAHRBÄNKE", ["bank"]),
        ("mitfahrbaenke", ["bank"]),
        ("mitfahrbanke", ["bank"]),
        ("bänke ausgänge", ["bank"]),
        ("rufbus", ["bus", "bus 2"]),
        ("rufbus samstags", ["bus"]),
        ("  Rufbus,   Wochenende! ", ["bus", "bus 2"]),
        ("strasse", ["netz"]),
        ("Straße", ["netz"]),
        ("100 %", ["netz"]),
        ("am", ["bus", "bus 2"]),
        ("flughafen", []),
        ("rufbus flughafen", []),
        ("", []),
        ("%%%", []),
        ("'\"*", []),
    ],
)
def test_words_are_found_however_they_are_typed(place: Place, query: str, names: list[str]) -> None:
    assert place.found(query) == names


def test_a_search_stays_in_its_process_if_it_has_one(place: Place) -> None:
    everywhere = place.search.matching("rufbus")
    assert len(everywhere) == 3
    assert named_id("elsewhere") in everywhere
    assert len(place.search.matching("rufbus", limit=2)) == 2


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(query=st.text(max_size=40))
def test_no_query_fails(place: Place, query: str) -> None:
    for each in (query, f'"{query}', f"{query}*", f"NEAR({query})", f"{query} OR title:x --"):
        place.search.matching(each, PROCESS)
        place.search.similar(each, PROCESS)


def test_similar_ideas_are_found_by_what_they_are_about(place: Place) -> None:
    draft = "Rufbus für die Dörfer\nWir brauchen am Wochenende einen Bus auf Anruf."
    found = place.search.similar(draft, PROCESS)
    assert {each.proposal_id for each in found} == {named_id("bus"), named_id("bus 2")}
    assert found[0].score >= found[1].score > 0
    left = place.search.similar(draft, PROCESS, exclude=ProposalId(named_id("bus")))
    assert [each.proposal_id for each in left] == [named_id("bus 2")]
    assert place.search.similar(draft, PROCESS, limit=1) == found[:1]
    assert place.search.similar("Ein Freibad mit Rutsche", PROCESS) == []
    assert place.search.similar("", PROCESS) == []


def test_only_the_public_text_is_found(place: Place) -> None:
    bank = ProposalId(named_id("bank"))
    about: dict[str, Any] = {"proposal_id": bank, "process_id": PROCESS, "by": ANA}
    pending = place.write("bank", 2, "Zeppelin", "Luftschiff")
    place.log.add(
        StreamId(bank), ProposalEdited(**about, version=2, **pending, reason=None, held=True)
    )
    place.follow()
    assert (place.found("zeppelin"), place.found("mitfahr")) == ([], ["bank"])
    shown = place.write("bank", 3, "Seilbahn", "Über die Mosel")
    place.log.add(
        StreamId(bank), ProposalEdited(**about, version=3, **shown, reason=None, held=False)
    )
    place.follow()
    assert (place.found("seilbahn"), place.found("mitfahr")) == (["bank"], [])


def test_what_is_hidden_or_withdrawn_is_not_found(place: Place) -> None:
    hidden = ProposalHidden(
        proposal_id=ProposalId(named_id("bus")),
        process_id=PROCESS,
        case_id=named_id("case"),  # type: ignore[arg-type]  # ids are plain here
        rules=("HR04",),
        explanation=text("why"),
        appeal_until=date(2023, 12, 5),
        by=OLGA,
    )
    withdrawn = ProposalWithdrawn(
        proposal_id=ProposalId(named_id("bus 2")), process_id=PROCESS, reason="other", by=ANA
    )
    place.log.add(StreamId(hidden.proposal_id), hidden)
    place.log.add(StreamId(withdrawn.proposal_id), withdrawn)
    place.follow()
    assert place.found("rufbus") == []
    assert place.search.similar("Rufbus am Wochenende auf Anruf", PROCESS) == []


def erase(place: Place, name: str) -> None:
    ref = text(name)
    del place.shelf.texts[ref]
    subject = Subject("proposal", named_id("bank"))
    erased = ContentErased(ref=ref, subject=subject, ground="request")
    place.log.add(history_of(ref), erased)


def test_an_erased_text_leaves_no_byte_of_the_index(place: Place, url: str) -> None:
    """T16, as far as the index goes: its generation is replaced, the old one destroyed."""
    assert holds(place, url, "mitfahren")
    erase(place, "bank body 1")
    place.follow()
    assert not holds(place, url, "mitfahren")
    assert place.found("mitfahrb") == ["bank"]
    assert place.found("rufbus") == ["bus", "bus 2"]


def holds(place: Place, url: str, word: str) -> bool:
    """Tell whether a word is anywhere in what the index keeps."""
    if url.startswith("sqlite"):
        files = Path(url.removeprefix("sqlite:///")).parent.glob("*-search-*")
        return any(word.encode() in file.read_bytes() for file in files)
    with place.read_models.engine.connect() as connection:
        names = connection.execute(
            sql_text("SELECT relname FROM pg_class WHERE relname ~ '^search_texts_[0-9]+$'")
        )
        counts = [
            connection.execute(
                sql_text(f"SELECT count(*) FROM {name} WHERE text LIKE :word"),  # noqa: S608 - a name just read
                {"word": f"%{word}%"},
            ).scalar_one()
            for name in names.scalars()
        ]
        return any(counts)


def test_the_index_is_made_again_where_it_was_lost(place: Place, url: str) -> None:
    if url.startswith("sqlite"):
        place.search.close()
        for file in Path(url.removeprefix("sqlite:///")).parent.glob("*-search-*"):
            file.unlink()
    else:
        with place.read_models.engine.begin() as connection:
            # What PostgreSQL does to unlogged tables when it recovers from a crash.
            connection.execute(sql_text("TRUNCATE search_texts_1, search_place_1"))
    assert place.search.position() == 0
    place.follow()
    assert place.found("rufbus") == ["bus", "bus 2"]


def test_following_waits_until_the_vault_is_back(place: Place) -> None:
    place.shelf.away = True
    place.publish("late", "Trinkbrunnen am Markt", "Wasser für alle.")
    place.runner.catch_up()
    with pytest.raises(VaultUnavailable):
        place.search.catch_up()
    place.shelf.away = False
    stop = threading.Event()
    thread = threading.Thread(target=place.search.run, args=(stop,))
    thread.start()
    for _ in range(200):
        if place.search.position() == place.read_models.position():
            break
        stop.wait(0.05)
    stop.set()
    thread.join(10)
    assert place.search.matching("trinkbrunnen") == [named_id("late")]


def test_another_process_uses_the_renewed_index(place: Place) -> None:
    other = Search(place.read_models, place.shelf.open)
    assert len(other.matching("rufbus", PROCESS)) == 2
    erase(place, "bank body 1")
    place.follow()
    place.publish("late", "Rufbus dritter Teil", "Noch einer.")
    place.follow()
    assert len(other.matching("rufbus", PROCESS)) == 3
    other.close()


@pytest.mark.postgresql
def test_without_trigrams_beginnings_of_words_are_found(
    postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projections.search.postgresql._has_trigrams", lambda _: False)
    read_models = open_read_models(postgresql_url, MODELS)
    place = Place(read_models)
    for name, (title, body) in IDEAS.items():
        place.publish(name, title, body)
    place.follow()
    assert place.found("mitfahrb") == ["bank"]
    assert place.found("mitfahrbaenke") == ["bank"]
    assert place.found("fahrb") == []
    assert place.found("rufbus samstags") == ["bus"]
    for query in ("'", "a\\", "& | !", "x:*", "<->"):
        place.search.matching(query, PROCESS)
    found = place.search.similar("Rufbus am Wochenende auf Anruf ins Dorf", PROCESS)
    assert {each.proposal_id for each in found} == {named_id("bus"), named_id("bus 2")}
    read_models.close()


def test_stems_leave_out_what_every_text_has() -> None:
    assert words.stems("Wir sollten die Busverbindungen für alle verbessern") == [
        "busverbindung",
        "verbesse",
    ]
