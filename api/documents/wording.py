"""How documents word days, money, decisions and profiles."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from api.documents.content import DecisionContent, Listed, Named, ProfileContent
from api.pages import vocabulary
from api.pages.formats import filters
from api.pages.measures.building import HEADINGS
from api.pages.measures.figures import written
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from domain.codes import BodyId
from domain.measures import Profile
from domain.messages import ContentRef
from domain.use_cases.strategy.profiles import references
from projections import organisation
from projections.decisions import DecisionRow
from projections.model import Snapshot
from projections.organisation import BodyRow, GoalRow, IndicatorRow, UnitRow

_GERMAN = filters("de")
day, money, number = _GERMAN["day"], _GERMAN["money"], _GERMAN["number"]


class Aims(msgspec.Struct, frozen=True, kw_only=True):
    """The names profiles refer to, of one process."""

    around: Surroundings
    units: Sequence[UnitRow]
    goals: Sequence[GoalRow]
    indicators: Sequence[IndicatorRow]
    bodies: Mapping[BodyId, BodyRow]

    @property
    def rows(self) -> Iterator[msgspec.Struct]:
        """Everything whose texts documents print."""
        yield from self.around.rows
        yield from (*self.units, *self.goals, *self.indicators, *self.bodies.values())


def aims(snapshot: Snapshot, around: Surroundings) -> Aims:
    """Read them."""
    process_id = around.process.process_id
    return Aims(
        around=around,
        units=organisation.units(snapshot, process_id),
        goals=organisation.goals(snapshot, process_id),
        indicators=organisation.indicators(snapshot, process_id),
        bodies={row.body_id: row for row in organisation.bodies(snapshot, process_id)},
    )


def refs_of(profile: Profile) -> Iterator[ContentRef]:
    """Yield every text of a profile."""
    yield from (ref for _, ref in references(profile))


def period(starts: date | None, ends: date | None) -> str:
    """Return from when to when; a dash where nobody has said it."""
    if starts is None or ends is None:
        return "–"
    return f"{day(starts)} – {day(ends)}"


def years(starts: date | None, ends: date | None) -> str:
    """Return the years of a period."""
    if starts is None or ends is None:
        return "–"
    return str(starts.year) if starts.year == ends.year else f"{starts.year} – {ends.year}"


def decision_of(row: DecisionRow, found: Aims, words: Words) -> DecisionContent:
    """Return a confirmed decision as it was recorded."""
    body = found.bodies.get(row.body_id)
    session = day(row.session) if row.session else "ohne Termin"
    vote = row.record.vote if row.record else None
    told = None
    if vote is not None:
        told = (
            f"{vote.yes} Ja, {vote.no} Nein, {vote.abstain} Enthaltungen;"
            f" {row.present} anwesend; {vocabulary.word('vote_method', vote.method)}"
        )
    return DecisionContent(
        body=words.text(body.name) if body else "",
        session=f"{session}, Tagesordnungspunkt {row.number}",
        reference=words.get(row.reference),
        result=vocabulary.word("council_result", row.result) if row.result else "offen",
        vote=told,
        text=words.get(row.text),
        conditions=words.get(row.conditions),
    )


def profile_of(
    number: str, version: str, profile: Profile, found: Aims, words: Words
) -> ProfileContent:
    """Return one version of a measure; `version` says which one."""
    texts = {name: words.get(getattr(profile, name)) for name in HEADINGS}
    return ProfileContent(
        number=number,
        title=words.text(profile.title),
        summary=words.text(profile.summary),
        facts=tuple(_facts(version, profile, found, words)),
        texts=tuple(Named(name=HEADINGS[name], value=text) for name, text in texts.items() if text),
        shares=tuple(_shares(profile, words)),
        total=None if profile.cost_once is None else money(profile.cost_once),
        goals=tuple(_goals(profile, found, words)),
    )


def _facts(version: str, profile: Profile, found: Aims, words: Words) -> Iterator[Named]:
    yield Named(name="Fassung", value=version)
    unit = next((row for row in found.units if row.unit_id == profile.lead), None)
    if unit:
        yield Named(name="Zuständig", value=words.text(unit.name))
    places = (found.around.territory(key, words) for key in profile.territories)
    told = ", ".join(each for each in places if each)
    if told:
        yield Named(name="Wo", value=told)
    if profile.starts and profile.ends:
        yield Named(name="Zeitraum", value=period(profile.starts, profile.ends))
    if profile.cost_yearly is not None:
        yield Named(name="Kosten im Jahr", value=money(profile.cost_yearly))
    if profile.staff is not None:
        yield Named(name="Stellenanteil", value=number(profile.staff / 100))


def _shares(profile: Profile, words: Words) -> Iterator[Named]:
    if not profile.cost_once:
        return
    if profile.own_share:
        yield Named(name="Eigenanteil", value=money(profile.own_share))
    for each in profile.funding:
        yield Named(name=words.text(each.source), value=money(each.amount))
    if profile.gap > 0:
        yield Named(name="noch nicht finanziert", value=money(profile.gap))


def _goals(profile: Profile, found: Aims, words: Words) -> Iterator[Listed]:
    for goal in found.goals:
        rows = tuple(
            f"{words.text(row.name)}: von {written(row.baseline, row.decimals)} auf"
            f" {written(row.target, row.decimals)} {words.text(row.unit)} bis {day(row.by_day)}"
            for row in found.indicators
            if row.goal_id == goal.goal_id and row.indicator_id in profile.indicators
        )
        if goal.goal_id in profile.goals or rows:
            yield Listed(name=words.text(goal.text), rows=rows)
