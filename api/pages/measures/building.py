"""From the rows of one measure to its page."""

from collections.abc import Iterator
from datetime import date

from api.pages import vocabulary
from api.pages.framing import Frame
from api.pages.measures import cards, carrying, figures
from api.pages.measures.partners import partners
from api.pages.measures.reading import Reading, reason_of, source_of
from api.pages.parts import cards as idea_cards
from api.pages.parts.words import Words
from api.pages.views import PageLink, TimelineEntry
from api.pages.views.measures import (
    BackingView,
    DecidedView,
    MeasurePage,
    MeasureSource,
    MilestoneView,
    ProfileText,
    ProfileVersion,
    ProgressView,
    StatementView,
)
from api.pages.vocabulary.terms import N_
from domain.codes import ProposalId
from domain.measures import Status
from domain.phases import BERLIN

WAY: tuple[Status, ...] = (
    "proposed",
    "assessed",
    "prioritised",
    "submitted",
    "adopted",
    "planned",
    "in_implementation",
    "completed",
)
_SIDEWAYS: dict[Status, Status] = {
    "deferred": "submitted",
    "rejected": "submitted",
    "paused": "in_implementation",
    "stopped": "in_implementation",
}
"""States beside the way, and the station of it they are at."""

HEADINGS = {
    "problem": N_("Welches Problem gelöst wird"),
    "target_group": N_("Für wen"),
    "benefit": N_("Was es bringt"),
    "approach": N_("Wie wir vorgehen"),
    "steps": N_("Schritte"),
    "present_state": N_("Was es schon gibt"),
    "partners": N_("Wer mitmacht"),
    "risks": N_("Was schiefgehen kann"),
    "transferability": N_("Was andere davon übernehmen können"),
    "superior_strategy": N_("Übergeordnete Strategie"),
    "privacy": N_("Datenschutz"),
}
_FIRST = ("problem", "target_group", "benefit", "approach", "steps")


def measure_page(frame: Frame, reading: Reading, words: Words, *, may_plan: bool) -> MeasurePage:
    """Return the page of a measure."""
    row, story, around = reading.row, reading.story, reading.around
    profile = story.profile
    today = around.now.astimezone(BERLIN).date()
    station = _SIDEWAYS.get(row.status, row.status)
    texts = {name: words.get(getattr(profile, name)) for name in HEADINGS}
    told = [
        ProfileText(name=frame.say(HEADINGS[name]), text=text)
        for name, text in texts.items()
        if text
    ]
    first = {frame.say(HEADINGS[name]) for name in _FIRST}
    return MeasurePage(
        card=cards.card(row, around, words),
        slug=around.process.slug,
        process_title=words.text(around.process.title),
        summary=words.text(row.summary),
        way=WAY,
        reached=WAY.index(station) if station in WAY else 0,
        texts=tuple(each for each in told if each.name in first),
        more=tuple(each for each in told if each.name not in first),
        starts=profile.starts,
        ends=profile.ends,
        cost_once=profile.cost_once,
        cost_yearly=profile.cost_yearly,
        shares=tuple(figures.shares(frame, profile, words)),
        staff=profile.staff,
        lead=reading.unit(profile.lead, words),
        priority=row.priority,
        rank=row.rank,
        priority_basis=words.get(story.priorities[-1].reason) if story.priorities else None,
        backing=_backing(reading, words),
        together=figures.together(reading),
        goals=tuple(figures.goals(frame, reading, words)),
        assessments=tuple(figures.assessments(reading)),
        sources=tuple(_sources(reading, words)),
        statements=tuple(statements(reading, words, today)),
        milestones=tuple(milestones(reading, words, today)),
        reports=tuple(_reports(reading, words)),
        decisions=tuple(_decisions(reading, words)),
        partners=tuple(partners(reading, words)),
        carrying=carrying.view(reading.means, row, words, today),
        versions=versions(reading, words),
        timeline=tuple(_timeline(frame, reading, words)),
        parked=story.parked.until if story.parked and row.parked else None,
        stop_reason=words.get(story.stopped.reason) if story.stopped else None,
        lessons=words.get(story.stopped.lessons) if story.stopped else None,
        licence=story.transfer.licence if story.transfer else None,
        preconditions=words.get(story.transfer.preconditions) if story.transfer else None,
        may_plan=may_plan,
    )


