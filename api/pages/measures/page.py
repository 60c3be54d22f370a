"""The page of one measure, and two versions of its profile side by side."""

from uuid import UUID

from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery

from api.moments import Seen, clock
from api.pages.comparing import parts
from api.pages.formats import filters
from api.pages.formatting import number as typed_number
from api.pages.framing import Frame, Framing, Html
from api.pages.measures.building import HEADINGS, measure_page, versions
from api.pages.measures.reading import Reading, opened, read
from api.pages.parts import offices
from api.pages.parts.words import UNAVAILABLE, opened_refs
from api.pages.views import ComparedText, ComparedValue
from api.pages.views.measures import MeasureVersionPage
from api.pages.vocabulary.terms import N_
from api.provided import Now, Texts
from domain.codes import MeasureId
from domain.measures import Profile
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy.profiles import references

VALUES = {
    "starts": N_("Beginn"),
    "ends": N_("Ende"),
    "cost_once": N_("Kosten einmalig"),
    "cost_yearly": N_("Kosten im Jahr"),
    "funded": N_("Förderung"),
    "own_share": N_("Eigenanteil"),
}
TEXTS = {"title": N_("Titel"), "summary": N_("Worum es geht"), **HEADINGS}


@get("/measures/{measure_id:uuid}", sync_to_thread=True)
def measure(measure_id: FromPath[UUID], frame: Framing, seen: Seen, texts: Texts, now: Now) -> Html:
    """Show the profile of a measure.

    Raises:
        NotFoundException: there is none at the moment shown.
    """
    reading = read(seen, MeasureId(measure_id), clock(seen, now))
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    may_plan = offices.may(seen, frame.person, "plan", reading.row.process_id)
    page = measure_page(frame, reading, words, may_plan=may_plan)
    brand = reading.around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=measure_id)


@get("/measures/{measure_id:uuid}/versions/{number:int}", sync_to_thread=True)
def measure_version(
    *,
    measure_id: FromPath[UUID],
    number: FromPath[int],
    frame: Framing,
    seen: Seen,
    texts: Texts,
    now: Now,
    against: FromQuery[str] = "",
) -> Html:
    """Show what one version of the profile changed, against the one before or another one.

    Raises:
        NotFoundException: there is no such measure or version.
    """
    reading = read(seen, MeasureId(measure_id), clock(seen, now))
    page = _compared(frame, texts, reading, number, typed_number(against))
    words = opened(texts, reading, frame.say(UNAVAILABLE))
    brand = reading.around.brand(words)
    return frame.show(page, nav="measures", process=brand, seen=seen, about=measure_id)


def _compared(
    frame: Frame, texts: TextsPort, reading: Reading, number: int, against: int | None
) -> MeasureVersionPage:
    known = {each.number: each for each in reading.story.versions}
    earlier = against if against in known and against != number else number - 1
    this, other = known.get(number), known.get(earlier)
    if this is None:
        raise NotFoundException
    old, new = (None, this) if other is None else sorted((other, this), key=lambda v: v.number)
    shown = [each.profile for each in (old, new) if each]
    refs = [ref for profile in shown for _, ref in references(profile)]
    refs += [each.reason for each in known.values() if each.reason]
    words = opened_refs(texts, refs, frame.say(UNAVAILABLE))
    listed = {each.number: each for each in versions(reading, words)}
    before, after = (old.profile if old else None), new.profile
    compared = (
        parts.text(
            frame, name, getattr(before, field) if before else None, getattr(after, field), words
        )
        for field, name in TEXTS.items()
        if getattr(after, field) or (before and getattr(before, field))
    )
    return MeasureVersionPage(
        id=str(reading.row.measure_id),
        slug=reading.around.process.slug,
        number=reading.row.number,
        title=words.text(after.title, reading.row.number),
        version=listed[new.number],
        against=listed[old.number] if old else None,
        versions=tuple(listed.values()),
        texts=tuple(_ordered(list(compared))),
        values=tuple(_value(frame, name, before, after) for name in VALUES),
    )


def _ordered(texts: list[ComparedText]) -> list[ComparedText]:
    """Return what changed before what stayed."""
    return sorted(texts, key=lambda each: each.state == "same")


def _value(frame: Frame, name: str, before: Profile | None, after: Profile) -> ComparedValue:
    return ComparedValue(
        name=frame.say(VALUES[name]),
        before=None if before is None else shown(frame, name, before),
        after=shown(frame, name, after),
    )


def shown(frame: Frame, name: str, profile: Profile) -> str | None:
    """Return one of the VALUES of a profile as readers see it."""
    value = getattr(profile, name)
    if value is None:
        return None
    form = filters(frame.language)["day" if name in {"starts", "ends"} else "money"]
    return form(value)
