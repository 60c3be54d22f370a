"""The search index follows the feed: public texts go in, all others go out.

Former texts that may still be read stay in, so that an earlier moment is searched by
what was to be read then (ruling 18).

It is fed outside the transaction of the page models, as it needs opened texts, and
has a position of its own. A version of the program that keeps other columns, or folds
texts otherwise, makes an index of its own and destroys the former one. What it finds
still passes through the feed, so a text that was hidden a moment ago is not shown even
if the index does not know yet.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import msgspec
from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, func, insert, select, update

from domain.codes import ProposalId
from domain.messages import ContentRef
from domain.people import ProcessId
from domain.ports import LogUnavailable, VaultUnavailable
from projections import feed
from projections.database import reading, writing
from projections.folding import is_transient
from projections.model import Snapshot
from projections.read_models import ReadModels
from projections.search import postgresql, sqlite, words
from projections.search.postgresql import PostgreSQLTexts
from projections.search.sqlite import SQLiteTexts
from projections.search.texts import Entry, Texts

Open = Callable[[Collection[ContentRef]], Mapping[ContentRef, str]]
"""Opens content references; erased texts are missing. May raise VaultUnavailable."""

_PAGE = 500  # proposals that are opened and indexed at once
_IDLE_SECONDS = 0.5
_BREATH_SECONDS = 0.2
_BACK_OFF_SECONDS = 2.0
_CANDIDATES = 50
_ALIKE = 0.25  # share of a text's words by length; less is chance

bookkeeping = MetaData()
_current = Table(
    "search_generation",
    bookkeeping,
    Column("one", Integer, primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("erased", BigInteger, nullable=False),
)


class Similar(msgspec.Struct, frozen=True):
    """A proposal that reads alike; `score` is from 0 to 1."""

    proposal_id: ProposalId
    score: float


class Search:
    """Finds proposals by words, and proposals that read alike. Safe in threads."""

    def __init__(self, read_models: ReadModels, open_texts: Open) -> None:
        self._read_models = read_models
        self._open = open_texts
        self._using = threading.Lock()
        self._used: tuple[int, Texts] | None = None
        with writing(read_models.engine) as connection:
            bookkeeping.create_all(connection)
            if connection.execute(select(_current)).first() is None:
                connection.execute(insert(_current).values(one=1, generation=1, erased=0))
        self._discard_others()

    def matching(
        self,
        query: str,
        process_id: ProcessId | None = None,
        *,
        seen: Snapshot | None = None,
        limit: int = 5000,
    ) -> list[ProposalId]:
        """Return proposals that have all words of a query, or parts of words, best first.

        Any text is a valid query; one without a letter or digit finds nothing. Hand the
        ids to `feed.page` as `among`, which leaves out what is not public. If `seen` is
        as of an earlier position, the texts of then are searched, as far as they may be
        read today.
        """
        terms = words.terms(query)
        if seen is None or seen.as_of is None:
            found = self._texts().matching(terms, process_id, limit, former=False)
            return [each.proposal_id for each in found]
        found = self._texts().matching(terms, process_id, limit, former=True)
        then = feed.valid_then(seen, {each.proposal_id for each in found})
        return [each.proposal_id for each in found if _is(each, then.get(each.proposal_id))]

    def similar(
        self,
        text: str,
        process_id: ProcessId,
        *,
        limit: int = 5,
        exclude: ProposalId | None = None,
    ) -> list[Similar]:
        """Return proposals of a process that read like a text, most alike first.

        Hand the ids to `feed.rows`, which leaves out what is not public.
        """
        stems = words.stems(text)
        found = [
            Similar(each.wording.proposal_id, words.likeness(stems, each.text))
            for each in self._texts().candidates(stems, process_id, _CANDIDATES)
            if each.wording.proposal_id != exclude
        ]
        alike = [each for each in found if each.score >= _ALIKE]
        return sorted(alike, key=lambda each: (-each.score, each.proposal_id))[:limit]

    def position(self) -> int:
        """Return the position of the read models that the index follows up to."""
        return self._texts().position()

    def has_all(self, seen: Snapshot) -> bool:
        """Tell whether every public text of these read models can be found by now.

        Once true it stays true for this position, as the index only goes forward.
        """
        return not feed.changed_since(seen, self.position())

    def catch_up(self) -> int:
        """Follow the read models to where they are; return the position reached.

        An erasure makes a new index and destroys the old one, so that the text is
        in no free page of it.

        Raises:
            VaultUnavailable: texts cannot be opened now; try again later.
        """
        with self._read_models.snapshot() as snapshot:
            erased = _last_erasure(snapshot)
        if erased > self._erased():
            return self._renew(erased)
        return self._fill(self._texts())

    def run(self, stop: threading.Event) -> None:
        """Follow the read models until `stop` is set; waits while the vault is away."""
        while not stop.is_set():
            try:
                reached = self.catch_up()
                self._read_models.wait_for(reached + 1, _IDLE_SECONDS)
                # Votes change no text; a storm of them must not make us look all the time.
                stop.wait(_BREATH_SECONDS)
            except Exception as error:
                away = isinstance(error, VaultUnavailable | LogUnavailable)
                if not away and not is_transient(error):
                    raise
                stop.wait(_BACK_OFF_SECONDS)

    def close(self) -> None:
        """Give connections back that are not those of the read models."""
        with self._using:
            if self._used is not None:
                self._used[1].close()
                self._used = None

    def _fill(self, texts: Texts) -> int:
        before = texts.position()
        with self._read_models.snapshot() as snapshot:
            position = snapshot.position
            changed = feed.changed_since(snapshot, before)
        for start in range(0, len(changed), _PAGE):
            chunk = changed[start : start + _PAGE]
            entries = self._entries(chunk)
            gone = set(chunk) - {each.wording.proposal_id for each in entries}
            texts.replace(entries, gone, before)
        if position != before:
            texts.replace([], [], position)
        return position

    def _entries(self, proposals: Collection[ProposalId]) -> list[Entry]:
        """Return what the public may find of these proposals."""
        with self._read_models.snapshot() as snapshot:
            wordings = feed.wordings(snapshot, proposals)
        opened = self._open({ref for each in wordings for ref in (each.title, each.body) if ref})
        entries = []
        for each in wordings:
            text = "\n".join(opened.get(ref, "") for ref in (each.title, each.body) if ref)
            if text.strip():
                entries.append(Entry(each, words.fold(text)))
        return entries

    def _renew(self, erased: int) -> int:
        number = self._generation()
        fresh = self._at(number + 1)
        fresh.drop()
        fresh = self._at(number + 1)
        position = self._fill(fresh)
        with writing(self._read_models.engine) as connection:
            connection.execute(
                update(_current)
                .where(_current.c.generation == number)
                .values(generation=number + 1, erased=erased)
            )
        # Whoever is searching in the former one may end; its files are without a name.
        self._at(number).drop()
        with self._using:
            self._used = (number + 1, fresh)
        return position

    def _texts(self) -> Texts:
        """Return the index in use, whoever renewed it."""
        number = self._generation()
        with self._using:
            if self._used is not None and self._used[0] == number:
                return self._used[1]
            self._used = (number, self._at(number))
            return self._used[1]

    def _at(self, generation: int) -> Texts:
        engine = self._read_models.engine
        if engine.dialect.name == "postgresql":
            return PostgreSQLTexts(engine, generation)
        return SQLiteTexts(Path(str(engine.url.database)), generation)

    def _discard_others(self) -> None:
        engine = self._read_models.engine
        if engine.dialect.name == "postgresql":
            postgresql.discard_others(engine)
        else:
            sqlite.discard_others(Path(str(engine.url.database)))

    def _generation(self) -> int:
        with reading(self._read_models.engine) as connection:
            return int(connection.execute(select(_current.c.generation)).scalar_one())

    def _erased(self) -> int:
        with reading(self._read_models.engine) as connection:
            return int(connection.execute(select(_current.c.erased)).scalar_one())


def _is(found: feed.Wording, valid: feed.Wording | None) -> bool:
    return valid is not None and (found.title, found.body) == (valid.title, valid.body)


def _last_erasure(snapshot: Snapshot) -> int:
    erasures = snapshot.table("erasures")
    wanted = select(func.coalesce(func.max(erasures.c.position), 0))
    return int(snapshot.connection.execute(wanted).scalar_one())
