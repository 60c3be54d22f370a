"""Published documents as files, each under the SHA-256 of its bytes."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{64}")


class DocumentArchive:
    """Implements api.ports.documents.Archive in one folder, which is made when needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, pdf: bytes) -> str:
        sha256 = hashlib.sha256(pdf).hexdigest()
        target = self._place(sha256)
        if target.exists():
            return sha256
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Never half a file under its name: others look for it at any moment.
        with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as part:
            part.write(pdf)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(target)
        return sha256

    def find(self, sha256: str) -> bytes | None:
        if _HASH.fullmatch(sha256) is None:
            return None
        try:
            pdf = self._place(sha256).read_bytes()
        except FileNotFoundError:
            return None
        return pdf if hashlib.sha256(pdf).hexdigest() == sha256 else None

    def _place(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.pdf"
