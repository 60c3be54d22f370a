"""Refusals that come back with the form they met."""

from api.errors import status_of
from api.pages.framing import Frame
from api.pages.views import FieldError
from domain.messages import Refusal

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
