"""How the feed follows from the log."""

from typing import Any, get_args

from msgspec.structs import replace

from domain.ballots import BallotEvent
from domain.codes import ProposalId
from domain.comments import (
    CommentEdited,
    CommentEvent,
    CommentPosted,
    CommentReleased,
    CommentRestored,
)
from domain.messages import Event, Recorded
from domain.moderation import CaseClaimed, CaseDecided, CaseEscalated, CaseOpened, CaseReleased
from domain.processes import ActionFieldMerged, ProcessOpened, TerritoryAdded
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHidden,
    ProposalHoldEnded,
    ProposalImported,
    ProposalMerged,
    ProposalPublished,
    ProposalRejected,
    ProposalRestored,
    ProposalResubmitted,
    ProposalReturnedForRevision,
    ProposalSubmitted,
    ProposalUnmerged,
    ProposalWithdrawn,
)
from projections.feed.belonging import Belonging, author_of
from projections.feed.counting import answered, answers_of, save_counts
from projections.feed.rows import (
    PUBLIC_STATES,
    CaseRow,
    CommentRow,
    FeedRow,
    PendingRow,
    State,
    dice_of,
)
from projections.model import Batch, Sheet, Work

_STATES: dict[type[Event], State] = {
    ProposalResubmitted: "submitted",
    ProposalWithdrawn: "withdrawn",
    ProposalPublished: "published",
    ProposalReturnedForRevision: "returned",
    ProposalRejected: "rejected",
    ProposalHidden: "hidden",
    ProposalRestored: "published",
    ProposalMerged: "merged",
    ProposalUnmerged: "published",
}
_BEGINNINGS = (ProposalSubmitted, ProposalImported)
_OTHERS = (
    ProposalEdited,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHoldEnded,
)
_CASES = (CaseOpened, CaseClaimed, CaseReleased, CaseEscalated, CaseDecided)
_PLACES = (ProcessOpened, TerritoryAdded)
_COMMENTS: tuple[type[Event], ...] = get_args(CommentEvent)
_VOTES: tuple[type[Event], ...] = get_args(BallotEvent)


def project(batch: Batch, work: Work) -> None:
    """Fold one batch in."""
    facts = batch.of(
        *_BEGINNINGS, *_STATES, *_OTHERS, *_CASES, *_PLACES, ActionFieldMerged, *_COMMENTS
    )
    ballots = batch.of(*_VOTES)
    if not facts and not ballots:
        return
    folding = _Folding(facts, ballots, work)
    for recorded in facts:
        folding.fold(recorded)
    folding.save()


