"""Short texts that people write about something: what they lack, and giving them back."""

from api.errors import status_of
from api.pages.framing import Frame, Html
from api.pages.views import FieldError, RefusedPage
from api.pages.vocabulary.terms import N_
from domain.codes import COMMENT_MAXIMUM
from domain.messages import Refusal


def wrong(frame: Frame, body: str) -> tuple[FieldError, ...]:
    """Return what keeps a comment or a remark from being posted; nothing if it is fine."""
    if not body:
        return (frame.error("body", N_("Schreiben Sie etwas, bevor Sie es abschicken.")),)
    if len(body) > COMMENT_MAXIMUM:
        text = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        return (frame.error("body", text, length=len(body), maximum=COMMENT_MAXIMUM),)
    return ()


def refused(frame: Frame, path: str, body: str, refusal: Refusal) -> Html:
    """Say why not, and give the text back: the form may not be there any more.

    `path` leads back to where it was written.
    """
    page = RefusedPage(
        refusal=type(refusal).__name__,
        back_url=frame.url(path),
        detail=frame.say(N_("Damit Ihr Text nicht verloren geht: „%(words)s“"), words=body),
    )
    return frame.show(page, path=path, status=status_of(refusal))
