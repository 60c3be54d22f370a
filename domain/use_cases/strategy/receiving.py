"""Taking over what councils dealt with elsewhere: bodies, agenda items, papers, results.

Ids come from those of the source, so a second run finds everything stored. What is
taken over changes no measure: it is shown, and nothing here relies on it.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import uuid5

import msgspec

from domain import decisions, organisation
from domain.codes import BodyId, DecisionId
from domain.decisions import (
    ConsultationRole,
    CouncilVote,
    ItemNumber,
    ItemOrder,
    Result,
    ResultDoubt,
    SourcePaper,
)
from domain.organisation import BodyKind
from domain.people import Actor, ProcessId
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import source_id
from domain.use_cases.strategy import folding
from domain.use_cases.strategy.office import Refs, perform


class SourceBody(msgspec.Struct, frozen=True, kw_only=True):
    """A body of a source; `key` is its id there."""

    key: str
    name: str
    kind: BodyKind


class SourceCouncilPaper(msgspec.Struct, frozen=True, kw_only=True):
    """A council paper of a source, with its texts as they were written."""

    key: str
    reference: str
    name: str
    kind: str | None = None
    url: str | None = None


class SourceResult(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says came of an item; see `decisions.ResultImported`."""

    result: Result | None
    wording: str | None
    vote: CouncilVote | None = None
    minutes: str | None = None
    doubts: tuple[ResultDoubt, ...] = ()


class SourceAgendaItem(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item of a source; `said` is None while nothing is known of its result."""

    key: str
    body_key: str
    session: date
    number: ItemNumber | None
    order: ItemOrder
    title: str
    paper: SourceCouncilPaper | None
    role: ConsultationRole | None
    authoritative: bool
    said: SourceResult | None


class Received(msgspec.Struct, frozen=True):
    """The keys of items, and of results, that were stored now; all others had been before."""

    items: frozenset[str]
    results: frozenset[str]


def body_id_of(process_id: ProcessId, key: str) -> BodyId:
    """Return the id a body of a source gets in a process."""
    return BodyId(uuid5(process_id, f"import/body/{key}"))


def decision_id_of(process_id: ProcessId, key: str) -> DecisionId:
    """Return the id an agenda item of a source gets in a process."""
    return DecisionId(uuid5(process_id, f"import/agenda-item/{key}"))


def import_bodies(
    platform: Platform, asking: Asking, process_id: ProcessId, bodies: Sequence[SourceBody]
) -> int:
    """Store bodies of a source; return how many were new."""
    present = folding.bodies(Histories(platform.log), process_id)
    new = [row for row in bodies if body_id_of(process_id, row.key) not in present.imported]

    def do(histories: Histories, refs: Refs, by: Actor) -> None:
        known = folding.bodies(histories, process_id)
        for row in new:
            command = organisation.ImportBody(
                body_id=body_id_of(process_id, row.key),
                name=refs.need(row.key),
                kind=row.kind,
                source=source_id(row.key),
                by=by,
            )
            stream = organisation.history_of(process_id)
            histories.add(stream, organisation.decide(known, process_id, command))

    if new:
        texts = {row.key: row.name for row in new}
        perform(platform, asking, "record_decision", process_id, texts, do)
    return len(new)


def import_items(
    platform: Platform, asking: Asking, process_id: ProcessId, rows: Sequence[SourceAgendaItem]
) -> Received:
    """Store agenda items of a source and what came of them.

    All rows become one append, so hand in some hundred at a time. A result is stored
    when it is first there, and again when the minutes first bring a vote.

    Raises:
        BodyUnknown: the body of a row was not imported before.
        ContradictionNotNamed: vote and result of a row differ without that doubt.
    """
    histories = Histories(platform.log)
    ids = {row.key: decision_id_of(process_id, row.key) for row in rows}
    histories.fetch(*(decisions.history_of(each) for each in ids.values()))
    known = {row.key: folding.decision(histories, process_id, ids[row.key]) for row in rows}
    items = [row for row in rows if known[row.key].status == "absent"]
    results = [row for row in rows if row.said and _brings(row.said, known[row.key])]

    def do(histories: Histories, refs: Refs, by: Actor) -> None:
        bodies = folding.bodies(histories, process_id).imported
        for row in items:
            if body_id_of(process_id, row.body_key) not in bodies:
                raise organisation.BodyUnknown(body=body_id_of(process_id, row.body_key))
            _take_in(histories, ids[row.key], _item(process_id, row, refs, by), process_id)
        for row in results:
            if row.said is not None:
                _take_in(histories, ids[row.key], _result(row.key, row.said, refs, by), process_id)

    if items or results:
        texts = _texts(items, results)
        perform(platform, asking, "record_decision", process_id, texts, do)
    return Received(frozenset(row.key for row in items), frozenset(row.key for row in results))


def _brings(said: SourceResult, known: decisions.Decision) -> bool:
    """Tell whether a result brings something that is not stored yet."""
    before = known.reported
    return before is None or (before.vote is None and said.vote is not None)


def _texts(
    items: Sequence[SourceAgendaItem], results: Sequence[SourceAgendaItem]
) -> Mapping[str, str | None]:
    texts: dict[str, str | None] = {}
    for row in items:
        texts[f"{row.key} title"] = row.title
        if row.paper is not None:
            for name in ("reference", "name", "kind", "url"):
                texts[f"{row.key} paper {name}"] = getattr(row.paper, name)
    for row in results:
        if row.said is not None:
            texts[f"{row.key} wording"] = row.said.wording
            texts[f"{row.key} minutes"] = row.said.minutes
    return texts


def _take_in(
    histories: Histories,
    decision_id: DecisionId,
    command: decisions.DecisionCommand,
    process_id: ProcessId,
) -> None:
    present = folding.decision(histories, process_id, decision_id)
    histories.add(decisions.history_of(decision_id), decisions.decide(present, command))


def _item(
    process_id: ProcessId, row: SourceAgendaItem, refs: Refs, by: Actor
) -> decisions.ImportAgendaItem:
    return decisions.ImportAgendaItem(
        decision_id=decision_id_of(process_id, row.key),
        process_id=process_id,
        body_id=body_id_of(process_id, row.body_key),
        session=row.session,
        number=row.number,
        order=row.order,
        title=refs.need(f"{row.key} title"),
        paper=_paper(process_id, row, refs),
        role=row.role,
        authoritative=row.authoritative,
        source=source_id(row.key),
        by=by,
    )


def _paper(process_id: ProcessId, row: SourceAgendaItem, refs: Refs) -> SourcePaper | None:
    if row.paper is None:
        return None
    return SourcePaper(
        id=uuid5(process_id, f"import/paper/{row.paper.key}"),
        reference=refs.need(f"{row.key} paper reference"),
        name=refs.need(f"{row.key} paper name"),
        kind=refs.get(f"{row.key} paper kind"),
        url=refs.get(f"{row.key} paper url"),
    )


def _result(key: str, said: SourceResult, refs: Refs, by: Actor) -> decisions.ImportResult:
    return decisions.ImportResult(
        result=said.result,
        wording=refs.get(f"{key} wording"),
        vote=said.vote,
        minutes=refs.get(f"{key} minutes"),
        doubts=said.doubts,
        by=by,
    )
