"""The whole trail as files, for auditors: narrowed as on its page."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import PermissionDeniedException
from litestar.params import QueryParameter

from api.days import YEARS
from api.errors import Malformed
from api.exports import Head, answer, as_csv, as_json_lines
from api.moments import mask
from api.pages.audit.filtering import kinds_for, narrowed
from api.pages.views import AuditFilter
from api.people import AnyRequest, auditors_only
from api.people import Person as AnyPerson
from api.problems import WrongField
from api.provided import Mode, Person, Platform, ReadModels, ReadModelsPort, Snapshot
from api.resources import reading
from api.resources.exports import CSV
from api.resources.parameters import About, ProcessName
from domain.messages import Recorded, topic_of
from domain.people import Role
from domain.ports import EventLog
from projections import audit
from projections.audit import EntryRow
from projections.model import Snapshot as ReadModel

JSON_LINES = "application/x-ndjson"
INTERNAL = "for auditors only, not to be published"
_MANY = 1000

TRAIL_FIELDS = {
    "position": "number in the log",
    "recorded_at": "when the log took it, UTC",
    "occurred_at": "when it happened, UTC",
    "topic": "stored name of the event",
    "process": "id of the process",
    "subject": "id of what it is about",
    "role": "role of who acted",
    "actor": "pseudonym of who acted",
    "channel": "how it came in",
    "rules": "house rules it names",
    "hash": "hash of the row in the chain",
    "payload": "the event as JSON, texts as references",
}


Since = Annotated[date | None, QueryParameter(description="Only from this local day on.")]
Until = Annotated[date | None, QueryParameter(description="Only up to this local day.")]
Event = Annotated[str | None, QueryParameter(description="Only this kind, such as `case.decided`.")]
OneRole = Annotated[Role | None, QueryParameter(name="role", description="Only acts in this role.")]
ActorDigits = Annotated[
    str | None,
    QueryParameter(pattern=r"^[0-9a-f]{1,32}$", description="First digits of a pseudonym."),
]
Only = Annotated[
    Literal["four_eyes", "automatic"] | None,
    QueryParameter(description="Only what takes two persons, or what the platform did itself."),
]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What of the trail is wanted; as on the page of the trail."""

    at: int | None
    chosen: AuditFilter
    subject: UUID | None


def provide_wanted(
    *,
    at: Annotated[
        int | None, QueryParameter(ge=0, le=2**53, description="Only up to this position.")
    ] = None,
    event: Event = None,
    role: OneRole = None,
    subject: About = None,
    process: ProcessName = None,
    actor: ActorDigits = None,
    since: Since = None,
    until: Until = None,
    only: Only = None,
) -> Wanted:
    """Collect the parameters of the export.

    Raises:
        Malformed: there is no such kind of event, or nobody can reckon with a day.
    """
    wrong = [
        WrongField(name, "a day of the years 1000 to 2999")
        for name, day in (("since", since), ("until", until))
        if day is not None and day.year not in YEARS
    ]
    if event and event not in kinds_for(full=True):
        wrong.append(WrongField("event", "no kind of event"))
    if wrong:
        raise Malformed(*wrong)
    chosen = AuditFilter(
        event=event or "",
        role=role or "",
        process=process or "",
        actor=actor or "",
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        only=only or "",
    )
    return Wanted(at=at, chosen=chosen, subject=subject)


class TrailExports(Controller):
    path = "/audit"
    tags = ("Audit",)
    guards = (auditors_only,)
    dependencies = {"wanted": Provide(provide_wanted, sync_to_thread=False)}  # noqa: RUF012 - litestar's own shape

    @get("/events.csv", sync_to_thread=True, include_in_schema=False)
    def events_csv(
        self,
        request: AnyRequest,
        snapshot: Snapshot,
        read_models: ReadModels,
        platform: Platform,
        person: Person,
        mode: Mode,
        wanted: NamedDependency[Wanted],
    ) -> Response[Any]:
        """The whole trail as CSV, narrowed as on its page; for auditors."""
        export = _Trail(read_models, platform.log, mode.base_url, snapshot, wanted, person)
        body = as_csv(export.head, export.rows())
        return answer(request, body, kind=CSV, name="trail.csv", version=export.version)

    @get("/events.jsonl", sync_to_thread=True, include_in_schema=False)
    def events_jsonl(
        self,
        request: AnyRequest,
        snapshot: Snapshot,
        read_models: ReadModels,
        platform: Platform,
        person: Person,
        mode: Mode,
        wanted: NamedDependency[Wanted],
    ) -> Response[Any]:
        """The whole trail as JSON lines, narrowed as on its page; for auditors."""
        export = _Trail(read_models, platform.log, mode.base_url, snapshot, wanted, person)
        body = as_json_lines(export.head, export.rows())
        return answer(request, body, kind=JSON_LINES, name="trail.jsonl", version=export.version)


class _Trail:
    """The trail up to one position, read part by part."""

    def __init__(
        self,
        read_models: ReadModelsPort,
        log: EventLog,
        base_url: str,
        snapshot: ReadModel,
        wanted: Wanted,
        person: AnyPerson,
    ) -> None:
        if not person.may("read_trail"):
            raise PermissionDeniedException(extra={"needs": ["auditor"]})
        self._read_models, self._log = read_models, log
        at = snapshot.position if wanted.at is None else wanted.at
        self._position = min(at, snapshot.position)
        chosen = _by_slug(snapshot, wanted.chosen)
        self._trail = narrowed(snapshot, chosen, subject=wanted.subject, full=True)
        told = msgspec.json.encode(wanted).decode()
        self.version = f"{self._position} {told}"
        self.head = Head(
            title=f"Audit trail, narrowed by {told}",
            position=self._position,
            mask=mask(snapshot),
            moment=audit.moment_of(snapshot, self._position),
            licence=INTERNAL,
            source=f"{base_url}/de/audit",
            fields=TRAIL_FIELDS,
        )

    def rows(self) -> Iterator[Sequence[object]]:
        """Yield the entries, oldest first. Each part has a snapshot of its own."""
        after = 0
        while True:
            with self._read_models.snapshot() as snapshot:
                trail = msgspec.structs.replace(self._trail, after=after)
                then = snapshot.at(self._position)
                entries = audit.entries(then, trail, limit=_MANY, newest_first=False)
            if not entries:
                return
            recorded = {each.position: each for each in self._log.at([e.position for e in entries])}
            for entry in entries:
                yield _entry(entry, recorded[entry.position])
            after = entries[-1].position


def _by_slug(snapshot: ReadModel, chosen: AuditFilter) -> AuditFilter:
    """Return the same filter with the slug of its process, which may be named by its id.

    Raises:
        NotFoundException: there is no such process.
    """
    if not chosen.process:
        return chosen
    slug = reading.process_of(snapshot, chosen.process).slug
    return msgspec.structs.replace(chosen, process=slug)


def _entry(entry: EntryRow, recorded: Recorded) -> Sequence[object]:
    payload = msgspec.to_builtins(recorded.event)
    payload.pop("type", None)
    return (
        entry.position,
        recorded.recorded_at,
        recorded.occurred_at,
        topic_of(type(recorded.event)),
        str(entry.process_id) if entry.process_id else None,
        str(entry.subject),
        entry.role,
        str(entry.actor) if entry.actor and entry.actor.int else None,
        recorded.channel,
        entry.rules,
        recorded.hash.hex(),
        payload,
    )
