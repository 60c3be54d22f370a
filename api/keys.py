"""The name a client gives its wish, so that repeating it has one effect (I1)."""

import re

from api.errors import Malformed
from api.people import AnyRequest
from api.problems import WrongField
from api.rendering import wants_page
from api.security.forgery import SAFE

HEADER = "idempotency-key"
FIELD = "command_id"
_READABLE = re.compile(r"[\x21-\x7e]{1,255}")


def require_readable(key: str, field: str) -> None:
    """Let a key pass that can be remembered.

    Raises:
        Malformed: it is empty, too long or holds other than visible ASCII characters.
    """
    if not is_readable(key):
        raise Malformed(WrongField(field, "1 to 255 visible ASCII characters"))


def is_readable(key: str) -> bool:
    """Tell whether a key can be remembered."""
    return _READABLE.fullmatch(key) is not None


def require_readable_header(request: AnyRequest) -> None:
    """Look at the key of a program, whether or not what it asks for has a use for one.

    Raises:
        Malformed: as `require_readable`.
    """
    key = request.headers.get(HEADER)
    if key is not None and request.method not in SAFE and not wants_page(request.scope):
        require_readable(key, "Idempotency-Key")
