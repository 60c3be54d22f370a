"""Whatever byte of a log is changed: it is noticed, without a crash."""

import random
import shutil
from pathlib import Path

import pytest

from tests.sizes import Sizes
from tests.verifier.log_files import policy
from tests.verifier.story import honest_story
from tests.verifier_js.browser import Verifying

READ = ("checkpoint", "tile/entries/000.p/109", "texts/000")
"""Everything that a verifier reads of this log."""


@pytest.mark.browser
@pytest.mark.parametrize("name", READ)
def test_a_changed_byte_is_noticed(
    name: str, verifying: Verifying, logs: Path, sizes: Sizes
) -> None:
    dice = random.Random(20_261_121)
    honest = honest_story().files().write(logs / f"honest-{Path(name).name}")
    content = (honest / name).read_bytes()
    accepted = []
    for round_number in range(sizes.examples):
        at, bit = dice.randrange(len(content)), 1 << dice.randrange(8)
        changed = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
        # Another folder each time: browsers may remember what an address has held.
        folder = logs / f"mutation-{Path(name).name}-{round_number}"
        shutil.copytree(honest, folder)
        (folder / name).write_bytes(changed)
        found = verifying.report(folder, policy(threshold=3))
        shutil.rmtree(folder)
        if found["accepted"]:
            accepted.append((at, bit))
    assert accepted == []
