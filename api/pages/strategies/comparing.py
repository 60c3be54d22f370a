"""What another version of the strategy changed: measures that came, went or read otherwise."""

from collections.abc import Iterator
from uuid import UUID

from api.documents.editions import FrozenRow
from api.pages.comparing import parts
from api.pages.formats import filters
from api.pages.formatting import compare
from api.pages.framing import Frame
from api.pages.measures.page import TEXTS, VALUES, shown
from api.pages.parts.words import Words
from api.pages.strategies.reading import Published, frozen
from api.pages.views import ComparedText, ComparedValue
from api.pages.views.strategies import MeasureChange, StrategyComparison, StrategyLine
from api.pages.vocabulary.terms import N_
from domain.measures import Profile
from domain.messages import ContentRef


def compared(
    frame: Frame, before: Published, after: Published, versions: tuple[StrategyLine, ...]
) -> StrategyComparison:
    """Return two versions side by side, the earlier one first."""
    old = {each.row.measure_id: each for each in before.edition.measures}
    new = {each.row.measure_id: each for each in after.edition.measures}
    both = [(old[key], each) for key, each in new.items() if key in old]
    changed = [(one, other) for one, other in both if one.number != other.number]
    process = after.edition.aims.around.process
    by_number = {each.number: each for each in versions}
    words = _together(before, after)
    return StrategyComparison(
        slug=process.slug,
        process_title=after.words.text(process.title, process.slug),
        before=by_number[before.row.version],
        after=by_number[after.row.version],
        versions=versions,
        values=tuple(_figures(frame, before, after)),
        mission=tuple(_mission(frame, before, after, words)),
        added=tuple(frozen(each, after) for key, each in new.items() if key not in old),
        removed=tuple(frozen(each, before) for key, each in old.items() if key not in new),
        changed=tuple(_change(frame, one, other, words) for one, other in changed),
        same=len(both) - len(changed),
    )


def _together(before: Published, after: Published) -> Words:
    refs = dict.fromkeys([*before.edition.refs(), *after.edition.refs()])
    known = {ref: before.words.get(ref) or after.words.get(ref) for ref in refs}
    return Words({ref: text for ref, text in known.items() if text is not None}, None)


def _figures(frame: Frame, before: Published, after: Published) -> Iterator[ComparedValue]:
    one, other = before.edition.measures, after.edition.measures
    yield parts.number(frame, N_("Maßnahmen"), len(one), len(other))
    money = filters(frame.language)["money"]
    costs = [sum(each.version.profile.cost_once or 0 for each in some) for some in (one, other)]
    name = frame.say(N_("Kosten einmalig"))
    yield ComparedValue(name=name, before=money(costs[0]), after=money(costs[1]))


def _mission(
    frame: Frame, before: Published, after: Published, words: Words
) -> Iterator[ComparedText]:
    """Yield the paragraphs that changed; one that stayed needs no line."""
    old, new = _paragraphs(before), _paragraphs(after)
    if before.edition.mission is None and after.edition.mission is None:
        return
    for at, key in enumerate([*old, *(key for key in new if key not in old)], start=1):
        name = frame.say(N_("Absatz %(number)s"), number=at)
        text = told(frame, name, old.get(key), new.get(key), words)
        if text.state != "same":
            yield text


def told(
    frame: Frame, name: str, before: ContentRef | None, after: ContentRef | None, words: Words
) -> ComparedText:
    """Return a text in two versions; one that went is told word by word as well."""
    gone = words.get(before) if after is None else None
    if gone:
        return ComparedText(name=name, state="changed", parts=compare(gone, ""))
    found = parts.text(frame, name, before, after, words)
    return ComparedText(name=name, state=found.state, parts=found.parts)


def _paragraphs(found: Published) -> dict[UUID, ContentRef]:
    mission = found.edition.mission
    return {each.id: each.text for each in mission.paragraphs} if mission else {}


def _change(frame: Frame, before: FrozenRow, after: FrozenRow, words: Words) -> MeasureChange:
    old, new = before.version.profile, after.version.profile
    texts = (
        told(frame, frame.say(name), getattr(old, field), getattr(new, field), words)
        for field, name in TEXTS.items()
        if getattr(old, field) or getattr(new, field)
    )
    values = (_value(frame, name, old, new) for name in VALUES)
    return MeasureChange(
        id=str(after.row.measure_id),
        number=after.row.number,
        title=words.text(new.title, after.row.number),
        before=before.number,
        after=after.number,
        values=tuple(each for each in values if each.changed),
        texts=tuple(each for each in texts if each.state != "same"),
    )


def _value(frame: Frame, name: str, before: Profile, after: Profile) -> ComparedValue:
    return ComparedValue(
        name=frame.say(VALUES[name]),
        before=shown(frame, name, before),
        after=shown(frame, name, after),
    )
