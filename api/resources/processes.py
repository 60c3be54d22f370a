"""Processes: what is asked, in which phases, fields and places."""

from typing import Annotated

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody, QueryParameter

from api.people import signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import (
    Allowances,
    Asking,
    Now,
    Person,
    Platform,
    Snapshot,
    Texts,
    Visible,
)
from api.resources import reading, schemas
from api.resources.answers import answer
from api.suspicion import suspicious
from domain.codes import FieldId
from domain.processes import process_id_of
from domain.use_cases.contributing import Submitted, Text, submit_proposal
from projections import processes

AsOf = Annotated[
    str | None, QueryParameter(description="A position, or a time (RFC 3339), to read as of.")
]


class ProcessResource(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get(sync_to_thread=True, responses=responses(*READING))
    def list_all(
        self, snapshot: Snapshot, texts: Texts, now: Now, as_of: AsOf = None
    ) -> schemas.Page[schemas.Process]:
        """All processes, oldest first."""
        seen = reading.moment(snapshot, as_of)
        rows = processes.all_processes(seen)
        items = [reading.process(seen, row, texts, now) for row in rows]
        return schemas.Page(items=items, next=None, as_of=seen.until)

    @get("/{slug:str}", sync_to_thread=True, responses=responses(*READING))
    def one(
        self,
        slug: FromPath[str],
        snapshot: Snapshot,
        texts: Texts,
        now: Now,
        as_of: AsOf = None,
    ) -> schemas.Process:
        """One process with phases, action fields, places and what is open now."""
        seen = reading.moment(snapshot, as_of)
        row = processes.by_slug(seen, slug)
        if row is None:
            raise NotFoundException
        return reading.process(seen, row, texts, now)

    @post(
        "/{slug:str}/proposals",
        guards=[signed_in_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def submit(
        self,
        slug: FromPath[str],
        data: JSONBody[schemas.NewProposal],
        platform: Platform,
        asking: Asking,
        person: Person,
        allowances: Allowances,
        visible: Visible,
    ) -> schemas.Submission:
        """Hand in a proposal; a moderator reads it, or it is public at once."""
        allowances.spend("ideas", person)
        text = Text(
            title=data.title.strip(),
            body=data.body.strip(),
            action_field=None if data.action_field is None else FieldId(data.action_field),
            territory=data.territory,
            location=reading.geojson(data.location),
            suspicious=suspicious(data.title, data.body),
        )
        outcome = submit_proposal(platform, asking, process_id_of(slug), text)
        stored = answer(outcome, visible, Submitted)
        return schemas.Submission(id=stored.id, receipt=stored.receipt, state=stored.state)
