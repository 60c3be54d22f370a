"""From the rows of one idea to its page."""

from collections.abc import Iterator

import msgspec

from api.pages.framing import Frame
from api.pages.ideas import becoming, rights, threads
from api.pages.ideas.reading import Reading
from api.pages.parts import authors, cards, numbering_pages, offices
from api.pages.parts.readers import Reader
from api.pages.parts.words import Words
from api.pages.views import (
    CommentForm,
    FieldError,
    IdeaLink,
    IdeaPage,
    LoggedVotes,
    Opinions,
    ProposalState,
    Statement,
    SupportTally,
    TimelineEntry,
    VersionLink,
)
from api.pages.views.ideas import MeasureLink
from api.pages.vocabulary.terms import N_
from api.rendering import formatted
from domain.codes import ProposalId
from domain.phases import BERLIN
from projections.measures import MeasureRow, SourceRow
from projections.model import Snapshot


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """Which comments are shown, and what comes back when a form on the page lacked something."""

    comment: CommentForm = CommentForm()
    errors: tuple[FieldError, ...] = ()
    comment_page: int = 1


def idea_page(
    frame: Frame,
    snapshot: Snapshot,
    reader: Reader,
    reading: Reading,
    words: Words,
    typed: Typed,
) -> IdeaPage:
    """Return the page of an idea."""
    row, details = reading.idea.feed, reading.idea.details
    me = rights.my_part(snapshot, reader, reading, words)
    body = words.get(row.body)
    location = coordinates(words.get(details.location))
    comments = threads.views(frame, reader, reading, words, may_comment=me.may_comment)
    page = IdeaPage(
        id=str(row.proposal_id),
        receipt=row.receipt,
        short_url=f"{frame.base_url}/i/{row.receipt}",
        slug=reading.around.process.slug,
        process_title=words.text(reading.around.process.title),
        title=words.get(row.title),
        body_html=None if body is None else formatted(body),
        state=_state(reading),
        version=row.version,
        author=authors.author(
            frame,
            row.author,
            row.author_role,
            row.channel,
            gone=row.channel != "import" and reader.is_gone(row.proposal_id),
        ),
        channel=row.channel,
        submitted_at=row.submitted_at,
        question=reading.around.process.question,
        me=me,
        timeline=timeline(frame, reading, words),
        comments=comments if snapshot.as_of is None else threads.only_read(comments),
        comment_count=reading.comment_count,
        comment_form=typed.comment,
        comment_pages=numbering_pages.pages(
            frame,
            snapshot,
            f"/ideas/{row.proposal_id}",
            (reading.comments.number, reading.comments.pages),
            name="comments",
            anchor="#comments",
        ),
        published_at=row.published_at,
        received_on=details.received_on,
        field=reading.around.field(row.field, words),
        territory=reading.around.territory(row.territory, words),
        source_url=words.get(details.source_link),
        latitude=location[0] if location else None,
        longitude=location[1] if location else None,
        field_errors=typed.errors,
        answer=becoming.answer(reading.fate, words),
        may_answer=reading.fate.standing is not None
        and offices.may(snapshot, frame.person, "plan", row.process_id),
    )
    return _surrounded(page, reading, words)


def _surrounded(page: IdeaPage, reading: Reading, words: Words) -> IdeaPage:
    """Add what leads to other pages, and the answers."""
    row, details, around = reading.idea.feed, reading.idea.details, reading.around
    phase = around.phase(row.phase_id)
    sources = [_link(reading, merge.source, words) for merge in reading.merged_from]
    answerable = row.published_at is not None and reading.idea.readable
    return msgspec.structs.replace(
        page,
        phase=around.phase_view(phase, words) if phase else None,
        versions=tuple(
            VersionLink(
                number=version.number,
                at=version.public_at or version.at,
                reason=words.get(version.reason),
            )
            for version in reading.versions
        ),
        removal=_removal(reading),
        merged_into=_link(reading, details.merged_into, words),
        merged_from=tuple(source for source in sources if source),
        supports=_supports(reading) if answerable and page.question == "support" else None,
        opinions=_opinions(reading) if answerable and page.question == "opinion" else None,
        logged=_logged(reading) if answerable else None,
        became=tuple(_measure(link, row, words) for link, row in reading.became),
        opinions_all=_all_opinions(reading) if answerable and page.question == "opinion" else None,
    )


