"""What an unsuccessful answer of the JSON API looks like (RFC 9457)."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar.openapi.datastructures import ResponseSpec

MEDIA_TYPE = "application/problem+json"


class WrongField(msgspec.Struct, frozen=True):
    """What is wrong with one value of a request; `field` is its path, such as `title`."""

    field: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not fulfilled.

    `type` is stable and what programs branch on: `/problems/` and the name of the
    refusal or error. `title` and `detail` are for people, in the language asked for.
    `facts` are the values behind a refusal: dates, limits, roles. `reference` names
    this request in the server's log.
    """

    type: str
    title: str
    status: int
    detail: str = ""
    facts: dict[str, Any] = {}
    fields: tuple[WrongField, ...] = ()
    reference: str = ""


MEANINGS: Mapping[int, str] = {
    400: "The request is malformed; `fields` names what is wrong with it.",
    401: "Nobody is signed in, or the token is unknown.",
    403: "The person asking lacks the right.",
    404: "There is no such thing, or the person asking may not know of it.",
    405: "The address does not take this method.",
    406: "The answer does not come in the form asked for.",
    409: "The rules forbid it now; `type` names the rule and nothing was recorded.",
    410: "It is gone for good.",
    413: "The body is too large.",
    415: "The body has the wrong content type.",
    422: "The `Idempotency-Key` was used for another request.",
    429: "Too many attempts; `Retry-After` says how many seconds to wait.",
    503: "Something we need does not answer; `Retry-After` says when to try again.",
}
"""What each status means here, for the reference of the API."""

READING = (400, 401, 503)
WRITING = (400, 401, 403, 404, 409, 413, 415, 422, 429, 503)


def responses(*statuses: int) -> dict[int, ResponseSpec]:
    """Return what a route documents as its unsuccessful answers: `responses=responses(404)`."""
    return {
        status: ResponseSpec(
            Problem, description=MEANINGS[status], media_type=MEDIA_TYPE, generate_examples=False
        )
        for status in statuses
    }
