"""The paper a council decides on: one version of a profile, and the ideas it came from (J6)."""

from collections.abc import Iterator
from typing import get_args

from api.documents import wording
from api.documents.content import IdeaContent, Line, Named, PaperContent, day_of
from api.documents.labels import EVERYWHERE, PAPER
from api.documents.strategy import shown
from api.documents.voice import GERMAN, Voice, Written, joined
from api.pages.measures.reading import Reading
from api.pages.parts import cards
from api.pages.parts.words import Words
from api.pages.vocabulary.marking import N_
from domain.codes import ProposalId
from domain.measures import Group, missing
from domain.phases import BERLIN
from projections.feed import FeedRow
from projections.measures import Decided, Version


def content(
    reading: Reading, version: Version, words: Words, base_url: str, voice: Voice = GERMAN
) -> PaperContent:
    """Return the paper about one version, as everybody may read it today."""
    row, around = reading.row, reading.around
    page = f"{base_url}/{voice.language}/measures/{row.measure_id}"
    url = f"{page}/versions/{version.number}"
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
        language=voice.language,
        labels=voice.labels(EVERYWHERE, PAPER),
        title=f"{row.number} {words.text(version.profile.title)}",
        subject=voice.say(
            N_("Vorlage zu %(number)s, Fassung %(version)s"),
            number=row.number,
            version=version.number,
        ),
        client=around.client(words),
        day=day_of(version.at.astimezone(BERLIN).date()),
        url=url,
        address=shown(url),
        cover=tuple(_cover(voice, reading, version, asked, words)),
        proposal=_proposal(voice, reading, version, asked, words),
        profile=wording.profile_of(voice, row.number, version, aims, words),
        missing=tuple(voice.term("profile_missing", each) for each in lacks),
        assessments=tuple(_assessments(voice, reading)),
        statements=tuple(_statements(voice, reading, words)),
        ideas=tuple(_ideas(voice, reading, words, base_url)),
        others=tuple(_others(voice, reading, words)),
        standing=voice.say(
            N_("Der Stand der Maßnahme, alle Fassungen und alle Beschlüsse stehen hier:")
        ),
    )


def _asked(reading: Reading, version: Version) -> Decided | None:
    """Return the submission of this version."""
    found = [each for each in reading.story.decisions.values() if each.version == version.number]
    return found[-1] if found else None


def _cover(
    voice: Voice, reading: Reading, version: Version, asked: Decided | None, words: Words
) -> Iterator[Named]:
    row, say = reading.row, voice.say
    title = words.text(reading.around.process.title)
    yield Named(name=say(N_("Verfahren")), value=title, german="value")
    which = say(N_("%(number)s vom %(day)s"), number=version.number, day=voice.day(version.at))
    yield Named(name=say(N_("Fassung")), value=which)
    if asked is not None:
        body = reading.body(asked.body_id, words) or ""
        yield Named(name=say(N_("Gremium")), value=body, german="value")
        yield Named(name=say(N_("Vorgelegt")), value=voice.day(asked.submitted))
    if row.priority:
        yield Named(name=say(N_("Priorität")), value=voice.term("priority", row.priority))
    ideas = sum(1 for each in reading.sources if each.kind == "proposal")
    yield Named(name=say(N_("Ideen aus der Beteiligung")), value=str(ideas))


def _proposal(
    voice: Voice, reading: Reading, version: Version, asked: Decided | None, words: Words
) -> Line | None:
    if asked is None:
        return None
    proposal = voice.line(
        N_("Die Maßnahme %(number)s „%(title)s“ wird in der Fassung %(version)s beschlossen."),
        number=reading.row.number,
        title=Written(words.text(version.profile.title)),
        version=version.number,
    )
    if not version.profile.cost_once:
        return proposal
    cost = voice.money(version.profile.cost_once)
    told = voice.say(N_("Die einmaligen Kosten betragen %(cost)s."), cost=cost)
    return joined(proposal, " ", told)


def _assessments(voice: Voice, reading: Reading) -> Iterator[Named]:
    for group in get_args(Group):
        each = reading.story.assessments.get(group)
        if each is not None:
            name = voice.term("assessing_group", group)
            yield Named(name=name, value=voice.number(each.result / 100))


def _statements(voice: Voice, reading: Reading, words: Words) -> Iterator[Named]:
    for each in reading.story.statements.values():
        who = reading.unit(each.unit, words) or reading.place(each.territory, words) or ""
        if each.stance is None:
            due = voice.say(N_("fehlt noch, erbeten bis %(day)s"), day=voice.day(each.due))
            yield Named(name=who, value=due, german="name")
            continue
        text = words.get(each.text)
        stance = voice.term("statement_stance", each.stance)
        value = voice.joined(f"{stance}: ", text) if text else stance
        yield Named(name=who, value=value, german="name")


def _ideas(voice: Voice, reading: Reading, words: Words, base_url: str) -> Iterator[IdeaContent]:
    for source in reading.sources:
        idea = reading.ideas.get(ProposalId(source.source_id))
        if idea is None:
            continue
        url = f"{base_url}/i/{idea.receipt}"
        told = [voice.term("share", source.share) if source.share else "", *_backing(voice, idea)]
        yield IdeaContent(
            name=f"{idea.receipt} {cards.title(idea, words)}",
            line=" · ".join(each for each in told if each),
            text=words.text(idea.body),
            url=url,
            address=shown(url),
        )


def _backing(voice: Voice, idea: FeedRow) -> Iterator[str]:
    if idea.published_at:
        published = voice.day(idea.published_at.date())
        yield voice.say(N_("veröffentlicht am %(day)s"), day=published)
    if idea.supports:
        many = N_("1 Unterstützung") if idea.supports == 1 else N_("%(count)s Unterstützungen")
        yield voice.say(many, count=idea.supports)


def _others(voice: Voice, reading: Reading, words: Words) -> Iterator[Line]:
    for source in reading.sources:
        if source.kind == "proposal":
            if ProposalId(source.source_id) not in reading.ideas:
                yield voice.term("source_kind", source.kind)
            continue
        origin = reading.origins.get(source.source_id)
        kind = voice.term("source_kind", source.kind)
        yield voice.joined(f"{kind}: ", origin.title(words)) if origin else kind
