"""What somebody typed into a form that cannot be taken any more: shown back, not lost.

A session ends while an answer is being written, a page stays open over a second sign-in, or the
database is away. Then nothing is recorded, and the page that says so repeats what had cost some
effort.
"""

from typing import Any

from litestar import Request
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_EFFORT = 30  # characters; what is shorter is typed again at once
_KEPT = "typed_texts"


class SessionOver(NotAuthorizedException):
    """A form came without a session. `texts` are what was typed, in the order of the form."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__()
        self.texts = texts


class StalePage(PermissionDeniedException):
    """A form of ours came with the token of an earlier session; `texts` as above."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        super().__init__()
        self.texts = texts


async def typed_texts(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    """Return the texts of a form if one of them is long; tokens and ids have no spaces.

    Raises:
        ClientException: the body is no form, or larger than this server takes.
    """
    if request.method != "POST" or not request.headers.get("content-type", "").startswith(FORMS):
        return ()
    values = [value for _, value in (await request.form()).multi_items()]
    texts = tuple(value for value in values if isinstance(value, str) and " " in value.strip())
    return texts if any(len(text) >= _EFFORT for text in texts) else ()


async def keep_typed_texts(request: Request[Any, Any, Any]) -> None:
    """Keep the texts of a form until it is answered, as `kept_texts` gives them.

    Raises:
        ClientException: as `typed_texts`.
    """
    request.state[_KEPT] = await typed_texts(request)


def kept_texts(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    """Return the texts of the form that is being answered, if they were kept."""
    texts: tuple[str, ...] = request.state.get(_KEPT, ())
    return texts
