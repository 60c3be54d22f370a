"""Turning rows of read models into what the API gives."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from litestar.exceptions import NotFoundException

from api.moments import clock, mask
from api.rendering import holds_until
from api.resources import schemas
from api.resources.texts import Words
from domain.codes import ProposalId, Slug, Verdict
from domain.messages import ContentRef
from domain.people import ProcessId
from domain.ports import Texts
from projections import answers, comments, feed, processes
from projections import proposals as ideas
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.processes import ProcessRow

_is_slug = msgspec.json.Decoder(Slug).decode


def process_by_slug(snapshot: Snapshot, slug: str) -> ProcessRow:
    """Return the process with this name in addresses.

    Raises:
        NotFoundException: there is none, or it could not be a name.
    """
    found = processes.by_slug(snapshot, slug) if _named(slug) else None
    if found is None:
        raise NotFoundException
    return found


def process_of(snapshot: Snapshot, name: str) -> ProcessRow:
    """Return a process by its slug or its id.

    Raises:
        NotFoundException: there is none.
    """
    try:
        found = processes.by_id(snapshot, ProcessId(UUID(name)))
    except ValueError:
        found = None
    return found or process_by_slug(snapshot, name)


def _named(slug: str) -> bool:
    """Tell whether this could name a process; databases refuse some signs."""
    try:
        _is_slug(msgspec.json.encode(slug))
    except msgspec.ValidationError:
        return False
    return True


def process(snapshot: Snapshot, row: ProcessRow, texts: Texts, now: datetime) -> schemas.Process:
    """Return a process with phases, fields and places."""
    phases = processes.phases(snapshot, row.process_id)
    fields = processes.fields(snapshot, row.process_id)
    places = processes.territories(snapshot, row.process_id)
    words = Words(texts, list(_refs(row, phases, fields, places)))
    given = [_phase(phase, words, clock(snapshot, now)) for phase in phases]
    holds_until(phase.ends for phase in phases if phase.ends > now)
    features = {feature for phase in given if phase.open_now for feature in phase.features}
    return schemas.Process(
        id=row.process_id,
        slug=row.slug,
        title=words.get(row.title),
        summary=words.get(row.summary),
        question=row.question,
        opened_at=row.opened_at,
        open_features=sorted(features),
        phases=given,
        action_fields=[_field(field, words) for field in fields],
        territories=[_place(place, words) for place in places],
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


def _refs(
    row: ProcessRow,
    phases: Iterable[processes.PhaseRow],
    fields: Iterable[processes.FieldRow],
    places: Iterable[processes.TerritoryRow],
) -> Iterable[ContentRef | None]:
    yield from (row.title, row.summary)
    for phase in phases:
        yield from (phase.title, phase.negotiable, phase.not_negotiable)
    for field in fields:
        yield from (field.name, field.description)
    yield from (place.name for place in places)


def _phase(row: processes.PhaseRow, words: Words, now: datetime) -> schemas.Phase:
    return schemas.Phase(
        id=row.phase_id,
        kind=row.kind,
        title=words.get(row.title),
        status=row.status,
        open_now=row.status == "open" and now < row.ends,
        starts=row.starts,
        ends=row.ends,
        announced_end=row.announced_end,
        level=row.level,
        negotiable=words.get(row.negotiable),
        not_negotiable=words.get(row.not_negotiable),
        features=list(row.features),
        moderation=row.moderation,
    )


def _field(row: processes.FieldRow, words: Words) -> schemas.ActionField:
    return schemas.ActionField(
        id=row.field_id,
        name=words.get(row.name),
        description=words.get(row.description),
        merged_into=row.merged_into,
    )


def _place(row: processes.TerritoryRow, words: Words) -> schemas.Territory:
    return schemas.Territory(key=row.key, name=words.get(row.name), parent=row.parent)


def proposals(page: feed.FeedPage, snapshot: Snapshot, texts: Texts) -> schemas.ProposalPage:
    """Return a page of the feed."""
    words = Words(texts, [ref for row in page.rows for ref in (row.title, row.body)])
    said = _said(snapshot, [row.proposal_id for row in page.rows])
    return schemas.ProposalPage(
        items=[_proposal(row, words, said, snapshot.until) for row in page.rows],
        next=page.next,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


class _Said(msgspec.Struct, frozen=True):
    """What came of ideas: the verdict of their last answers, and who is in a measure."""

    verdicts: Mapping[ProposalId, Verdict]
    measured: Collection[ProposalId]


def _said(snapshot: Snapshot, proposals: Sequence[ProposalId]) -> _Said:
    given = answers.of_ids(snapshot, proposals)
    verdicts = {key: row.verdict for key, row in given.items() if row.verdict}
    return _Said(verdicts, feed.in_measures(snapshot, proposals))


def _proposal(row: FeedRow, words: Words, said: _Said, as_of: int) -> schemas.Proposal:
    return schemas.Proposal(
        id=row.proposal_id,
        receipt=row.receipt,
        process=row.process_id,
        title=words.get(row.title),
        body=words.get(row.body),
        state=public_state(row),
        action_field=row.field,
        territory=row.territory,
        channel=row.channel,
        author_role=row.author_role,
        submitted_at=row.submitted_at,
        published_at=row.published_at,
        text_version=row.version,
        supports=row.supports,
        opinions=schemas.Opinions(agree=row.agree, disagree=row.disagree, passes=row.passes),
        comments=row.comments,
        answer=said.verdicts.get(row.proposal_id),
        in_measure=row.proposal_id in said.measured,
        as_of=as_of,
    )


def public_state(row: FeedRow) -> schemas.PublicState:
    """Return the state of a proposal that was published once, as everybody may know it.

    What is covered until a moderator has looked counts as hidden.
    """
    if row.state in {"merged", "withdrawn"}:
        return "merged" if row.state == "merged" else "withdrawn"
    return "published" if row.public and not row.held else "hidden"


def proposal(snapshot: Snapshot, proposal_id: ProposalId, texts: Texts) -> schemas.ProposalDetails:
    """Return one proposal as the public may read it.

    Raises:
        NotFoundException: there is none that the public may know of.
    """
    found = ideas.find(snapshot, proposal_id)
    if found is None:
        raise NotFoundException
    row, details = found.feed, found.details
    words = Words(texts, [row.title, row.body, details.location, details.source_link])
    listed = _proposal(row, words, _said(snapshot, [proposal_id]), snapshot.until)
    location = words.get(details.location)
    return schemas.ProposalDetails(
        **msgspec.structs.asdict(listed),
        location=None if location is None else msgspec.json.decode(location, type=schemas.Point),
        source=words.get(details.source_link),
        merged_into=details.merged_into,
        # What covers it until a moderator has looked is what somebody said, nothing found.
        rules=[] if row.held else list(details.rules),
        withdrawn=details.withdrawn,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


def thread(read: comments.Thread, snapshot: Snapshot, texts: Texts) -> schemas.CommentPage:
    """Return a page of comments in reading order."""
    words = Words(texts, [row.text for row in read.comments])
    return schemas.CommentPage(
        items=[comment(row, words) for row in read.comments],
        next=read.next,
        as_of=snapshot.until,
        mask=mask(snapshot),
        incomplete=words.incomplete,
    )


def comment(row: comments.CommentRow, words: Words) -> schemas.Comment:
    """Return a comment as everybody may read it."""
    return schemas.Comment(
        id=row.comment_id,
        parent=row.parent_id,
        depth=row.depth,
        body=words.get(row.text),
        stance=row.stance,
        state=row.state,
        author_role=row.author_role,
        posted_at=row.posted_at,
        edited=row.edited_at is not None,
        rules=list(row.rules),
        replies=row.replies,
    )
