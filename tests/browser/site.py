"""The platform as a process of its own, and its town as the test behind the scenes sees it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import msgspec

from api.settings import from_environment
from api.wiring import Parts, open_parts
from domain.codes import CommentId, FieldId, PhaseId, ProposalId
from domain.moderation import case_id_of
from domain.people import PersonRef, ProcessId, Role
from domain.processes import process_id_of
from domain.use_cases import Asking, accounts, commenting, configuring, contributing, moderating
from domain.use_cases.carrying_out import Outcome
from domain.use_cases.moderating import Verdict
from projections import feed
from tests.api.installation import SignedIn, account, signed_in
from tests.patience import PATIENCE
from tests.use_cases.town import answer

ROOT = Path(__file__).parent.parent.parent
PUBLISH = Verdict(outcome="publish")


class Process(msgspec.Struct, frozen=True):
    """A process that belongs to one test alone."""

    id: ProcessId
    slug: str
    phase: PhaseId
    field: FieldId


class Site:
    """The running platform. Everything seeded here goes through the use cases."""

    def __init__(self, parts: Parts, base_url: str) -> None:
        self.parts = parts
        self.base_url = base_url
        self._people: dict[str, PersonRef] = {}
        self._sessions: dict[str, SignedIn] = {}

    @property
    def now(self) -> datetime:
        """The present: server and test share the machine's clock."""
        return datetime.now(UTC)

    def person(self, name: str, *roles: Role) -> PersonRef:
        """Return somebody, made with these roles when first named."""
        if name not in self._people:
            made = account(self.parts, f"{name}@beispiel.example", *roles)
            self._people[name] = made.person
            self._sessions[name] = signed_in(self.parts, made)
        return self._people[name]

    def session(self, name: str) -> str:
        """Return the token of somebody's session."""
        return self._sessions[name].token

    def asking(self, name: str, at: datetime | None = None) -> Asking:
        return Asking(person=self.person(name), at=at or self.now)

    def system(self, at: datetime | None = None) -> Asking:
        return Asking(person=None, at=at or self.now, channel="system", system=True)

    def open_process(self, title: str) -> Process:
        """Open a process in which everything is possible, two weeks ago."""
        began = self.now - timedelta(days=14)
        slug = f"{title.lower()}-{uuid4().hex[:6]}"
        platform, office = self.parts.platform, self.system(began)
        new = configuring.NewProcess(
            slug=slug, title=title, summary="Was soll sich im Landkreis ändern?"
        )
        configuring.open_process(platform, office, new)
        process_id = process_id_of(slug)
        field = configuring.define_field(
            platform, office, process_id, configuring.NewField(name="Mobilität", colour="blue")
        )
        phase = configuring.define_phase(
            platform,
            office,
            process_id,
            configuring.NewPhase(
                kind="measures",
                title="Ideen sammeln",
                starts=began,
                ends=self.now + timedelta(days=30),
                level="involve",
                features=("submit", "comment", "support"),
                moderation="pre",
                negotiable="Welche Wege zuerst verbessert werden.",
            ),
        )
        phase_id = PhaseId(_created(phase))
        configuring.start_phase(platform, office, process_id, phase_id)
        return Process(process_id, slug, phase_id, FieldId(_created(field)))

    def close(self, process: Process) -> None:
        """End the phase of a process before its time."""
        configuring.close_phase(self.parts.platform, self.system(), process.id, process.phase)

    def submit(
        self, process: Process, name: str, title: str, body: str = "", days_ago: float = 0
    ) -> ProposalId:
        """Hand in an idea, now or some days ago."""
        text = contributing.Text(
            title=title,
            body=body or "Nach 19 Uhr fährt bei uns nichts mehr, das soll sich ändern.",
            action_field=process.field,
        )
        asking = self.asking(name, self.now - timedelta(days=days_ago))
        outcome = contributing.submit_proposal(self.parts.platform, asking, process.id, text)
        return answer(outcome, contributing.Submitted).id

    def decide(self, idea: ProposalId, verdict: Verdict, name: str) -> Outcome:
        """Let a moderator claim and decide the first case of an idea."""
        case_id = case_id_of(idea, 1)
        moderating.claim_case(self.parts.platform, self.asking(name), case_id)
        return moderating.decide_case(self.parts.platform, self.asking(name), case_id, verdict)

    def published(self, process: Process, name: str, title: str, body: str = "") -> ProposalId:
        """Hand in an idea and let it be published."""
        idea = self.submit(process, name, title, body)
        self.person("routine", "moderator")
        self.decide(idea, PUBLISH, "routine")
        return idea

    def comment(self, idea: ProposalId, name: str, text: str) -> CommentId:
        """Comment on an idea; the comment waits for a moderator."""
        asking = self.asking(name)
        outcome = commenting.post_comment(self.parts.platform, asking, idea, text)
        return answer(outcome, commenting.Posted).id

    def ideas_of(self, process: Process) -> list[ProposalId]:
        """Return all ideas of a process, whatever their state."""
        with self.parts.tables.snapshot() as snapshot:
            return feed.ids(snapshot, process.id)

    def support(self, idea: ProposalId, *names: str) -> None:
        for name in names:
            contributing.give_support(self.parts.platform, self.asking(name), idea)

    def grant(self, name: str, role: Role) -> None:
        """Give somebody a role, with which they sign in anew."""
        accounts.grant_role(self.parts.platform, self.system(), self.person(name), role)
        made = self.parts.identity.accounts.by_person(self.person(name))
        assert made is not None
        self._sessions[name] = signed_in(self.parts, made)

    def caught_up(self) -> None:
        """Wait until the server's pages show what was seeded."""
        position = self.parts.log.head().position
        assert self.parts.tables.wait_for(position, PATIENCE)

    def mailed_link(self, address: str) -> str:
        """Return the sign-in link that was mailed to an address."""
        outbox = self.parts.outbox
        assert outbox is not None
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            texts = [mail.text for mail in outbox.mails() if mail.to == address]
            if texts:
                return next(word for word in texts[0].split() if "/sign-in/" in word)
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address}")


def _created(outcome: Outcome) -> UUID:
    created = answer(outcome, configuring.Created).id
    assert created is not None
    return created


@contextmanager
def running(folder: Path, **more: str) -> Iterator[Site]:
    """Start the platform on a free port, with its files in a folder and `more` variables."""
    port = _free_port()
    base_url = f"http://127.0.0.1:{port}"
    variables = {
        "DATA": str(folder),
        "BASE_URL": base_url,
        "LIMIT_SIGN_UPS": "1000/hour",
        "LIMIT_IDEAS": "1000/day",
        "LIMIT_VOTES": "1000/hour",
        **more,
    }
    settings = from_environment(variables)
    command = [sys.executable, "-c", "from api.cli import main; main()"]
    server = subprocess.Popen(
        [*command, "serve", "--port", str(port)],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(server, base_url)
        with open_parts(settings) as parts:
            yield Site(parts, base_url)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_until_ready(server: "subprocess.Popen[bytes]", base_url: str) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise AssertionError("the server ended before it was ready")
        try:
            with urllib.request.urlopen(f"{base_url}/healthz", timeout=10):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError("the server did not start in time")
