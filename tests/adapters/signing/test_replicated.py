"""SIGN_AFTER=replicated, with a real standby: what it does not have is not signed."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from adapters.signing import Signed
from adapters.signing.assurance import Replicated
from adapters.signing.rounds import Signing
from tests.adapters.signing.test_rounds import Place
from tests.patience import PATIENCE
from tests.postgresql import Cluster
from tests.postgresql_standby import Standby

pytestmark = pytest.mark.postgresql


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.close()


@pytest.fixture
def standby(postgresql: Cluster) -> Iterator[Standby]:
    following = Standby(postgresql)
    yield following
    following.stop()


def signed(signing: Signing) -> Signed | None:
    """Do rounds until one signs; None if none does in time."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := signing.round():
            return found
        time.sleep(0.05)
    return None


def test_the_signer_waits_for_the_standby(
    place: Place, postgresql: Cluster, standby: Standby
) -> None:
    replicated = Replicated(postgresql.url())
    signing = place.signing(assurance=replicated)
    first = signed(signing)
    assert first is not None
    assert first.size == 5
    with standby.receiving_nothing(), psycopg.connect(postgresql.url(), autocommit=True) as log:
        log.execute("CREATE TABLE events AS SELECT generate_series(1, 1000)")
        place.tree.grow(b"x")
        assert [signing.round() for _ in range(5)] == [None] * 5
        assert 0 < replicated.reached() < replicated.mark(6)
        log.execute("DROP TABLE events")
    second = signed(signing)
    assert second is not None
    assert second.size == 6


def test_a_standby_that_is_gone_assures_nothing(
    place: Place, postgresql: Cluster, standby: Standby
) -> None:
    signing = place.signing(assurance=Replicated(postgresql.url()))
    assert signed(signing) is not None
    standby.stop()
    place.tree.grow(b"x")
    assert [signing.round() for _ in range(5)] == [None] * 5
