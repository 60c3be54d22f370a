"""A timestamp service made of openssl, which shares no code with what reads its replies."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

CONFIGURATION = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = {name}
[ authority ]
basicConstraints = critical,CA:true
[ service ]
extendedKeyUsage = {usage}
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = {digest}
default_policy = 1.2.3.4
digests = sha256, sha512
accuracy = secs:1
ess_cert_id_alg = {naming}
"""
CURVE = "ec -pkeyopt ec_paramgen_curve:P-256"


@dataclass
class TimestampService:
    """An authority, and a service under it whose certificate is as the fields say."""

    folder: Path
    usage: str = "critical,timeStamping"
    key: str = CURVE
    digest: str = "sha256"
    naming: str = "sha256"
    days: int = 30
    authority: bytes = field(init=False)
    own: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir()
        (self.folder / "serial").write_text("01\n")
        self._configure("Aufsicht")
        made = "req -x509 -nodes -config tsa.cnf -days 30"
        self._run(f"{made} -newkey {CURVE} -keyout ca.key -out ca.pem -extensions authority")
        self._configure("Zeitstempel zum Testen")
        under = f"{made} -newkey {self.key} -keyout tsa.key -out tsa.pem -extensions service"
        self._run(f"{under} -CA ca.pem -CAkey ca.key".replace("30", str(self.days)))
        self.authority = (self.folder / "ca.pem").read_bytes()
        self.own = (self.folder / "tsa.pem").read_bytes()

    def _configure(self, name: str) -> None:
        facts = {"usage": self.usage, "digest": self.digest, "naming": self.naming}
        (self.folder / "tsa.cnf").write_text(CONFIGURATION.format(name=name, **facts))

    def reply(self, text: str, digest: str = "sha256", certificates: str = "-cert") -> bytes:
        """Return the service's reply about a text."""
        (self.folder / "text").write_text(text)
        self._run(f"ts -query -data text -{digest} {certificates} -out query")
        self._run("ts -reply -queryfile query -config tsa.cnf -out reply")
        return (self.folder / "reply").read_bytes()

    def _run(self, arguments: str) -> None:
        command = ["openssl", *arguments.split()]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
