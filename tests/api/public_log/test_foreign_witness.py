"""Our signer and the witness of the verifier, which share no code, understand each other."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.signing import KeyFile, Policy, Signer, SignerStore, Stopped, Witnesses, policy
from adapters.signing.notes import checkpoint
from gemeinsam_verifier import witness_command
from tests.adapters.signing.trees import ListedTree, counting

AT = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    file = KeyFile(tmp_path / "signing.key")
    file.create("gemeinsam.example/public-log")
    return file


@pytest.fixture
def theirs(tmp_path: Path, keys: KeyFile, capsys: pytest.CaptureFixture[str]) -> Iterator[Policy]:
    """Run a witness as its operator does, on a port of this machine."""
    key, state = tmp_path / "witness.key", tmp_path / "witness.json"
    made = witness_command.main(["keygen", "--name", "zeuge.example/w", "--key", str(key)])
    assert made == 0
    vkey = capsys.readouterr().out.strip().splitlines()[-1]
    log = keys.keys()[0].public.line
    server = witness_command.open_server(key, state, [log], "127.0.0.1:0")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    yield policy(f"witness zeuge {vkey} {address}\nquorum zeuge\n")
    server.shutdown()
    thread.join()
    server.server_close()
    server.state.close()


def test_it_cosigns_what_grows_and_stops_what_forks(
    tmp_path: Path, keys: KeyFile, theirs: Policy
) -> None:
    tree, store = ListedTree(counting(0, 300)), SignerStore(f"sqlite:///{tmp_path}/signer.db")
    signer, witnesses = Signer(keys, store), Witnesses(theirs, store)
    for more in (1, 7, 500):
        signer.sign(tree.grow(*counting(1000, 1000 + more)), AT)
        assert witnesses.ask(tree, AT) == 1
        newest = store.newest()
        assert newest is not None
        assert theirs.satisfied_by(newest.cosignatures)
        assert checkpoint(newest.note).signed_by(theirs.witnesses[0].key)
    assert witnesses.unavailable == {}
    restored = SignerStore(f"sqlite:///{tmp_path}/restored.db")
    for forked in (
        ListedTree(counting(0, 300)),  # smaller than what it knows
        ListedTree([*counting(0, 300), *counting(5000, 6000)]),  # larger, but another one
    ):
        Signer(keys, restored).sign(forked, AT)
        with pytest.raises(Stopped, match="another history"):
            Witnesses(theirs, restored).ask(forked, AT)
    store.close()
    restored.close()
