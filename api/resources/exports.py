"""Files for journalists and researchers (J9): no account, no personal data, no hidden totals."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from api.exports import Head, answer, as_csv, as_json
from api.moments import Seen, mask
from api.people import AnyRequest
from api.provided import Mode, ReadModels, ReadModelsPort, Texts
from api.resources import reading
from api.resources.texts import Words, all_words
from domain.phases import BERLIN
from domain.ports import Texts as AnyTexts
from projections import audit, feed, processes
from projections.feed import FeedRow
from projections.model import Snapshot as ReadModel
from projections.processes import ProcessRow

CSV = "text/csv"
JSON = "application/json"
LICENCE = "CC BY 4.0"
"""Of public exports, where the words of a source do not have a licence of their own."""

FIELDS = {
    "receipt": "number of the proposal",
    "id": "id, as in the address of its page",
    "url": "address of its page",
    "state": "published, merged or withdrawn",
    "title": "title; empty if withdrawn or erased",
    "text": "text; empty if withdrawn or erased",
    "field": "action field",
    "territory": "official key of the place",
    "channel": "how it came in",
    "submitted_on": "local day it was handed in",
    "published_on": "local day it became public",
    "supports": "persons who support it",
    "agree": "persons who agree",
    "disagree": "persons who disagree",
    "pass": "persons who pass",
    "comments": "visible comments",
}


class ProposalExports(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get("/{slug:str}/proposals.csv", sync_to_thread=True, include_in_schema=False)
    def proposals_csv(
        self,
        slug: FromPath[str],
        request: AnyRequest,
        seen: Seen,
        read_models: ReadModels,
        texts: Texts,
        mode: Mode,
    ) -> Response[Any]:
        """All public proposals of a process as CSV; the same position gives the same bytes."""
        export = _Proposals(read_models, texts, mode.base_url, seen, slug)
        body = as_csv(export.head, export.rows())
        name = f"{export.process.slug}-proposals.csv"
        return answer(request, body, kind=CSV, name=name, version=export.version)

    @get("/{slug:str}/proposals.json", sync_to_thread=True, include_in_schema=False)
    def proposals_json(
        self,
        slug: FromPath[str],
        request: AnyRequest,
        seen: Seen,
        read_models: ReadModels,
        texts: Texts,
        mode: Mode,
    ) -> Response[Any]:
        """All public proposals of a process as one JSON object, with what it is about."""
        export = _Proposals(read_models, texts, mode.base_url, seen, slug)
        body = as_json(export.head, export.rows())
        name = f"{export.process.slug}-proposals.json"
        return answer(request, body, kind=JSON, name=name, version=export.version)


class _Proposals:
    """The public proposals of one process as of one position, read part by part."""

    def __init__(
        self,
        read_models: ReadModelsPort,
        texts: AnyTexts,
        base_url: str,
        seen: ReadModel,
        slug: str,
    ) -> None:
        self._read_models = read_models
        self._texts = texts
        self._base_url = base_url
        self._position = seen.until
        self.process: ProcessRow = reading.process_by_slug(seen, slug)
        fields = processes.fields(seen, self.process.process_id)
        words = all_words(texts, [self.process.title, *(field.name for field in fields)])
        self._fields = {field.field_id: words.get(field.name) for field in fields}
        self.version = f"{seen.until}-{mask(seen)}"
        self.head = Head(
            title=words.get(self.process.title) or self.process.slug,
            position=seen.until,
            mask=mask(seen),
            moment=audit.moment_of(seen, seen.until),
            licence=LICENCE,
            source=f"{base_url}/de/p/{self.process.slug}",
            fields=FIELDS,
        )

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield the proposals, newest first. Each part has a snapshot of its own."""
        cursor: str | None = None
        while True:
            with self._read_models.snapshot() as snapshot:
                then = snapshot.at(self._position)
                rows, cursor = feed.part(then, self.process.process_id, cursor)
                words = all_words(
                    self._texts, [ref for row in rows for ref in (row.title, row.body)]
                )
                told = [self._row(row, words) for row in rows]
            yield from told
            if cursor is None:
                return

    def _row(self, row: FeedRow, words: Words) -> Sequence[object]:
        return (
            row.receipt,
            str(row.proposal_id),
            f"{self._base_url}/de/ideas/{row.proposal_id}",
            row.state,
            words.get(row.title),
            words.get(row.body),
            self._fields.get(row.field) if row.field else None,
            row.territory,
            row.channel,
            _day(row.submitted_at),
            _day(row.published_at),
            row.supports,
            row.agree,
            row.disagree,
            row.passes,
            row.comments,
        )


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(BERLIN).date().isoformat()
