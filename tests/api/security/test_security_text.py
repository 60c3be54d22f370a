"""Who finds a hole learns whom to tell (RFC 9116)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.application import build
from api.security_text import PATH
from api.settings import BadSettings, from_environment
from tests.api.installation import Clock, installed

NAMED = "sicherheit@example.org, https://www.example.org/sicherheit,tel:+49-6571-14-0"


async def asked(folder: Path, clock: Clock, contact: str = "") -> httpx.Response:
    """Ask an installation whose operator has named somebody for the file."""
    with installed(folder, clock, SECURITY_CONTACT=contact) as parts:
        transport = httpx.ASGITransport(build(parts))  # type: ignore[arg-type]  # litestar is narrower
        async with httpx.AsyncClient(transport=transport, base_url="https://test") as client:
            return await client.get(PATH)


async def test_it_names_contacts_and_ends_in_the_future(tmp_path: Path, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    answer = await asked(tmp_path, clock, NAMED)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.splitlines() == [
        "Contact: mailto:sicherheit@example.org",
        "Contact: https://www.example.org/sicherheit",
        "Contact: tel:+49-6571-14-0",
        "Expires: 2027-05-21T00:00:00Z",
        "Preferred-Languages: de, en",
        "Canonical: https://gemeinsam.example/.well-known/security.txt",
    ]
    clock.now += timedelta(days=400)
    later = await asked(tmp_path, clock, NAMED)
    [expires] = [line for line in later.text.splitlines() if line.startswith("Expires: ")]
    ends = datetime.fromisoformat(expires.removeprefix("Expires: "))
    assert clock.now < ends < clock.now + timedelta(days=365)


async def test_there_is_none_where_nobody_was_named(tmp_path: Path, clock: Clock) -> None:
    answer = await asked(tmp_path, clock)
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "value",
    [
        "Frau Muster",
        "http://www.example.org/sicherheit",
        "a@b@c",
        "https://www.example.org/a\nExpires: 2099-01-01T00:00:00Z",
        "sicherheit@example.org, irgendwo",
    ],
)
def test_what_nobody_could_reach_is_refused(value: str) -> None:
    with pytest.raises(BadSettings, match="SECURITY_CONTACT"):
        from_environment({"SECURITY_CONTACT": value})
