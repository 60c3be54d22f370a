"""Asking for erasures, and looking at what they left."""

from datetime import timedelta

import msgspec

from api.running import erasing_of
from api.wiring import Parts
from domain.codes import ProposalId
from domain.erasure import ContentErased
from domain.messages import ContentRef
from domain.use_cases import supporting
from domain.use_cases.erasing import Wish
from projections import feed
from tests.api.pages.village import Village

DELAY = timedelta(hours=72)


def idea_of_ana(village: Village) -> ProposalId:
    """Let Ana hand in an idea that Ben supports, and support one of Ben's."""
    process_id, _ = village.open_process()
    hers, his = village.published(process_id, "ana"), village.published(process_id, "ben")
    supporting.give_support(village.platform, village.as_("ben"), hers)
    supporting.give_support(village.platform, village.as_("ana"), his)
    village.comment(his, "ana", "Da wohne ich selbst.")
    return hers


def ask(village: Village, wish: Wish, name: str = "ana") -> str:
    """Let somebody ask for an erasure; return its token."""
    pending = village.parts.identity.erasures.ask(
        village.person(name),
        wish=msgspec.json.encode(wish),
        ground="request",
        language="de",
        at=village.now,
        due=village.now + DELAY,
    )
    return pending.token


def carry_out(village: Village) -> int:
    """Carry out what is due; return how many erasures were."""
    village.parts.runner.catch_up()
    return erasing_of(village.parts).carry_out_due()


def erased_refs(parts: Parts) -> set[str]:
    """Return the texts that the log says are gone."""
    pages = parts.log.since(0)
    events = [each.event for page in pages for each in page]
    return {event.ref for event in events if isinstance(event, ContentErased)}


def refs_of(village: Village, idea: ProposalId) -> list[str]:
    """Return title and body of an idea."""
    with village.parts.read_models.snapshot() as snapshot:
        row = feed.all_rows(snapshot, [idea])[idea]
    return [ref for ref in (row.title, row.body) if ref]


def left(village: Village, *refs: ContentRef) -> set[str]:
    """Return what can still be read of these texts."""
    village.parts.texts.forget(refs)
    return set(village.parts.texts.open(refs).values())
