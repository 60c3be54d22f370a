"""Headers that every answer carries, errors included (ASVS 3.4)."""

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
"""No inline code and no third party; a route that needs more sets its own."""


def with_pictures_of(origin: str) -> str:
    """Return the policy of a page that shows pictures of one other origin, and only that."""
    return POLICY.replace("img-src 'self' data:", f"img-src 'self' data: {origin}")


Header = tuple[bytes, bytes]

ALWAYS: tuple[Header, ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    # Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), payment=(), usb=()"),
    (b"x-frame-options", b"DENY"),
)
STRICT_TRANSPORT: Header = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


def completed(headers: Iterable[Header], *, secure: bool, private: bool) -> list[Header]:
    """Return an answer's headers with ours added; those that are there already win.

    `private` answers are never stored by anybody; public ones may be kept but are
    asked for again each time, with their ETag.
    """
    given = list(headers)
    names = {name.lower() for name, _ in given}
    added = [header for header in ALWAYS if header[0] not in names]
    if secure and STRICT_TRANSPORT[0] not in names:
        added.append(STRICT_TRANSPORT)
    if b"cache-control" not in names:
        added.append((b"cache-control", b"no-store" if private else b"no-cache"))
    if b"vary" not in names:
        added.append((b"vary", b"Accept-Language, Cookie, Authorization"))
    return [*given, *added]
