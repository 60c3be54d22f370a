"""The process and phase an import goes into; opened if there is none."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import uuid5

import msgspec

from api.imports.progress import Progress
from api.imports.report import ImportRefused
from domain import processes
from domain.codes import Feature, PhaseId, Question, Slug
from domain.people import SYSTEM, ProcessId
from domain.phases import BERLIN
from domain.use_cases import configuring, importing
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.histories import Histories
from domain.use_cases.importing import Imported, SourceProposal

PORTION = 200
"""Proposals that are stored in one append."""

_SLUG = msgspec.json.Decoder(Slug)
_MINUTE = timedelta(minutes=1)


class Target(msgspec.Struct, frozen=True):
    """Where the rows go. `opened` tells that the import opened the process."""

    asking: Asking
    process_id: ProcessId
    phase_id: PhaseId
    opened: bool


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What a process is called if it has to be opened."""

    title: str
    summary: str
    question: Question
    phase_title: str
    features: tuple[Feature, ...]


def asking_at(at: datetime) -> Asking:
    """Return the wish of the platform itself: nobody in particular imports."""
    return Asking(person=None, at=at, channel="import", system=True)


def prepare(
    platform: Platform,
    at: datetime,
    slug: str,
    opening: Opening,
    moments: Collection[datetime],
    phase_id: PhaseId | None = None,
) -> Target:
    """Return where rows of these moments go, opening process and phase where missing.

    With `phase_id` no other phase will do.

    Raises:
        ImportRefused: no rows, not a slug, the process asks another question, or no
            phase of it covers all moments. Nothing was stored.
    """
    if not moments:
        raise ImportRefused("there is no usable row; nothing was stored")
    process_id = processes.process_id_of(checked(slug))
    asking = asking_at(at)
    histories = Histories(platform.log)
    process = histories.process(process_id)
    span = (min(moments), max(moments))
    if process.id is None:
        _open(platform, asking, slug, opening, phase_id)
    elif process.question != opening.question:
        raise ImportRefused(
            f"the process {slug} asks for {process.question}, these rows are {opening.question}"
        )
    own = PhaseId(uuid5(process_id, "import/phase"))
    if process.id is None or _left_bare(histories, process_id):
        _define(platform, asking, process_id, own, opening, span)
        found = own
    else:
        found = _covering(process, span, phase_id)
    if found == own and Histories(platform.log).phase(own).status == "defined":
        configuring.start_phase(platform, asking, process_id, own)
    return Target(asking, process_id, found, process.id is None)


def _open(
    platform: Platform, asking: Asking, slug: str, opening: Opening, phase_id: PhaseId | None
) -> None:
    if phase_id is not None:
        raise ImportRefused(f"there is no process {slug}, so it has no phase {phase_id}")
    new = configuring.NewProcess(
        slug=slug, title=opening.title, summary=opening.summary, question=opening.question
    )
    configuring.open_process(platform, asking, new)


def _left_bare(histories: Histories, process_id: ProcessId) -> bool:
    """Tell whether an import was interrupted after opening the process."""
    events = histories.events(processes.history_of(process_id))
    opened = events[0]
    return len(events) == 1 and isinstance(opened, processes.ProcessOpened) and opened.by == SYSTEM


def store_proposals(
    platform: Platform,
    into: Target,
    rows: Sequence[SourceProposal],
    progress: Progress,
    step: str,
) -> Imported:
    """Store and publish rows in their order, portion by portion."""
    progress.begin(step, len(rows))
    created = repeated = 0
    for start in range(0, len(rows), PORTION):
        portion = rows[start : start + PORTION]
        stored = importing.import_proposals(
            platform, into.asking, into.process_id, into.phase_id, portion
        )
        created, repeated = created + stored.created, repeated + stored.repeated
        progress.advance(len(portion))
    return Imported(created, repeated)


def checked(slug: str) -> Slug:
    """Return a slug that can be the name of a process.

    Raises:
        ImportRefused: it cannot.
    """
    try:
        return _SLUG.decode(msgspec.json.encode(slug))
    except msgspec.ValidationError as error:
        raise ImportRefused(
            f"{slug!r} cannot be the name of a process:"
            " lower case letters, digits and hyphens inside, 60 at most"
        ) from error


def _define(
    platform: Platform,
    asking: Asking,
    process_id: ProcessId,
    phase_id: PhaseId,
    opening: Opening,
    span: tuple[datetime, datetime],
) -> None:
    """Announce the phase in which all this happened, from minute to minute."""
    first, last = (moment.replace(second=0, microsecond=0) for moment in span)
    new = configuring.NewPhase(
        kind="measures",
        title=opening.phase_title,
        starts=first,
        ends=last + _MINUTE,
        level="consult",
        features=opening.features,
        moderation="post",
        phase_id=phase_id,
    )
    configuring.define_phase(platform, asking, process_id, new)


def _covering(
    process: processes.Process, span: tuple[datetime, datetime], phase_id: PhaseId | None
) -> PhaseId:
    first, last = span
    if phase_id is not None and phase_id not in process.phases:
        raise ImportRefused(f"the process has no phase {phase_id}")
    asked = [
        phase for phase in process.phases.values() if phase_id is None or phase.phase_id == phase_id
    ]
    for phase in sorted(asked, key=lambda phase: phase.starts):
        if phase.starts <= first and last < phase.ends:
            return phase.phase_id
    raise ImportRefused(
        f"the rows are from {_day(first)} to {_day(last)};"
        f" no phase covers them all: {_spans(asked)}"
    )


def _spans(asked: Sequence[processes.PhaseDefined]) -> str:
    return ", ".join(f"{_day(phase.starts)} to {_day(phase.ends)}" for phase in asked) or "none"


def _day(moment: datetime) -> str:
    return moment.astimezone(BERLIN).date().isoformat()
