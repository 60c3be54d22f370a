"""The public decisions of a process as files (J9): names near OParl 1.1, no personal data."""

from collections.abc import Iterator, Sequence
from typing import Any

from litestar import Controller, Response, get
from litestar.params import FromPath

from api.exports import Head, answer, as_csv, as_json
from api.moments import Seen, mask
from api.people import AnyRequest
from api.provided import Mode, Texts
from api.resources import reading
from api.resources.exports import CSV, JSON, LICENCE
from api.resources.texts import Words, all_words
from domain.ports import Texts as AnyTexts
from projections import audit, decisions, organisation
from projections.decisions import DecisionRow
from projections.model import Snapshot as ReadModel

FIELDS = {
    "id": "id, as in the address of its page",
    "url": "address of its page",
    "organization": "body that dealt with it",
    "meeting": "day of the session; empty where none is known",
    "number": "number of the agenda item; empty where a source has none",
    "name": "subject",
    "paper": "number of the council paper",
    "paper_url": "address of the council paper",
    "paper_name": "title of the council paper, of items from a source",
    "paper_type": "what the source calls the kind of paper",
    "role": "hearing, preliminary, decision or acknowledgement; empty where a source has none",
    "authoritative": "true if it decides",
    "territory": "official key of the municipality it decides for; empty for the lead",
    "state": "scheduled, confirmed, repealed, or imported from a source",
    "result": "unchanged, changed, rejected, deferred, referred or acknowledged",
    "result_text": "result in the words of the source; where `result` is empty, none of ours",
    "doubts": "why votes may not belong to the result: contradiction, ambiguous, shared",
    "present": "members present",
    "yes": "votes in favour",
    "no": "votes against",
    "abstain": "abstentions",
    "resolution_text": "wording of the decision",
    "conditions": "conditions",
    "minutes": "place in the minutes",
    "subjects": "what is decided on, as kind:id:version",
    "version": "1 as first confirmed, one more with each correction",
    "repealed_by": "id of the decision that repealed it",
}


class DecisionExports(Controller):
    path = "/processes"
    tags = ("Processes",)

    @get("/{slug:str}/decisions.csv", sync_to_thread=True, include_in_schema=False)
    def decisions_csv(
        self, slug: FromPath[str], request: AnyRequest, seen: Seen, texts: Texts, mode: Mode
    ) -> Response[Any]:
        """All public decisions as CSV; the same position gives the same bytes."""
        head, rows = _read(seen, slug, texts, mode.base_url)
        name = f"{slug}-decisions.csv"
        return answer(request, as_csv(head, rows), kind=CSV, name=name, version=_version(head))

    @get("/{slug:str}/decisions.json", sync_to_thread=True, include_in_schema=False)
    def decisions_json(
        self, slug: FromPath[str], request: AnyRequest, seen: Seen, texts: Texts, mode: Mode
    ) -> Response[Any]:
        """All public decisions as one JSON object, with what it is about."""
        head, rows = _read(seen, slug, texts, mode.base_url)
        name = f"{slug}-decisions.json"
        return answer(request, as_json(head, rows), kind=JSON, name=name, version=_version(head))


def _version(head: Head) -> str:
    return f"{head.position}-{head.mask}"


def _read(
    seen: ReadModel, slug: str, texts: AnyTexts, base_url: str
) -> tuple[Head, list[Sequence[object]]]:
    process = reading.process_by_slug(seen, slug)
    rows = decisions.register(seen, process.process_id)
    bodies = {row.body_id: row.name for row in organisation.bodies(seen, process.process_id)}
    refs = [ref for row in rows for ref in _texts(row) if ref is not None]
    words = all_words(texts, [process.title, *bodies.values(), *refs])
    head = Head(
        title=words.get(process.title) or process.slug,
        position=seen.until,
        mask=mask(seen),
        moment=audit.moment_of(seen, seen.until),
        licence=LICENCE,
        source=f"{base_url}/de/p/{process.slug}/decisions",
        fields=FIELDS,
    )
    return head, [_row(row, words, words.get(bodies.get(row.body_id)), base_url) for row in rows]


def _texts(row: DecisionRow) -> Iterator[str | None]:
    yield from (row.title, row.reference, row.url, row.text, row.conditions, row.minutes)
    yield from (row.paper_name, row.paper_kind, row.wording)


def _row(row: DecisionRow, words: Words, body: str | None, base_url: str) -> Sequence[object]:
    return (
        str(row.decision_id),
        f"{base_url}/de/decisions/{row.decision_id}",
        body,
        row.session.isoformat() if row.session else None,
        row.number,
        words.get(row.title),
        words.get(row.reference),
        words.get(row.url),
        words.get(row.paper_name),
        words.get(row.paper_kind),
        row.role,
        row.authoritative,
        row.territory,
        row.status,
        row.result,
        words.get(row.wording),
        row.doubts,
        row.present,
        row.yes,
        row.no,
        row.abstain,
        words.get(row.text),
        words.get(row.conditions),
        words.get(row.minutes),
        row.subjects,
        row.version,
        str(row.repealed_by) if row.repealed_by else None,
    )
