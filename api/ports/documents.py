"""What makes and keeps documents on paper."""

from datetime import date
from typing import Protocol, runtime_checkable


@runtime_checkable
class Typesetter(Protocol):
    """Turns content into accessible PDF files (PDF/UA-1). Blocks; safe in threads."""

    def pdf(self, template: str, content: str, on: date) -> bytes:
        """Typeset a template with JSON content, dated `on`: same input, same bytes."""
        ...


@runtime_checkable
class Archive(Protocol):
    """Keeps published documents under the hash of their bytes. Safe in threads."""

    def keep(self, pdf: bytes) -> str:
        """Keep a document for good; return the SHA-256 of its bytes in hexadecimal digits."""
        ...

    def find(self, sha256: str) -> bytes | None:
        """Return a document, or None where it is not kept here or was damaged."""
        ...
