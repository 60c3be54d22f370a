"""How documents word days, money, decisions and profiles."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec

from api.documents.content import DecisionContent, Line, Listed, Named, ProfileContent
from api.documents.voice import Voice, Written
from api.pages.measures.building import HEADINGS
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.vocabulary.marking import N_
from domain.codes import BodyId
from domain.measures import Profile
from domain.messages import ContentRef
from domain.use_cases.strategy.profiles import references
from projections import organisation
from projections.decisions import DecisionRow
from projections.measures import Version
from projections.model import Snapshot
from projections.organisation import BodyRow, GoalRow, IndicatorRow, UnitRow


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


def period(voice: Voice, starts: date | None, ends: date | None) -> str:
    """Return from when to when; a dash where nobody has said it."""
    if starts is None or ends is None:
        return "–"
    return f"{voice.day(starts)} – {voice.day(ends)}"


def years(starts: date | None, ends: date | None) -> str:
    """Return the years of a period."""
    if starts is None or ends is None:
        return "–"
    return str(starts.year) if starts.year == ends.year else f"{starts.year} – {ends.year}"


def decision_of(voice: Voice, row: DecisionRow, found: Aims, words: Words) -> DecisionContent:
    """Return a confirmed decision as it was recorded."""
    body = found.bodies.get(row.body_id)
    session = voice.day(row.session) if row.session else voice.say(N_("ohne Termin"))
    return DecisionContent(
        body=words.text(body.name) if body else "",
        session=voice.say(
            N_("%(session)s, Tagesordnungspunkt %(number)s"), session=session, number=row.number
        ),
        reference=words.get(row.reference),
        result=voice.term("council_result", row.result) if row.result else voice.say(N_("offen")),
        vote=_vote(voice, row),
        text=words.get(row.text),
        conditions=words.get(row.conditions),
    )


def _vote(voice: Voice, row: DecisionRow) -> str | None:
    vote = row.record.vote if row.record else None
    if vote is None:
        return None
    told = N_("%(yes)s Ja, %(no)s Nein, %(abstain)s Enthaltungen; %(present)s anwesend; %(method)s")
    if vote.abstain == 1:
        told = N_("%(yes)s Ja, %(no)s Nein, 1 Enthaltung; %(present)s anwesend; %(method)s")
    return voice.say(
        told,
        yes=vote.yes,
        no=vote.no,
        abstain=vote.abstain,
        present=row.present,
        method=voice.term("vote_method", vote.method),
    )


def version_of(voice: Voice, version: Version) -> str:
    """Return which version of a measure it is."""
    told = N_("Fassung %(version)s vom %(day)s")
    return voice.say(told, version=version.number, day=voice.day(version.at))


def profile_of(
    voice: Voice, number: str, version: Version, found: Aims, words: Words
) -> ProfileContent:
    """Return one version of a measure."""
    profile = version.profile
    texts = {name: words.get(getattr(profile, name)) for name in HEADINGS}
    return ProfileContent(
        number=number,
        title=words.text(profile.title),
        summary=words.text(profile.summary),
        facts=tuple(_facts(voice, version, found, words)),
        texts=tuple(
            Named(name=voice.say(HEADINGS[name]), value=text)
            for name, text in texts.items()
            if text
        ),
        shares=tuple(_shares(voice, profile, words)),
        total=None if profile.cost_once is None else voice.money(profile.cost_once),
        goals=tuple(_goals(voice, profile, found, words)),
    )


def _facts(voice: Voice, version: Version, found: Aims, words: Words) -> Iterator[Named]:
    profile, say = version.profile, voice.say
    yield Named(name=say(N_("Fassung")), value=version_of(voice, version))
    unit = next((row for row in found.units if row.unit_id == profile.lead), None)
    if unit:
        yield Named(name=say(N_("Zuständig")), value=words.text(unit.name), german="value")
    places = (found.around.territory(key, words) for key in profile.territories)
    told = ", ".join(each for each in places if each)
    if told:
        yield Named(name=say(N_("Wo")), value=told, german="value")
    if profile.starts and profile.ends:
        yield Named(name=say(N_("Zeitraum")), value=period(voice, profile.starts, profile.ends))
    if profile.cost_yearly is not None:
        yield Named(name=say(N_("Kosten im Jahr")), value=voice.money(profile.cost_yearly))
    if profile.staff is not None:
        yield Named(name=say(N_("Stellenanteil")), value=voice.number(profile.staff / 100))


def _shares(voice: Voice, profile: Profile, words: Words) -> Iterator[Named]:
    if not profile.cost_once:
        return
    if profile.own_share:
        yield Named(name=voice.say(N_("Eigenanteil")), value=voice.money(profile.own_share))
    for each in profile.funding:
        source, amount = words.text(each.source), voice.money(each.amount)
        yield Named(name=source, value=amount, german="name")
    if profile.gap > 0:
        yield Named(name=voice.say(N_("noch nicht finanziert")), value=voice.money(profile.gap))


def _goals(voice: Voice, profile: Profile, found: Aims, words: Words) -> Iterator[Listed]:
    for goal in found.goals:
        rows = tuple(
            _indicator(voice, row, words)
            for row in found.indicators
            if row.goal_id == goal.goal_id and row.indicator_id in profile.indicators
        )
        if goal.goal_id in profile.goals or rows:
            yield Listed(name=words.text(goal.text), rows=rows)


def _indicator(voice: Voice, row: IndicatorRow, words: Words) -> Line:
    return voice.line(
        N_("%(name)s: von %(baseline)s auf %(target)s %(unit)s bis %(day)s"),
        name=Written(words.text(row.name)),
        baseline=voice.measured(row.baseline, row.decimals),
        target=voice.measured(row.target, row.decimals),
        unit=Written(words.text(row.unit)),
        day=voice.day(row.by_day),
    )
