"""A small town whose people use the pages of a running application."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from litestar import Litestar

from api.security.cookies import COOKIES
from api.wiring import Parts
from domain.audits import AuditId, FindingId
from domain.codes import CaseId, CommentId, FieldId, ProposalId, Subject
from domain.messages import StreamId
from domain.moderation import case_id_of
from domain.people import PersonRef, ProcessId, Role
from domain.processes import process_id_of
from domain.use_cases import accounts, auditing, commenting, configuring, erasing
from domain.use_cases.strategy import measuring
from domain.use_cases.strategy.office import Done
from domain.use_cases.strategy.profiles import WrittenProfile
from projections import feed
from tests.api.applications import page_routes, serving
from tests.api.installation import (
    HOME,
    Clock,
    SignedIn,
    account,
    installed,
    signed_in,
    visiting,
)
from tests.api.pages.plain_browser import PlainBrowser
from tests.domain.cast import on
from tests.use_cases.town import Town, answer

SLUG = "gemeinsam"
GRANTED: tuple[Role, ...] = (
    "organisation",
    "clerk",
    "moderator",
    "office",
    "secretary",
    "auditor",
    "privacy",
    "admin",
)
"""Every role that is granted; everybody with an account is a citizen besides."""


class Village(Town):
    """A town over the parts of an installation, at noon of a working Monday in June.

    Somebody whose name is a role has that role; everybody else is a citizen.
    """

    def __init__(self, parts: Parts, clock: Clock) -> None:
        super().__init__(parts.log, parts.vault, now=clock.now)
        self.parts = parts
        self._clock = clock
        self._sessions: dict[str, SignedIn] = {}

    def person(self, name: str, *roles: Role) -> PersonRef:
        if name not in self._people:
            held = (*roles, *(role for role in GRANTED if role == name))
            made = account(self.parts, f"{name}@beispiel.example", *held)
            self._people[name] = made.person
            self._sessions[name] = signed_in(self.parts, made)
        return self._people[name]

    def grant(self, name: str, role: Role, slug: str | None = None) -> None:
        """Give somebody a role, in one process or everywhere, with which they sign in anew."""
        where = process_id_of(slug) if slug else None
        accounts.grant_role(self.platform, self.system(), self.person(name), role, where)
        made = self.parts.identity.accounts.by_person(self.person(name))
        assert made is not None
        self._sessions[name] = signed_in(self.parts, made)

    def position_of(self, subject: UUID, version: int) -> int:
        """Return where the log holds an event of an object."""
        return self.log.recorded(StreamId(subject))[version - 1].position

    def session(self, name: str) -> SignedIn:
        """Return somebody's session in their browser."""
        self.person(name)
        return self._sessions[name]

    def later(self, **delta: float) -> None:
        super().later(**delta)
        self._clock.now = self.now

    def field(self, process_id: ProcessId, name: str = "Mobilität") -> FieldId:
        """Define an action field."""
        new = configuring.NewField(name=name)
        outcome = configuring.define_field(self.platform, self.system(), process_id, new)
        created = answer(outcome, configuring.Created)
        assert created.id is not None
        return FieldId(created.id)

    def measure(self, process_id: ProcessId) -> UUID:
        """Propose a measure of few words."""
        profile = WrittenProfile(
            title="Rufbus", summary="Ein Bus am Abend.", field_id=self.field(process_id)
        )
        new = measuring.NewMeasure(origin="new", profile=profile)
        outcome = measuring.propose(self.platform, self.as_("office"), process_id, new)
        made = answer(outcome, Done).id
        assert made is not None
        return made

    def place(self, process_id: ProcessId, key: str, name: str, parent: str | None = None) -> None:
        """Add a territory."""
        configuring.add_territory(self.platform, self.system(), process_id, key, name, parent)

    def comment(
        self, proposal_id: ProposalId, name: str = "ben", text: str = "Das brauchen wir."
    ) -> CommentId:
        """Comment, and let a moderator release it if it waits."""
        outcome = commenting.post_comment(self.platform, self.as_(name), proposal_id, text)
        return answer(outcome, commenting.Posted).id

    def erase_texts_of(self, proposal_id: ProposalId) -> None:
        """Erase title and body of a proposal, as its author may ask for."""
        with self.parts.read_models.snapshot() as snapshot:
            row = feed.all_rows(snapshot, [proposal_id])[proposal_id]
        subject = Subject("proposal", proposal_id)
        refs = [(ref, subject) for ref in (row.title, row.body) if ref]
        erasing.record_erasure(self.platform, self.system(), refs, "request")
        self.parts.vault.erase_items([ref for ref, _ in refs])
        self.parts.texts.forget([ref for ref, _ in refs])

    @property
    def process_id(self) -> ProcessId:
        """The process that `open_process` opens."""
        return process_id_of(SLUG)

    def audit(self, name: str = "auditor", process_id: ProcessId | None = None) -> AuditId:
        """Open an audit as somebody who is an auditor."""
        self.person(name, "auditor")
        outcome = auditing.open_audit(self.platform, self.as_(name), "moderation", process_id)
        return answer(outcome, auditing.AuditState).id

    def finding(
        self, audit_id: AuditId | None = None, text: str = "Zwei Entscheidungen kamen zu spät."
    ) -> tuple[AuditId, FindingId]:
        """Record a finding in an audit, or in a new one."""
        about = audit_id or self.audit()
        new = auditing.NewFinding(severity="minor", text=text, positions=(1,))
        outcome = auditing.record_finding(self.platform, self.as_("auditor"), about, new)
        recorded = answer(outcome, auditing.AuditState)
        assert recorded.finding is not None
        return about, recorded.finding

    def case_of(self, subject: ProposalId | CommentId) -> CaseId:
        """Return the first case of a proposal or comment."""
        return case_id_of(subject, 1)


class Visits:
    """The browsers of the people of a village, on one running application."""

    def __init__(self, app: Litestar, village: Village) -> None:
        self.app = app
        self._village = village

    def by(self, name: str | None = None) -> PlainBrowser:
        """Return somebody's browser, or one that nobody is signed in with."""
        browser = PlainBrowser(visiting(self.app))
        if name is not None:
            token = self._village.session(name).token
            browser.cookies.set(COOKIES.sid, token, domain=urlsplit(HOME).hostname or "")
        return browser


@contextmanager
def a_village(folder: Path, *, demo: bool = False) -> Iterator[Village]:
    """Open a village in a folder."""
    clock = Clock(on(19))
    with installed(folder, clock, demo=demo) as parts:
        yield Village(parts, clock)


@asynccontextmanager
async def visits_to(village: Village) -> AsyncIterator[Visits]:
    """Serve all pages of a village."""
    async with serving(village.parts, page_routes) as app:
        yield Visits(app, village)
