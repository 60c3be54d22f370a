"""What somebody typed into a form that cannot be taken any more: shown back, not lost.

A session ends while an answer is being written, or a page stays open over a second sign-in.
Then nothing is recorded, and the page that says so repeats what had cost some effort.
"""

from typing import Any

from litestar import Request
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_EFFORT = 30  # characters; what is shorter is typed again at once


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
