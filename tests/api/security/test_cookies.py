"""Our cookies are found among whatever else a browser sends."""

from typing import cast

import pytest
from litestar.types import HTTPScope

from api.security.cookies import COOKIES


def asking_with(*cookies: bytes) -> HTTPScope:
    return cast("HTTPScope", {"headers": [(b"cookie", each) for each in cookies]})


@pytest.mark.parametrize(
    "other",
    [
        b'consent={"a":"b","c":[1]}',
        b"consent[statistics]=1",
        b"@x=1",
        b"greeting=Guten Tag",
        "greeting=Grüße".encode(),
        b'half="unclosed',
        b"nameless",
        b"=1",
        b"expires=never",
        b"",
        b"x__Host-sid=foreign",
        b"note=__Host-sid=foreign",
    ],
)
def test_cookies_of_other_sites_hide_no_session(other: bytes) -> None:
    asking = asking_with(other + b"; __Host-sid=abc_D-1; __Host-seen=17")
    assert (COOKIES.token(asking), COOKIES.position(asking)) == ("abc_D-1", 17)


def test_cookies_may_come_in_several_headers() -> None:
    asking = asking_with(b"consent=1", b"__Host-sid=abc", b"__Host-seen=17")
    assert (COOKIES.token(asking), COOKIES.position(asking)) == ("abc", 17)


def test_who_sends_none_is_nobody() -> None:
    for asking in (asking_with(), asking_with(b"a=1; sid=abc"), asking_with(b"__Host-sid")):
        assert (COOKIES.token(asking), COOKIES.position(asking)) == ("", 0)
