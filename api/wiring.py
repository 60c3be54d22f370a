"""The composition root: the only module that knows every other one."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ControllerRouterHandler

from adapters.calendar import StateCalendar
from adapters.contents import Contents
from adapters.event_log import PersistentEventLog, open_log
from adapters.identity import Identity, open_identity
from adapters.mail import OutboxMailer, SmtpMailer, SmtpSettings
from adapters.vault import PersistentVault, open_vault
from api import ports
from api.dependencies import Clock, TracedTexts, constant, per_request
from api.errors import EXCEPTION_HANDLERS
from api.limiting import Allowances
from api.posting import Posting
from api.provided import ModeOfOperation, ReadModelsPort
from api.security.forgery import not_forged, understood
from api.security.identification import Identification, KnownPeople
from api.security.shell import Shell
from api.settings import Settings
from api.sign_in import SignIn
from api.uuid7 import Uuid7
from domain.use_cases.carrying_out import Platform

LARGEST_BODY = 256 * 1024  # bytes; the longest text is far below, and files are not taken yet


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a running installation consists of, opened and ready."""

    settings: Settings
    clock: Clock
    new_id: Callable[[], UUID]
    log: PersistentEventLog
    vault: PersistentVault
    texts: Contents
    identity: Identity
    platform: Platform
    read_models: ReadModelsPort
    mailer: ports.Mailer
    outbox: ports.Outbox | None
    posting: Posting
    allowances: Allowances
    people: KnownPeople


def utc_now() -> datetime:
    """Return the machine's time, UTC."""
    return datetime.now(UTC)


@contextmanager
def open_parts(
    settings: Settings, read_models: ReadModelsPort, clock: Clock = utc_now
) -> Iterator[Parts]:
    """Open log, vault and what stands on them; give all of it back at the end.

    Raises:
        LogUnavailable, VaultUnavailable: a database does not answer.
        UnsafeStore: the log's database could lose stored events.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    new_id = Uuid7()
    with ExitStack() as stack:
        log = open_log(settings.database_url)
        stack.callback(log.close)
        vault = open_vault(settings.vault_url)
        stack.callback(vault.close)
        identity = open_identity(vault)
        platform = Platform(
            log=log, vault=vault, days=StateCalendar(settings.federal_state), new_id=new_id
        )
        mailer = _mailer(settings)
        yield Parts(
            settings=settings,
            clock=clock,
            new_id=new_id,
            log=log,
            vault=vault,
            texts=Contents(log.ciphertexts, vault),
            identity=identity,
            platform=platform,
            read_models=read_models,
            mailer=mailer,
            outbox=mailer if isinstance(mailer, OutboxMailer) else None,
            posting=Posting(mailer, new_id),
            allowances=Allowances(identity.limits, settings.limits, clock),
            people=KnownPeople(
                platform, identity.accounts, identity.sessions, identity.tokens, clock
            ),
        )


def _mailer(settings: Settings) -> SmtpMailer | OutboxMailer:
    """Return where mails go: a demo never sends any."""
    if settings.demo or settings.smtp_url is None:
        return OutboxMailer(settings.outbox)
    return SmtpMailer(SmtpSettings.from_url(settings.smtp_url, sender=settings.mail_from))


def build(parts: Parts, routes: Sequence[ControllerRouterHandler] = ()) -> Litestar:
    """Return the application over these parts; nothing is read or written yet."""
    mode = ModeOfOperation(demo=parts.settings.demo, base_url=parts.settings.base_url)
    app = Litestar(
        routes,
        dependencies={**per_request(parts.read_models), **_constants(parts, mode)},
        exception_handlers=EXCEPTION_HANDLERS,
        guards=[understood, not_forged],
        openapi_config=_OPENAPI,
        request_max_body_size=LARGEST_BODY,
        state=State({"site": mode, "new_id": parts.new_id}),
        # Our own layer logs; litestar's would add bodies, queries and cookies.
        logging_config=None,
    )
    app.asgi_handler = Shell(
        Identification(app.asgi_handler, parts.people),
        secure=parts.settings.secure,
        new_reference=lambda: secrets.token_hex(8),
    )
    return app


_OPENAPI = OpenAPIConfig(
    title="Gemeinsam",
    version="1",
    description="Participation: proposals, support, comments, moderation and the audit trail.",
    path="/api/openapi",
    render_plugins=[JsonRenderPlugin()],
    use_handler_docstrings=True,
)


def _constants(parts: Parts, mode: ModeOfOperation) -> Mapping[str, Provide]:
    """Return what is the same for all requests, by the names handlers use."""
    identity = parts.identity
    sign_in = SignIn(
        platform=parts.platform,
        accounts=identity.accounts,
        links=identity.links,
        sessions=identity.sessions,
        allowances=parts.allowances,
        post=parts.posting,
        base_url=parts.settings.base_url,
        demo=parts.settings.demo,
        clock=parts.clock,
    )
    things: Mapping[str, object] = {
        "accounts": identity.accounts,
        "allowances": parts.allowances,
        "drafts": identity.drafts,
        "mailer": parts.mailer,
        "mode": mode,
        "outbox": parts.outbox,
        "platform": parts.platform,
        "read_models": parts.read_models,
        "sessions": identity.sessions,
        "sign_in": sign_in,
        "texts": TracedTexts(parts.texts),
        "tokens": identity.tokens,
    }
    return {name: constant(thing) for name, thing in things.items()}
