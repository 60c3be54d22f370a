"""The demo, played once, and what its tests look up in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from adapters.calendar import StateCalendar
from adapters.contents import Contents
from adapters.event_log import open_log
from adapters.identity import Identity, open_identity
from adapters.identity.records import Account
from adapters.vault import PersistentVault, open_vault
from api.demo import load
from api.demo.replay import Backstage, Played, populate
from api.imports.progress import Silent
from api.ports import Language
from domain import comments, moderation, proposals
from domain.codes import CommentId, ProposalId
from domain.messages import ContentRef, Event, Recorded, StreamId
from domain.people import Level, PersonRef
from domain.use_cases.histories import Histories

E = TypeVar("E", bound=Event)


class RememberingAccounts:
    """Accounts that note every person and their secret, those erased later included."""

    def __init__(self, identity: Identity, vault: PersistentVault) -> None:
        self._accounts = identity.accounts
        self._vault = vault
        self.people: dict[str, PersonRef] = {}
        self.secrets: dict[str, bytes] = {}

    def register(
        self,
        person: PersonRef,
        *,
        email: str | None,
        of_age: bool,
        at: datetime,
        language: Language = "de",
        level: Level = "email",
        name: str | None = None,
    ) -> Account:
        account = self._accounts.register(
            person, email=email, of_age=of_age, at=at, language=language, level=level, name=name
        )
        assert name is not None
        self.people[name] = account.person
        self.secrets[name] = self._vault.secrets.of_person(account.person).secret
        return account

    def __getattr__(self, name: str) -> object:
        return getattr(self._accounts, name)


class Demo:
    """A played demo in a folder."""

    def __init__(self, folder: Path, log_url: str | None = None) -> None:
        self.folder = folder
        self.content = load()
        self.log = open_log(log_url or f"sqlite:///{folder}/log.db")
        self.vault = open_vault(f"sqlite:///{folder}/vault.db")
        self.identity = open_identity(self.vault)
        self.accounts = RememberingAccounts(self.identity, self.vault)
        self.texts = Contents(self.log.ciphertexts, self.vault)
        self.refs: list[ContentRef] = []

    @property
    def backstage(self) -> Backstage:
        """What the replay is lent."""
        return Backstage(
            log=self.log,
            vault=self.vault,
            days=StateCalendar("RP"),
            accounts=self.accounts,  # type: ignore[arg-type]  # the rest is handed through
            drafts=self.identity.drafts,
        )

    def play(self) -> Played:
        """Play the content."""
        return populate(self.backstage, Silent())

    def close(self) -> None:
        """Give the files back."""
        self.log.close()
        self.vault.close()

    @cached_property
    def recorded(self) -> Sequence[Recorded]:
        """The whole log."""
        return [recorded for page in self.log.since(0) for recorded in page]

    @cached_property
    def _streams(self) -> dict[StreamId, list[Recorded]]:
        found: dict[StreamId, list[Recorded]] = {}
        for recorded in self.recorded:
            found.setdefault(recorded.stream, []).append(recorded)
        return found

    def of_stream(self, stream: StreamId) -> Sequence[Recorded]:
        """Return what is recorded of one stream."""
        return self._streams[stream]

    def events(self, kind: type[E], that: Callable[[E], bool] = lambda _: True) -> list[E]:
        """Return the events of a kind, in order."""
        found = [recorded.event for recorded in self.recorded]
        return [event for event in found if isinstance(event, kind) and that(event)]

    @cached_property
    def proposal_ids(self) -> dict[str, ProposalId]:
        """Ideas by key (`idea:...`) and statements (`statement:...`), by the order they came."""
        ideas = [
            (idea.paper.confirmed_at if idea.paper else idea.submitted_at, f"idea:{idea.key}")
            for idea in self.content.ideas
        ]
        said = [(entry.submitted_at, f"statement:{entry.key}") for entry in self.content.statements]
        names = [name for _, name in sorted([*ideas, *said])]
        ids = [event.proposal_id for event in self.events(proposals.ProposalSubmitted)]
        return dict(zip(names, ids, strict=True))

    @cached_property
    def comment_ids(self) -> dict[str, CommentId]:
        """Comments by key, by the order they came."""
        keys = [c.key for c in sorted(self.content.comments, key=lambda comment: comment.at)]
        ids = [event.comment_id for event in self.events(comments.CommentPosted)]
        return dict(zip(keys, ids, strict=True))

    def proposal(self, name: str) -> proposals.Proposal:
        """Return an idea or statement as it stands at the end."""
        return Histories(self.log).proposal(self.proposal_ids[name])

    def comment(self, key: str) -> comments.Comment:
        """Return a comment as it stands at the end."""
        return Histories(self.log).comment(self.comment_ids[key])

    def cases(self) -> Iterator[moderation.Case]:
        """Yield every case as it stands at the end."""
        histories = Histories(self.log)
        for opened in self.events(moderation.CaseOpened):
            yield histories.case(opened.case_id)

    def text(self, ref: ContentRef) -> str:
        """Return a stored text."""
        return self.texts.open([ref])[ref]
