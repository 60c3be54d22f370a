"""Archiving a process: possible once every published idea has its answer (I10)."""

from functools import partial

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.views import IdeaLink
from api.pages.views.set_up import ArchivePage, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.phases import BERLIN
from domain.use_cases.strategy import publishing
from projections import answers, feed, moderation, papers, strategies

_SHOWN = 50
"""Ideas without an answer that are listed by name."""


class ArchiveForm(msgspec.Struct):
    reason: str = ""


def _show(found: Found, typed: Typed) -> Html:
    owed = answers.of_process(found.snapshot, found.id)
    waiting = [row.proposal_id for row in owed if row.verdict is None]
    shown = feed.rows(found.snapshot, waiting[:_SHOWN])
    words = found.words(*shown.values())
    around = found.around
    page = ArchivePage(
        slug=found.slug,
        process_title=words.text(around.process.title, found.slug),
        archived=strategies.state(found.snapshot, found.id) == "archived",
        open=len(waiting),
        undecided=moderation.undecided(found.snapshot, found.id),
        uncompared=len(papers.waiting(found.snapshot, [found.id])),
        appeals_until=moderation.appeals_until(
            found.snapshot, found.id, around.now.astimezone(BERLIN).date()
        ),
        ideas=tuple(
            IdeaLink(
                id=str(row.proposal_id),
                receipt=row.receipt,
                title=words.text(row.title, row.receipt),
            )
            for row in shown.values()
        ),
        phases=tuple(
            around.phase_view(row, words) for row in around.phases if row.status == "open"
        ),
        typed=typed,
    )
    return found.show(page, words, "office/archive", typed)


@get("/p/{slug:str}/office/archive", sync_to_thread=True, guards=[office_only])
def archive_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show what is still open, or the form that ends a process."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/archive", sync_to_thread=True, guards=[office_only])
def archive(slug: FromPath[str], data: URLEncodedBody[ArchiveForm], office: AtTheOffice) -> Answer:
    """Make a process read-only, for a reason that is published."""

    def read(found: Found, checks: Checks) -> Do:
        reason = checks.text("reason", data.reason, N_("Schreiben Sie den Grund dazu."))
        return partial(
            publishing.archive,
            reason=reason,
            unanswered=answers.unanswered(found.snapshot, found.id),
            undecided=moderation.undecided(found.snapshot, found.id),
            uncompared=len(papers.waiting(found.snapshot, [found.id])),
        )

    done = Done(f"/p/{slug}/office/archive", "process_archived")
    return office.carry_out(slug, "archive", data, _show, read, done)
