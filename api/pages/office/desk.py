"""Where an office begins: its processes, and all places of work of one of them."""

from litestar import get
from litestar.params import FromPath

from api.pages.framing import Html
from api.pages.office.working import AtTheOffice, Found, Office
from api.pages.parts import surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.set_up import DeskLink, OfficePage, OfficeProcess, ProcessDeskPage, Typed
from api.people import office_only
from projections import answers, inventory, measures, organisation, processes
from projections.model import Snapshot

_REALISING = ("plans", "board", "labs", "funding")
"""Where adopted measures are planned and followed."""


@get("/office", sync_to_thread=True, guards=[office_only])
def office_page(office: AtTheOffice) -> Html:
    """Show the processes in which the reader works in the office."""
    with office.read_models.snapshot() as snapshot:
        known = [
            surroundings.of(snapshot, row, office.asking.at)
            for row in processes.all_processes(snapshot)
            if office.person.may("configure", row.process_id)
        ]
        rows = [row for around in known for row in around.rows]
        words = opened(office.texts, rows, office.frame.say(UNAVAILABLE))
        page = OfficePage(
            processes=tuple(
                OfficeProcess(
                    slug=around.process.slug,
                    title=words.text(around.process.title, around.process.slug),
                    phase=around.current_view(words),
                    answers=answers.unanswered(snapshot, around.process.process_id),
                    reports=len(inventory.waiting(snapshot, around.process.process_id)),
                )
                for around in known
            ),
            may_open=office.person.may("configure", None),
        )
        return office.frame.show(page, nav="office", position=snapshot.position)


@get("/p/{slug:str}/office", sync_to_thread=True, guards=[office_only])
def process_desk(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show all places of work of one process, and what waits at each."""

    def show(found: Found, typed: Typed) -> Html:
        words = found.words()
        page = ProcessDeskPage(
            slug=slug,
            process_title=words.text(found.around.process.title, slug),
            phase=found.around.current_view(words),
            setting_up=_setting_up(found.snapshot, found.around),
            working=_working(found.snapshot, found.around, office),
        )
        return found.show(page, words, "office", typed)

    return office.page(slug, show)


def _setting_up(snapshot: Snapshot, around: Surroundings) -> tuple[DeskLink, ...]:
    process_id, here = around.process.process_id, f"/p/{around.process.slug}/office"
    counts = {
        "places": len(around.territories),
        "fields": len(around.standing_fields()),
        "phases": len(around.phases),
        "bodies": len(organisation.bodies(snapshot, process_id)),
        "goals": len(organisation.goals(snapshot, process_id)),
    }
    # People can take part without goals and places; without the others nothing can be decided.
    needed = {"fields", "phases", "bodies"}
    links = [
        DeskLink(code=code, path=f"{here}/{code}", count=n, missing=not n and code in needed)
        for code, n in counts.items()
    ]
    said = around.process.lead is not None
    return (DeskLink(code="about", path=f"{here}/about", missing=not said), *links)


def _working(snapshot: Snapshot, around: Surroundings, office: Office) -> tuple[DeskLink, ...]:
    process_id, here = around.process.process_id, f"/p/{around.process.slug}"
    links = [
        DeskLink(
            code="answers",
            path=f"{here}/answers/desk",
            count=answers.unanswered(snapshot, process_id),
            waits=True,
        ),
        DeskLink(
            code="inventory",
            path=f"{here}/inventory/desk",
            count=len(inventory.waiting(snapshot, process_id)),
            waits=True,
        ),
        DeskLink(code="gaps", path=f"{here}/gaps"),
        DeskLink(code="workshops", path=f"{here}/workshops"),
        DeskLink(code="mission", path=f"{here}/mission"),
        DeskLink(
            code="measures",
            path=f"{here}/measures",
            count=len(measures.of_process(snapshot, process_id)),
        ),
        *(DeskLink(code=code, path=f"{here}/{code}") for code in _REALISING),
        DeskLink(code="strategy", path=f"{here}/strategy"),
        DeskLink(code="findings", path="/audit/findings"),
    ]
    links += _of_others(office, around)
    links.append(DeskLink(code="archive", path=f"{here}/office/archive"))
    return tuple(links)


def _of_others(office: Office, around: Surroundings) -> list[DeskLink]:
    """Return the desks of other roles that the reader holds too."""
    roles = office.person.roles(around.process.process_id)
    desks = (("secretary", "council"), ("clerk", "papers"), ("moderator", "moderation"))
    return [DeskLink(code=code, path=f"/{code}") for role, code in desks if role in roles]
