"""Random strings that open something, and the hashes under which they are stored."""

import hashlib
import secrets


def fresh_token() -> str:
    """Return 256 random bits, safe in addresses and cookies."""
    return secrets.token_urlsafe(32)


def fresh_id() -> str:
    """Return an unguessable name that opens nothing."""
    return secrets.token_hex(16)


def stored(token: str) -> bytes:
    """Return what is kept of a token: who reads the table cannot use it.

    A plain hash is enough because the token is random; nothing can be tried out.
    """
    return hashlib.sha256(token.encode()).digest()
