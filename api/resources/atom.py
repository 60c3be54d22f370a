"""New proposals as an Atom feed (RFC 4287), for newsreaders and other sites."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

from litestar import Response, get
from litestar.params import QueryParameter

from api.moments import Seen
from api.pages.formatting import first_line
from api.provided import Language, Mode, Texts
from api.rendering import formatted
from api.resources import reading
from api.resources.texts import Words
from projections import audit, feed
from projections.feed import FeedQuery, FeedRow
from projections.model import Snapshot as ReadModel
from projections.processes import ProcessRow

ENTRIES = 50
"""How many proposals a feed holds; older ones are on the pages."""

SITE = "Gemeinsam"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What no XML document may hold, however it is escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@get("/feed.atom", sync_to_thread=True, include_in_schema=False)
def atom_feed(
    seen: Seen,
    texts: Texts,
    mode: Mode,
    language: Language,
    process: Annotated[str | None, QueryParameter()] = None,
) -> Response[bytes]:
    """Return the newest public proposals, of one process or of all.

    What was merged, withdrawn, hidden or covered is not in it any more. Texts are
    HTML, escaped; every address is absolute.

    With `as_of` it is the feed of an earlier moment.

    Raises:
        NotFoundException: there is no such process.
    """
    row = None if process is None else reading.process_of(seen, process)
    query = FeedQuery(process_id=None if row is None else row.process_id, states=("published",))
    rows = feed.page(seen, query, limit=ENTRIES).rows
    words = Words(texts, [ref for each in rows for ref in (each.title, each.body)])
    title = None if row is None else Words(texts, [row.title]).get(row.title)
    updated = max((_when(each) for each in rows), default=None)
    page = f"{language}/" + (f"p/{quote(row.slug)}/ideas" if row else "")
    document = begin(mode.base_url, own_path("feed.atom", row, seen), page, title or SITE)
    add(document, "updated", written(updated or latest(seen)))
    document.extend(_entries(rows, words, f"{mode.base_url}/{language}/ideas/"))
    return answer(document)


def own_path(name: str, row: ProcessRow | None, seen: ReadModel) -> str:
    """Return the path of a feed of this process at this moment."""
    asked = {} if row is None else {"process": row.slug}
    asked |= {} if seen.as_of is None else {"as_of": str(seen.until)}
    return name + (f"?{urlencode(asked)}" if asked else "")


def begin(home: str, own: str, page: str, title: str) -> ET.Element:
    """Return a feed without entries; `own` and `page` are paths below the home address."""
    document = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "de", "xml:base": f"{home}/"})
    add(document, "id", f"{home}/{own}")
    add(document, "title", title)
    ET.SubElement(document, "link", rel="self", type="application/atom+xml", href=f"{home}/{own}")
    ET.SubElement(document, "link", rel="alternate", type="text/html", href=f"{home}/{page}")
    # Authors are known by pseudonym only, so the site speaks for all entries.
    add(ET.SubElement(document, "author"), "name", SITE)
    return document


def answer(document: ET.Element) -> Response[bytes]:
    """Return a feed as it is sent."""
    body = ET.tostring(document, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml; charset=utf-8")


def _entries(rows: Iterable[FeedRow], words: Words, ideas: str) -> Iterable[ET.Element]:
    for row in rows:
        entry = ET.Element("entry")
        body = words.get(row.body) or ""
        add(entry, "id", f"urn:uuid:{row.proposal_id}")
        add(entry, "title", words.get(row.title) or first_line(body) or row.receipt)
        ET.SubElement(
            entry, "link", rel="alternate", type="text/html", href=f"{ideas}{row.proposal_id}"
        )
        add(entry, "published", written(_when(row)))
        add(entry, "updated", written(_when(row)))
        add(entry, "content", formatted(body)).set("type", "html")
        yield entry


def _when(row: FeedRow) -> datetime:
    return row.published_at or row.submitted_at


def latest(seen: ReadModel) -> datetime:
    """Return when the last event was recorded, for feeds without entries."""
    return audit.moment_of(seen, seen.until) or _LONG_AGO


def written(moment: datetime) -> str:
    """Return a moment as feeds write it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def add(parent: ET.Element, name: str, text: str) -> ET.Element:
    """Add an element with a text, without what no XML document may hold."""
    child = ET.SubElement(parent, name)
    child.text = _NOT_XML.sub("", text)
    return child
