"""Rounds: signing, witnesses, timestamps and what happens after a restore (T15)."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from adapters.signing.assurance import Assurance, BackedUp, Replicated, Safe, Stored
from adapters.signing.keys import KeyFile
from adapters.signing.notes import WITNESS, new_key
from adapters.signing.policies import NOBODY, Policy, Witness, policy
from adapters.signing.rounds import Signing
from adapters.signing.signer import Signer
from adapters.signing.store import SignerStore
from adapters.signing.timestamps import TimestampUnavailable, stamped
from adapters.signing.witness import LocalWitness
from adapters.signing.witnesses import Reply, Witnesses, WitnessUnavailable
from domain.ports import LogUnavailable
from tests.adapters.signing.trees import ListedTree, counting

AT = datetime(2023, 5, 8, 9, 0, tzinfo=UTC)


class Place:
    """An installation's folder: key, store, tree and one witness outside of it."""

    def __init__(self, folder: Path) -> None:
        self.now = AT
        self.tree = ListedTree(counting(0, 5))
        self.keys = KeyFile(folder / "key")
        self.keys.create("gemeinsam.example/public-log")
        self.folder = folder
        self.answers = True
        key = new_key("zeuge.example", WITNESS)
        self.witness = LocalWitness(key, [self.keys.keys()[0].public], folder / "seen", lambda: 9)
        line = f"witness z {key.public.line} https://zeuge.example\nquorum z\n"
        self.policy = policy(line)
        self.opened: list[SignerStore] = []

    def signing(
        self,
        *,
        named: str = "signer.db",
        policy: Policy | None = None,
        assurance: Assurance | None = None,
        tsa: str | None = None,
    ) -> Signing:
        store = SignerStore(f"sqlite:///{self.folder}/{named}")
        self.opened.append(store)

        return Signing(
            open_tree=lambda: nullcontext(self.tree),
            signer=Signer(self.keys, store),
            store=store,
            witnesses=Witnesses(self.policy if policy is None else policy, store, self.post),
            safe=Safe(assurance or Stored()),
            restored=self.folder / "restored",
            clock=lambda: self.now,
            tsa=tsa,
        )

    def post(self, _: Witness, body: bytes) -> Reply:
        if not self.answers:
            raise WitnessUnavailable("out")
        status, _kind, answer = self.witness.add_checkpoint(body)
        return status, answer

    def close(self) -> None:
        self.witness.close()
        for store in self.opened:
            store.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.close()


def reason(signing: Signing) -> str | None:
    stopped = signing.store.stopped()
    return None if stopped is None else stopped.reason


def test_a_round_signs_and_asks(place: Place) -> None:
    signing = place.signing()
    signed = signing.round()
    assert signed is not None
    newest = signing.store.newest()
    assert newest is not None
    assert len(newest.cosignatures) == 1
    assert signing.round() is None


def test_a_witness_that_is_out_delays_nothing_and_follows_later(place: Place) -> None:
    signing = place.signing()
    place.answers = False
    assert signing.round() is not None
    assert reason(signing) is None
    place.answers = True
    assert signing.round() is None
    newest = signing.store.newest()
    assert newest is not None
    assert newest.cosignatures


def test_a_restored_installation_waits_until_the_witness_agrees(place: Place) -> None:
    signing = place.signing()
    signing.round()
    signing.restored.touch()
    place.answers = False
    place.tree.grow(b"x")
    assert signing.round() is None
    assert reason(signing) == "restored"
    place.answers = True
    assert signing.round() is not None
    assert reason(signing) is None
    assert not signing.restored.exists()


def test_a_restored_old_backup_stops_by_itself(place: Place) -> None:
    """Log and signer's memory are both old: the witness says so, whatever is tried."""
    place.signing().round()
    place.tree.grow(*counting(5, 12))
    place.signing().round()
    restored = place.signing(named="restored.db")
    restored.restored.touch()
    place.tree = ListedTree(counting(0, 5))
    assert restored.round() is None
    assert reason(restored) == "witness"
    place.tree.grow(*counting(100, 120))
    for _ in range(2):
        assert restored.round() is None
    restored.restored.unlink()
    assert restored.round() is None
    assert reason(restored) == "witness"
    assert restored.store.sizes() == []


def test_even_an_empty_memory_signs_no_fork(place: Place) -> None:
    """Somebody deleted the signer's database and told nobody."""
    place.tree.grow(*counting(5, 12))
    place.signing().round()
    place.tree = ListedTree(counting(100, 105))
    forgetful = place.signing(named="empty.db")
    assert forgetful.round() is None
    assert reason(forgetful) == "witness"
    assert forgetful.store.sizes() == []


@pytest.fixture
def contradicted(place: Place) -> Signing:
    """A signer that a witness has stopped: what it began with is not what the witness knows."""
    place.tree.grow(*counting(5, 12))
    place.signing().round()
    place.tree = ListedTree(counting(100, 110))
    made = place.signing(named="empty.db")
    assert made.round() is None
    assert reason(made) == "witness"
    return made


