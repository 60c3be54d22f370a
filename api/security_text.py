"""/.well-known/security.txt (RFC 9116): whom to tell of a hole, as programs look for it."""

from datetime import UTC, datetime, time, timedelta

from litestar import MediaType, Response, get
from litestar.exceptions import NotFoundException

from api.provided import Mode, Now

PATH = "/.well-known/security.txt"
GOOD_FOR = timedelta(days=180)
"""How far ahead `Expires` lies; the RFC recommends less than a year."""


@get(PATH, sync_to_thread=False, include_in_schema=False)
def security_text(mode: Mode, now: Now) -> Response[str]:
    """Say how to reach the operator about a hole in the site.

    `Expires` is reckoned from the clock: whoever runs the site has set the contacts, and they
    hold for as long as it answers. A copy that was kept elsewhere ends after 180 days.

    Raises:
        NotFoundException: the operator has named nobody.
    """
    if not mode.security_contacts:
        raise NotFoundException
    day = now.astimezone(UTC).date() + GOOD_FOR
    lines = [
        *(f"Contact: {each}" for each in mode.security_contacts),
        f"Expires: {datetime.combine(day, time(), UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {mode.base_url}{PATH}",
    ]
    return Response("\n".join(lines) + "\n", media_type=MediaType.TEXT)


HANDLERS = (security_text,)
