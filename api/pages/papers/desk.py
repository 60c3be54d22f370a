"""The clerks' list: what waits for a second pair of eyes, and what became of the rest."""

from litestar import get

from api.pages.framing import Framing, Html
from api.pages.papers.reading import ACTION, entry
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.papers import PaperDesk, PaperProcess
from api.people import clerks_only
from api.provided import Person, Platform, Snapshot, Texts
from projections import papers, processes


@get("/papers", sync_to_thread=True, guards=[clerks_only])
def papers_page(
    frame: Framing, snapshot: Snapshot, texts: Texts, platform: Platform, person: Person
) -> Html:
    """Show the sheets of the processes in which the reader is a clerk."""
    mine = person.processes("clerk")
    waiting = papers.waiting(snapshot, mine)
    settled = papers.settled(snapshot, mine)
    known = {row.process_id: row for row in processes.all_processes(snapshot)}
    words = opened(texts, [*waiting, *settled, *known.values()], frame.say(UNAVAILABLE))
    titles = {each: words.text(row.title, row.slug) for each, row in known.items()}
    page = PaperDesk(
        processes=tuple(
            PaperProcess(slug=row.slug, title=titles[each])
            for each, row in known.items()
            if person.may(ACTION, each)
        ),
        waiting=tuple(
            entry(row, titles[row.process_id], words, person, platform.vault) for row in waiting
        ),
        settled=tuple(
            entry(row, titles[row.process_id], words, person, platform.vault) for row in settled
        ),
    )
    return frame.show(page, nav="papers", position=snapshot.position)
