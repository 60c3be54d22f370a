"""The loops of a process: what every server runs, and what one process runs for all."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from adapters.erasure_list import ErasureEntry
from adapters.leadership import FileLeadership, Leadership, PostgresLeadership
from adapters.mail import OutboxMailer
from api import health
from api.auditing import Auditing
from api.erasing import Erasing
from api.following import Following, forgetting_people, forgetting_texts
from api.leading import Leader
from api.memory import give_back
from api.notifying import Notifying
from api.office_erasure import AgreedErasures
from api.publishing import EVERY as PUBLISH_EVERY
from api.publishing import Publishing
from api.reminding import Reminding
from api.scheduler import Scheduler
from api.settings import Settings
from api.signing import seal_newest, signing, signs_here
from api.spreading import Everywhere
from api.supervision import Loop, Run, Supervisor
from api.wiring import Parts, retaining_of
from domain.messages import ContentRef

SETTLE_EVERY = 1.0  # seconds; ruling 20
ERASE_EVERY = 2.0
SWEEP_EVERY = 300.0
GIVE_BACK_EVERY = 10.0
SEAL_EVERY = 300.0
REVOCATIONS_KEPT = timedelta(hours=1)
COMMANDS_KEPT = timedelta(days=30)  # ruling 15


def every(seconds: float, do: Callable[[], object], *, at_end: bool = False) -> Run:
    """Return a loop that does something again and again, `at_end` once more."""

    def run(stop: threading.Event) -> None:
        while not stop.wait(seconds):
            do()
        if at_end:
            do()

    return run


def server_loops(parts: Parts) -> list[Loop]:
    """Return what every process that answers requests runs."""
    listeners = [
        forgetting_people(parts.people.forget_account),
        forgetting_texts(parts.texts.forget),
    ]
    return [
        Loop("following", Following(parts.log, listeners).run),
        Loop("watching", parts.watching.run),
        Loop("revocations", parts.revoking.run),
        Loop("posting", parts.posting.run),
        Loop("limits", every(SETTLE_EVERY, parts.allowances.settle, at_end=True)),
        Loop("memory", every(GIVE_BACK_EVERY, give_back)),
    ]


def worker_loops(parts: Parts) -> list[Loop]:
    """Return what one process runs for all of them."""
    notifying = Notifying(
        read_models=parts.tables,
        deliveries=parts.deliveries,
        vault=parts.vault,
        texts=parts.texts,
        accounts=parts.identity.accounts,
        mailer=parts.mailer,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )
    reminding = Reminding(
        read_models=parts.tables,
        deliveries=parts.deliveries,
        vault=parts.vault,
        days=parts.platform.days,
        accounts=parts.identity.accounts,
        mailer=parts.mailer,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )
    scheduler = Scheduler(parts.platform, parts.tables, parts.clock)
    publishing = Publishing(parts.platform, parts.tables, parts.clock)
    erasing = erasing_of(parts)
    retain = partial(retaining_of(parts).run, erasing=erasing)
    auditing = Auditing(parts.platform, parts.tables, parts.replay_progress, parts.clock)
    signer = [Loop("signing", lambda stop: sign(parts, stop))] if signs_here(parts.settings) else []
    return [
        *signer,
        Loop("projections", parts.runner.run),
        Loop("search", parts.index.run),
        Loop("scheduler", scheduler.run),
        Loop("publishing", every(PUBLISH_EVERY, publishing.do_what_is_due)),
        Loop("mails", notifying.run),
        Loop("reminders", reminding.run),
        Loop("erasing", erasing.run),
        Loop("agreed erasures", every(ERASE_EVERY, agreed_erasures_of(parts, erasing).carry_out)),
        # A demo lives in a past year: all of it would have been kept long enough.
        *(() if parts.settings.demo else (Loop("retaining", retain),)),
        Loop("auditing", auditing.run),
        Loop("sealing", every(SEAL_EVERY, lambda: seal(parts))),
        Loop("sweeping", every(SWEEP_EVERY, lambda: sweep(parts))),
    ]


def sign(parts: Parts, stop: threading.Event) -> None:
    """Sign the public log as it grows, until told to stop."""
    with signing(parts.settings, parts.signatures, parts.tables, parts.clock) as rounds:
        rounds.run(stop)


def seal(parts: Parts) -> None:
    """Write the newest checkpoint into the log, once a day."""
    seal_newest(parts.checkpoints, parts.platform, parts.clock())


def erasing_of(parts: Parts) -> Erasing:
    """Return what carries out erasures in this installation."""

    def listing(at: datetime, person: UUID | None, ground: str, refs: Sequence[ContentRef]) -> None:
        entry = ErasureEntry(at=at, person=person, ground=ground, refs=tuple(refs))
        parts.erasures.note(entry)

    around = Everywhere(
        listing=listing,
        forget_texts=parts.texts.forget,
        stored_mails=parts.mailer if isinstance(parts.mailer, OutboxMailer) else None,
        revoking=parts.revoking,
        scrub=parts.vault.database.scrub,
        clock=parts.clock,
    )
    return Erasing(
        platform=parts.platform,
        log=parts.log,
        vault=parts.vault,
        identity=parts.identity,
        around=around,
        read_models=parts.read_models,
        mailer=parts.mailer,
        base_url=parts.settings.base_url,
        backups=parts.settings.keep["vault_backups"],
        proofs=parts.settings.keep["erasure_proofs"],
        clock=parts.clock,
    )


def agreed_erasures_of(parts: Parts, erasing: Erasing) -> AgreedErasures:
    """Return what carries out erasures that two people of the office have agreed on."""
    return AgreedErasures(
        platform=parts.platform,
        vault=parts.vault,
        erasing=erasing,
        proposals=parts.identity.text_erasures,
        accounts=parts.identity.accounts,
        mailer=parts.mailer,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )


def sweep(parts: Parts) -> None:
    """Delete what is over: sign-in links, sessions, old command ids, keys of lost texts."""
    now = parts.clock()
    parts.identity.sweep(now)
    parts.revocations.sweep(now - REVOCATIONS_KEPT)
    parts.log.forget_commands((now - COMMANDS_KEPT).date())
    parts.vault.sweep(lambda refs: parts.log.ciphertexts(refs).keys())


def leadership_of(settings: Settings) -> Leadership:
    """Return how the processes of this installation agree on a leader."""
    if settings.embedded:
        return FileLeadership(settings.data / "leader")
    return PostgresLeadership(settings.database_url)


def leader_of(parts: Parts) -> Leader:
    """Return what lets this process work for all, once it leads."""
    return Leader(leadership_of(parts.settings), lambda: worker_loops(parts))


def loops_check(supervisor: Supervisor, leader: Leader | None) -> health.Check:
    """Say whether loops of this process have failed, and which."""
    troubles = {**supervisor.troubles, **(leader.troubles if leader else {})}
    detail = ", ".join(f"{name}: {error}" for name, error in sorted(troubles.items()))
    return health.Check(ok=not troubles, detail=detail)


def supervised(loops: Sequence[Loop], leader: Leader | None) -> Supervisor:
    """Return a supervisor of these loops and of the election of a leader."""
    return Supervisor([*loops, Loop("leader", leader.run)] if leader else loops)
