"""Proposals: lists, one proposal, and what people say to it."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery, JSONBody

from api.errors import Malformed
from api.moments import Seen
from api.pages.formatting import typed
from api.people import signed_in_only
from api.problems import READING, WRITING, WrongField, responses
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    Search,
    Texts,
    Visible,
)
from api.resources import reading, schemas
from api.resources.answers import answer, first_time
from api.resources.parameters import (
    Cursor,
    Limit,
    ListedState,
    Place,
    ProcessName,
    Seed,
    Words,
    readable_cursor,
)
from api.suspicion import suspicious
from domain.codes import CommentId, FieldId, ProposalId, TerritoryKey
from domain.messages import Channel
from domain.people import ProcessId
from domain.use_cases import commenting
from projections import comments, feed, proposals
from projections.feed import FeedQuery


class ProposalResource(Controller):
    path = "/proposals"
    tags = ("Proposals",)

    @get(sync_to_thread=True, responses=responses(*READING, 404))
    def list_proposals(
        self,
        seen: Seen,
        texts: Texts,
        search: Search,
        process: ProcessName = None,
        action_field: FromQuery[FieldId | None] = None,
        territory: Place = None,
        proposal_state: ListedState = None,
        channel: FromQuery[Channel | None] = None,
        sort: FromQuery[feed.Sort] = "new",
        seed: Seed = 0,
        q: Words = None,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.ProposalPage:
        """Public proposals. Filters narrow together; with `q` the text holds all words."""
        within = None if process is None else reading.process_of(seen, process).process_id
        query = FeedQuery(
            process_id=within,
            sort=sort,
            seed=seed,
            field=action_field,
            territory=_place(territory, within),
            states=() if proposal_state is None else (proposal_state,),
            channel=channel,
            among=tuple(search.matching(q, within, seen)) if q and q.strip() else None,
        )
        with readable_cursor():
            page = feed.page(seen, query, cursor=cursor, limit=limit)
        return reading.proposals(page, seen, texts)

    @get("/{proposal_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_proposal(
        self,
        proposal_id: FromPath[ProposalId],
        seen: Seen,
        texts: Texts,
    ) -> schemas.ProposalDetails:
        """One proposal; a stub without text where it was hidden or withdrawn."""
        return reading.proposal(seen, proposal_id, texts)


def _place(key: TerritoryKey | None, process_id: ProcessId | None) -> TerritoryKey | None:
    if key is not None and process_id is None:
        raise Malformed(WrongField("territory", "needs `process`, whose places it is one of"))
    return key


class CommentResource(Controller):
    path = "/proposals/{proposal_id:uuid}/comments"
    tags = ("Comments",)

    @get(sync_to_thread=True, responses=responses(*READING, 404))
    def list_comments(
        self,
        proposal_id: FromPath[ProposalId],
        seen: Seen,
        texts: Texts,
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.CommentPage:
        """Comments in reading order; `limit` counts threads, which come with all replies."""
        if proposals.find(seen, proposal_id) is None:
            raise NotFoundException
        with readable_cursor():
            thread = comments.thread(seen, proposal_id, cursor=cursor, limit=limit)
        return reading.thread(thread, seen, texts)

    @post(guards=[signed_in_only], sync_to_thread=True, responses=responses(*WRITING))
    def post_comment(
        self,
        proposal_id: FromPath[ProposalId],
        data: JSONBody[schemas.NewComment],
        platform: Platform,
        asking: Asking,
        person: Person,
        allowances: Allowances,
        visible: Visible,
    ) -> schemas.PostedComment:
        """Comment on a proposal, or reply to a comment on it."""
        body = typed(data.body)
        if first_time(platform, asking):
            allowances.spend("comments", person)
        outcome = commenting.post_comment(
            platform,
            asking,
            proposal_id,
            body,
            data.stance,
            None if data.parent is None else CommentId(data.parent),
            suspicious=suspicious(body),
        )
        return answer(outcome, visible, schemas.PostedComment)
