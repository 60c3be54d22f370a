"""Turning rows of measures into what the API gives."""

from collections.abc import Iterator
from datetime import date

from api.moments import mask
from api.resources.schemas.strategy import measures as schemas
from api.resources.texts import Words
from api.undisclosed import public_among, without_words
from domain.codes import InventoryId, MeasureId, ProposalId
from domain.measures import OVER, Profile, Slot, missing
from domain.messages import ContentRef
from domain.ports import Texts
from domain.use_cases.strategy.profiles import PROFILE_TEXTS, references
from projections import inventory, measures, proposals
from projections.measures import MeasureRow, SourceRow, Story
from projections.model import Snapshot


def measure(row: MeasureRow, words: Words) -> schemas.Measure:
    """Return a measure as lists show it."""
    return schemas.Measure(
        id=row.measure_id,
        process=row.process_id,
        number=row.number,
        title=words.get(row.title),
        summary=words.get(row.summary),
        state=row.status,
        version=row.version,
        origin=row.origin,
        action_field=row.field_id,
        lead=row.lead,
        territories=list(row.territories),
        starts=row.starts,
        ends=row.ends,
        cost_once=row.cost_once,
        priority=row.priority,
        rank=row.rank,
        place=_held(row),
        parked_until=row.parked,
        percent=row.percent,
        light=row.light,
        reported=row.reported,
        usable_from=row.usable_from,
        benefit=words.get(row.benefit),
        changed=row.changed,
    )


def _held(row: MeasureRow) -> schemas.MeasurePlace | None:
    if row.year is None or row.first is None or row.last is None or row.budget is None:
        return None
    return place(Slot(row.year, row.first, row.last, row.budget))


def place(slot: Slot) -> schemas.MeasurePlace:
    """Return a place in the plans."""
    return schemas.MeasurePlace(
        year=slot.year, first=slot.first, last=slot.last, budget=slot.budget
    )


def details(snapshot: Snapshot, row: MeasureRow, texts: Texts) -> schemas.MeasureDetails:
    """Return one measure with everything that is told of it."""
    story = measures.tell(measures.steps(snapshot, row.measure_id))
    story = without_words(story, public_among(snapshot, story.decisions))
    profile = story.profile
    words = Words(texts, [row.title, row.summary, row.benefit, *_refs(profile), *story.refs()])
    return schemas.MeasureDetails(
        **{name: getattr(measure(row, words), name) for name in schemas.Measure.__struct_fields__},
        profile=_profile(profile, words),
        missing=missing(profile, assessed=bool(story.assessments)),
        sources=list(_sources(snapshot, row.measure_id)),
        submissions=list(_submissions(story, words)),
        places=[
            schemas.MeasurePlacing(
                place=place(each.slot), reason=words.get(each.reason), at=each.at
            )
            for each in story.places
        ],
        milestones=list(_milestones(story, words)),
        reports=list(_reports(story, words)),
        stop_reason=words.get(story.stopped.reason) if story.stopped else None,
        lessons=words.get(story.stopped.lessons) if story.stopped else None,
        licence=story.transfer.licence if story.transfer else None,
        preconditions=words.get(story.transfer.preconditions) if story.transfer else None,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


def _refs(profile: Profile) -> Iterator[ContentRef]:
    yield from (ref for _, ref in references(profile))


def _profile(profile: Profile, words: Words) -> schemas.MeasureProfile:
    return schemas.MeasureProfile(
        **{name: words.get(getattr(profile, name)) for name in PROFILE_TEXTS},
        action_field=profile.field_id,
        goals=list(profile.goals),
        indicators=list(profile.indicators),
        lead=profile.lead,
        territories=list(profile.territories),
        starts=profile.starts,
        ends=profile.ends,
        cost_once=profile.cost_once,
        cost_yearly=profile.cost_yearly,
        funding=[
            schemas.MeasureFunding(
                source=words.get(each.source), amount=each.amount, notice=each.notice
            )
            for each in profile.funding
        ],
        own_share=profile.own_share,
        staff=profile.staff,
        dependencies=list(profile.dependencies),
        sustainability=list(profile.sustainability),
    )


def _sources(snapshot: Snapshot, measure_id: MeasureId) -> Iterator[schemas.MeasureSource]:
    for each in measures.sources(snapshot, measure_id):
        if _public(snapshot, each):
            yield schemas.MeasureSource(kind=each.kind, id=each.source_id, share=each.share)


def _public(snapshot: Snapshot, source: SourceRow) -> bool:
    """Tell whether everybody may know of a source; only ideas and reports can be hidden."""
    if source.kind == "proposal":
        return proposals.find(snapshot, ProposalId(source.source_id)) is not None
    if source.kind == "inventory":
        item = inventory.find(snapshot, InventoryId(source.source_id))
        return item is not None and item.state == "listed"
    return True


def _submissions(story: Story, words: Words) -> Iterator[schemas.MeasureSubmission]:
    for each in story.decisions.values():
        yield schemas.MeasureSubmission(
            decision=each.decision_id,
            version=each.version,
            body=each.body_id,
            territory=each.territory,
            submitted=each.submitted,
            outcome=each.outcome,
            conditions=words.get(each.conditions),
            at=each.at,
            revoked=each.revoked,
        )


def _milestones(story: Story, words: Words) -> Iterator[schemas.MeasureMilestone]:
    for each in story.milestones.values():
        yield schemas.MeasureMilestone(
            id=each.milestone_id,
            title=words.get(each.title),
            announced=each.announced,
            due=each.due,
            moved=words.get(each.moved),
            reached=each.reached,
            evidence=words.get(each.evidence),
        )


def _reports(story: Story, words: Words) -> Iterator[schemas.MeasureReport]:
    for each in story.reports:
        yield schemas.MeasureReport(
            percent=each.percent,
            light=each.light,
            text=words.get(each.text),
            next_step=words.get(each.next_step),
            day=each.as_of,
            at=each.at,
        )


def versions(snapshot: Snapshot, measure_id: MeasureId, texts: Texts) -> schemas.MeasureVersions:
    """Return every version of a profile, oldest first."""
    told = measures.tell(measures.steps(snapshot, measure_id)).versions
    refs = [ref for each in told for ref in (each.reason, *_refs(each.profile))]
    words = Words(texts, refs)
    return schemas.MeasureVersions(
        items=[
            schemas.MeasureVersion(
                number=each.number,
                profile=_profile(each.profile, words),
                reason=words.get(each.reason),
                at=each.at,
            )
            for each in told
        ],
        next=None,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


def statements(
    snapshot: Snapshot, row: MeasureRow, texts: Texts, today: date
) -> schemas.MeasureStatements:
    """Return the formal positions on a measure by the day they are due."""
    asked = measures.tell(measures.steps(snapshot, row.measure_id)).statements.values()
    words = Words(texts, [each.text for each in asked])
    waits = row.status not in OVER
    return schemas.MeasureStatements(
        items=[
            schemas.MeasureStatement(
                id=each.statement_id,
                unit=each.unit,
                territory=each.territory,
                due=each.due,
                overdue=waits and each.filed is None and each.due < today,
                asked=each.asked,
                stance=each.stance,
                text=words.get(each.text),
                filed=each.filed,
            )
            for each in sorted(asked, key=lambda each: each.due)
        ],
        next=None,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )
