"""What is wrong with a form, by its field: refusals it met, and texts that are too long."""

from api.errors import status_of
from api.pages.framing import Frame
from api.pages.views import FieldError
from api.pages.vocabulary.terms import N_
from domain.messages import Refusal

_LONGEST = 5_000  # characters of a finding and of what is said about it, as in the JSON API
_ELSEWHERE = {401, 403, 404}
"""What no other input would change is a page of its own."""


def explained(frame: Frame, field: str, refusal: Refusal) -> FieldError:
    """Return a refusal as what is wrong with a field.

    Raises:
        Refusal: the person may not do it whatever they type, or it is not there.
    """
    if status_of(refusal) in _ELSEWHERE:
        raise refusal
    return FieldError(field=field, message=frame.refusal(type(refusal).__name__))


def too_long(frame: Frame, field: str, text: str) -> tuple[FieldError, ...]:
    """Return that a text is longer than it may be; nothing if it is not."""
    if len(text) <= _LONGEST:
        return ()
    message = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
    return (frame.error(field, message, length=len(text), maximum=_LONGEST),)
