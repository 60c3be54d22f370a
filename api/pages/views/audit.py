"""The audit desk: the whole trail, and the replay of one object step by step."""

from datetime import datetime
from typing import ClassVar, Literal

from api.pages.views.common import Option, Page, View
from domain.people import Role


class AuditRow(View, frozen=True, kw_only=True):
    """One entry of the log. `event` is the topic without version ("proposal.published").

    `number` is its position for auditors, the index of its entry in the public log for
    everybody else; `step` is what names it in an address of the replay. `hash` is the
    first 12 hex digits of the row's chain hash, or of the entry's hash. `subject_id` leads to the
    replay; `subject` is its kind (proposal, comment, case, phase, process, person, vote).
    `actor` is the first 8 characters of the pseudonym, None for votes and the platform.
    """

    number: int
    step: str
    recorded_at: datetime
    event: str
    role: Role | None
    subject: str
    subject_id: str | None
    subject_label: str | None
    hash: str
    occurred_at: datetime | None = None
    actor: str | None = None
    channel: str | None = None
    reason: str | None = None
    rules: tuple[str, ...] = ()


class AuditFilter(View, frozen=True, kw_only=True):
    """What the reader asked for; all "" shows the newest of everything.

    The form sends three ways to name a point in time, the first that is filled counts:
    `position` (typed number), `moment` (local time, "2023-07-14T16:30"), `at` (the slider).
    Handlers put the position they found into `at` here.
    """

    at: str = ""
    event: str = ""
    role: str = ""
    subject: str = ""
    actor: str = ""
    process: str = ""
    since: str = ""
    until: str = ""
    only: str = ""


class ChainCheck(View, frozen=True, kw_only=True):
    """Result of recomputing the hash chain. `not_run` shows the button only."""

    result: Literal["not_run", "holds", "broken"]
    checked: int = 0
    head_hash: str = ""
    bad_position: int | None = None
    reason: str | None = None
    milliseconds: int | None = None


class AsOf(View, frozen=True, kw_only=True):
    """Counts as the public saw them at the chosen position."""

    at: datetime | None
    ideas: int = 0
    supports: int = 0
    opinions: int = 0
    comments: int = 0
    open_cases: int = 0
    moderated_out: int = 0


class AuditDesk(Page, frozen=True, kw_only=True):
    """`/{lang}/audit?at=&position=&moment=&event=&role=&subject=&before=&entry=`.

    Rows are newest first, from `position` downwards.
    `full` is True for auditors; the public sees the public log only, and of the moments
    only those at which no single vote can be told (ruling 12).
    `masked_at` is the erasure position texts are shown under (ruling 4).
    POST `/{lang}/audit/check` runs the chain check and shows this page again.
    """

    template: ClassVar[str] = "audit.html"
    rows: tuple[AuditRow, ...]
    position: int
    last_position: int
    first_at: datetime | None
    last_at: datetime | None
    full: bool
    filter: AuditFilter
    events: tuple[str, ...]
    matching: int
    as_of: AsOf
    chain: ChainCheck = ChainCheck(result="not_run")
    masked_at: int | None = None
    older_url: str | None = None
    newer_url: str | None = None
    processes: tuple[Option, ...] = ()
    only: tuple[Option, ...] = ()
    export_query: str | None = None


class FieldChange(View, frozen=True, kw_only=True):
    """One property before and after. `name` is a code of `vocabulary.PROPERTIES`.

    `before` and `after` are codes for `kind="code"` (with their vocabulary in `words`),
    plain text for `text`, ISO times for `moment` and decimal digits for `number`.
    `item` names the phase, field, place or role that has the property, if it is one of many.
    """

    name: str
    before: str | None
    after: str | None
    item: str | None = None
    kind: Literal["text", "code", "moment", "number"] = "text"
    words: str | None = None


class ReplayStep(View, frozen=True, kw_only=True):
    """One event of an object; `number`, `step` and `hash` as in the trail."""

    number: int
    step: str
    at: datetime
    event: str
    role: Role | None
    hash: str
    actor: str | None = None


class ObjectReplay(Page, frozen=True, kw_only=True):
    """`/{lang}/audit/objects/{id}?at=POSITION`, or `?entry=INDEX` in the public log.

    `steps` are all events of the object, oldest first; `current` is the index of the one
    shown. `state` is the whole object after it, `changes` what it changed.
    """

    template: ClassVar[str] = "replay.html"
    object_id: str
    kind: str
    label: str
    steps: tuple[ReplayStep, ...]
    current: int
    changes: tuple[FieldChange, ...]
    state: tuple[FieldChange, ...]
    full: bool
    public_url: str | None = None
    reason: str | None = None
    rules: tuple[str, ...] = ()
    previous_hash: str | None = None
    masked_at: int | None = None
