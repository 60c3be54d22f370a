"""The receipt of one's own vote: when it is there, what it proves, and how it is forgotten."""

import base64
import hashlib
import json
from functools import partial

import pytest

from domain.use_cases import configuring
from projections import public_log
from tests.api.pages.village import Village, Visits
from tests.api.public_log.signed import rounds_of, sign
from tests.verifier.log_files import leaf_hash, node_hash


async def test_a_receipt_comes_with_its_batch_and_proves_the_vote(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    await ben.send(page.form("/support"))
    waiting = await ben.open(f"/de/ideas/{idea}/receipt")
    assert "Die Quittung kommt noch" in waiting.text
    configuring.close_phase(village.platform, village.system(), process_id, phase_id)
    with rounds_of(village) as rounds:
        size = sign(village, rounds)
    ready = await ben.open(f"/de/ideas/{idea}/receipt")
    assert "Ihre Stimme steht im öffentlichen Protokoll" in ready.text
    assert "data:image/svg+xml" in ready.html
    file = await ben.open(f"/de/ideas/{idea}/receipt/file")
    entry, index, noted, root = proved(file.html)
    assert (entry["t"], entry["q"], entry["x"]) == ("vote", idea.hex, "support")
    assert (noted, 0 < index < size) == (size, True)
    assert root


async def test_a_forgotten_receipt_is_shown_to_nobody(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    await ben.send(page.form("/support"))
    receipt = await ben.open(f"/de/ideas/{idea}/receipt")
    gone = await ben.send(receipt.form("/forget"))
    assert "Für diese Stimme zeigt die Plattform keine Quittung mehr" in gone.text
    assert "Sie unterstützen das" in (await ben.open(f"/de/ideas/{idea}")).text
    other = await visits.by("cleo").open(f"/de/ideas/{idea}/receipt")
    assert "Hier gibt es keine Quittung" in other.text


async def test_very_many_waiting_votes_are_told_without_being_counted(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    ben = visits.by("ben")
    page = await ben.open(f"/de/ideas/{idea}")
    assert "im öffentlichen Protokoll" not in page.text
    told = await ben.send(page.form("/support"))
    assert "0 von 1 Stimme schon im öffentlichen Protokoll." in told.text
    few = partial(public_log.unpublished, most=0)
    monkeypatch.setattr(public_log, "unpublished", few)
    many = await ben.open(f"/de/ideas/{idea}")
    assert "stehen noch nicht im öffentlichen Protokoll" in many.text
    assert "0 von 1" not in many.text


def proved(proof: str) -> tuple[dict[str, str], int, int, bool]:
    """Return the entry of a proof, its index, the size, and whether it leads to the root."""
    head, body = proof.split("\n\n", 1)
    first, extra, place, *path = head.split("\n")
    assert first == "c2sp.org/tlog-proof@v1"
    entry = base64.b64decode(extra.removeprefix("extra "))
    index = int(place.removeprefix("index "))
    _, size, root = body.split("\n")[:3]
    node, position, last = leaf_hash(entry), index, int(size) - 1
    for step in map(base64.b64decode, path):
        if position % 2 or position == last:
            node = node_hash(step, node)
            while not position % 2 and position:
                position, last = position // 2, last // 2
        else:
            node = node_hash(node, step)
        position, last = position // 2, last // 2
    assert len(node) == hashlib.sha256().digest_size
    return json.loads(entry), index, int(size), node == base64.b64decode(root)
