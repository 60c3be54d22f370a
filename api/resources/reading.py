"""Turning rows of read models into what the API gives: texts opened in one go."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from litestar.exceptions import NotFoundException

from api.errors import Malformed
from api.problems import WrongField
from api.resources import schemas
from domain.codes import ProposalId
from domain.messages import ContentRef
from domain.ports import Texts
from projections import audit, comments, cursors, feed, processes
from projections import proposals as ideas
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.processes import ProcessRow

_Time = Annotated[datetime, msgspec.Meta(tz=True)]
_TIME = msgspec.json.Decoder(_Time)


def opened(texts: Texts, refs: Collection[ContentRef | None]) -> Mapping[ContentRef | None, str]:
    """Return the texts behind references; None and erased ones are missing."""
    found = texts.open({ref for ref in refs if ref is not None})
    return {ref: text for ref, text in found.items()}  # noqa: C416 - widens the key's type


def moment(snapshot: Snapshot, as_of: str | None) -> Snapshot:
    """Return the snapshot seen as of a position or an RFC 3339 time.

    Raises:
        Malformed: neither a position nor a time with its offset.
    """
    if as_of is None:
        return snapshot
    if as_of.isdecimal() and len(as_of) < 19:  # noqa: PLR2004 - what fits into 64 bits
        return snapshot.at(int(as_of))
    try:
        time = _TIME.decode(msgspec.json.encode(as_of))
    except msgspec.ValidationError as error:
        wrong = WrongField("as_of", "a position or a time such as 2023-07-01T12:00:00Z")
        raise Malformed(wrong) from error
    return snapshot.at(audit.position_at(snapshot, time.astimezone(UTC)))


def cursor_error(error: cursors.UnreadableCursor) -> Malformed:
    """Return the answer to a cursor that is none of ours."""
    return Malformed(WrongField("cursor", f"not a cursor of this list: {str(error)[:40]!r}"))


def process_of(snapshot: Snapshot, name: str) -> ProcessRow | None:
    """Return a process by its slug or its id."""
    found = processes.by_slug(snapshot, name)
    if found is not None:
        return found
    return next(
        (row for row in processes.all_processes(snapshot) if str(row.process_id) == name), None
    )


def proposal(row: FeedRow, texts: Mapping[ContentRef | None, str], as_of: int) -> schemas.Proposal:
    """Return a proposal as lists give it."""
    return schemas.Proposal(
        id=row.proposal_id,
        receipt=row.receipt,
        process=row.process_id,
        title=texts.get(row.title),
        body=texts.get(row.body),
        state=row.state,
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
        as_of=as_of,
    )


def proposals(
    page: feed.FeedPage, snapshot: Snapshot, texts: Texts
) -> schemas.Page[schemas.Proposal]:
    """Return a page of the feed."""
    refs = [ref for row in page.rows for ref in (row.title, row.body)]
    words = opened(texts, refs)
    items = [proposal(row, words, snapshot.until) for row in page.rows]
    return schemas.Page(items=items, next=page.next, as_of=snapshot.until)


def process(snapshot: Snapshot, row: ProcessRow, texts: Texts, now: datetime) -> schemas.Process:
    """Return a process with phases, fields and places."""
    phases = processes.phases(snapshot, row.process_id)
    fields = processes.fields(snapshot, row.process_id)
    places = processes.territories(snapshot, row.process_id)
    refs: list[ContentRef | None] = [row.title, row.summary]
    for phase in phases:
        refs += [phase.title, phase.negotiable, phase.not_negotiable]
    for field in fields:
        refs += [field.name, field.description]
    refs += [place.name for place in places]
    words = opened(texts, refs)
    given = [_phase(phase, words, now) for phase in phases]
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
        action_fields=[
            schemas.ActionField(
                id=field.field_id,
                name=words.get(field.name),
                description=words.get(field.description),
                merged_into=field.merged_into,
            )
            for field in fields
        ],
        territories=[
            schemas.Territory(key=place.key, name=words.get(place.name), parent=place.parent)
            for place in places
        ],
        as_of=snapshot.until,
    )


def _phase(
    row: processes.PhaseRow, words: Mapping[ContentRef | None, str], now: datetime
) -> schemas.Phase:
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


def geojson(point: schemas.Point | None) -> str | None:
    """Return a point as it is stored; None stays None."""
    return None if point is None else msgspec.json.encode(point).decode()


def idea(snapshot: Snapshot, proposal_id: ProposalId, texts: Texts) -> schemas.Proposal:
    """Return one proposal as the public may read it.

    Raises:
        NotFoundException: there is none that the public may know of.
    """
    found = ideas.find(snapshot, proposal_id)
    if found is None:
        raise NotFoundException
    row, details = found.feed, found.details
    words = opened(texts, [row.title, row.body, details.location])
    location = words.get(details.location)
    return msgspec.structs.replace(
        proposal(row, words, snapshot.until),
        location=None if location is None else msgspec.json.decode(location, type=schemas.Point),
        merged_into=details.merged_into,
        rules=list(details.rules),
        state="hidden" if row.held else row.state,
    )


def thread(
    read: comments.Thread, snapshot: Snapshot, texts: Texts
) -> schemas.Page[schemas.Comment]:
    """Return a page of comments in reading order."""
    words = opened(texts, [row.text for row in read.comments])
    items = [
        schemas.Comment(
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
        for row in read.comments
    ]
    return schemas.Page(items=items, next=read.next, as_of=snapshot.until)