class _Folding:
    """One batch being folded in."""

    def __init__(self, facts: list[Recorded], ballots: list[Recorded], work: Work) -> None:
        self._work = work
        events = [recorded.event for recorded in facts]
        self._cases = work.sheet(CaseRow, "feed_cases", _values(events, "case_id"))
        self._pending = work.sheet(PendingRow, "feed_pending", _values(events, "proposal_id"))
        self._comments = work.sheet(CommentRow, "feed_comments", _values(events, "comment_id"))
        self._feed = work.sheet(FeedRow, "feed", _values(events, "proposal_id"))
        self._answers = answers_of(ballots)
        self._feed.add([each.proposal for each in self._answers])
        self._feed.add([row.proposal_id for row in self._cases.values()])
        self._feed.add([event.subject.id for event in events if isinstance(event, CaseOpened)])
        self._where = Belonging(events, self._pending.values(), work)

    def fold(self, recorded: Recorded) -> None:
        """Fold one event in that is not a vote."""
        event: Any = recorded.event
        if isinstance(event, _BEGINNINGS):
            self._put(self._begun(recorded, event), recorded.position)
        elif isinstance(event, _CASES):
            self._case(event, recorded.position)
        elif isinstance(event, _COMMENTS):
            self._comment(event, recorded.position)
        elif isinstance(event, ActionFieldMerged):
            self._merge_fields(event, recorded.position)
        elif isinstance(event, _PLACES):
            self._where.place(event)
        else:
            self._change(recorded, event)

    def save(self) -> None:
        """Count the votes and write what this batch changed."""
        for row in answered(self._feed, self._answers):
            self._feed.put(row)
        save_counts(self._feed, self._work)
        sheets: tuple[Sheet[Any], ...] = (self._feed, self._pending, self._cases, self._comments)
        for sheet in sheets:
            sheet.save()
        self._where.save()

    def _put(self, row: FeedRow, position: int) -> None:
        shown = row.state in PUBLIC_STATES and row.published_at is not None and not row.held
        row = replace(row, public=shown)
        if row != self._feed.get(row.proposal_id):
            self._feed.put(row, position)

    def _begun(self, recorded: Recorded, event: ProposalSubmitted | ProposalImported) -> FeedRow:
        author, role = author_of(event)
        row = FeedRow(
            proposal_id=event.proposal_id,
            process_id=event.process_id,
            phase_id=event.phase_id,
            receipt=event.receipt,
            state="submitted",
            public=False,
            held=False,
            title=event.title,
            body=event.body,
            version=1,
            field=self._where.field(event.action_field),
            territory=None,
            place_1=None,
            place_2=None,
            channel=recorded.channel,
            author=author,
            author_role=role,
            submitted_at=recorded.occurred_at,
            submitted_position=recorded.position,
            published_at=None,
            published_position=None,
            newest=recorded.position,
            dice=dice_of(event.proposal_id),
            comments=0,
        )
        territory = event.territory if isinstance(event, ProposalSubmitted) else None
        return self._where.moved_to(row, territory)

    def _change(self, recorded: Recorded, event: Any) -> None:  # noqa: ANN401 - any event of a proposal
        row = self._feed.get(event.proposal_id)
        if row is None:
            return
        match event:
            case ProposalEdited() | ProposalResubmitted():
                row = self._edited(row, event)
            case ProposalEditReleased():
                row = self._released(row)
            case ProposalHeld():
                row = replace(row, held=True)
            case ProposalHoldEnded() | ProposalHidden():
                row = replace(row, held=False)
            case ProposalPublished() if row.published_at is None:
                row = replace(
                    row,
                    published_at=recorded.occurred_at,
                    published_position=recorded.position,
                    newest=recorded.position,
                )
        self._put(replace(row, state=_STATES.get(type(event), row.state)), recorded.position)

    def _edited(self, row: FeedRow, event: ProposalEdited | ProposalResubmitted) -> FeedRow:
        pending = PendingRow(
            row.proposal_id,
            event.version,
            event.title,
            event.body,
            event.action_field,
            event.territory,
            row.process_id,
        )
        self._pending.put(pending)
        held = isinstance(event, ProposalEdited) and event.held
        return row if held else self._released(row)

    def _released(self, row: FeedRow) -> FeedRow:
        """Return the row with the text that waited."""
        pending = self._pending.get(row.proposal_id)
        if pending is None:
            return row
        self._pending.remove(row.proposal_id)
        row = replace(
            row,
            version=pending.version,
            title=pending.title,
            body=pending.body,
            field=self._where.field(pending.field),
        )
        return self._where.moved_to(row, pending.territory)

    def _merge_fields(self, event: ActionFieldMerged, position: int) -> None:
        feed = self._work.table("feed")
        self._feed.add_where(
            (feed.c.process_id == event.process_id) & (feed.c.field == event.from_id)
        )
        self._where.merge_fields(event)
        for row in self._feed.values():
            if (row.process_id, row.field) == (event.process_id, event.from_id):
                self._put(replace(row, field=event.into_id), position)

    def _case(self, event: Any, position: int) -> None:  # noqa: ANN401 - any event of a case
        if isinstance(event, CaseOpened):
            if event.subject.kind == "proposal":
                self._cases.put(CaseRow(event.case_id, ProposalId(event.subject.id)))
            return
        case = self._cases.get(event.case_id)
        row = None if case is None else self._feed.get(case.proposal_id)
        if row is None:
            return
        if isinstance(event, CaseDecided):
            self._cases.remove(event.case_id)
        claimed = isinstance(event, CaseClaimed)
        before: State = "submitted" if claimed else "in_review"
        if row.state == before:
            after: State = "in_review" if claimed else "submitted"
            self._put(replace(row, state=after), position)

    def _comment(self, event: Any, position: int) -> None:  # noqa: ANN401 - any event of a comment
        visible = isinstance(event, CommentPosted | CommentReleased | CommentRestored)
        known = self._comments.get(event.comment_id)
        before = known is not None and known.visible
        if isinstance(event, CommentEdited):
            return
        self._comments.put(CommentRow(event.comment_id, visible))
        row = self._feed.get(event.proposal_id)
        if row is not None and visible != before:
            self._put(replace(row, comments=row.comments + visible - before), position)


def _values(events: list[Event], name: str) -> set[Any]:
    return {getattr(event, name, None) for event in events} - {None}
