"""Platform and verifier agree on root and tallies of large logs."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from api.imports import polis
from api.imports.progress import Silent
from api.mirroring import Mirror
from api.public_texts import PublicTexts
from api.signing import signing
from api.wiring import Parts
from domain.processes import process_id_of
from gemeinsam_verifier import command_line
from projections import public_log, tally
from projections.public_log import tree
from tests.adapters.signing.trees import leaf, root
from tests.api.imports.sources import NOW, REAL
from tests.api.installation import installed
from tests.sizes import Sizes

SOURCE = REAL / "polis-klimarat-konsum"
SLUG = "klimarat"
LARGE = 1_000_000


def exported(parts: Parts, folder: Path) -> int:
    """Sign what is there and write all files; return the size."""
    parts.runner.catch_up()
    with signing(parts.settings, parts.signatures, parts.tables, parts.clock) as rounds:
        rounds.round()
    texts = PublicTexts(parts.texts, parts.vault.salts)
    with parts.tables.snapshot() as snapshot:
        return Mirror(folder, texts.texts_of).update(snapshot, parts.checkpoints)


@pytest.mark.timeout(600)
@pytest.mark.skipif(not SOURCE.is_dir(), reason="the Polis export is not beside the checkout")
def test_the_verifier_recounts_the_polis_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mirror = tmp_path / "mirror"
    with installed(tmp_path / "data") as parts:
        polis.run(parts.platform, NOW, SOURCE, SLUG, Silent())
        size = exported(parts, mirror)
        with parts.tables.snapshot() as snapshot:
            ours = public_log.root(snapshot, size).hex()
            shown = tally.of_process(snapshot, process_id_of(SLUG))
    capsys.readouterr()  # what the platform said meanwhile
    status = command_line.main([str(mirror), "--policy", str(mirror / "policy"), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert (status, report["size"], report["root"]) == (0, size, ours)
    assert size > 62_000
    (process,) = report["tallies"]
    counts = {UUID(question): tuple(numbers) for question, *numbers in process["tally"]}
    summed = [sum(column) for column in zip(*counts.values(), strict=True)]
    assert summed == [0, 38_206, 9_223, 13_955]
    assert (shown.agree, shown.disagree, shown.passes) == tuple(summed[1:])


def test_three_ways_to_compute_a_root_agree_on_a_large_log(sizes: Sizes) -> None:
    """The platform's tiles, RFC 6962's own recursion, and a tree built all at once."""
    count = LARGE if sizes.nightly else 70_000
    entries = [b'{"n":%d}' % number for number in range(count)]
    growing = tree.Growing(0, {})
    for start in range(0, count, 999):
        growing.add(entries[start : start + 999])
    tiles = growing.tiles()
    leaves = [leaf(entry) for entry in entries]
    found = tree.root(count, lambda level, number: tiles.get((level, number), b""))
    assert found == root(leaves) == at_once(leaves)


def at_once(hashes: Sequence[bytes]) -> bytes:
    """Return the root level by level: what has no neighbour moves up as it is."""
    while len(hashes) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + hashes[at] + hashes[at + 1]).digest()
            for at in range(0, len(hashes) - 1, 2)
        ]
        hashes = pairs + ([hashes[-1]] if len(hashes) % 2 else [])
    return hashes[0]
