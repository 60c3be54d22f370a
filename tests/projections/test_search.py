"""Search: parts of words, any spelling, any query; nothing that is not public (ruling 6)."""

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy import text as sql_text

from domain.codes import ProposalId
from domain.messages import StreamId
from domain.ports import VaultUnavailable
from domain.proposals import ProposalWithdrawn
from projections.read_models import open_read_models
from projections.search import Search, words
from projections.search.texts import shape_of
from tests.patience import PATIENCE, eventually
from tests.projections.conftest import MODELS
from tests.projections.reading import named_id
from tests.projections.searchable import ANA, IDEAS, PROCESS, Place, erase, holds


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
def test_words_are_found_however_they_are_typed(
    steady_place: Place, query: str, names: list[str]
) -> None:
    assert steady_place.found(query) == names


def test_a_search_stays_in_its_process_if_it_has_one(steady_place: Place) -> None:
    everywhere = steady_place.search.matching("rufbus")
    assert len(everywhere) == 3
    assert named_id("elsewhere") in everywhere
    assert len(steady_place.search.matching("rufbus", limit=2)) == 2


@settings(max_examples=60, deadline=None)
@given(query=st.text(max_size=40))
def test_no_query_fails(steady_place: Place, query: str) -> None:
    for each in (query, f'"{query}', f"{query}*", f"NEAR({query})", f"{query} OR title:x --"):
        steady_place.search.matching(each, PROCESS)
        steady_place.search.similar(each, PROCESS)


def test_similar_ideas_are_found_by_what_they_are_about(steady_place: Place) -> None:
    draft = "Rufbus für die Dörfer\nWir brauchen am Wochenende einen Bus auf Anruf."
    found = steady_place.search.similar(draft, PROCESS)
    assert {each.proposal_id for each in found} == {named_id("bus"), named_id("bus 2")}
    assert found[0].score >= found[1].score > 0
    left = steady_place.search.similar(draft, PROCESS, exclude=ProposalId(named_id("bus")))
    assert [each.proposal_id for each in left] == [named_id("bus 2")]
    assert steady_place.search.similar(draft, PROCESS, limit=1) == found[:1]
    assert steady_place.search.similar("Ein Freibad mit Rutsche", PROCESS) == []
    assert steady_place.search.similar("", PROCESS) == []


def test_only_the_public_text_is_found(place: Place) -> None:
    place.edit("bank", 2, "Zeppelin", "Luftschiff", held=True)
    place.follow()
    assert (place.found("zeppelin"), place.found("mitfahr")) == ([], ["bank"])
    place.edit("bank", 3, "Seilbahn", "Über die Mosel")
    place.follow()
    assert (place.found("seilbahn"), place.found("mitfahr")) == (["bank"], [])


def test_what_is_hidden_or_withdrawn_is_not_found(place: Place) -> None:
    place.hide("bus")
    withdrawn = ProposalWithdrawn(
        proposal_id=ProposalId(named_id("bus 2")), process_id=PROCESS, reason="other", by=ANA
    )
    place.log.add(StreamId(withdrawn.proposal_id), withdrawn)
    place.follow()
    assert place.found("rufbus") == []
    assert place.search.similar("Rufbus am Wochenende auf Anruf", PROCESS) == []


def test_an_erased_text_leaves_no_byte_of_the_index(place: Place, url: str) -> None:
    """T16, as far as the index goes: its generation is replaced, the old one destroyed."""
    assert holds(place, url, "mitfahren")
    erase(place, "bank body 1")
    place.follow()
    assert not holds(place, url, "mitfahren")
    assert place.found("mitfahrb") == ["bank"]
    assert place.found("rufbus") == ["bus", "bus 2"]


def test_the_index_is_made_again_where_it_was_lost(place: Place, url: str) -> None:
    if url.startswith("sqlite"):
        place.search.close()
        for file in Path(url.removeprefix("sqlite:///")).parent.glob("*-search-*"):
            file.unlink()
    else:
        with place.read_models.engine.begin() as connection:
            # What PostgreSQL does to unlogged tables when it recovers from a crash.
            connection.execute(sql_text(f"TRUNCATE {', '.join(tables(connection))}"))
    assert place.search.position() == 0
    place.follow()
    assert place.found("rufbus") == ["bus", "bus 2"]


def tables(connection: Connection) -> list[str]:
    """Return the names of the index's tables."""
    wanted = (
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ '^search_(texts|place)_'"
    )
    return list(connection.execute(sql_text(wanted)).scalars())


def test_a_version_with_another_shape_makes_its_own_index_and_destroys_the_old(
    place: Place, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former one would fail at its first query, and keep texts past their erasure."""
    place.search.close()
    kind = "sqlite" if url.startswith("sqlite") else "postgresql"
    monkeypatch.setattr(f"projections.search.{kind}._SHAPE", "0ddba11c")
    later = Search(place.read_models, place.shelf.open)
    assert not holds(place, url, "mitfahren")
    assert (later.position(), later.matching("rufbus", PROCESS)) == (0, [])
    later.catch_up()
    assert len(later.matching("rufbus", PROCESS)) == 2
    assert holds(place, url, "mitfahren")
    later.close()


def test_the_shape_changes_with_columns_and_with_folding(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape_of("CREATE TABLE texts (text TEXT)")
    assert shape_of("CREATE TABLE texts (text TEXT, title TEXT)") != before
    assert shape_of("CREATE TABLE texts (text TEXT)") == before
    monkeypatch.setattr(words, "FOLDING", "2")
    assert shape_of("CREATE TABLE texts (text TEXT)") != before


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
    assert eventually(lambda: place.search.position() == place.read_models.position())
    stop.set()
    thread.join(PATIENCE)
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
