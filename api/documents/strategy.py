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
from api.documents.wording import day, money
from api.pages import vocabulary
from api.pages.parts.words import Words
from domain.codes import ProposalId

_CHECK = (
    "Dieses Dokument gibt die Fassung wieder, die beschlossen wurde. Sein SHA-256-Fingerabdruck"
    " steht auf der Seite der Strategie und im öffentlichen Protokoll. Stimmt der Fingerabdruck"
    " Ihrer Datei damit überein, so ist nichts daran geändert.\n"
    "Aktuelle Angaben zum Stand jeder Maßnahme stehen auf den Seiten des Verfahrens:"
)


def content(edition: Edition, words: Words, base_url: str) -> StrategyContent:
    """Return what the document of a version says."""
    chosen, around = edition.chosen, edition.aims.around
    title = words.text(around.process.title, around.process.slug)
    frozen = edition.measures
    cost = sum(each.version.profile.cost_once or 0 for each in frozen)
    url = f"{base_url}/de/p/{around.process.slug}/strategy/{chosen.version}"
    decision = wording.decision_of(chosen.decision, edition.aims, words)
    return StrategyContent(
        title=f"Strategie {title.split(': ')[0]}",
        subtitle=f"Fassung {chosen.version}",
        subject=f"Strategie, Fassung {chosen.version}",
        client=around.client(words),
        day=day_of(dated(edition)),
        url=url,
        address=shown(url),
        cover=tuple(_cover(edition, decision.body)),
        note=chosen.note,
        mission=tuple(_mission(edition, words)),
        mission_line=f"Leitbild in Fassung {chosen.mission_version}",
        overview=_overview(edition),
        rows=tuple(_rows(edition, words)),
        total=money(cost),
        fields=tuple(_fields(edition, words)),
        decided=f"Beschlossen ist genau die Fassung {chosen.version}, die hier steht.",
        decision=decision,
        sources=tuple(_sources(edition, words, base_url)),
        check=_CHECK,
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


def _cover(edition: Edition, body: str) -> Iterator[Named]:
    chosen = edition.chosen
    yield Named(name="Beschlossen", value=f"{body}, {day(dated(edition))}")
    if chosen.presented:
        where = f", {chosen.place}" if chosen.place else ""
        yield Named(name="Vorstellung", value=f"{day(chosen.presented)}{where}")
    yield Named(name="Maßnahmen", value=str(len(edition.measures)))


def _mission(edition: Edition, words: Words) -> Iterator[str]:
    if edition.mission is not None:
        yield from (words.text(each.text) for each in edition.mission.paragraphs)


def _overview(edition: Edition) -> str:
    measures, fields = len(edition.measures), len(edition.by_field())
    some = "1 Maßnahme" if measures == 1 else f"{measures} Maßnahmen"
    where = "1 Handlungsfeld" if fields == 1 else f"{fields} Handlungsfeldern"
    return (
        f"Die Strategie umfasst {some} in {where}. Jede steht hier in genau der Fassung,"
        " die beschlossen wurde."
    )


def _rows(edition: Edition, words: Words) -> Iterator[OverviewRow]:
    for _, group in edition.by_field():
        for each in group:
            profile = each.version.profile
            cost = "–" if profile.cost_once is None else money(profile.cost_once)
            yield OverviewRow(
                number=each.row.number,
                title=words.text(profile.title),
                period=wording.years(profile.starts, profile.ends),
                cost=cost,
            )


def _fields(edition: Edition, words: Words) -> Iterator[FieldContent]:
    known = {row.field_id: row for row in edition.aims.around.fields}
    for key, group in edition.by_field():
        row = known[key] if key else None
        yield FieldContent(
            name=words.text(row.name) if row else "Weitere Maßnahmen",
            colour=row.colour if row else "grey",
            measures=tuple(_profile(each, edition, words) for each in group),
        )


def _profile(frozen: FrozenRow, edition: Edition, words: Words) -> ProfileContent:
    version = f"Fassung {frozen.number} vom {day(frozen.version.at)}"
    number, profile = frozen.row.number, frozen.version.profile
    return wording.profile_of(number, version, profile, edition.aims, words)


def _sources(edition: Edition, words: Words, base_url: str) -> Iterator[LinkedGroup]:
    """Yield where each measure comes from. Ideas are named by number only.

    Somebody who has a text erased shall not find it again in a document that is kept.
    """
    for each in edition.measures:
        rows = []
        for source in each.sources:
            idea = edition.ideas.get(ProposalId(source.source_id))
            if source.kind == "proposal" and idea is not None:
                url = f"{base_url}/de/ideas/{source.source_id}"
                share = vocabulary.word("share", source.share) if source.share else ""
                name = f"Idee {idea.receipt}" + (f" ({share})" if share else "")
                rows.append(Linked(name=name, url=url))
            elif source.kind != "proposal":
                rows.append(Linked(name=vocabulary.word("source_kind", source.kind)))
        if rows:
            name = f"{each.row.number} {words.text(each.version.profile.title)}"
            yield LinkedGroup(name=name, rows=tuple(rows))
