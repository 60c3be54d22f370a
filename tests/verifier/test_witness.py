"""The witness signs what only grows, and remembers it through every crash."""

import base64
import http.client
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

import pytest

from gemeinsam_verifier.notes import Key, is_right, read_key, read_note, time_of
from gemeinsam_verifier.tree import leaf_hash
from gemeinsam_verifier.witness import (
    Answer,
    KeyFileError,
    SigningKey,
    StateFile,
    Witness,
    load_key,
    make_key,
)
from gemeinsam_verifier.witness_command import Server, main, open_server
from tests.patience import PATIENCE
from tests.verifier.log_files import LOG, ORIGIN, checkpoint, consistency, root, signer

NAME = "witness.example/w1"
LEAVES = [leaf_hash(str(number).encode()) for number in range(60)]
FORK = [*LEAVES[:20], leaf_hash(b"other"), *LEAVES[21:]]
NOON = 1_790_000_000


def request(old: int, size: int, leaves: list[bytes] = LEAVES, /, **changes: str) -> bytes:
    """Return what a log sends; parts can be exchanged by name."""
    path = consistency(leaves[:size], old)
    proof = "".join(base64.b64encode(step).decode() + "\n" for step in path)
    parts = {
        "old": f"old {old}\n",
        "proof": proof,
        "blank": "\n",
        "checkpoint": checkpoint(size, root(leaves[:size]), (LOG,)),
    }
    return "".join((parts | changes).values()).encode()


@pytest.fixture
def signing(tmp_path: Path) -> SigningKey:
    """A new key."""
    make_key(NAME, tmp_path / "key")
    return load_key(tmp_path / "key")


@pytest.fixture
def state(tmp_path: Path) -> Iterator[StateFile]:
    """An empty memory."""
    made = StateFile(tmp_path / "state")
    yield made
    made.close()


@pytest.fixture
def witness(signing: SigningKey, state: StateFile) -> Witness:
    """A witness for the log of the tests, at noon."""
    return Witness(signing, [read_key(LOG.verification_key)], state, lambda: NOON + 0.9)


def is_cosigned(answer: Answer, key: Key, size: int, leaves: list[bytes] = LEAVES) -> bool:
    """Tell whether an answer is the witness's signature of this tree."""
    note = read_note((checkpoint(size, root(leaves[:size]), (LOG,)) + answer.body).encode())
    lines = note.of(key)
    return answer.status == HTTPStatus.OK and [
        is_right(note.text, *(line, key)) for line in lines
    ] == [True]


def test_a_log_that_grows_is_signed_step_by_step(witness: Witness, signing: SigningKey) -> None:
    old = 0
    for size in (1, 7, 7, 8, 33, 60):
        answer = witness.add_checkpoint(request(old, size))
        assert is_cosigned(answer, signing.key, size)
        old = size


def test_the_signature_holds_the_time(witness: Witness, signing: SigningKey) -> None:
    answer = witness.add_checkpoint(request(0, 5))
    note = read_note((checkpoint(5, root(LEAVES[:5]), (LOG,)) + answer.body).encode())
    assert time_of(note.of(signing.key)[0]) == NOON


def test_it_says_which_size_it_knows(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 30))
    for old, size in ((0, 40), (20, 40), (31, 40), (0, 10), (5, 10)):
        answer = witness.add_checkpoint(request(old, size))
        assert (answer.status, answer.body, answer.kind) == (409, "30\n", "text/x.tlog.size")


def test_it_never_signs_two_roots_of_one_size(witness: Witness) -> None:
    assert witness.add_checkpoint(request(0, 30)).status == HTTPStatus.OK
    answer = witness.add_checkpoint(request(30, 30, FORK))
    assert (answer.status, answer.kind) == (409, "text/x.tlog.size")


def test_it_signs_no_fork(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 30))
    assert witness.add_checkpoint(request(30, 40, FORK)).status == 422
    assert witness.add_checkpoint(request(30, 40)).status == HTTPStatus.OK


@pytest.mark.parametrize("proof", ["", "A" * 43 + "=\n"])
def test_a_proof_that_proves_nothing_is_refused(witness: Witness, proof: str) -> None:
    witness.add_checkpoint(request(0, 30))
    assert witness.add_checkpoint(request(30, 40, proof=proof)).status == 422


def test_a_first_checkpoint_needs_no_proof_and_takes_none(witness: Witness) -> None:
    assert witness.add_checkpoint(request(0, 5, proof="A" * 43 + "=\n")).status == 422


def test_a_log_it_does_not_know_is_not_found(witness: Witness) -> None:
    other = signer("other.example", 1)
    unknown = checkpoint(5, root(LEAVES[:5]), (other,), other.name)
    assert witness.add_checkpoint(request(0, 5, checkpoint=unknown)).status == 404


