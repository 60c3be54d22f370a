"""How a process presents itself: what it is called, what it is about, who leads it."""

from functools import partial

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.views.set_up import DescriptionPage, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.use_cases import configuring


class DescriptionForm(msgspec.Struct):
    title: str = ""
    summary: str = ""
    lead: str = ""
    contractors: str = ""
    funding: str = ""


def _show(found: Found, typed: Typed) -> Html:
    words = found.words()
    process = found.around.process
    said = DescriptionForm(
        title=words.text(process.title),
        summary=words.text(process.summary),
        lead=words.text(process.lead),
        contractors=words.text(process.contractors),
        funding=words.text(process.funding),
    )
    if not typed.act:
        typed = Typed(act="about", values=msgspec.structs.asdict(said))
    page = DescriptionPage(
        slug=found.slug,
        process_title=said.title or found.slug,
        question=process.question,
        typed=typed,
    )
    return found.show(page, words, "office/about", typed)


@get("/p/{slug:str}/office/about", sync_to_thread=True, guards=[office_only])
def about_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show what is said of a process now."""
    return office.page(slug, _show)


@post("/p/{slug:str}/office/about", sync_to_thread=True, guards=[office_only])
def describe_process(
    slug: FromPath[str], data: URLEncodedBody[DescriptionForm], office: AtTheOffice
) -> Answer:
    """Say it anew; what was said before stays in the history."""

    def read(_: Found, checks: Checks) -> Do:
        said = configuring.Description(
            title=checks.line("title", data.title, N_("Geben Sie dem Verfahren einen Namen.")),
            summary=checks.text(
                "summary", data.summary, N_("Schreiben Sie in einigen Sätzen, worum es geht.")
            ),
            lead=checks.optional("lead", data.lead),
            contractors=checks.optional("contractors", data.contractors),
            funding=checks.optional("funding", data.funding),
        )
        return partial(configuring.describe_process, said=said)

    done = Done(f"/p/{slug}/office/about", "process_described")
    return office.carry_out(slug, "about", data, _show, read, done)
