"""T19: publisher and signer killed at any moment never contradict themselves."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.event_log import open_log
from adapters.signing import KeyFile, Signed, Signer, SignerStore
from adapters.signing.notes import checkpoint
from projections import public_log
from projections.model import Snapshot
from projections.read_models import open_read_models
from projections.runner import Runner
from tests.adapters.signing.publisher_and_signer import MONDAY, tree_of, write
from tests.adapters.signing.trees import leaf, root
from tests.sizes import Sizes

MODULE = "tests.adapters.signing.publisher_and_signer"
LONGEST = 0.25  # seconds from a published checkpoint to the next kill


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str, str]:
    """Return where log, read models and the signer's records are."""
    signer = f"sqlite:///{tmp_path}/signer.db"
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/log.db", f"sqlite:///{tmp_path}/read.db", signer
    url = str(request.getfixturevalue("postgresql_url"))
    return url, url, signer


def killed(arguments: list[str], dice: random.Random) -> list[int]:
    """Start the process, kill it at a random moment, return what it has published."""
    process = subprocess.Popen(
        [sys.executable, "-m", MODULE, *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first, "it did not start"
    time.sleep(dice.uniform(0, LONGEST))
    process.kill()
    rest, _ = process.communicate()
    lines = (first + rest).split("\n")[:-1]
    return [int(line.split()[1]) for line in lines if line.startswith("published ")]


def entries_of(snapshot: Snapshot) -> list[bytes]:
    return list(public_log.entries(snapshot, 0, public_log.size(snapshot)))


def sound(snapshot: Snapshot, signed: list[Signed]) -> int:
    """Check tiles and all checkpoints against the entries; return how many entries there are."""
    leaves = [leaf(entry) for entry in entries_of(snapshot)]
    for number in range(-(-len(leaves) // 256)):
        part = leaves[256 * number : 256 * (number + 1)]
        assert public_log.tile(snapshot, 0, number, len(part)) == b"".join(part)
        if len(part) == 256:
            upper = public_log.tile(snapshot, 1, 0, number + 1)
            assert upper is not None
            assert upper[32 * number :] == root(part)
    assert public_log.root(snapshot) == root(leaves)
    for each in signed:
        read = checkpoint(each.note)
        assert (read.size, read.root) == (each.size, root(leaves[: each.size]))
    return len(leaves)


def whole(snapshot: Snapshot, store: SignerStore) -> int:
    """Check that everything is sound and no vote is in it twice; return how many entries."""
    count = sound(snapshot, list(store.history(1000)))
    votes = [entry for entry in entries_of(snapshot) if b'"t":"vote"' in entry]
    assert len(set(votes)) == len(votes)
    return count


@pytest.mark.timeout(1800)
def test_killed_at_any_moment_it_never_contradicts_itself(
    urls: tuple[str, str, str], tmp_path: Path, sizes: Sizes
) -> None:
    dice = random.Random(seed := random.SystemRandom().randrange(2**32))
    print(f"seed {seed}")  # noqa: T201 - to repeat a failure
    key = KeyFile(tmp_path / "key")
    key.create("gemeinsam.example/public-log")
    store = SignerStore(urls[2])
    roots: dict[int, bytes] = {}
    for _ in range(sizes.signer_kills):
        published = killed([*urls, str(key.path)], dice)
        signed = {each.size: each.root for each in store.history(1000)}
        assert set(published) <= set(signed)
        assert roots.items() <= signed.items() or len(roots) >= 1000
        roots |= signed
    log, read_models = open_log(urls[0]), open_read_models(urls[1], [public_log.MODEL])
    with read_models.snapshot() as snapshot:
        whole(snapshot, store)
    runner = Runner(log, read_models)
    runner.catch_up()
    assert runner.check() == []  # nothing skipped
    write(log)
    runner.catch_up()
    with tree_of(read_models) as tree:
        assert Signer(key, store).sign(tree, MONDAY) is not None
    with read_models.snapshot() as snapshot:
        newest = store.newest()
        assert newest is not None
        assert newest.size == whole(snapshot, store)
    store.close()
    log.close()
    read_models.close()
