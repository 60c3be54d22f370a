"""Proposals: lists, one proposal, and what people say to it."""

from litestar import Controller, get, post
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.moments import Seen
from api.pages.formatting import typed
from api.people import signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import (
    Allowances,
    Asking,
    Person,
    Platform,
    Search,
    Texts,
    Visible,
)
from api.resources import listing, reading, schemas
from api.resources.answers import answer, first_time
from api.resources.parameters import Cursor, Limit, readable_cursor
from api.showing import shows
from api.suspicion import suspicious
from domain.codes import CommentId, ProposalId
from domain.use_cases import commenting
from projections import comments, feed, proposals


class ProposalResource(Controller):
    path = "/proposals"
    tags = ("Proposals",)

    @get(
        sync_to_thread=True,
        responses=responses(*READING, 404),
        dependencies={"wish": Provide(listing.provide_wish, sync_to_thread=False)},
    )
    def list_proposals(
        self,
        seen: Seen,
        texts: Texts,
        search: Search,
        wish: NamedDependency[listing.Wish],
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.ProposalPage:
        """Public proposals. Filters narrow together; with `q` the text holds all words."""
        query = listing.query(wish, seen, search)
        if query.process_id is not None:
            shows(seen, query.process_id)
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
        shows(seen, proposal_id)
        return reading.proposal(seen, proposal_id, texts)


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
        shows(seen, proposal_id)
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
