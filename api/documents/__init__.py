"""Documents people take along: the strategy, papers for councils, reports on a year.

Content comes from the read models, its form from the templates beside this file. Each
content is typeset once: the bytes are kept in memory, those that were published for good.
"""

import hashlib
import threading
from collections import OrderedDict
from datetime import date

import msgspec

from api.documents.content import Content, Titled
from api.ports.documents import Archive, Typesetter

KEPT = 48
"""Documents in memory; a strategy of twenty measures takes about 150 kB."""


class Document(msgspec.Struct, frozen=True):
    """The bytes of a PDF file, and their SHA-256 in hexadecimal digits."""

    pdf: bytes
    sha256: str


class Documents:
    """Makes documents. Blocks, so not for the event loop; safe in threads."""

    def __init__(self, typesetter: Typesetter, archive: Archive) -> None:
        self._typesetter = typesetter
        self._archive = archive
        self._kept: OrderedDict[str, Document] = OrderedDict()
        self._lock = threading.Lock()

    def make(self, template: str, content: Titled) -> Document:
        """Return a document; the same content gives the same bytes, made only once."""
        written = msgspec.json.encode(content).decode()
        key = hashlib.sha256(f"{template}\n{written}".encode()).hexdigest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        day = content.day
        pdf = self._typesetter.pdf(template, written, date(day.year, day.month, day.day))
        document = Document(pdf, hashlib.sha256(pdf).hexdigest())
        with self._lock:
            self._kept[key] = document
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return document

    def keep(self, document: Document) -> None:
        """Keep a document that is being published, for good."""
        self._archive.keep(document.pdf)

    def published(self, sha256: str) -> Document | None:
        """Return the very bytes that were published; None if they are not kept here."""
        pdf = self._archive.find(sha256)
        return None if pdf is None else Document(pdf, sha256)


__all__ = ["Content", "Document", "Documents"]
