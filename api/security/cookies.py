"""The session cookie: named, flagged and read in one place."""

import msgspec
from litestar.types import HTTPScope

from api.sign_in import Signed

CITIZEN_SECONDS = 30 * 24 * 3600
STAFF_SECONDS = 8 * 3600
SEEN_SECONDS = 60
DIGITS = 15  # of the largest position that is believed


class Cookies(msgspec.Struct, frozen=True):
    """Writes and reads the cookies of one installation.

    Both cookies are `__Host-`, Secure, HttpOnly and SameSite=Lax. Browsers take
    Secure cookies from http://127.0.0.1 and http://localhost as well (tried in
    chromium: tests/api/test_cookies_in_a_browser.py), so a demo needs no exception.
    """

    sid: str = "__Host-sid"
    seen: str = "__Host-seen"

    def name_somebody(self, cookie: bytes) -> bool:
        """Tell whether the cookies that a browser sent may hold a session."""
        return self.sid.encode() in cookie

    def token(self, scope: HTTPScope) -> str:
        """Return the session token that the browser sent; "" if none."""
        return self._value(scope, self.sid)

    def position(self, scope: HTTPScope) -> int:
        """Return up to where this browser has written; 0 if it has not lately."""
        value = self._value(scope, self.seen)
        return position_in(value)

    def signed_in(self, signed: Signed) -> str:
        """Return the Set-Cookie line that begins a session."""
        seconds = STAFF_SECONDS if signed.session.staff else CITIZEN_SECONDS
        return self._line(self.sid, signed.token, seconds)

    def signed_out(self) -> str:
        """Return the Set-Cookie line that ends a session in the browser."""
        return self._line(self.sid, "", 0)

    def written(self, position: int) -> str:
        """Return the Set-Cookie line by which the next reads wait for a write."""
        return self._line(self.seen, str(position), SEEN_SECONDS)

    def _line(self, name: str, value: str, seconds: int) -> str:
        return f"{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Lax"

    def _value(self, scope: HTTPScope, name: str) -> str:
        # Split by hand: the standard library stops at the first cookie it cannot read, and
        # what other sites of the county set for all of its domain comes before ours.
        for key, raw in scope["headers"]:
            if key != b"cookie":
                continue
            for pair in raw.split(b";"):
                given, _, value = pair.strip(b" \t").partition(b"=")
                if given == name.encode():
                    return value.decode("latin-1")
        return ""


COOKIES = Cookies()


def position_in(text: str) -> int:
    """Return the log position a client names; 0 if it names none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0
