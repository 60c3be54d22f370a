"""Formal positions on all measures of a process: everybody sees which are missing."""

from datetime import date

from litestar import get
from litestar.params import FromPath

from api.moments import Seen, clock
from api.pages.framing import Framing, Html
from api.pages.parts import offices, surroundings
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs, references
from api.pages.views.stating import StatedView, StatementsPage
from api.provided import Now, Texts
from domain.codes import UnitId
from domain.phases import BERLIN
from projections import measures, organisation
from projections.measures import Asked


@get("/p/{slug:str}/statements", sync_to_thread=True)
def statements_page(
    slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now
) -> Html:
    """Show the positions that were asked for.

    Raises:
        NotFoundException: there is no such process.
    """
    around = surroundings.by_slug(seen, slug, clock(seen, now))
    process_id = around.process.process_id
    asked = measures.statements(seen, process_id)
    units = {row.unit_id: row.name for row in organisation.units(seen, process_id)}
    refs = [ref for row in around.rows for ref in references(row)]
    refs += [*units.values(), *(each.measure.title for each in asked)]
    refs += [each.statement.text for each in asked if each.statement.text]
    words = opened_refs(texts, refs, frame.say(UNAVAILABLE))
    names = {unit_id: words.text(name) for unit_id, name in units.items()}
    today = around.now.astimezone(BERLIN).date()
    missing = [_view(each, around, names, words, today) for each in asked if each.missing]
    filed = [
        _view(each, around, names, words, today) for each in reversed(asked) if each.statement.filed
    ]
    page = StatementsPage(
        slug=slug,
        process_title=words.text(around.process.title, slug),
        missing=tuple(missing),
        filed=tuple(filed),
        overdue=sum(each.overdue for each in missing),
        may_plan=offices.may(seen, frame.person, "plan", process_id),
    )
    brand = around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=process_id)


def _view(
    asked: Asked, around: Surroundings, units: dict[UnitId, str], words: Words, today: date
) -> StatedView:
    row, said = asked.measure, asked.statement
    who = units.get(said.unit, "") if said.unit else around.territory(said.territory, words)
    filed = said.filed.astimezone(BERLIN).date() if said.filed else None
    return StatedView(
        measure=str(row.measure_id),
        number=row.number,
        title=words.text(row.title, row.number),
        who=who or "",
        asked=said.asked,
        due=said.due,
        overdue=filed is None and said.due < today,
        stance=said.stance,
        text=words.get(said.text),
        filed=said.filed,
        late=filed is not None and filed > said.due,
    )