def test_a_witness_that_falls_silent_does_not_let_it_go_on(
    place: Place, contradicted: Signing
) -> None:
    place.answers = False
    for _ in range(2):
        assert contradicted.round() is None
    assert reason(contradicted) == "witness"
    contradicted.accept_restore(place.now)
    assert contradicted.round() is not None


def test_read_models_that_are_made_anew_settle_no_doubt(
    place: Place, contradicted: Signing
) -> None:
    whole = place.tree
    contradicted.store.add(10, whole.root(10), "text\n", "", place.now)
    place.tree = ListedTree()
    assert contradicted.round() is None
    assert reason(contradicted) == "smaller"
    place.tree = whole.grow(b"more")
    assert contradicted.round() is None
    assert reason(contradicted) == "witness"
    assert contradicted.store.sizes() == [10]


def test_without_witnesses_a_person_lets_a_restored_log_go_on(place: Place) -> None:
    signing = place.signing(policy=NOBODY)
    signing.restored.touch()
    assert signing.round() is None
    assert reason(signing) == "restored"
    signing.accept_restore(place.now)
    assert signing.round() is not None


def test_only_what_the_newest_backup_holds_is_signed(place: Place, tmp_path: Path) -> None:
    signing = place.signing(assurance=BackedUp(tmp_path / "backups"))
    assert signing.round() is None
    for name, position in (("2023-05-01", 3), ("2023-05-08", 5)):
        folder = tmp_path / "backups" / name
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text(f'{{"position": {position}, "files": []}}')
    (tmp_path / "backups" / "half").mkdir()
    (tmp_path / "backups" / "half" / "manifest.json").write_text('{"pos')
    place.tree.grow(b"x")
    signed = signing.round()
    assert signed is not None
    assert signed.size == 5
    assert signing.round() is None


@pytest.mark.postgresql
def test_without_a_standby_nothing_counts_as_replicated(postgresql_url: str) -> None:
    replicated = Replicated(postgresql_url)
    assert replicated.mark(1) > 0
    assert replicated.reached() == 0


def test_a_log_that_does_not_answer_says_nothing_of_its_standbys() -> None:
    replicated = Replicated("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    with pytest.raises(LogUnavailable):
        replicated.reached()


class TimestampService(BaseHTTPRequestHandler):
    """A service made of openssl, as an auditor could run it."""

    folder: Path

    def do_POST(self) -> None:
        (self.folder / "query").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path in {"/", "/half"}:
            openssl(self.folder, "ts -reply -queryfile query -out reply -config tsa.cnf")
        reply = (self.folder / "reply").read_bytes()
        if self.path == "/half":
            reply = reply[: len(reply) // 2]
        if self.path == "/refusing":
            reply = bytes.fromhex("30053003020102")  # status 2: rejection
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None: ...


TSA = """
[ req ]
distinguished_name = name
prompt = no
x509_extensions = stamping
[ name ]
CN = Zeitstempel zum Testen
[ stamping ]
extendedKeyUsage = critical,timeStamping
basicConstraints = critical,CA:true
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = cert.pem
signer_key = key.pem
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(folder: Path, arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True
    )


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "tsa"
    folder.mkdir()
    (folder / "tsa.cnf").write_text(TSA)
    (folder / "serial").write_text("01\n")
    openssl(
        folder, "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -config tsa.cnf"
    )
    handler = type("Here", (TimestampService,), {"folder": folder})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_timestamp_a_day_is_taken_and_openssl_verifies_it(
    place: Place, service: str, tmp_path: Path
) -> None:
    signing = place.signing(tsa=service)
    first = signing.round()
    assert first is not None
    token = signing.store.token(5)
    assert token is not None
    (tmp_path / "tsa" / "text").write_text(first.text)
    (tmp_path / "tsa" / "kept").write_bytes(token)
    checked = openssl(tmp_path / "tsa", "ts -verify -data text -in kept -CAfile cert.pem")
    assert b"Verification: OK" in checked.stdout + checked.stderr
    place.tree.grow(b"x")
    place.now += timedelta(hours=23)
    signing.round()
    assert signing.store.token(6) is None
    place.now += timedelta(hours=2)
    signing.round()
    assert signing.store.token(6) is not None


def test_a_clock_that_was_ahead_once_ends_no_timestamps(place: Place, service: str) -> None:
    signing = place.signing(tsa=service)
    place.now += timedelta(days=3650)
    signing.round()
    assert signing.store.token(5) is not None
    place.now = AT + timedelta(minutes=1)
    for size, taken in ((6, True), (7, False)):
        place.tree.grow(b"x")
        signing.round()
        assert (signing.store.token(size) is not None) == taken


def test_an_answer_to_another_question_is_no_timestamp(service: str) -> None:
    assert stamped(service, "this\n")
    here = (f"{service}{how}" for how in ("stale", "refusing", "half"))
    for url in (*here, "http://127.0.0.1:1/", "http://[::1/"):
        with pytest.raises(TimestampUnavailable):
            stamped(url, "that\n")
