"""Our witness answers as tlog-witness says, also over HTTP."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from adapters.signing import posting
from adapters.signing.notes import WITNESS, SigningKey, new_key, packed, signatures, text_of
from adapters.signing.policies import Witness
from adapters.signing.posting import LONGEST
from adapters.signing.proofs import EMPTY
from adapters.signing.witness import LocalWitness
from adapters.signing.witnesses import WitnessUnavailable, post_by_http
from tests.adapters.signing.trees import ListedTree, counting

ORIGIN = "gemeinsam.example/public-log"
LOG = new_key(ORIGIN)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[LocalWitness]:
    key = new_key("zeuge.example/w", WITNESS)
    opened = LocalWitness(key, [LOG.public], tmp_path / "seen.db", lambda: 1_700_000_000)
    yield opened
    opened.close()


def request(
    old: int, tree: ListedTree, size: int, key: SigningKey = LOG, proof: list[bytes] | None = None
) -> bytes:
    text = text_of(key.name, size, tree.root(size))
    if proof is None:
        proof = list(tree.consistency(old, size)) if 0 < old <= size else []
    lines = "".join(f"{packed(each)}\n" for each in proof)
    return f"old {old}\n{lines}\n{text}\n{key.sign(text)}".encode()


def test_it_cosigns_what_grows_and_tells_what_it_knows(witness: LocalWitness) -> None:
    tree = ListedTree(counting(0, 12))
    for old, size in ((0, 5), (5, 5), (5, 12)):
        status, _, body = witness.add_checkpoint(request(old, tree, size))
        assert status == 200
        (line,) = signatures(body.decode())
        text = text_of(ORIGIN, size, tree.root(size))
        assert witness.key.public.verifies(line.bytes, text)
    assert witness.add_checkpoint(request(5, tree, 12)) == (409, "text/x.tlog.size", b"12\n")
    assert witness.add_checkpoint(request(0, tree, 7)) == (409, "text/x.tlog.size", b"12\n")


@pytest.mark.parametrize(
    ("old", "size", "status"),
    [
        (6, 5, 400),  # the old size is larger
        (5, 9, 422),  # another history
        (5, 5, 409),  # another root at the same size
    ],
)
def test_it_refuses_what_does_not_follow(
    witness: LocalWitness, old: int, size: int, status: int
) -> None:
    assert witness.add_checkpoint(request(0, ListedTree(counting(0, 5)), 5))[0] == 200
    forked = ListedTree([b"x", *counting(1, 12)])
    assert witness.add_checkpoint(request(old, forked, size))[0] == status


def test_it_refuses_strangers_and_nonsense(witness: LocalWitness) -> None:
    tree = ListedTree(counting(0, 5))
    assert witness.add_checkpoint(request(0, tree, 5, new_key("other.example")))[0] == 404
    assert witness.add_checkpoint(request(0, tree, 5, new_key(ORIGIN)))[0] == 403
    assert witness.add_checkpoint(request(0, tree, 5, proof=[EMPTY]))[0] == 422
    good = request(0, tree, 5)
    for bad in (b"", b"old 01" + good[5:], good.replace(b"\n\n", b"\n"), b"\xff" + good):
        assert witness.add_checkpoint(bad)[0] == 400
    assert witness.add_checkpoint(good)[0] == 200


def test_a_restarted_witness_remembers(witness: LocalWitness, tmp_path: Path) -> None:
    tree = ListedTree(counting(0, 5))
    witness.add_checkpoint(request(0, tree, 5))
    again = LocalWitness(witness.key, [LOG.public], tmp_path / "seen.db", lambda: 0)
    assert again.add_checkpoint(request(0, tree, 5))[0] == 409
    again.close()


class Elsewhere(BaseHTTPRequestHandler):
    """Leads every request to another place, or answers with what it was sent, more or less."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.startswith("/dripping"):
            self._drip()
            return
        redirecting = self.path.startswith("/away")
        self.send_response(307 if redirecting else 200)
        if redirecting:
            self.send_header("Location", "/here/add-checkpoint")
        if self.path.startswith("/cut"):
            self.send_header("Content-Length", str(len(body) + 1))
        self.end_headers()
        self.wfile.write(body * (LONGEST if self.path.startswith("/long") else 1))

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(OSError):  # The other side goes away.
            while True:
                self.wfile.write(b"-")
                time.sleep(0.02)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def address() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def at(url: str) -> Witness:
    return Witness("w", new_key("w.example", WITNESS).public, url)


def test_requests_go_where_the_policy_says_and_nowhere_else(address: str) -> None:
    assert post_by_http(at(f"{address}/here/"), b"body") == (200, b"body")
    assert post_by_http(at(f"{address}/away"), b"body")[0] == 307
    for url in ("http://example.org/", "file:///etc/passwd", "gopher://127.0.0.1/"):
        with pytest.raises(WitnessUnavailable, match="https"):
            post_by_http(at(url), b"body")


def test_a_dead_address_is_no_error_of_ours(address: str) -> None:
    with pytest.raises(WitnessUnavailable):
        post_by_http(at("http://127.0.0.1:1/"), b"body")


def test_who_answers_byte_by_byte_is_not_waited_for(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "IN_ALL", 0.3)
    with pytest.raises(WitnessUnavailable, match="TimeoutError"):
        post_by_http(at(f"{address}/dripping"), b"body")


@pytest.mark.parametrize("how", ["cut", "long"])
def test_what_is_not_the_whole_answer_is_none(address: str, how: str) -> None:
    with pytest.raises(WitnessUnavailable, match=how):
        post_by_http(at(f"{address}/{how}"), b"body")


@pytest.mark.parametrize(
    "url", ["https://[::1", "{}/ü", f"https://{'w' * 70}.example", "https://w:port"]
)
def test_an_address_that_is_none_is_nobodys(address: str, url: str) -> None:
    with pytest.raises(WitnessUnavailable):
        post_by_http(at(url.format(address)), b"body")
