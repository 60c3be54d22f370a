"""What all pages of the project office share: who may, what was typed, what became of it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import msgspec
from litestar.di import NamedDependency, Provide

from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.office.checking import Checks
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Page
from api.pages.views.set_up import Typed
from api.people import Person as AnyPerson
from api.provided import (
    Asking,
    Person,
    Platform,
    ReadModels,
    ReadModelsPort,
    Texts,
    Visible,
    VisiblePort,
)
from domain.messages import Refusal
from domain.people import ProcessId, Pseudonym
from domain.permissions import ALLOWED, Action, NotAllowed
from domain.ports import Texts as TextsPort
from domain.use_cases import carrying_out
from domain.use_cases.carrying_out import Outcome
from projections.model import Snapshot

Do = Callable[[carrying_out.Platform, carrying_out.Asking, ProcessId], Outcome]
"""One wish, ready to be carried out."""

_REFUSED = {
    "ProcessAlreadyOpen": "slug",
    "TerritoryAlreadyAdded": "key",
    "TerritoryUnknown": "parent",
    "FieldCannotMergeIntoItself": "into",
    "PhaseEndsBeforeItStarts": "ends",
    "ExtensionMustEndLater": "until",
    "IndicatorChangesNothing": "target",
    "ValueFromTheFuture": "as_of",
}
"""Where on a form a refusal is explained; all others are answered by a page of their own."""


class Found(msgspec.Struct, frozen=True):
    """One process as its office sees it now."""

    frame: Frame
    snapshot: Snapshot
    texts: TextsPort
    around: Surroundings
    me: Pseudonym | None

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.around.process.slug

    @property
    def id(self) -> ProcessId:
        """Its id."""
        return self.around.process.process_id

    def words(self, *rows: msgspec.Struct | None) -> Words:
        """Open the texts of these rows and of everything that surrounds the process."""
        return opened(self.texts, [*self.around.rows, *rows], self.frame.say(UNAVAILABLE))

    def show(self, page: Page, words: Words, path: str, typed: Typed) -> Html:
        """Answer with a page of the office; `path` is what follows the process's address."""
        return self.frame.show(
            page,
            nav="office",
            process=self.around.brand(words),
            position=self.snapshot.position,
            path=f"/p/{self.slug}/{path}",
            status=400 if typed.errors else 200,
        )


Show = Callable[[Found, Typed], Html]
Read = Callable[[Found, Checks], Do | Sequence[Do]]
"""Turns what was typed into wishes, noting down what is wrong with it."""


class Office(msgspec.Struct, frozen=True):
    """Everything the pages of the project office need."""

    frame: Frame
    read_models: ReadModelsPort
    texts: TextsPort
    platform: carrying_out.Platform
    asking: carrying_out.Asking
    person: AnyPerson
    visible: VisiblePort

    @contextmanager
    def process(self, slug: str, action: Action = "configure") -> Iterator[Found]:
        """Open a process.

        Raises:
            NotFoundException: there is none of this name.
            NotAllowed: the reader is of another process's office.
        """
        with self.read_models.snapshot() as snapshot:
            around = surroundings.by_slug(snapshot, slug, self.asking.at)
            require(self.person, action, around.process.process_id)
            yield Found(self.frame, snapshot, self.texts, around, self._me(around))

    def _me(self, around: Surroundings) -> Pseudonym | None:
        """Return the name under which the log knows the reader in a process."""
        if self.person.ref is None:
            return None
        return self.platform.vault.pseudonym(self.person.ref, around.process.process_id)

    def page(self, slug: str, show: Show) -> Html:
        """Answer with a page on which nothing has been typed yet."""
        with self.process(slug) as found:
            return show(found, Typed())

    def carry_out(
        self, slug: str, act: str, data: msgspec.Struct, show: Show, read: Read, done: "Done"
    ) -> Answer:
        """Do what a form asks for and lead on, or show it again with what is wrong.

        `act` names the form on its page.

        Raises:
            Refusal: the domain forbids it for a reason that no other input would change.
        """
        values = msgspec.structs.asdict(data)
        with self.process(slug) as found:
            checks = Checks(self.frame)
            do = read(found, checks)
            if checks.errors:
                return show(found, Typed(act=act, values=values, errors=tuple(checks.errors)))
            try:
                position = self.do(found.id, do)
            except Refusal as refusal:
                error = explained(self.frame, refusal)
                return show(found, Typed(act=act, values=values, errors=(error,)))
        return self.lead_on(done, position)

    def do(self, process_id: ProcessId, do: Do | Sequence[Do]) -> int:
        """Carry out one wish or several, each under a key of its own; return where it ended."""
        position = 0
        for number, each in enumerate((do,) if callable(do) else do):
            key = self.asking.key
            asking = replace(self.asking, key=f"{key}:{number}" if key and number else key)
            position = each(self.platform, asking, process_id).position
        return position

    def lead_on(self, done: "Done", position: int) -> Answer:
        """Lead on once the pages show what was done."""
        notice = done.notice if self.visible.wait(position) else "lagging"
        return self.frame.lead_to(done.path, notice, anchor=done.anchor)


class Done(msgspec.Struct, frozen=True):
    """Where a form leads, and what is said there."""

    path: str
    notice: str
    anchor: str = ""


def require(person: AnyPerson, action: Action, process_id: ProcessId | None) -> None:
    """Let through who may do it in a process, or everywhere if None is given.

    Raises:
        NotAllowed: they may not.
    """
    if not person.may(action, process_id):
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))


def explained(frame: Frame, refusal: Refusal) -> FieldError:
    """Return what a refusal means, beside the field it is about, or raise it on."""
    name = type(refusal).__name__
    if name not in _REFUSED:
        raise refusal
    return FieldError(field=_REFUSED[name], message=frame.refusal(name))


def provide_office(
    *,
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    asking: Asking,
    person: Person,
    visible: Visible,
) -> Office:
    """Provide `office` to the pages of the project office."""
    return Office(frame, read_models, texts, platform, asking, person, visible)


AtTheOffice = NamedDependency[Office]
PROVIDED: dict[str, Any] = {"office": Provide(provide_office, sync_to_thread=False)}
"""For the routes."""
