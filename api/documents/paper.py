"""The paper a council decides on: one version of a profile, and the ideas it came from (J6)."""

from collections.abc import Iterator
from datetime import date
from typing import get_args

from api.documents import wording
from api.documents.content import IdeaContent, Named, PaperContent, day_of
from api.documents.strategy import shown
from api.documents.wording import day
from api.pages import vocabulary
from api.pages.measures.reading import Reading
from api.pages.parts import cards
from api.pages.parts.words import Words
from domain.codes import ProposalId
from domain.measures import Group, missing
from domain.phases import BERLIN
from projections.measures import Decided, Version


def content(reading: Reading, version: Version, words: Words, base_url: str) -> PaperContent:
    """Return the paper about one version, as everybody may read it today."""
    row, around = reading.row, reading.around
    url = f"{base_url}/de/measures/{row.measure_id}/versions/{version.number}"
    told = f"Fassung {version.number} vom {day(version.at)}"
    aims = wording.Aims(
        around=around,
        units=reading.units,
        goals=reading.goals,
        indicators=reading.indicators,
        bodies={each.body_id: each for each in reading.bodies},
    )
    lacks = missing(version.profile, assessed=bool(reading.story.assessments))
    asked = _asked(reading, version)
    return PaperContent(
        title=f"{row.number} {words.text(version.profile.title)}",
        subject=f"Vorlage zu {row.number}, Fassung {version.number}",
        client=around.client(words),
        day=day_of(version.at.astimezone(BERLIN).date()),
        url=url,
        address=shown(url),
        cover=tuple(_cover(reading, version, asked, words)),
        proposal=_proposal(reading, version, asked, words),
        profile=wording.profile_of(row.number, told, version.profile, aims, words),
        missing=tuple(vocabulary.word("profile_missing", each) for each in lacks),
        assessments=tuple(_assessments(reading)),
        statements=tuple(_statements(reading, words)),
        ideas=tuple(_ideas(reading, words, base_url)),
        others=tuple(_others(reading, words)),
        standing="Der Stand der Maßnahme, alle Fassungen und alle Beschlüsse stehen hier:",
    )


def _asked(reading: Reading, version: Version) -> Decided | None:
    """Return the submission of this version."""
    found = [each for each in reading.story.decisions.values() if each.version == version.number]
    return found[-1] if found else None


def _cover(
    reading: Reading, version: Version, asked: Decided | None, words: Words
) -> Iterator[Named]:
    yield Named(name="Verfahren", value=words.text(reading.around.process.title))
    yield Named(name="Fassung", value=f"{version.number} vom {day(version.at)}")
    if asked is not None:
        yield Named(name="Gremium", value=reading.body(asked.body_id, words) or "")
        yield Named(name="Vorgelegt", value=day(asked.submitted))
    if reading.row.priority:
        yield Named(name="Priorität", value=vocabulary.word("priority", reading.row.priority))
    ideas = sum(1 for each in reading.sources if each.kind == "proposal")
    yield Named(name="Ideen aus der Beteiligung", value=str(ideas))


def _proposal(
    reading: Reading, version: Version, asked: Decided | None, words: Words
) -> str | None:
    if asked is None:
        return None
    title = words.text(version.profile.title)
    cost = version.profile.cost_once
    money = f" Die einmaligen Kosten betragen {wording.money(cost)}." if cost else ""
    return (
        f"Die Maßnahme {reading.row.number} „{title}“ wird in der Fassung {version.number}"
        f" beschlossen.{money}"
    )


def _assessments(reading: Reading) -> Iterator[Named]:
    for group in get_args(Group):
        each = reading.story.assessments.get(group)
        if each is not None:
            name = vocabulary.word("assessing_group", group)
            yield Named(name=name, value=wording.number(each.result / 100))


def _statements(reading: Reading, words: Words) -> Iterator[Named]:
    for each in reading.story.statements.values():
        who = reading.unit(each.unit, words) or reading.place(each.territory, words) or ""
        if each.stance is None:
            yield Named(name=who, value=f"fehlt noch, erbeten bis {day(each.due)}")
            continue
        text = words.get(each.text)
        stance = vocabulary.word("statement_stance", each.stance)
        yield Named(name=who, value=f"{stance}: {text}" if text else stance)


def _ideas(reading: Reading, words: Words, base_url: str) -> Iterator[IdeaContent]:
    for source in reading.sources:
        idea = reading.ideas.get(ProposalId(source.source_id))
        if idea is None:
            continue
        url = f"{base_url}/i/{idea.receipt}"
        share = vocabulary.word("share", source.share) if source.share else ""
        published: date | None = idea.published_at.date() if idea.published_at else None
        told = [share, f"veröffentlicht am {day(published)}" if published else ""]
        told.append(f"{idea.supports} Unterstützungen" if idea.supports else "")
        yield IdeaContent(
            name=f"{idea.receipt} {cards.title(idea, words)}",
            line=" · ".join(each for each in told if each),
            text=words.text(idea.body),
            url=url,
            address=shown(url),
        )


def _others(reading: Reading, words: Words) -> Iterator[str]:
    for source in reading.sources:
        if source.kind == "proposal":
            if ProposalId(source.source_id) not in reading.ideas:
                yield vocabulary.word("source_kind", source.kind)
            continue
        origin = reading.origins.get(source.source_id)
        kind = vocabulary.word("source_kind", source.kind)
        yield f"{kind}: {origin.title(words)}" if origin else kind