def timeline(frame: Frame, reading: Reading, words: Words) -> tuple[TimelineEntry, ...]:
    """Return what happened to the idea and what became of it, newest last."""
    today = reading.now.astimezone(BERLIN).date()
    entries = [
        *_happened(reading, words),
        *_supported(frame, reading),
        *becoming.entries(frame, reading.fate, words, today),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.position or 0)))


def _supported(frame: Frame, reading: Reading) -> Iterator[TimelineEntry]:
    """Yield how much support an idea had when its phase was over."""
    row, around = reading.idea.feed, reading.around
    phase = around.phase(row.phase_id)
    counted = around.process.question == "support" and row.published_at is not None
    if phase is not None and counted and around.state(phase) == "closed":
        ended = min(phase.closed_at or phase.ends, phase.ends)
        supports = reading.counts.supports
        title = N_("Eine Unterstützung") if supports == 1 else N_("%(count)s Unterstützungen")
        yield TimelineEntry(
            event="proposal.published", at=ended, title=frame.say(title, count=supports)
        )


def _happened(reading: Reading, words: Words) -> tuple[TimelineEntry, ...]:
    return tuple(
        TimelineEntry(
            event=entry.kind,
            at=entry.at,
            role=entry.role,
            detail=words.get(entry.text),
            rules=entry.rules,
            link=_link(reading, entry.other, words),
            position=entry.position,
        )
        for entry in reading.timeline
    )


def _measure(link: SourceRow, row: MeasureRow, words: Words) -> MeasureLink:
    return MeasureLink(
        id=str(row.measure_id),
        number=row.number,
        title=words.text(row.title, row.number),
        status=row.status,
        share=link.share,
    )


def _state(reading: Reading) -> ProposalState:
    """Return the state to show; an interim cover is being hidden, to its author a review."""
    row = reading.idea.feed
    if not row.held or row.public:
        return row.state
    return "in_review" if reading.mine else "hidden"


def _link(reading: Reading, proposal_id: ProposalId | None, words: Words) -> IdeaLink | None:
    """Return what leads to another idea; None if the reader may not know of it."""
    row = None if proposal_id is None else reading.others.get(proposal_id)
    return cards.link(row, words) if row else None


def _removal(reading: Reading) -> Statement | None:
    """Return why a text is not public; its author gets the whole statement instead."""
    row, details = reading.idea.feed, reading.idea.details
    taken = row.state in {"hidden", "rejected"} or (row.held and not row.public)
    if not taken or reading.mine:
        return None
    decided = next((entry.at for entry in reversed(reading.timeline) if entry.rules), None)
    return Statement(
        outcome="reject" if row.state == "rejected" else "hide",
        rules=details.rules,
        explanation="",
        decided_at=decided or row.submitted_at,
    )


def _supports(reading: Reading) -> SupportTally:
    counts, rank = reading.counts, reading.rank
    return SupportTally(
        count=counts.supports,
        highest=rank.highest if rank else counts.supports,
        rank=rank.rank if rank and counts.supports else None,
        ideas=rank.proposals if rank else 0,
        carried_over=counts.carried,
        not_attributable=counts.not_attributable,
    )


def _opinions(reading: Reading) -> Opinions:
    counts = reading.counts
    return Opinions(
        agree=counts.agree, disagree=counts.disagree, neither=counts.passes, rule="last"
    )


def _logged(reading: Reading) -> LoggedVotes | None:
    counts = reading.counts
    votes = counts.supports or counts.agree + counts.disagree + counts.passes
    if not votes or reading.unpublished is None:
        return None
    if reading.unpublished == "many":
        return LoggedVotes(logged=None, votes=votes)
    return LoggedVotes(logged=votes - reading.unpublished, votes=votes)


def _all_opinions(reading: Reading) -> Opinions:
    counts = reading.counts
    return Opinions(
        agree=counts.all_agree,
        disagree=counts.all_disagree,
        neither=counts.all_passes,
        rule="all",
    )


def coordinates(geojson: str | None) -> tuple[str, str] | None:
    """Return latitude and longitude of a stored point."""
    if not geojson:
        return None
    try:
        point = msgspec.json.decode(geojson, type=_Point)
    except msgspec.DecodeError:
        return None
    longitude, latitude = point.coordinates
    return f"{latitude:.5f}", f"{longitude:.5f}"


class _Point(msgspec.Struct):
    """A GeoJSON point."""

    coordinates: tuple[float, float]
