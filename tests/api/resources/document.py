"""The description of the API without an installation behind it, for tests to be made of."""

from typing import Any

import msgspec
from litestar import Litestar

from api import openapi, resources
from api.dependencies import constant
from api.moments import PROVIDED as MOMENTS

PROVIDED = (
    "allowances",
    "asking",
    "booth",
    "checkpoints",
    "data_protection",
    "documents",
    "exporting",
    "language",
    "mode",
    "now",
    "office_erasure",
    "own_data",
    "person",
    "platform",
    "public_texts",
    "read_models",
    "receipts",
    "search",
    "snapshot",
    "staff_reads",
    "texts",
    "visible",
    "voting",
)


def document() -> dict[str, Any]:
    """Return the OpenAPI document of all routes for programs."""
    app = Litestar(
        resources.HANDLERS,
        dependencies={**{name: constant(None) for name in PROVIDED}, **MOMENTS},
        openapi_config=openapi.config(),
    )
    written = msgspec.json.encode(openapi.description(app))
    return msgspec.json.decode(written, type=dict[str, Any])
