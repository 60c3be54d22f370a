"""What can be done with one phase: open, extend, close, and reopen as two persons."""

from functools import partial
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer
from api.pages.office import phases
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found, Office
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import PhaseId
from domain.processes import PhaseUnknown
from domain.use_cases import configuring

_PHASE = "/p/{slug:str}/office/phases/{phase_id:uuid}"


class NoForm(msgspec.Struct):
    """A button alone."""


class NewEndForm(msgspec.Struct):
    until: str = ""
    reason: str = ""


def _press(office: Office, slug: str, phase_id: UUID, do: Do, notice: str) -> Answer:
    def read(found: Found, _: Checks) -> Do:
        _require(found, phase_id)
        return do

    return office.carry_out(slug, "", NoForm(), phases.show, read, _done(slug, phase_id, notice))


def _require(found: Found, phase_id: UUID) -> None:
    if found.around.phase(PhaseId(phase_id)) is None:
        raise PhaseUnknown(phase=phase_id)


def _done(slug: str, phase_id: UUID, notice: str) -> Done:
    return Done(f"/p/{slug}/office/phases", notice, anchor=f"phase-{phase_id}")


@post(f"{_PHASE}/opening", sync_to_thread=True, guards=[office_only])
def open_phase(slug: FromPath[str], phase_id: FromPath[UUID], office: AtTheOffice) -> Answer:
    """Open a phase whose time has come, without waiting for the clock to do it."""
    do = partial(configuring.start_phase, phase_id=PhaseId(phase_id))
    return _press(office, slug, phase_id, do, "phase_opened")


@post(f"{_PHASE}/closing", sync_to_thread=True, guards=[office_only])
def close_phase(slug: FromPath[str], phase_id: FromPath[UUID], office: AtTheOffice) -> Answer:
    """End a phase now."""
    do = partial(configuring.close_phase, phase_id=PhaseId(phase_id))
    return _press(office, slug, phase_id, do, "phase_closed")


@post(f"{_PHASE}/extension", sync_to_thread=True, guards=[office_only])
def extend_phase(
    slug: FromPath[str],
    phase_id: FromPath[UUID],
    data: URLEncodedBody[NewEndForm],
    office: AtTheOffice,
) -> Answer:
    """Let an open phase end later, for a reason that is published."""

    def read(found: Found, checks: Checks) -> Do:
        _require(found, phase_id)
        until = checks.end_of("until", data.until)
        reason = checks.text("reason", data.reason, N_("Schreiben Sie den Grund dazu."))
        return partial(
            configuring.extend_phase, phase_id=PhaseId(phase_id), new_end=until, reason=reason
        )

    done = _done(slug, phase_id, "phase_extended")
    return office.carry_out(slug, f"extend-{phase_id}", data, phases.show, read, done)


@post(f"{_PHASE}/reopening", sync_to_thread=True, guards=[office_only])
def propose_reopening(
    slug: FromPath[str],
    phase_id: FromPath[UUID],
    data: URLEncodedBody[NewEndForm],
    office: AtTheOffice,
) -> Answer:
    """Ask for a closed phase to go on; a second person has to agree."""

    def read(found: Found, checks: Checks) -> Do:
        _require(found, phase_id)
        until = checks.end_of("until", data.until)
        reason = checks.text("reason", data.reason, N_("Schreiben Sie den Grund dazu."))
        return partial(
            configuring.propose_reopening, phase_id=PhaseId(phase_id), new_end=until, reason=reason
        )

    done = _done(slug, phase_id, "reopening_proposed")
    return office.carry_out(slug, f"reopen-{phase_id}", data, phases.show, read, done)


class AgreeForm(msgspec.Struct):
    """What somebody agrees to, by the reference of the reason they have read."""

    seen: str = ""


@post(f"{_PHASE}/agreement", sync_to_thread=True, guards=[office_only])
def agree_to_reopening(
    slug: FromPath[str],
    phase_id: FromPath[UUID],
    data: URLEncodedBody[AgreeForm],
    office: AtTheOffice,
) -> Answer:
    """Agree that a closed phase goes on, as the second person."""
    do = partial(configuring.agree_to_reopening, phase_id=PhaseId(phase_id), seen=data.seen)
    return _press(office, slug, phase_id, do, "phase_reopened")
