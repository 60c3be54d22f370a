"""The public pages of the mission statement."""

from collections.abc import Iterator, Mapping
from uuid import UUID

import msgspec
from litestar import get
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages.formatting import number as typed_number
from api.pages.framing import Frame, Framing, Html
from api.pages.missions.reading import Reading, opened, read
from api.pages.missions.remarks import discussion, remarking
from api.pages.parts import offices
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, Words
from api.pages.strategies.comparing import told
from api.pages.views import ComparedText, FieldError
from api.pages.views.missions import MissionComparison, MissionPage, RemarkForm
from api.pages.vocabulary.terms import N_
from api.provided import Now, Platform, Texts
from domain.messages import ContentRef
from domain.ports import Texts as TextsPort
from projections.model import Snapshot
from projections.strategies import MissionRow


@get("/p/{slug:str}/mission", sync_to_thread=True)
def mission_page(
    slug: FromPath[str], frame: Framing, seen: Seen, texts: Texts, now: Now, platform: Platform
) -> Html:
    """Show the mission in force; before that the newest draft.

    Raises:
        NotFoundException: there is no such process.
    """
    reading = read(seen, slug, clock(seen, now))
    reader = Reader.of(frame.person, platform.vault, seen)
    return show(frame, seen, texts, reading, reading.shown, reader)


@get("/p/{slug:str}/mission/{version:int}", sync_to_thread=True)
def mission_version_page(
    *,
    slug: FromPath[str],
    version: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    platform: Platform,
) -> Html:
    """Show one version.

    Raises:
        NotFoundException: there is no such process or version.
    """
    reading = read(seen, slug, clock(seen, now))
    reader = Reader.of(frame.person, platform.vault, seen)
    return show(frame, seen, texts, reading, reading.version(version), reader)


def show(
    frame: Frame,
    seen: Snapshot,
    texts: TextsPort,
    reading: Reading,
    row: MissionRow | None,
    reader: Reader,
    errors: tuple[FieldError, ...] = (),
    form: RemarkForm | None = None,
) -> Html:
    """Answer with the page of a version; with `errors` or a `form` as one that came back."""
    process = reading.around.process
    said = discussion(seen, reader, reading, row.version) if row else None
    refs = [each.text for each in said.rows] if said else []
    words = opened(texts, reading, frame.say(UNAVAILABLE), refs)
    may_plan = offices.may(seen, frame.person, "plan", process.process_id)
    waiting = row is not None and row.version != reading.holding
    page = MissionPage(
        slug=process.slug,
        process_title=words.text(process.title, process.slug),
        shown=reading.line(row, words) if row else None,
        paragraphs=tuple(
            msgspec.structs.replace(each, remarks=said.views(frame, UUID(each.id), words))
            for each in reading.paragraphs(row, words)
        )
        if row and said
        else (),
        decision=reading.decision(row, words) if row else None,
        versions=reading.lines(words),
        decisions=reading.adopting(row, words) if row and may_plan and waiting else (),
        may_plan=may_plan,
        remarking=remarking(seen, reader, reading, row.version, form or RemarkForm())
        if row
        else None,
        errors=errors,
    )
    return frame.show(
        page,
        nav="strategy",
        process=reading.around.brand(words),
        seen=seen,
        about=process.process_id,
        path=f"/p/{process.slug}/mission/{row.version}" if (errors or form) and row else None,
        status=400 if errors or form else 200,
    )


@get("/p/{slug:str}/mission/{version:int}/compare", sync_to_thread=True)
def compare_missions(
    *,
    slug: FromPath[str],
    version: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    against: FromQuery[str] = "",
) -> Html:
    """Show what a version changed, against the one before or another one; the first, the second.

    Raises:
        NotFoundException: there is no such version, or none to compare it with.
    """
    reading = read(seen, slug, clock(seen, now))
    other = version - 1 if version > 1 else version + 1
    chosen = typed_number(against)
    if chosen is not None and chosen != version and chosen <= len(reading.versions):
        other = chosen
    before, after = (reading.version(each) for each in sorted((version, other)))
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    old, new = _texts(before), _texts(after)
    process = reading.around.process
    page = MissionComparison(
        slug=slug,
        process_title=words.text(process.title, slug),
        before=reading.line(before, words),
        after=reading.line(after, words),
        versions=reading.lines(words),
        texts=tuple(_compared(frame, old, new, words)),
        moved=[key for key in old if key in new] != [key for key in new if key in old],
    )
    brand = reading.around.brand(words)
    return frame.show(page, nav="strategy", process=brand, seen=seen, about=process.process_id)


def _texts(row: MissionRow) -> dict[UUID, ContentRef]:
    return {each.id: each.text for each in row.paragraphs}


def _compared(
    frame: Frame,
    old: Mapping[UUID, ContentRef],
    new: Mapping[UUID, ContentRef],
    words: Words,
) -> Iterator[ComparedText]:
    """Yield the paragraphs as the later version orders them, then those that went."""
    places = {key: at for at, key in enumerate(new, start=1)}
    for key in (*new, *(key for key in old if key not in new)):
        name = frame.say(N_("Absatz %(number)s"), number=places.get(key, "–"))
        if key not in new:
            name = frame.say(N_("Weggefallener Absatz"))
        yield told(frame, name, old.get(key), new.get(key), words)
