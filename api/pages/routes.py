"""All pages, as the application registers them.

Every page exists once in each language; only the short addresses on paper do not.
"""

from litestar import Router
from litestar.di import Provide

from api.pages import (
    accounting,
    answers,
    audit,
    calendar,
    checkpoints,
    comments,
    comparing,
    data_protection,
    decisions,
    demo,
    editing,
    erasure_states,
    feed,
    funding,
    ideas,
    information,
    inventory,
    labs,
    me,
    measures,
    missions,
    moderation,
    office,
    own_data,
    papers,
    places,
    plans,
    process,
    receipts,
    reports,
    signing_in,
    staff,
    start,
    strategies,
    submitting,
    text_erasures,
    verifying,
    workshops,
)
from api.pages.audit import ChainChecks
from api.pages.framing import provide_frame
from api.pages.home import home
from api.translations import LANGUAGES

_HANDLERS = (
    *start.HANDLERS,
    *process.HANDLERS,
    *calendar.HANDLERS,
    *feed.HANDLERS,
    *submitting.HANDLERS,
    *ideas.HANDLERS,
    *answers.HANDLERS,
    *editing.HANDLERS,
    *comments.HANDLERS,
    *comparing.HANDLERS,
    *reports.HANDLERS,
    *measures.HANDLERS,
    *workshops.HANDLERS,
    *office.HANDLERS,
    *strategies.HANDLERS,
    *missions.HANDLERS,
    *accounting.HANDLERS,
    *me.HANDLERS,
    *own_data.HANDLERS,
    *erasure_states.HANDLERS,
    *text_erasures.HANDLERS,
    *data_protection.HANDLERS,
    *moderation.HANDLERS,
    *audit.HANDLERS,
    *papers.HANDLERS,
    *places.HANDLERS,
    *plans.HANDLERS,
    *labs.HANDLERS,
    *funding.HANDLERS,
    *decisions.HANDLERS,
    *staff.HANDLERS,
    *signing_in.HANDLERS,
    *information.HANDLERS,
    *inventory.HANDLERS,
    *receipts.HANDLERS,
    *checkpoints.HANDLERS,
    *verifying.HANDLERS,
)


def pages(*, demo_mode: bool) -> list[Router]:
    """Return the routes of all pages; those of the demo only where this is one."""
    handlers = [*_HANDLERS, *(demo.HANDLERS if demo_mode else ())]
    chain_checks = ChainChecks()
    dependencies = {
        **decisions.PROVIDED,
        **office.PROVIDED,
        "chain_checks": Provide(lambda: chain_checks, sync_to_thread=False),
        "desk": Provide(moderation.provide_desk, sync_to_thread=False),
        "frame": Provide(provide_frame, sync_to_thread=False),
    }
    languages = [
        Router(
            f"/{language}",
            route_handlers=handlers,
            dependencies=dependencies,
            include_in_schema=False,
        )
        for language in LANGUAGES
    ]
    return [*languages, Router("/", route_handlers=[home, *ideas.SHORT], include_in_schema=False)]
