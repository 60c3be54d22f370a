"""News from the work on measures as an Atom feed (RFC 4287), for newsreaders (R29)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated
from urllib.parse import quote
from xml.etree import ElementTree as ET

from litestar import Response, get
from litestar.params import QueryParameter

from api.moments import Seen
from api.pages import vocabulary
from api.provided import Language, Mode, Texts
from api.rendering import formatted
from api.resources import reading
from api.resources.atom import ENTRIES, add, answer, begin, latest, own_path, written
from api.resources.texts import Words
from api.translations import translations
from domain.codes import MeasureId
from projections import measures
from projections.measures import MeasureRow, StepRow


@get("/progress.atom", sync_to_thread=True, include_in_schema=False)
def progress_feed(
    seen: Seen,
    texts: Texts,
    mode: Mode,
    language: Language,
    process: Annotated[str, QueryParameter()],
) -> Response[bytes]:
    """Return what happened lately to the measures of a process, the newest first.

    Raises:
        NotFoundException: there is no such process.
    """
    row = reading.process_of(seen, process)
    known = {each.measure_id: each for each in measures.of_process(seen, row.process_id)}
    steps = measures.news(seen, row.process_id, limit=ENTRIES)
    refs = [ref for step in steps if (ref := measures.said(step)) is not None]
    words = Words(texts, [row.title, *(each.title for each in known.values()), *refs])
    page = f"{language}/p/{quote(row.slug)}/usable"
    title = words.get(row.title) or row.slug
    document = begin(mode.base_url, own_path("progress.atom", row, seen), page, title)
    add(document, "updated", written(steps[0].at if steps else latest(seen)))
    document.extend(_entries(steps, known, words, f"{mode.base_url}/{language}", language))
    return answer(document)


def _entries(
    steps: Sequence[StepRow],
    known: Mapping[MeasureId, MeasureRow],
    words: Words,
    home: str,
    language: str,
) -> Iterator[ET.Element]:
    for step in steps:
        row = known[step.measure_id]
        kind = translations(language).gettext(vocabulary.word("event", step.kind))
        entry = ET.Element("entry")
        page = f"{home}/measures/{row.measure_id}"
        # One event is one entry; its position in the log never changes.
        add(entry, "id", f"{page}#{step.position}")
        add(entry, "title", f"{kind}: {row.number} {words.get(row.title) or ''}".strip())
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=page)
        add(entry, "updated", written(step.at))
        add(entry, "content", formatted(words.get(measures.said(step)) or "")).set("type", "html")
        yield entry
