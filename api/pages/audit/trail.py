"""The audit desk: the whole trail, from any moment backwards."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency, Provide

from api.days import YEARS
from api.pages.audit import numbering
from api.pages.audit.asked import Asked, provide_asked
from api.pages.audit.chain import ChainChecks
from api.pages.audit.filtering import kinds_for as _kinds
from api.pages.audit.filtering import narrowed
from api.pages.audit.labels import Labels, read_labels
from api.pages.audit.numbering import Mark
from api.pages.formatting import number
from api.pages.framing import Frame, Framing, Html
from api.pages.ideas.changing import receipt_of
from api.pages.parts.words import UNAVAILABLE, Words, opened_refs, references
from api.pages.views import AsOf, AuditDesk, AuditFilter, AuditRow, ChainCheck, Option
from api.pages.vocabulary.terms import N_
from api.people import auditors_only
from api.provided import Now, Platform, ReadModels, Snapshot, Texts
from domain.messages import ContentRef, Recorded
from domain.phases import BERLIN
from domain.ports import EventLog
from domain.ports import Texts as TextsPort
from projections import audit, feed, processes, proposals, subjects
from projections.audit import KINDS, EntryRow, Trail
from projections.feed import FeedQuery
from projections.model import Snapshot as ReadModel

_PAGE = 50
_ACTOR = 8  # digits of a pseudonym
_REASONS = ("reason", "hint", "explanation", "text")


@get(
    "/audit",
    sync_to_thread=True,
    dependencies={"asked": Provide(provide_asked, sync_to_thread=False)},
)
def audit_page(
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    asked: NamedDependency[Asked],
) -> Html:
    """Show the trail: all of it to auditors, the public part to everybody."""
    return _desk(frame, snapshot, texts, platform.log, asked)


@post("/audit/check", sync_to_thread=True, guards=[auditors_only])
def check_chain(
    *,
    frame: Framing,
    read_models: ReadModels,
    texts: Texts,
    platform: Platform,
    now: Now,
    chain_checks: NamedDependency[ChainChecks],
) -> Html:
    """Recompute the chain, and show the desk with the result.

    For auditors: it reads the whole log. Everybody else checks the public one by themselves.
    """
    chain = chain_checks.run(platform.log, now)
    with read_models.snapshot() as snapshot:
        return _desk(frame, snapshot, texts, platform.log, Asked(), chain)


def _desk(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    log: EventLog,
    asked: Asked,
    chain: ChainCheck = ChainCheck(result="not_run"),  # noqa: B008 - a frozen value
) -> Html:
    full = frame.person.may("read_trail")
    position = _position(frame, snapshot, asked)
    then = snapshot.at(position)
    trail = _trail(then, asked, full=full)
    start = numbering.before(then, number(asked.before), number(asked.entry), full=full)
    newest = msgspec.structs.replace(trail, before=start)
    entries = audit.entries(then, newest, limit=_PAGE + 1)
    shown = entries[:_PAGE]
    recorded = {each.position: each for each in log.at([row.position for row in shown])}
    marks = numbering.marks(
        snapshot, {each.position: each.hash for each in recorded.values()}, full=full
    )
    labels = read_labels(snapshot, shown)
    refs = [ref for each in recorded.values() for ref in _reasons(each, full=full)]
    named = [ref for row in labels.rows for ref in references(row)]
    words = opened_refs(texts, [*named, *refs], frame.say(UNAVAILABLE))
    older = marks[shown[-1].position].number if len(entries) > _PAGE else None
    page = AuditDesk(
        rows=tuple(
            _row(row, recorded[row.position], marks[row.position], labels, words, full=full)
            for row in shown
        ),
        position=position,
        last_position=snapshot.position,
        first_at=audit.moment_of(snapshot, 1),
        last_at=audit.moment_of(snapshot, snapshot.position),
        full=full,
        filter=asked.filter(position),
        events=_kinds(full=full),
        processes=tuple(
            Option(value=row.slug, label=words.text(row.title, row.slug))
            for row in labels.processes.values()
        ),
        only=(
            Option(value="four_eyes", label=frame.say(N_("Vorgänge mit vier Augen"))),
            Option(value="automatic", label=frame.say(N_("Automatisches der Plattform"))),
        ),
        matching=audit.count(then, trail),
        as_of=_as_of(snapshot if position == snapshot.position else then, position),
        chain=chain,
        masked_at=subjects.positions(snapshot, [subjects.MASK])[subjects.MASK] or None,
        export_query=_export_query(asked.filter(position), trail) if full else None,
        older_url=_address(frame, asked, position, older) if older else None,
        newer_url=_address(frame, asked, position, None) if start is not None else None,
    )
    return frame.show(page, nav="audit", position=snapshot.position, path=_path(frame))


def _path(frame: Frame) -> str | None:
    """Return where the language switch leads from an answer to a form."""
    return "/audit" if frame.request.method == "POST" else None


def _position(frame: Frame, snapshot: ReadModel, asked: Asked) -> int:
    """Return the position to look from: typed, by local time, or by the slider.

    Who is no auditor sees the last public moment before it (ruling 12).
    """
    chosen = number(asked.position)
    if chosen is None and asked.moment:
        moment = _moment(asked.moment)
        chosen = None if moment is None else audit.position_at(snapshot, moment)
    if chosen is None:
        chosen = number(asked.at)
    return snapshot.position if chosen is None else numbering.moment(snapshot, chosen, frame.person)


def _moment(value: str) -> datetime | None:
    """Return the end of a local minute that somebody typed."""
    try:
        local = datetime.fromisoformat(value)
    except ValueError:
        return None
    if local.year not in YEARS:
        return None
    if local.tzinfo is None:
        local = local.replace(tzinfo=BERLIN)
    return local.replace(second=59, microsecond=999_999)


def _trail(then: ReadModel, asked: Asked, *, full: bool) -> Trail:
    return narrowed(
        then,
        asked.filter(then.until),
        subject=_subject(then, asked.subject, full=full),
        full=full,
    )


def _subject(then: ReadModel, typed: str, *, full: bool) -> UUID | None:
    """Return the object a number or id stands for; one that fits nothing finds nothing."""
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        number = receipt_of(typed)
    found = proposals.by_receipt(then.at(None), number, everything=full) if number else None
    return found or UUID(int=2**128 - 1)


def _reasons(recorded: Recorded, *, full: bool) -> list[ContentRef]:
    """Return the words an event was explained with, as far as this reader may know.

    Everybody may know why the office did something; what a moderator explained is for
    the author, and an idea's words are not shown here beside their masks.
    """
    kind = KINDS[type(recorded.event)]
    if not full and kind.concept not in {"process", "phase"}:
        return []
    held = set(references(recorded.event))
    named: list[Any] = [getattr(recorded.event, name, None) for name in _REASONS]
    said = kind.concept in {"comment", "remark"}
    return [ref for ref in named if ref in held and not (said and ref is named[-1])]


def _row(
    row: EntryRow,
    recorded: Recorded,
    mark: Mark,
    labels: Labels,
    words: Words,
    *,
    full: bool,
) -> AuditRow:
    reasons = _reasons(recorded, full=full)
    concept = row.kind.partition(".")[0]
    moved = recorded.occurred_at != recorded.recorded_at
    return AuditRow(
        number=mark.number,
        step=mark.step,
        recorded_at=row.recorded_at,
        event=row.kind,
        role=row.role,
        subject=concept,
        subject_id=str(row.subject),
        subject_label=labels.of(concept, row.subject, words),
        hash=mark.hash,
        occurred_at=recorded.occurred_at if moved else None,
        actor=row.actor.hex[:_ACTOR] if full and row.actor and row.actor.int else None,
        channel=row.channel,
        reason=words.get(reasons[0]) if reasons else None,
        rules=row.rules,
    )


def _as_of(then: ReadModel, position: int) -> AsOf:
    """Return how much there was at a position."""
    kinds = audit.totals(then).kinds
    ideas = withheld = 0
    for process in processes.all_processes(then):
        of_it = FeedQuery(process_id=process.process_id)
        ideas += feed.total(then, of_it)
        taken = msgspec.structs.replace(of_it, states=("rejected", "hidden"), everything=True)
        withheld += feed.total(then, taken)
    return AsOf(
        at=audit.moment_of(then, position),
        ideas=ideas,
        supports=_sum(kinds, ("support.given", "support.carried-over"))
        - _sum(kinds, ("support.withdrawn", "support.given-back")),
        opinions=_sum(kinds, ("opinion.given", "opinion.changed", "opinion.imported")),
        comments=_sum(kinds, ("comment.posted",)),
        open_cases=_sum(kinds, ("case.opened", "case.appeal-filed"))
        - _sum(kinds, ("case.decided", "case.appeal-decided")),
        moderated_out=withheld,
    )


def _sum(kinds: Mapping[str, int], names: Sequence[str]) -> int:
    return sum(kinds.get(name, 0) for name in names)


def _address(frame: Frame, asked: Asked, position: int, before: int | None) -> str:
    chosen = msgspec.structs.asdict(asked.filter(position))
    if before is not None:
        chosen["before"] = str(before)
    query = urlencode({name: value for name, value in chosen.items() if value})
    return frame.url("/audit") + (f"?{query}" if query else "")


def _export_query(chosen: AuditFilter, trail: Trail) -> str:
    """Return what an export of the same entries is asked for."""
    told = msgspec.structs.asdict(chosen)
    told["subject"] = str(trail.subject) if trail.subject else ""
    return urlencode({name: value for name, value in told.items() if value})
