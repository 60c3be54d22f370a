"""What a page says about who wrote something: never a name without consent.

Within one process a person keeps a short tag, so that a discussion can be followed.
It is a digest of the pseudonym: the log's own number stays out of pages.
"""

import hashlib

from api.pages.framing import Frame
from api.pages.views import Author
from api.pages.vocabulary.terms import N_
from domain.messages import Channel
from domain.people import Pseudonym, Role


def tag(pseudonym: Pseudonym) -> str:
    """Return three signs that stay the same for a person in one process."""
    return hashlib.sha256(b"tag/" + pseudonym.bytes).hexdigest()[:3].upper()


def author(
    frame: Frame,
    pseudonym: Pseudonym | None,
    role: Role | None,
    channel: Channel,
    *,
    gone: bool = False,
) -> Author:
    """Return how the author of a text is named. `gone` means that the account was erased."""
    if channel == "import":
        return Author(kind="import")
    if gone:
        return Author(kind="deleted")
    match role:
        case "organisation":
            return Author(kind="organisation", name=_named(frame, N_("Unternehmen"), pseudonym))
        case "moderator":
            return Author(kind="office", name=frame.say(N_("Moderation")))
        case "office":
            return Author(kind="office", name=frame.say(N_("Projektbüro")))
    return Author(kind="citizen", name=_named(frame, N_("Teilnehmer·in"), pseudonym))


def _named(frame: Frame, noun: str, pseudonym: Pseudonym | None) -> str | None:
    return None if pseudonym is None else f"{frame.say(noun)} {tag(pseudonym)}"
