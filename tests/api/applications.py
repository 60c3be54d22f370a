"""Applications that are built once and serve one installation after another.

Building all routes takes a second of the processor, longer than most tests: so what has
served its installation is kept for the next one, and handed what that one consists of.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import msgspec
from litestar import Litestar
from litestar.types import ASGIApp, ControllerRouterHandler

from api import health, openapi
from api.application import dependencies_of, layers, state_of, without_layers
from api.application import routes as everything
from api.settings import Settings
from api.wiring import Parts
from tests.api.installation import started

Routes = Callable[[Settings], Sequence[ControllerRouterHandler]]
"""Returns the routes of an application; may be asked more than once."""


def page_routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Return what people use."""
    from api.pages.routes import pages  # noqa: PLC0415 - not every test needs them

    return pages(demo_mode=settings.demo)


def program_routes(settings: Settings) -> Sequence[ControllerRouterHandler]:
    """Return what programs talk to."""
    del settings
    from api import resources  # noqa: PLC0415 - as above

    return [*resources.HANDLERS, *health.HANDLERS, *openapi.HANDLERS]


class _Kept(msgspec.Struct, frozen=True):
    """An application, and its innermost layer as the framework made it."""

    app: Litestar
    inner: ASGIApp

    def hand(self, parts: Parts) -> None:
        """Let it serve this installation from now on, as if built over it."""
        for name, provider in dependencies_of(parts).items():
            self.app.dependencies[name].dependency = provider.dependency  # type: ignore[union-attr]  # all are providers
        self.app.state = state_of(parts)
        self.app.asgi_handler = layers(self.inner, parts)


_FREE: dict[tuple[Routes, bool], list[_Kept]] = {}


@asynccontextmanager
async def serving(parts: Parts, routes: Routes = everything) -> AsyncIterator[Litestar]:
    """Start an application over these parts; nobody else uses it meanwhile."""
    free = _FREE.setdefault((routes, parts.settings.demo), [])
    if free:
        kept = free.pop()
    else:
        app = without_layers(parts, routes(parts.settings))
        kept = _Kept(app, app.asgi_handler)
    kept.hand(parts)
    async with started(kept.app) as app:
        yield app
    free.append(kept)
