"""The guide to the API does what it says, from top to bottom, on a running server."""

import re
import threading
import time
from collections.abc import Iterator
from typing import Any, cast

import httpx
import pytest
import uvicorn

from api.application import build
from tests.api.resources.city import City
from tests.architecture.tree import ROOT
from tests.use_cases.strategy.county import a_county

GUIDE = ROOT / "docs" / "how-to" / "use_the_api.md"
ADDRESS = "https://mitmachen.example.org"
WHO = {"TOKEN": "ana", "MODERATOR": "moderator", "OFFICE": "office", "AUDITOR": "auditor"}


@pytest.fixture
def address(city: City) -> Iterator[str]:
    """Serve the city on a free port of this machine."""
    config = uvicorn.Config(
        cast("Any", build(city.parts)), port=0, log_config=None, lifespan="off", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    [listening] = server.servers
    port = listening.sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_the_guide_runs(city: City, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    city.published(city.process_id, "ben")
    county = a_county(city, city.process_id)
    county.adopted(county.measure())
    for variable, who in WHO.items():
        monkeypatch.setenv(variable, city.headers(who)["Authorization"].removeprefix("Bearer "))
    guide = GUIDE.read_text(encoding="utf-8").replace(ADDRESS, address)
    parts = re.findall(r"^```python\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    lines: list[str] = []
    names: dict[str, Any] = {"print": lambda *words: lines.append(" ".join(map(str, words)))}
    exec("\n".join(parts), names)  # noqa: S102 - our own guide
    for client in (each for each in names.values() if isinstance(each, httpx.Client)):
        client.close()
    assert lines[0] == "Gemeinsam takes: comment, submit, support"
    assert "B-2023-0002 submitted" in lines
    assert "support 1" in lines
    assert "M-01 Räume online buchen 8000000" in lines
    assert any(line.startswith("M-02 version 2 lacks target_group") for line in lines)
    head = city.log.head()
    assert lines[-1] == f"{head.position} events, the last one is {head.hash.hex()}"
