"""The public log as files, written once more from docs/rules/public_log.md.

Neither the platform's code nor the verifier's is used here: a mistake of theirs
would otherwise be made twice and found by nobody.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Entry = dict[str, object]
ORIGIN = "beteiligung.example/public-log"
WIDTH = 256


@dataclass(frozen=True)
class Signer:
    """A key with a name: the log's (kind 1) or a witness's (kind 4)."""

    name: str
    kind: int
    seed: bytes

    @property
    def private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def public(self) -> bytes:
        raw = serialization.Encoding.Raw, serialization.PublicFormat.Raw
        return self.private.public_key().public_bytes(*raw)

    @property
    def key_id(self) -> bytes:
        kind = bytes([self.kind])
        return hashlib.sha256(self.name.encode() + b"\n" + kind + self.public).digest()[:4]

    @property
    def verification_key(self) -> str:
        key = base64.b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{key}"

    def line(self, body: str, timestamp: int = 1_790_000_000) -> str:
        """Return the signature line of a note with this body."""
        if self.kind == 1:
            signature = self.private.sign(body.encode())
        else:
            message = f"cosignature/v1\ntime {timestamp}\n{body}".encode()
            signature = timestamp.to_bytes(8, "big") + self.private.sign(message)
        return f"— {self.name} {base64.b64encode(self.key_id + signature).decode()}\n"


def signer(name: str, kind: int) -> Signer:
    """Return a key made of its name: the same in every run, and secret to nobody."""
    return Signer(name, kind, hashlib.sha256(name.encode()).digest())


LOG = signer(ORIGIN, 1)
WITNESSES = tuple(signer(f"witness{number}.example", 4) for number in (1, 2, 3))


def policy(logs: Sequence[Signer] = (LOG,), threshold: int = 2) -> str:
    """Return a policy that asks for some of the three witnesses."""
    lines = [f"log {log.verification_key}" for log in logs]
    lines += [f"witness W{n} {key.verification_key}" for n, key in enumerate(WITNESSES, 1)]
    lines += [f"group all-three {threshold} W1 W2 W3", "quorum all-three"]
    return "\n".join(lines) + "\n"


def canonical(entry: Mapping[str, object]) -> bytes:
    """Return the bytes of an entry."""
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes, as RFC 6962 2.1 puts it (split on the left)."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    level = list(hashes)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [node_hash(left, right) for left, right in pairs]
        # A last one without a partner goes up as it is: the same tree, built from below.
        level = above if len(level) % 2 == 0 else [*above, level[-1]]
    return level[0]


def inclusion(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """Return the audit path of RFC 6962 2.1.1, word for word."""
    if len(hashes) == 1:
        return []
    half = 1 << (len(hashes) - 1).bit_length() - 1
    if index < half:
        return [*inclusion(hashes[:half], index), root(hashes[half:])]
    return [*inclusion(hashes[half:], index - half), root(hashes[:half])]


def consistency(hashes: Sequence[bytes], old: int) -> list[bytes]:
    """Return the consistency proof of RFC 6962 2.1.2, word for word."""
    return _subproof(hashes, old, whole=True) if 0 < old < len(hashes) else []


def _subproof(hashes: Sequence[bytes], old: int, *, whole: bool) -> list[bytes]:
    if old == len(hashes):
        return [] if whole else [root(hashes)]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    if old <= half:
        return [*_subproof(hashes[:half], old, whole=whole), root(hashes[half:])]
    return [*_subproof(hashes[half:], old - half, whole=False), root(hashes[:half])]


def tile_name(number: int) -> str:
    """Return `<N>` as tlog-tiles writes it."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups)


@dataclass
class Text:
    """A published text with what opens its commitment."""

    leaf: int
    commitment: str
    salt: bytes
    text: str

    def line(self) -> str:
        salt = base64.urlsafe_b64encode(self.salt).decode().rstrip("=")
        fields = {"leaf": self.leaf, "c": self.commitment, "salt": salt, "text": self.text}
        return json.dumps(fields, ensure_ascii=False) + "\n"


def commitment(salt: bytes, text: str) -> str:
    digest = hashlib.sha256(b"bp/content/v1\0" + salt + text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def checkpoint(size: int, top: bytes, signers: Iterable[Signer], origin: str = ORIGIN) -> str:
    """Return a signed checkpoint."""
    body = f"{origin}\n{size}\n{base64.b64encode(top).decode()}\n"
    return body + "\n" + "".join(key.line(body) for key in signers)


@dataclass
class LogFiles:
    """A log's entries and texts, and who signs what is written.

    `sizes` are the sizes at which checkpoints are published, besides the last one.
    """

    entries: Sequence[bytes]
    texts: Sequence[Text] = ()
    signers: Sequence[Signer] = (LOG, *WITNESSES)
    sizes: Sequence[int] = ()
    hashes: list[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.hashes = [leaf_hash(entry) for entry in self.entries]

    def checkpoint(self, size: int | None = None) -> str:
        size = len(self.entries) if size is None else size
        return checkpoint(size, root(self.hashes[:size]), self.signers)

    def proof(self, index: int) -> str:
        """Return a receipt: a tlog-proof with the entry itself as extra data."""
        path = "".join(
            base64.b64encode(step).decode() + "\n" for step in inclusion(self.hashes, index)
        )
        extra = base64.b64encode(self.entries[index]).decode()
        head = f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex {index}\n"
        return f"{head}{path}\n{self.checkpoint()}"

    def write(self, folder: Path) -> Path:
        """Write the whole log below a folder, and return it."""
        for name, content in self._files():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    def _files(self) -> Iterator[tuple[str, bytes]]:
        yield "checkpoint", self.checkpoint().encode()
        sizes = sorted({*self.sizes, len(self.entries)})
        yield "checkpoints/sizes", "".join(f"{size}\n" for size in sizes).encode()
        for size in sizes:
            yield f"checkpoints/{size}", self.checkpoint(size).encode()
        keys = [key for key in self.signers if key.kind == 1]
        yield "keys", "".join(f"{key.verification_key}\n" for key in keys).encode()
        yield "policy", policy().encode()
        yield from self._bundles()
        yield from self._tiles()
        yield from self._text_files()

    def _bundles(self) -> Iterator[tuple[str, bytes]]:
        for start in range(0, len(self.entries), WIDTH):
            some = self.entries[start : start + WIDTH]
            content = b"".join(len(entry).to_bytes(2, "big") + entry for entry in some)
            yield f"tile/entries/{_name(start // WIDTH, len(some))}", content

    def _tiles(self) -> Iterator[tuple[str, bytes]]:
        level, hashes = 0, self.hashes
        while hashes:
            parts = [hashes[start : start + WIDTH] for start in range(0, len(hashes), WIDTH)]
            for number, part in enumerate(parts):
                yield f"tile/{level}/{_name(number, len(part))}", b"".join(part)
            level, hashes = level + 1, [root(part) for part in parts if len(part) == WIDTH]

    def _text_files(self) -> Iterator[tuple[str, bytes]]:
        numbers = sorted({text.leaf // WIDTH for text in self.texts})
        for number in numbers:
            lines = [text.line() for text in self.texts if text.leaf // WIDTH == number]
            yield f"texts/{tile_name(number)}", "".join(lines).encode()


def _name(number: int, width: int) -> str:
    return tile_name(number) if width == WIDTH else f"{tile_name(number)}.p/{width}"
