"""The office makes measures, describes, scores and prioritises them."""

from collections.abc import Callable
from uuid import UUID

import msgspec

from domain import measures, proposals, recommendations
from domain.codes import (
    BodyId,
    DecisionId,
    MeasureId,
    MeasureNumber,
    Priority,
    ProposalId,
    TerritoryKey,
    WorkshopId,
)
from domain.measures import Group, Origin, Scores, Source, Weights
from domain.messages import Refusal
from domain.people import Actor, ProcessId
from domain.recommendations import RecommendationId
from domain.use_cases.carrying_out import Asking, Outcome, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.concepts import MEASURES, RECOMMENDATIONS
from domain.use_cases.strategy.office import Refs, Texts, perform, require_same
from domain.use_cases.strategy.profiles import (
    Opened,
    WrittenProfile,
    kept,
    profile_of,
    texts_of,
)


class SourceUnknown(Refusal):
    """The idea, item, workshop or measure named as a source does not exist here."""


class NewMeasure(msgspec.Struct, frozen=True, kw_only=True):
    origin: Origin
    profile: WrittenProfile
    sources: tuple[Source, ...] = ()
    number: MeasureNumber | None = None


class NewAssessment(msgspec.Struct, frozen=True, kw_only=True):
    group: Group
    scores: Scores
    weights: Weights = Weights()
    workshop_id: WorkshopId | None = None


Make = Callable[[Refs, Actor], measures.MeasureCommand]


def on_measure(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    texts: Texts,
    make: Make,
) -> Outcome:
    """Carry out an office command on a measure; the result is a `Done`."""
    return MEASURES.perform(
        platform, asking, process_id, measure_id, texts, lambda _, refs, by: make(refs, by)
    )


def propose(platform: Platform, asking: Asking, process_id: ProcessId, new: NewMeasure) -> Outcome:
    """Make a measure; its sources must exist. A number is given out if none is chosen.

    Raises:
        MeasureAlreadyProposed: another measure has the chosen number.
    """
    number = new.number or _next_number(platform, process_id)
    measure_id = measures.measure_id_of(process_id, number)

    def do(histories: Histories, refs: Refs, by: Actor) -> UUID:
        histories.process(process_id).field(new.profile.field_id)
        for source in new.sources:
            _require_source(histories, process_id, source)
        command = measures.ProposeMeasure(
            measure_id=measure_id,
            process_id=process_id,
            number=number,
            origin=new.origin,
            profile=profile_of(new.profile, refs, {}),
            sources=new.sources,
            by=by,
        )
        MEASURES.carry(histories, process_id, measure_id, command)
        for source in new.sources:
            _take_up(histories, process_id, source, measure_id, by)
        return measure_id

    return perform(platform, asking, "plan", process_id, texts_of(new.profile), do)


def _next_number(platform: Platform, process_id: ProcessId) -> MeasureNumber:
    """Return the next number that nobody has chosen."""
    histories = Histories(platform.log)
    while True:
        number = f"M-{platform.log.next_number(f'measure/{process_id.hex}'):02d}"
        measure_id = measures.measure_id_of(process_id, number)
        if folding.measure(histories, process_id, measure_id).id is None:
            return number


def _require_source(histories: Histories, process_id: ProcessId, source: Source) -> None:
    """Refuse a source that is not there, or in another process."""
    known: ProcessId | None
    match source.kind:
        case "proposal":
            known = histories.proposal(ProposalId(source.id)).process_id
        case "recommendation":
            found = folding.recommendation(histories, process_id, RecommendationId(source.id))
            known = found.process_id
        case "measure":
            known = folding.measure(histories, process_id, MeasureId(source.id)).process_id
        case "inventory":
            known = folding.item(histories, process_id, source.id).process_id  # type: ignore[arg-type]  # the kind says which id it is
        case "workshop":
            known = folding.held(histories, process_id, WorkshopId(source.id)).process_id
    if known is None:
        raise SourceUnknown(kind=source.kind, id=source.id)
    require_same(known, process_id)
    if source.kind == "proposal":
        proposal = histories.proposal(ProposalId(source.id))
        if not proposal.once_public:
            raise proposals.ProposalNotPublic


def _take_up(
    histories: Histories, process_id: ProcessId, source: Source, measure_id: MeasureId, by: Actor
) -> None:
    """Let a recommendation say that a measure came of it."""
    if source.kind != "recommendation":
        return
    recommendation_id = RecommendationId(source.id)
    command = recommendations.TakeUpRecommendation(measure_id=measure_id, by=by)
    RECOMMENDATIONS.carry(histories, process_id, recommendation_id, command)


