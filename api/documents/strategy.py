"""The content of a strategy document. It depends on what was frozen, and on nothing else."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from api.documents import wording
from api.documents.content import (
    FieldContent,
    Linked,
    LinkedGroup,
    Named,
    OverviewRow,
    ProfileContent,
    StrategyContent,
    day_of,
)
from api.documents.editions import Edition, FrozenRow
from api.documents.labels import EVERYWHERE, STRATEGY
from api.documents.voice import GERMAN, Voice
from api.pages.parts.words import Words
from api.pages.vocabulary.marking import N_
from domain.codes import ProposalId

_CHECK = N_(
    "Dieses Dokument gibt die Fassung wieder, die beschlossen wurde. Sein SHA-256-Fingerabdruck"
    " steht auf der Seite der Strategie und im öffentlichen Protokoll. Stimmt der Fingerabdruck"
    " Ihrer Datei damit überein, so ist nichts daran geändert."
)
_RENDERED = N_(
    "Veröffentlicht wurde das deutsche Dokument. Diese Ausgabe setzt dieselbe Fassung noch einmal,"
    " mit Überschriften und Angaben in einer anderen Sprache; was Menschen und Gremien geschrieben"
    " haben, steht darin auf Deutsch, wie es beschlossen wurde. Der SHA-256-Fingerabdruck des"
    " deutschen Dokuments steht auf der Seite der Strategie und im öffentlichen Protokoll."
)
_CURRENT = N_("Aktuelle Angaben zum Stand jeder Maßnahme stehen auf den Seiten des Verfahrens:")


def content(
    edition: Edition, words: Words, base_url: str, voice: Voice = GERMAN
) -> StrategyContent:
    """Return what the document of a version says; the German one is what is published."""
    chosen, around = edition.chosen, edition.aims.around
    title = words.text(around.process.title, around.process.slug)
    cost = sum(each.version.profile.cost_once or 0 for each in edition.measures)
    url = f"{base_url}/{voice.language}/p/{around.process.slug}/strategy/{chosen.version}"
    decision = wording.decision_of(voice, chosen.decision, edition.aims, words)
    say, number = voice.say, chosen.version
    return StrategyContent(
        language=voice.language,
        labels=voice.labels(EVERYWHERE, STRATEGY),
        title=say(N_("Strategie %(process)s"), process=title.split(": ")[0]),
        subtitle=say(N_("Fassung %(version)s"), version=number),
        subject=say(N_("Strategie, Fassung %(number)s"), number=number),
        client=around.client(words),
        day=day_of(dated(edition)),
        url=url,
        address=shown(url),
        cover=tuple(_cover(voice, edition, decision.body)),
        note=chosen.note,
        mission=tuple(_mission(edition, words)),
        mission_line=say(N_("Leitbild in Fassung %(number)s"), number=chosen.mission_version),
        overview=_overview(voice, edition),
        rows=tuple(_rows(voice, edition, words)),
        total=voice.money(cost),
        fields=tuple(_fields(voice, edition, words)),
        decided=say(
            N_("Beschlossen ist genau die Fassung %(number)s, die hier steht."), number=number
        ),
        decision=decision,
        sources=tuple(_sources(voice, edition, words, base_url)),
        check="\n".join(map(say, (_CHECK if voice == GERMAN else _RENDERED, _CURRENT))),
    )


def dated(edition: Edition) -> date:
    """Return the day the document carries: that of the decision."""
    decision = edition.chosen.decision
    if decision.session is not None:
        return decision.session
    return (decision.confirmed_at or edition.aims.around.now).date()


def shown(url: str) -> str:
    """Return an address as people type it."""
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}"


def _cover(voice: Voice, edition: Edition, body: str) -> Iterator[Named]:
    chosen, say = edition.chosen, voice.say
    decided = voice.joined("", body, f", {voice.day(dated(edition))}")
    yield Named(name=say(N_("Beschlossen")), value=decided)
    if chosen.presented:
        day = voice.day(chosen.presented)
        shown = voice.joined(f"{day}, ", chosen.place) if chosen.place else day
        yield Named(name=say(N_("Vorstellung")), value=shown)
    yield Named(name=say(N_("Maßnahmen")), value=str(len(edition.measures)))


def _mission(edition: Edition, words: Words) -> Iterator[str]:
    if edition.mission is not None:
        yield from (words.text(each.text) for each in edition.mission.paragraphs)


def _overview(voice: Voice, edition: Edition) -> str:
    measures, fields = len(edition.measures), len(edition.by_field())
    some = N_("eine Maßnahme") if measures == 1 else N_("%(count)s Maßnahmen")
    where = N_("einem Handlungsfeld") if fields == 1 else N_("%(count)s Handlungsfeldern")
    return voice.say(
        N_(
            "Die Strategie umfasst %(measures)s in %(fields)s. Jede steht hier in genau der"
            " Fassung, die beschlossen wurde."
        ),
        measures=voice.say(some, count=measures),
        fields=voice.say(where, count=fields),
    )


def _rows(voice: Voice, edition: Edition, words: Words) -> Iterator[OverviewRow]:
    for _, group in edition.by_field():
        for each in group:
            profile = each.version.profile
            cost = "–" if profile.cost_once is None else voice.money(profile.cost_once)
            yield OverviewRow(
                number=each.row.number,
                title=words.text(profile.title),
                period=wording.years(profile.starts, profile.ends),
                cost=cost,
            )


def _fields(voice: Voice, edition: Edition, words: Words) -> Iterator[FieldContent]:
    known = {row.field_id: row for row in edition.aims.around.fields}
    for key, group in edition.by_field():
        row = known[key] if key else None
        yield FieldContent(
            name=words.text(row.name) if row else voice.say(N_("Weitere Maßnahmen")),
            colour=row.colour if row else "grey",
            measures=tuple(_profile(voice, each, edition, words) for each in group),
        )


def _profile(voice: Voice, frozen: FrozenRow, edition: Edition, words: Words) -> ProfileContent:
    return wording.profile_of(voice, frozen.row.number, frozen.version, edition.aims, words)


def _sources(voice: Voice, edition: Edition, words: Words, base_url: str) -> Iterator[LinkedGroup]:
    """Yield where each measure comes from. Ideas are named by number only.

    Somebody who has a text erased shall not find it again in a document that is kept.
    """
    for each in edition.measures:
        rows = []
        for source in each.sources:
            idea = edition.ideas.get(ProposalId(source.source_id))
            if source.kind == "proposal" and idea is not None:
                url = f"{base_url}/{voice.language}/ideas/{source.source_id}"
                share = voice.term("share", source.share) if source.share else ""
                name = voice.say(N_("Idee %(receipt)s"), receipt=idea.receipt)
                name += f" ({share})" if share else ""
                rows.append(Linked(name=name, url=url))
            elif source.kind != "proposal":
                rows.append(Linked(name=voice.term("source_kind", source.kind)))
        if rows:
            name = f"{each.row.number} {words.text(each.version.profile.title)}"
            yield LinkedGroup(name=name, rows=tuple(rows))
