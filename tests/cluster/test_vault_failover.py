"""The machine of the vault's database that leads falls while people write.

Without it nobody can be recognised and no text sealed: people may read, and write when another
machine leads. Nothing is half stored, an idea without its text or a key that was given and lost.
"""

import asyncio
import time
from functools import partial
from uuid import UUID

import httpx
import msgspec
import pytest

from adapters.event_log import open_log
from api.wiring import open_parts, utc_now
from domain.proposals.events import ProposalSubmitted
from tests.benchmarks.serving.filling import Town
from tests.cluster.authors import Authors, Typist
from tests.cluster.nodes import DatabaseCluster, Node
from tests.cluster.outages import gone_under_load, require_answers, require_once
from tests.cluster.platform import Site, ready
from tests.cluster.programs import eventually, say
from tests.cluster.voters import Voters

pytestmark = [pytest.mark.cluster, pytest.mark.timeout(300)]
BACK_WITHIN = 30.0  # seconds
AT_ONCE = 8


class People:
    """Those who vote, those who write, and the one whose form is sent when the vault has gone."""

    def __init__(self, voters: Voters, authors: Authors, typist: Typist) -> None:
        self.voters = voters
        self.authors = authors
        self.typist = typist

    async def run(self) -> None:
        """Let all go on until `stop`."""
        await asyncio.gather(self.voters.run(), self.authors.run(), self.typist.run())

    def stop(self) -> None:
        """Let nobody begin anything more."""
        self.voters.stop()
        self.authors.stop()

    def first_begun_after(self, moment: float) -> float | None:
        """Return when the first idea was taken that was begun later: none is without the vault."""
        return self.authors.first_begun_after(moment)


class Outage(msgspec.Struct, frozen=True):
    """What happened: `gone` and `back` by the steady clock, and what there was before."""

    node: Node
    people: People
    votes: int
    ideas: set[UUID]
    gone: float
    back: float


@pytest.fixture(scope="module")
def outage(vaults: DatabaseCluster, site: Site, town: Town) -> Outage:
    """Kill the machine of the vault's primary under load, and let people go on for a while."""
    say("\n  the machine of the vault that leads is killed")
    vaults.await_standbys(2)
    primary = vaults.primary()
    assert primary is not None
    votes, ideas = len(site.votes()), _ideas(site)
    voters = Voters(site.webs, town, at_once=AT_ONCE, after=votes)
    typist = Typist(site.webs, _session(site, town.tokens[0]))
    people = People(voters, Authors(site.webs, town), typist)

    def take_away() -> None:
        primary.kill()
        typist.send()

    gone, back = asyncio.run(gone_under_load(take_away, people))
    return Outage(primary, people, votes, ideas, gone, back)


def test_the_service_is_back_in_time(outage: Outage, site: Site) -> None:
    assert outage.back - outage.gone < BACK_WITHIN
    for web in site.webs:
        eventually(partial(ready, web), 10, f"{web} is ready again")


def test_people_read_on_and_were_told_when_to_write(outage: Outage, site: Site) -> None:
    voters, authors = outage.people.voters, outage.people.authors
    require_answers("votes", voters.answers, {200, 503}, site)
    require_answers("ideas", authors.answers, {201, 503}, site)
    require_answers("pages", voters.pages, {200}, site)
    assert voters.failures == {}


def test_what_was_typed_was_given_back_until_it_was_taken(outage: Outage, site: Site) -> None:
    typist = outage.people.typist
    require_answers("forms", typist.answers, {303, 503}, site)
    for page in typist.pages:
        assert "Gerade geht es nicht" in page.text
        assert typist.title in page.text
        assert typist.body in page.text


def test_every_acknowledged_vote_is_stored_once(outage: Outage, site: Site) -> None:
    require_once(outage.people.voters, outage.votes, site)


def test_every_idea_is_stored_once_and_with_its_text(outage: Outage, site: Site) -> None:
    handed_in = outage.people.authors.handed_in
    new = _ideas(site) - outage.ideas
    assert len(new) == len(handed_in) + 1  # and the one that was typed
    assert {each.proposal for each in handed_in} < new
    say(f"  {len(new)} ideas handed in")
    for web in site.webs:
        for each in handed_in:
            what = f"{each.title} is shown by {web}"
            shown = eventually(partial(_shown, web, each.proposal), 10, what)
            assert shown == (each.title, each.body)
        [typed] = new - {each.proposal for each in handed_in}
        typist = outage.people.typist
        assert _shown(web, typed) == (typist.title, typist.body)


def test_the_former_primary_follows_the_new_one(
    outage: Outage, vaults: DatabaseCluster, site: Site
) -> None:
    began = time.monotonic()
    outage.node.revive()
    vaults.await_standbys(2)
    say(f"  the former primary follows after {time.monotonic() - began:.1f} s")
    assert vaults.primary() is not outage.node
    assert "events hold" in site.command("log", "check")


def _session(site: Site, token: str) -> str:
    """Sign the person of a token in; return what their browser keeps."""
    with open_parts(site.settings) as parts:
        person = parts.identity.tokens.find(token)
        assert person is not None
        session, _ = parts.sessions.start(person, staff=False, user_agent="", at=utc_now())
        return session


def _ideas(site: Site) -> set[UUID]:
    """Return all ideas in the log."""
    log = open_log(site.settings.database_url)
    try:
        stored = [each.event for page in log.since(0) for each in page]
    finally:
        log.close()
    found = [each.proposal_id for each in stored if isinstance(each, ProposalSubmitted)]
    assert len(set(found)) == len(found)
    return set(found)


def _shown(web: str, proposal: UUID) -> tuple[str, str] | None:
    answer = httpx.get(f"{web}/api/v1/proposals/{proposal}", timeout=10)
    if answer.status_code != httpx.codes.OK:
        return None
    shown = answer.json()
    return shown["title"], shown["body"]