def _backing(reading: Reading, words: Words) -> BackingView | None:
    """Return what people say to the measure; None where nobody was asked."""
    given = reading.story.assessments.get("workshop")
    result = given.result if given else None
    found = reading.behind.view(reading.row.measure_id, result, words)
    return found if found.ideas or found.places or result is not None else None


def _sources(reading: Reading, words: Words) -> Iterator[MeasureSource]:
    for link in reading.sources:
        idea = reading.ideas.get(ProposalId(link.source_id))
        found = reading.origins.get(link.source_id)
        yield MeasureSource(
            kind=link.kind,
            title=found.title(words) if found else "",
            path=found.path if found else None,
            share=link.share,
            idea=idea_cards.link(idea, words) if idea else None,
        )


def statements(reading: Reading, words: Words, today: date) -> Iterator[StatementView]:
    """Yield the positions, those that are missing first."""
    asked = reading.story.statements.values()
    for each in sorted(asked, key=lambda each: (each.filed is not None, each.due)):
        who = reading.unit(each.unit, words) or reading.place(each.territory, words) or ""
        yield StatementView(
            id=str(each.statement_id),
            who=who,
            due=each.due,
            overdue=each.filed is None and each.due < today,
            stance=each.stance,
            text=words.get(each.text),
            filed=each.filed,
        )


def milestones(reading: Reading, words: Words, today: date) -> Iterator[MilestoneView]:
    """Yield the milestones in the order of their days."""
    for each in sorted(reading.story.milestones.values(), key=lambda each: each.due):
        yield MilestoneView(
            id=str(each.milestone_id),
            title=words.text(each.title),
            due=each.due,
            announced=each.announced,
            late=each.reached is None and each.due < today,
            reached=each.reached,
            reason=words.get(each.moved),
            evidence=words.get(each.evidence),
        )


def _reports(reading: Reading, words: Words) -> Iterator[ProgressView]:
    for each in reversed(reading.story.reports):
        yield ProgressView(
            percent=each.percent,
            light=each.light,
            as_of=each.as_of,
            text=words.get(each.text),
            next_step=words.get(each.next_step),
        )


def _decisions(reading: Reading, words: Words) -> Iterator[DecidedView]:
    for each in reading.story.decisions.values():
        yield DecidedView(
            id=str(each.decision_id),
            who=reading.place(each.territory, words),
            body=reading.body(each.body_id, words),
            version=each.version,
            submitted=each.submitted,
            outcome=each.outcome,
            at=each.at,
            conditions=words.get(each.conditions),
            revoked=each.revoked,
            public=each.decision_id in reading.published,
        )


def versions(reading: Reading, words: Words) -> tuple[ProfileVersion, ...]:
    """Return the versions of the profile, oldest first."""
    return tuple(
        ProfileVersion(number=each.number, at=each.at, reason=words.get(each.reason))
        for each in reading.story.versions
    )


def _timeline(frame: Frame, reading: Reading, words: Words) -> Iterator[TimelineEntry]:
    for step in reading.steps:
        source = source_of(step)
        idea = reading.ideas.get(ProposalId(source.id)) if source else None
        found = reading.origins.get(source.id) if source else None
        kind = vocabulary.word("source_kind", source.kind) if source and not idea else None
        yield TimelineEntry(
            event=step.kind,
            at=step.at,
            detail=words.get(reason_of(step)),
            link=idea_cards.link(idea, words) if idea else None,
            page=PageLink(path=found.path, title=found.title(words)) if found else None,
            note=frame.say(kind) if kind else None,
            position=step.position,
        )
