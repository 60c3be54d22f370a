"""The demo's whole log, and beside it read models that end at an earlier position."""

import itertools
import re
import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import msgspec
import psycopg
from psycopg import sql

from adapters.vault.memory import Remembered
from api.demo.replay import Backstage, populate
from api.imports.progress import Silent
from api.read_models import MODELS
from api.security.identification import KnownPeople
from api.wiring import Parts
from domain.comments import CommentEdited, CommentPosted
from domain.messages import ContentRef
from domain.ports import Texts
from domain.proposals import (
    ProposalEdited,
    ProposalImported,
    ProposalResubmitted,
    ProposalSubmitted,
)
from projections import audit
from projections.model import Snapshot
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from tests.api.installation import Clock, account, installed, token_of
from tests.postgresql import Cluster
from tests.projections.oracle import Public

_numbers = itertools.count(1)
PROPOSED = (ProposalSubmitted, ProposalImported, ProposalEdited, ProposalResubmitted)
SAID = (CommentPosted, CommentEdited)
PROCESSES = ("gemeinsam-digital", "klimadialog")


class Permitted:
    """Opens only what everybody may read today, as the rules tell it: the mask M."""

    def __init__(self, texts: Texts, allowed: Callable[[ContentRef], bool]) -> None:
        self._texts, self._allowed = texts, allowed

    def open(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        return self._texts.open([ref for ref in refs if self._allowed(ref)])

    def remembered(self, refs: Collection[ContentRef]) -> Mapping[ContentRef, str]:
        return self.open(refs)


class Cut:
    """Read models in a fresh database, made from the log up to a position."""

    def __init__(self, parts: Parts, url: Callable[[], str]) -> None:
        self._log, self._url = parts.log, url
        self._begin()

    def _begin(self) -> None:
        self.tables: ReadModels = open_read_models(self._url(), MODELS)
        self._runner = Runner(self._log, self.tables)

    def advance(self, position: int) -> None:
        """Let the events up to a position happen, in an empty database if it is past that."""
        if self.tables.position() > position:
            self.tables.close()
            self._begin()
        self._runner.catch_up(until=position)
        assert self.tables.position() == position

    def close(self) -> None:
        self.tables.close()

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        return self.tables.snapshot()

    def wait_for(self, position: int, seconds: float) -> bool:
        return True


class World:
    """Two applications over one log: one knows all of it, one ends at an earlier position."""

    def __init__(self, parts: Parts, url: Callable[[], str], today: Clock) -> None:
        self.then = Clock(today.now)
        self.cut = Cut(parts, url)
        self.public = Public(parts.log)  # type: ignore[arg-type]  # it only reads the log
        self.full = parts
        self._contributed, self._newest = _contributed(parts)
        self.head = parts.log.head().position
        texts = Permitted(parts.texts, self._allowed)
        identity = parts.identity
        known = (identity.accounts, identity.sessions, identity.tokens)
        self.rebuilt = msgspec.structs.replace(
            parts,
            texts=texts,
            tables=self.cut.tables,
            read_models=self.cut,
            clock=self.then,
            people=KnownPeople(parts.platform, *known, self.then, Remembered(100)),
        )

    def _allowed(self, ref: ContentRef) -> bool:
        return ref in self.public.texts or ref not in self._contributed

    def turn_to(self, position: int) -> None:
        """Make the second application end at a position, and its clock stand there."""
        self.cut.advance(position)
        with self.full.tables.snapshot() as snapshot:
            self.then.now = audit.moment_of(snapshot, position) or self.then.now

    def expected(self, answer: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
        """Return what a rebuild answered as the mask of today leaves it (ruling 4)."""
        match answer:
            case {"depth": _, "id": str(comment), "stance": _} if self._gone(comment):
                return {**answer, "body": None, "stance": None, "author_role": None}
            case {"depth": _, "id": str(comment), "body": str()}:
                # A correction is read in every earlier moment too.
                return {**answer, "body": self._text(comment)}
            case dict():
                return {name: self.expected(value) for name, value in answer.items()}
            case list():
                return [self.expected(value) for value in answer]
            case _:
                return answer

    def _text(self, comment: str) -> str:
        ref = self._newest[UUID(comment)]
        return self.full.texts.open([ref])[ref]

    def _gone(self, comment: str) -> bool:
        return UUID(comment) not in self.public.comments


def _contributed(parts: Parts) -> tuple[set[ContentRef], dict[UUID, ContentRef]]:
    """Return all texts of proposals and comments, and the last one of each comment."""
    found: set[ContentRef] = set()
    newest: dict[UUID, ContentRef] = {}
    for page in parts.log.since(0):
        for recorded in page:
            event: Any = recorded.event
            if isinstance(event, PROPOSED):
                texts = (getattr(event, name, None) for name in ("title", "body", "location"))
                found.update(text for text in texts if text)
            elif isinstance(event, SAID):
                found.add(event.text)
                newest[event.comment_id] = event.text
    return found, newest


class Still:
    """Read models that take in nothing while they are read."""

    def __init__(self, tables: ReadModels) -> None:
        self._tables = tables

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        return self._tables.snapshot()

    def wait_for(self, position: int, seconds: float) -> bool:
        return True


class Played(msgspec.Struct, frozen=True):
    """The folder of an installation in which the demo was played, for copies; its last moment."""

    folder: Path
    ended: datetime


def play(folder: Path) -> Played:
    """Play the demo in an installation below a folder."""
    with installed(folder, Clock(), demo=True) as parts:
        backstage = Backstage(
            log=parts.log,
            vault=parts.vault,
            days=parts.platform.days,
            accounts=parts.identity.accounts,
            drafts=parts.identity.drafts,
        )
        return Played(folder, populate(backstage, Silent()).ends_at)


@contextmanager
def a_world(
    played: Played, folder: Path, url: Callable[[], str], **variables: str
) -> Iterator[World]:
    """Open a copy of an installation in which the demo was played, and rebuild beside it."""
    shutil.copytree(played.folder, folder, dirs_exist_ok=True)
    clock = Clock(played.ended)
    with installed(folder, clock, demo=True, **variables) as parts:
        _follow(parts)
        still = msgspec.structs.replace(parts, read_models=Still(parts.tables))
        world = World(still, url, clock)
        yield world
        world.cut.close()


def created(cluster: Cluster) -> str:
    """Make an empty database and return its URL."""
    name = next(_numbers)
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {}")
        connection.execute(statement.format(sql.Identifier(f"moments_{name}")))
    return cluster.url(f"moments_{name}")


def auditor(parts: Parts) -> dict[str, str]:
    """Return what a program of an auditor sends; nothing it is told is kept."""
    headers = token_of(parts, account(parts, "pruefung@beispiel.example", "auditor"))
    _follow(parts)
    return headers


def _follow(parts: Parts) -> None:
    """Fold in what is in the log, and let the server know of it."""
    parts.runner.catch_up()
    parts.watching.look()


async def told(client: httpx.AsyncClient, path: str, as_of: int | None = None) -> Any:  # noqa: ANN401 - as above
    """Return what the API answers, None where there is nothing."""
    asked = {} if as_of is None else {"as_of": str(as_of)}
    answer = await client.get("/api/v1" + path, params=httpx.QueryParams(_query(path) | asked))
    assert answer.status_code in {200, 404}, (path, as_of, answer.text)
    return answer.json() if answer.status_code == httpx.codes.OK else None


def _query(path: str) -> dict[str, str]:
    return dict(re.findall(r"[?&]([^=]+)=([^&]*)", path))
