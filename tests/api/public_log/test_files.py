"""The files of the public log, as anybody fetches them (docs/rules/public_log.md)."""

import base64
import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from adapters.signing.notes import checkpoint, verification_key
from adapters.signing.policies import policy
from adapters.signing.rounds import Signing
from api import health
from api.resources.public_log import ROUTER, path_of
from api.signing import seal_newest
from tests.adapters.signing.trees import leaf, root
from tests.api.installation import served, visiting
from tests.api.pages.village import Village
from tests.api.public_log.signed import a_signed_village, sign

BASE = "/public-log"


class Site:
    """A village and a program that fetches files from it."""

    def __init__(self, village: Village, rounds: Signing, program: httpx.AsyncClient) -> None:
        self.village = village
        self.rounds = rounds
        self.program = program

    def sign(self) -> int:
        return sign(self.village, self.rounds)

    def grow(self) -> None:
        self.village.published(self.village.process_id, "author")

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.program.get(f"{BASE}/{path}", headers=headers)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    with a_signed_village(tmp_path, demo=True) as (village, rounds):
        async with (
            served(village.parts, [ROUTER, *health.HANDLERS]) as app,
            visiting(app) as program,
        ):
            yield Site(village, rounds, program)


def entries(bundle: bytes) -> list[bytes]:
    found, start = [], 0
    while start < len(bundle):
        length = int.from_bytes(bundle[start : start + 2])
        found.append(bundle[start + 2 : start + 2 + length])
        start += 2 + length
    return found


async def test_a_stranger_recomputes_the_root_from_the_files_alone(site: Site) -> None:
    size = site.sign()
    assert 0 < size < 256
    found = checkpoint((await site.get("checkpoint")).text)
    bundle = (await site.get(f"tile/entries/000.p/{size}")).content
    leaves = [leaf(entry) for entry in entries(bundle)]
    assert (found.size, found.root) == (size, root(leaves))
    assert (await site.get(f"tile/0/000.p/{size}")).content == b"".join(leaves)
    (key,) = (await site.get("keys")).text.splitlines()
    assert found.signed_by(verification_key(key))
    assert found.origin == "gemeinsam.example/public-log"


async def test_old_checkpoints_stay(site: Site) -> None:
    first = site.sign()
    before = (await site.get("checkpoint")).text
    site.grow()
    second = site.sign()
    assert second > first
    assert (await site.get("checkpoints/sizes")).text == f"{first}\n{second}\n"
    assert (await site.get(f"checkpoints/{first}")).text == before
    assert checkpoint((await site.get("checkpoint")).text).size == second
    for name in ("1", f"0{first}", "x", f"{first}.tsr", f"{first}.txt"):
        assert (await site.get(f"checkpoints/{name}")).status_code == 404


async def test_nothing_is_seen_before_it_is_signed(site: Site) -> None:
    assert (await site.get("checkpoint")).status_code == 404
    assert (await site.get("tile/0/000.p/1")).status_code == 404
    size = site.sign()
    site.grow()
    site.village.parts.runner.catch_up()
    for path in (f"tile/0/000.p/{size + 1}", f"tile/entries/000.p/{size + 1}"):
        assert (await site.get(path)).status_code == 404
    assert (await site.get(f"tile/0/000.p/{size}")).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/64/000.p/1",
        "tile/00/000.p/1",
        "tile/1/000.p/1",
        "tile/0/000",
        "other",
    ],
)
async def test_there_is_one_address_for_each_file(site: Site, path: str) -> None:
    site.sign()
    assert (await site.get(path)).status_code == 404


async def test_browsers_of_auditors_elsewhere_may_read_and_keep_the_files(site: Site) -> None:
    size = site.sign()
    for path, kind, cached in (
        ("checkpoint", "text/plain; charset=utf-8", "no-cache"),
        (f"tile/0/000.p/{size}", "application/octet-stream", "immutable"),
        (f"tile/entries/000.p/{size}", "application/octet-stream", "immutable"),
    ):
        answer = await site.get(path, Origin="https://auditor.example")
        assert answer.headers["content-type"] == kind
        assert cached in answer.headers["cache-control"]
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "set-cookie" not in answer.headers
        again = await site.get(path, **{"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        plain = await site.get(path, **{"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == answer.content


async def test_the_proposed_policy_takes_the_demonstration_witnesses(site: Site) -> None:
    site.sign()
    text = (await site.get("policy")).text
    read = policy(text)
    found = checkpoint((await site.get("checkpoint")).text)
    signing = {each.key.line for each in read.witnesses if found.signed_by(each.key)}
    assert read.satisfied_by(signing)
    assert len(signing) == 2
    assert all(each.name.endswith(".invalid") for each in read.witnesses)
    assert f"log {(await site.get('keys')).text.strip()} " in text


async def test_a_log_that_contradicts_what_was_signed_is_not_shown(site: Site) -> None:
    size = site.sign()
    tables = site.village.parts.tables
    with tables.snapshot() as snapshot:
        tiles = snapshot.table("public_log_tiles")
        name = tiles.name
    wrong = hashlib.sha256(b"other").digest() * size
    engine = tables.engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {name} SET hashes = ?", (wrong,))  # noqa: S608 - our own table
    site.rounds.round()
    assert (await site.get("tile/0/000.p/1")).status_code == 503
    assert (await site.get("tile/entries/000.p/1")).status_code == 503
    assert checkpoint((await site.get("checkpoint")).text).size == size
    ready = (await site.program.get("/readyz")).json()
    assert ready["checks"]["signer"]["detail"] == "stopped: other-root"


async def test_a_checkpoint_a_day_is_written_into_the_log_itself(site: Site) -> None:
    parts = site.village.parts
    first = site.sign()
    for _ in range(2):
        seal_newest(parts.checkpoints, parts.platform, parts.clock())
    second = site.sign()
    assert second == first + 1  # the entry that names the first checkpoint
    last = entries((await site.get(f"tile/entries/000.p/{second}")).content)[-1]
    assert b'"t":"public-log.checkpoint-sealed"' in last
    assert f'"size":{first}'.encode() in last


def test_numbers_are_written_in_groups_of_three() -> None:
    assert path_of(1234067) == "x001/x234/067"
    assert path_of(0, 7) == "000.p/7"
    assert path_of(999) == "999"
    assert path_of(1000) == "x001/000"


async def test_public_texts_open_their_commitments(site: Site) -> None:
    size = site.sign()
    answer = await site.get("texts/000")
    assert answer.headers["content-type"] == "application/jsonl"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert lines
    for line in lines:
        salt = base64.urlsafe_b64decode(line["salt"] + "=")
        digest = hashlib.sha256(b"bp/content/v1\x00" + salt + line["text"].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == line["c"]
        assert 0 <= line["leaf"] < size
    for path in ("texts/001", "texts/000.p/3"):
        assert (await site.get(path)).status_code == 404