def link_source(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    source: Source,
) -> Outcome:
    """Name something more that a measure takes up."""

    def do(histories: Histories, _: Refs, by: Actor) -> UUID:
        _require_source(histories, process_id, source)
        command = measures.LinkSource(source=source, by=by)
        MEASURES.carry(histories, process_id, measure_id, command)
        _take_up(histories, process_id, source, measure_id, by)
        return measure_id

    return perform(platform, asking, "plan", process_id, {}, do)


def unlink_source(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    source_id: UUID,
    reason: str,
) -> Outcome:
    """Take a link back that was a mistake."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.UnlinkSource(source_id=source_id, reason=refs.need("reason"), by=by)

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def update_profile(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    written: WrittenProfile,
    reason: str,
    *,
    seen: int,
    opened: Opened,
) -> Outcome:
    """Write a new version. `seen` is the one it was written on, `opened` its texts."""
    histories = Histories(platform.log)
    former = folding.measure(histories, process_id, measure_id).profile
    same = kept(written, former, opened)
    texts = {name: text for name, text in texts_of(written).items() if name not in same}

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.UpdateProfile(
            seen=seen,
            profile=profile_of(written, refs, same),
            reason=refs.need("reason"),
            by=by,
        )

    return on_measure(platform, asking, process_id, measure_id, {**texts, "reason": reason}, make)


def assess(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    new: NewAssessment,
) -> Outcome:
    """Record how a group scored a measure; the workshop it names must be there."""

    def make(histories: Histories, _: Refs, by: Actor) -> measures.MeasureCommand:
        if new.workshop_id is not None:
            _require_source(histories, process_id, Source("workshop", new.workshop_id))
        return measures.AssessMeasure(
            group=new.group,
            scores=new.scores,
            weights=new.weights,
            workshop_id=new.workshop_id,
            by=by,
        )

    return MEASURES.perform(platform, asking, process_id, measure_id, {}, make)


def prioritise(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    priority: Priority,
    rank: int | None = None,
    reason: str | None = None,
) -> Outcome:
    """Say how soon a measure is to come."""

    def make(refs: Refs, by: Actor) -> measures.MeasureCommand:
        return measures.PrioritiseMeasure(
            priority=priority, rank=rank, reason=refs.get("reason"), by=by
        )

    return on_measure(platform, asking, process_id, measure_id, {"reason": reason}, make)


def submit(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    measure_id: MeasureId,
    body_id: BodyId,
    decision_id: DecisionId | None = None,
    territory: TerritoryKey | None = None,
    together: MeasureId | None = None,
) -> Outcome:
    """Hand a complete measure to a body; the result names the decision to be scheduled.

    With `together` one vote decides on both: the measure joins the item of another one.

    Raises:
        NoCommonItem: the other one waits for another body, or stands on an agenda.
    """
    new = decision_id or DecisionId(platform.new_id())

    def do(histories: Histories, _: Refs, by: Actor) -> UUID:
        folding.bodies(histories, process_id).body(body_id)
        chosen = new
        if together is not None:
            chosen = _item_of(histories, process_id, together, body_id, territory)
        before = folding.measure(histories, process_id, measure_id).awaited
        command = measures.SubmitForDecision(
            settled=before is not None and folding.is_settled(histories, before),
            body_id=body_id,
            decision_id=chosen,
            territory=territory,
            by=by,
        )
        MEASURES.carry(histories, process_id, measure_id, command)
        return chosen

    return perform(platform, asking, "plan", process_id, {}, do)


def _item_of(
    histories: Histories,
    process_id: ProcessId,
    measure_id: MeasureId,
    body_id: BodyId,
    territory: TerritoryKey | None,
) -> DecisionId:
    """Return the decision that another measure waits for, of the same body for the same area."""
    other = folding.measure(histories, process_id, measure_id)
    for event in histories.events(measures.history_of(measure_id)):
        if not isinstance(event, measures.MeasureSubmittedForDecision):
            continue
        same = (event.body_id, event.territory) == (body_id, territory)
        if same and event.decision_id in other.pending:
            item = folding.decision(histories, process_id, event.decision_id)
            # What stands on an agenda names its measures once and for all.
            if item.status == "absent":
                return event.decision_id
    raise measures.NoCommonItem(measure=measure_id)
