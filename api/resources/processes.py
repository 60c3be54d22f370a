"""Processes: what is asked, in which phases, fields and places."""

import msgspec
from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody

from api.moments import Seen, mask
from api.pages.formatting import typed
from api.people import signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import (
    Allowances,
    Asking,
    Now,
    Person,
    Platform,
    Texts,
    Visible,
)
from api.resources import reading, schemas
from api.resources.answers import answer, first_time
from api.resources.texts import one_line
from api.suspicion import suspicious
from domain.codes import FieldId
from domain.processes import process_id_of
from domain.use_cases import contributing
from projections import processes


class ProcessResource(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get(sync_to_thread=True, responses=responses(*READING))
    def list_processes(self, seen: Seen, texts: Texts, now: Now) -> schemas.ProcessPage:
        """All processes, oldest first, in one part."""
        items = [reading.process(seen, row, texts, now) for row in processes.all_processes(seen)]
        return schemas.ProcessPage(
            items=items,
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=any(item.incomplete for item in items),
        )

    @get("/{slug:str}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_process(
        self,
        slug: FromPath[str],
        seen: Seen,
        texts: Texts,
        now: Now,
    ) -> schemas.Process:
        """One process with phases, action fields, places and what is open now."""
        return reading.process(seen, reading.process_by_slug(seen, slug), texts, now)

    @post(
        "/{slug:str}/proposals",
        guards=[signed_in_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def submit_proposal(
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
        title, body = one_line(data.title), typed(data.body)
        if first_time(platform, asking):
            allowances.spend("ideas", person)
        text = contributing.Text(
            title=title,
            body=body,
            action_field=None if data.action_field is None else FieldId(data.action_field),
            territory=data.territory,
            location=_geojson(data.location),
            suspicious=suspicious(title, body),
        )
        process_id = process_id_of(slug)
        outcome = contributing.submit_proposal(platform, asking, process_id, text)
        stored = answer(outcome, visible, contributing.Submitted)
        return schemas.Submission(id=stored.id, receipt=stored.receipt, state=stored.state)


def _geojson(point: schemas.Point | None) -> str | None:
    """Return a point as it is sealed."""
    return None if point is None else msgspec.json.encode(point).decode()
