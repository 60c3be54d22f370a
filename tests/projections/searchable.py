"""A place with ideas that can be searched: log, texts, read models and index."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import text as sql_text

from domain.codes import CaseId, ProposalId, Subject
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
)
from projections.read_models import ReadModels
from projections.runner import Runner
from projections.search import Search
from tests.doubles import MemoryLog
from tests.projections.reading import named_id, text

PROCESS = process_id_of("klimaplan")
ELSEWHERE = process_id_of("ortskern")
ANA = Actor(Pseudonym(named_id("ana")), "citizen")
OLGA = Actor(Pseudonym(named_id("olga")), "moderator")
CASE = CaseId(named_id("case"))
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

    def edit(self, name: str, version: int, title: str, body: str, *, held: bool = False) -> None:
        proposal = ProposalId(named_id(name))
        edited = ProposalEdited(
            proposal_id=proposal,
            process_id=PROCESS,
            version=version,
            **self.write(name, version, title, body),
            reason=None,
            held=held,
            by=ANA,
        )
        self.log.add(StreamId(proposal), edited)

    def hide(self, name: str) -> None:
        hidden = ProposalHidden(
            proposal_id=ProposalId(named_id(name)),
            process_id=PROCESS,
            case_id=CASE,
            rules=("HR04",),
            explanation=text("why"),
            appeal_until=date(2023, 12, 5),
            by=OLGA,
        )
        self.log.add(StreamId(hidden.proposal_id), hidden)

    def follow(self) -> None:
        self.runner.catch_up()
        self.search.catch_up()

    def found(self, query: str, as_of: int | None = None) -> list[str]:
        """Return the names of what is found, of a moment or now."""
        names = {named_id(name): name for name in IDEAS}
        with self.read_models.snapshot() as snapshot:
            found = self.search.matching(query, PROCESS, seen=snapshot.at(as_of))
        return sorted(names[each] for each in found)


def erase(place: Place, name: str) -> None:
    """Erase a text of the bank."""
    ref = text(name)
    del place.shelf.texts[ref]
    subject = Subject("proposal", named_id("bank"))
    erased = ContentErased(ref=ref, subject=subject, ground="request")
    place.log.add(history_of(ref), erased)


def holds(place: Place, url: str, word: str) -> bool:
    """Tell whether a word is anywhere in what the index keeps."""
    if url.startswith("sqlite"):
        files = Path(url.removeprefix("sqlite:///")).parent.glob("*-search-*")
        return any(word.encode() in file.read_bytes() for file in files)
    with place.read_models.engine.connect() as connection:
        names = connection.execute(
            sql_text(
                "SELECT relname FROM pg_class"
                " WHERE relkind = 'r' AND relname ~ '^search_texts_[0-9a-f_]+$'"
            )
        )
        counts = [
            connection.execute(
                sql_text(f"SELECT count(*) FROM {name} WHERE text LIKE :word"),  # noqa: S608 - a name just read
                {"word": f"%{word}%"},
            ).scalar_one()
            for name in names.scalars()
        ]
        return any(counts)