def test_a_checkpoint_the_log_has_not_signed_is_forbidden(witness: Witness) -> None:
    forged = checkpoint(5, root(LEAVES[:5]), (signer("other.example", 1),))
    assert witness.add_checkpoint(request(0, 5, checkpoint=forged)).status == 403
    changed = checkpoint(5, root(LEAVES[:5]), (LOG,)).replace("\n5\n", "\n6\n")
    assert witness.add_checkpoint(request(0, 5, checkpoint=changed)).status == 403


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        request(0, 5, old="old -1\n"),
        request(0, 5, old="old 00\n"),
        request(0, 5, old="size 0\n"),
        request(0, 5, old="old 6\n"),
        request(0, 5, proof="AAAA\n"),
        request(0, 5, proof=("A" * 43 + "=\n") * 64),
        request(0, 5, checkpoint="5\n"),
        request(0, 5, blank=""),
        b"\xff" + request(0, 5),
    ],
)
def test_what_is_no_request_is_refused(witness: Witness, body: bytes) -> None:
    assert witness.add_checkpoint(body).status == 400


def test_what_is_on_the_disk_is_there_before_the_answer(
    signing: SigningKey, tmp_path: Path
) -> None:
    state = StateFile(tmp_path / "state")

    def clock() -> float:
        # Asked while signing: by then the new size must be stored.
        assert '"size": 5' in (tmp_path / "state").read_text()
        return NOON

    witness = Witness(signing, [read_key(LOG.verification_key)], state, clock)
    assert witness.add_checkpoint(request(0, 5)).status == HTTPStatus.OK
    state.close()


def test_nothing_is_signed_that_cannot_be_stored(
    witness: Witness, state: StateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        witness.add_checkpoint(request(0, 5))
    assert state.seen(ORIGIN) is None


def test_it_remembers_when_it_starts_again(
    signing: SigningKey, state: StateFile, witness: Witness, tmp_path: Path
) -> None:
    witness.add_checkpoint(request(0, 30))
    state.close()
    again = StateFile(tmp_path / "state")
    woken = Witness(signing, [read_key(LOG.verification_key)], again, lambda: NOON)
    assert woken.add_checkpoint(request(0, 30, FORK)).body == "30\n"
    again.close()


def test_two_witnesses_cannot_share_a_memory(state: StateFile, tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError):
        StateFile(tmp_path / "state")


def test_of_many_at_once_one_wins(witness: Witness) -> None:
    forks = [[*LEAVES[:5], leaf_hash(f"fork {n}".encode())] for n in range(16)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda leaves: witness.add_checkpoint(request(0, 6, leaves)), forks)
        )
    assert [answer.status for answer in answers].count(HTTPStatus.OK) == 1
    assert {answer.status for answer in answers} == {200, 409}


def test_a_key_is_never_overwritten_nor_readable_by_others(tmp_path: Path) -> None:
    made = make_key(NAME, tmp_path / "key")
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_key(NAME, tmp_path / "key")
    assert load_key(tmp_path / "key").key == made == read_key(str(made))


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\nb"])
def test_a_name_that_no_note_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(KeyFileError):
        make_key(name, tmp_path / "key")


@pytest.fixture
def server(signing: SigningKey, tmp_path: Path) -> Iterator[Server]:
    """The witness as a web server."""
    made = open_server(tmp_path / "key", tmp_path / "state", [LOG.verification_key], "127.0.0.1:0")
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()
    made.state.close()


def post(port: int, body: bytes, path: str = "/add-checkpoint") -> tuple[int, str, str]:
    """Return status, type and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("POST", path, body)
        answer = connection.getresponse()
        kind = answer.headers["Content-Type"]
        return answer.status, kind, answer.read().decode()
    finally:
        connection.close()


def test_it_speaks_http(server: Server) -> None:
    port = server.server_address[1]
    status, _, line = post(port, request(0, 5))
    assert (status, line.split(" ")[:2]) == (200, ["—", NAME])
    assert post(port, request(0, 9)) == (409, "text/x.tlog.size", "5\n")
    assert post(port, request(5, 9), "/somewhere/add-checkpoint")[0] == 200
    assert post(port, request(9, 12), "/")[0] == 404


def test_it_reads_no_endless_request(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=PATIENCE)
    connection.putrequest("POST", "/add-checkpoint")
    connection.putheader("Content-Length", "1000001")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("length", "status"), [("", 411), ("Content-Length: -1\r\n", 411), ("9" * 5000, 413)]
)
def test_it_answers_whatever_length_is_announced(server: Server, length: str, status: int) -> None:
    header = f"Content-Length: {length}\r\n" if length.isdigit() else length
    address = ("127.0.0.1", int(server.server_address[1]))
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.sendall(f"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\n{header}\r\n".encode())
        assert connection.recv(100).startswith(f"HTTP/1.1 {status} ".encode())


def test_what_it_cannot_remember_it_does_not_sign(
    server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    port = server.server_address[1]
    (tmp_path / "state.new").mkdir()  # as hard to write as on a full disk
    assert post(port, request(0, 5))[0] == 503
    (tmp_path / "state.new").rmdir()
    said = capfd.readouterr().err
    assert "cannot remember" in said
    assert "Traceback" not in said
    assert post(port, request(0, 9, FORK))[0] == 200


def test_a_broken_connection_leaves_one_line_and_no_address(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    address = ("127.0.0.1", int(server.server_address[1]))
    connection = socket.create_connection(address)
    mine = connection.getsockname()[1]
    at_once = struct.pack("ii", 1, 0)  # closing breaks the connection instead of ending it
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
    connection.sendall(b"POST /add-checkpoint HTTP/1.1\r\nContent-Length: 50\r\n\r\n")
    connection.close()
    said, patience = "", time.monotonic() + PATIENCE
    while "broke" not in said and time.monotonic() < patience:
        said += capfd.readouterr().err
        time.sleep(0.01)
    assert said.count("\n") == 1
    assert str(mine) not in said


def test_requests_cannot_steer_a_terminal(
    server: Server, capfd: pytest.CaptureFixture[str]
) -> None:
    address = ("127.0.0.1", int(server.server_address[1]))
    with socket.create_connection(address, timeout=PATIENCE) as connection:
        connection.sendall(b"POST /\x1b[2J HTTP/1.1\r\nContent-Length: 0\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 404 ")
    assert "\x1b" not in capfd.readouterr().err


def test_several_requests_on_one_connection(server: Server) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=PATIENCE)
    for old, size in ((0, 3), (3, 6), (6, 9)):
        connection.request("POST", "/add-checkpoint", request(old, size))
        answer = connection.getresponse()
        assert (answer.status, answer.read()[:4]) == (200, "— ".encode())
    connection.close()


SERVE = """
import os, signal, sys
from gemeinsam_verifier import witness
from gemeinsam_verifier.witness_command import main

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

