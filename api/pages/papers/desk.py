"""The clerks' list: what waits for a second pair of eyes, and what became of the rest."""

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter

from api.pages.framing import Framing, Html
from api.pages.ideas.changing import receipt_of
from api.pages.papers import fates
from api.pages.papers.reading import ACTION, entry
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.papers import PaperDesk, PaperProcess
from api.people import clerks_only
from api.provided import Person, Platform, Snapshot, Texts
from projections import papers, processes


@get("/papers", sync_to_thread=True, guards=[clerks_only])
def papers_page(
    *,
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    looked_for: Annotated[str, QueryParameter(name="number")] = "",
) -> Html:
    """Show the sheets of the processes in which the reader is a clerk, and letters to print."""
    mine = person.processes("clerk")
    waiting = papers.waiting(snapshot, mine)
    settled = papers.settled(snapshot, mine)
    number = receipt_of(looked_for)
    found = papers.with_receipt(snapshot, number) if number else []
    found = [row for row in found if person.may(ACTION, row.process_id)]
    known = {row.process_id: row for row in processes.all_processes(snapshot)}
    letters = fates.letters(snapshot, [each for each in known if person.may(ACTION, each)])
    rows = (*waiting, *settled, *found, *known.values(), *letters.rows)
    words = opened(texts, rows, frame.say(UNAVAILABLE))
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
        letters=fates.listed(letters, titles, words),
        number=number or looked_for[:20],
        found=tuple(
            entry(row, titles[row.process_id], words, person, platform.vault) for row in found
        ),
    )
    return frame.show(page, nav="papers", position=snapshot.position)
