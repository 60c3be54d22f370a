"""The application over an opened installation: routes, what they are handed, what is around."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import partial

from litestar import Litestar, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp, ControllerRouterHandler

from api import health, keys, methods, openapi, security_text
from api.dependencies import TracedTexts, constant, noting, per_request, provide_asking
from api.errors import EXCEPTION_HANDLERS
from api.page_cache import PageCache, Prompt
from api.people import AnyRequest
from api.provided import ModeOfOperation
from api.public_texts import PublicTexts
from api.receipts import Receipts
from api.request_log import references
from api.requests import AnyBodyRequest
from api.security.forgery import allowed
from api.security.headers import completed
from api.security.identification import Identification
from api.security.shell import Shell
from api.services import data_protection_of, exporting_of, office_erasure_of
from api.settings import Settings
from api.signing import signer_check
from api.static_files import StaticFiles
from api.voting import booths
from api.wiring import STATIC, Parts, documents_of, own_data_of, retaining_of, sign_in_of
from projections.collecting import seldom_collecting

Lifespan = Callable[[Litestar], AbstractAsyncContextManager[None]]
LARGEST_BODY = 256 * 1024  # bytes; the longest text is far below; tables of projects fit


def routes(settings: Settings) -> list[ControllerRouterHandler]:
    """Return all routes; those of a demo are there in a demo only."""
    from api import resources  # noqa: PLC0415 - commands that serve nothing start sooner
    from api.pages.routes import pages  # noqa: PLC0415 - as above

    return [
        *pages(demo_mode=settings.demo),
        *resources.HANDLERS,
        *health.HANDLERS,
        *openapi.HANDLERS,
        *security_text.HANDLERS,
    ]


def build(
    parts: Parts,
    handlers: Sequence[ControllerRouterHandler] | None = None,
    checks: health.Checks | None = None,
    lifespan: Sequence[Lifespan] = (),
) -> Litestar:
    """Return the application over these parts; nothing is read or written yet.

    `handlers` stand in for all routes, `checks` add to what `/readyz` looks at, and
    `lifespan` is entered when the server starts.
    """
    app = without_layers(parts, handlers, checks, lifespan)
    app.asgi_handler = layers(app.asgi_handler, parts)
    return app


def without_layers(
    parts: Parts,
    handlers: Sequence[ControllerRouterHandler] | None = None,
    checks: health.Checks | None = None,
    lifespan: Sequence[Lifespan] = (),
) -> Litestar:
    """Return what `build` does, before `layers` are put around it."""
    # What is made here stays: looking through it for garbage took a quarter of the time.
    with seldom_collecting():
        return Litestar(
            routes(parts.settings) if handlers is None else handlers,
            dependencies=dependencies_of(parts, checks),
            exception_handlers=EXCEPTION_HANDLERS,
            before_request=before_every_request,
            request_class=AnyBodyRequest,
            guards=[allowed],
            openapi_config=openapi.config(),
            lifespan=list(lifespan),
            request_max_body_size=LARGEST_BODY,
            state=state_of(parts),
            # Our own layer logs; litestar's would add bodies, queries and cookies.
            logging_config=None,
        )


async def before_every_request(request: AnyRequest) -> Response[None] | None:
    """Refuse what cannot be read, answer OPTIONS; None lets the request go on.

    Raises:
        Malformed: the key of a program's wish cannot be remembered.
    """
    keys.require_readable_header(request)
    return await methods.options(request)


def dependencies_of(parts: Parts, checks: health.Checks | None = None) -> dict[str, Provide]:
    """Return what handlers are handed, by the names they use; as `build` passes them on."""
    return {
        **per_request(parts.read_models),
        **_constants(parts),
        "booth": Provide(
            booths(parts.voting, parts.platform, parts.allowances, provide_asking, noting)
        ),
        "readiness": constant({**readiness(parts), **(checks or {})}),
    }


def state_of(parts: Parts) -> State:
    """Return what the application tells those who only see a request."""
    return State({"site": _mode(parts), "new_id": parts.new_id})


def layers(app: ASGIApp, parts: Parts) -> Prompt:
    """Return an application with everything around it that sees a request first."""
    from api.resources.ballot_box import BallotBox  # noqa: PLC0415 - as for `routes`

    secure, names = parts.settings.secure, references()
    complete = partial(completed, secure=secure, private=False)
    # Innermost first: nothing is looked up for files, nobody's answer is kept.
    cached = PageCache(app, parts.watching, parts.read_models.snapshot, parts.clock, complete)
    box = BallotBox(cached, parts.voting, parts.platform, parts.allowances)
    identified = Identification(box, parts.people)
    shell = Shell(StaticFiles(identified, STATIC), secure=secure, references=names)
    return Prompt(shell, cached, names)


def _mode(parts: Parts) -> ModeOfOperation:
    settings = parts.settings
    return ModeOfOperation(
        demo=settings.demo,
        base_url=settings.base_url,
        tiles=settings.tiles,
        texts=parts.operator_texts,
        security_contacts=settings.security_contacts,
    )


def readiness(parts: Parts) -> health.Checks:
    """Return what a server must have to be ready."""

    def log() -> health.Check:
        return health.Check(ok=True, detail=f"position {parts.log.head().position}")

    def vault() -> health.Check:
        parts.identity.sessions.find("", parts.clock())
        return health.Check(ok=True)

    def read_models() -> health.Check:
        behind = parts.log.head().position - parts.tables.position()
        return health.Check(ok=behind <= health.LONGEST_LAG, detail=f"{max(0, behind)} behind")

    def signer() -> health.Check:
        return signer_check(parts.checkpoints)

    return {"log": log, "vault": vault, "read_models": read_models, "signer": signer}


def _constants(parts: Parts) -> Mapping[str, Provide]:
    """Return what is the same for all requests, by the names handlers use."""
    identity = parts.identity
    things: Mapping[str, object] = {
        "accounts": identity.accounts,
        "allowances": parts.allowances,
        "checkpoints": parts.checkpoints,
        "data_protection": data_protection_of(parts, retaining_of(parts)),
        "disclosures": parts.disclosures,
        "documents": documents_of(parts.settings),
        "drafts": identity.drafts,
        "exporting": exporting_of(parts),
        "mailer": parts.mailer,
        "mode": _mode(parts),
        "office_erasure": office_erasure_of(parts),
        "outbox": parts.outbox,
        "own_data": own_data_of(parts),
        "platform": parts.platform,
        "read_models": parts.read_models,
        "receipts": Receipts(parts.vault, parts.checkpoints, identity.receipts),
        "replay_progress": parts.replay_progress,
        "search": parts.search,
        "staff_reads": parts.reads,
        "sessions": parts.sessions,
        "sign_in": sign_in_of(parts),
        "public_texts": PublicTexts(parts.texts, parts.vault.salts),
        "texts": TracedTexts(parts.texts),
        "tokens": parts.tokens,
    }
    return {name: constant(thing) for name, thing in things.items()}