{planted}
main(sys.argv[1:])
"""
AFTER_STORING = "witness.cosign = killed"
BEFORE_STORING = "witness.json.dump = killed"


class Process:
    """A witness in a process of its own, to be killed."""

    def __init__(self, folder: Path, planted: str = "") -> None:
        options = ["--key", "key", "--state", "state", "--log", LOG.verification_key]
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-c",
                SERVE.format(planted=planted),
                "serve",
                *options,
                "--listen",
                "127.0.0.1:0",
            ],
            cwd=folder,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr
        found = re.search(r":(\d+)/", self._process.stderr.readline())
        assert found
        self.port = int(found[1])

    def wait(self) -> int:
        """Return how it ended."""
        assert self._process.stderr
        self._process.stderr.close()
        return self._process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self.wait()


@pytest.mark.parametrize(
    ("planted", "remembered"), [(AFTER_STORING, "30\n"), (BEFORE_STORING, "20\n")]
)
def test_killed_between_storing_and_answering_it_signs_no_second_history(
    signing: SigningKey, tmp_path: Path, planted: str, remembered: str
) -> None:
    first = Process(tmp_path)
    assert post(first.port, request(0, 20))[0] == 200
    first.kill()
    dying = Process(tmp_path, planted)
    with pytest.raises((http.client.HTTPException, ConnectionError)):
        post(dying.port, request(20, 30))
    assert dying.wait() == -signal.SIGKILL
    woken = Process(tmp_path)
    try:
        assert post(woken.port, request(0, 30, FORK)) == (409, "text/x.tlog.size", remembered)
        # Whatever it remembers, the honest log can go on and the fork cannot.
        old = int(remembered)
        assert post(woken.port, request(old, 40, FORK))[0] == (422 if old > 20 else 200)
    finally:
        woken.kill()


def test_the_command_makes_a_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "key"
    assert main(["keygen", "--name", NAME, "--key", str(path)]) == 0
    assert read_key(capsys.readouterr().out.strip()) == load_key(path).key


DAMAGED = [
    *("", "{}x", '{"a": {"size": 1}}', '{"a": 1}', "[]"),
    '{"a": {"size": 5, "root": ""}}',
    f'{{"a": {{"size": -5, "root": "{"ab" * 32}"}}}}',
    f'{{"a": {{"size": "5", "root": "{"ab" * 32}"}}}}',
]


@pytest.mark.parametrize("damage", DAMAGED)
def test_it_does_not_start_with_a_damaged_memory(
    signing: SigningKey,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damage: str,
) -> None:
    (tmp_path / "state").write_text(damage)
    options = ["--key", str(tmp_path / "key"), "--state", str(tmp_path / "state")]
    assert main(["serve", *options, "--log", LOG.verification_key]) == 2
    assert "damaged" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("listen", "complaint"), [("127.0.0.1:99999", "port"), ("127.0.0.1:0", "another witness")]
)
def test_where_it_cannot_start_it_says_why(
    signing: SigningKey,
    state: StateFile,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    listen: str,
    complaint: str,
) -> None:
    named = "state" if "another" in complaint else "other"
    options = ["--key", str(tmp_path / "key"), "--state", str(tmp_path / named)]
    called = ["serve", *options, "--log", LOG.verification_key, "--listen", listen]
    assert main(called) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/net/if_inet6").exists(), reason="this machine has no IPv6")
def test_it_listens_on_addresses_of_both_kinds(signing: SigningKey, tmp_path: Path) -> None:
    logs = [LOG.verification_key]
    server = open_server(tmp_path / "key", tmp_path / "state", logs, "[::1]:0")
    assert server.server_address[0] == "::1"
    server.server_close()
    server.state.close()
