"""What an import tells whoever started it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from domain.use_cases.importing import Imported

Reason = Literal[
    "bad encoding",
    "wrong number of columns",
    "not readable as a row",
    "no id",
    "id given before",
    "bad number",
    "bad time",
    "time in the future",
    "unknown value",
    "unknown comment",
    "no title",
    "unknown field",
    "unknown parent",
    "unknown item",
    "not public",
    "no body",
    "bad geometry",
    "ends before it starts",
]
"""Why a row was left out; docs/rules/imports.md explains each."""


class ImportRefused(Exception):
    """Nothing was stored; the text says why and what can be done."""


class Faulty(msgspec.Struct, frozen=True, order=True):
    """A row that was left out. `line` is where it begins in its file, counted from 1."""

    line: int
    reason: Reason
    detail: str = ""


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: every row is created, repeated or faulty.

    `remarks` count what was stored otherwise than it stood there, by what it was. `notes`
    are rows that went in and that somebody has to look at, with their lines.
    """

    name: str
    created: int
    repeated: int
    faulty: tuple[Faulty, ...] = ()
    remarks: dict[str, int] = {}
    notes: tuple[tuple[int, str], ...] = ()

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return self.created + self.repeated + len(self.faulty)

    def lines(self) -> Iterator[str]:
        """Yield the report as text, one line per fact."""
        yield (
            f"{self.name}: {self.rows:,} rows: {self.created:,} created,"
            f" {self.repeated:,} repeated, {len(self.faulty):,} faulty"
        )
        for remark, count in self.remarks.items():
            if count:
                yield f"  {count:,} {remark}"
        for line, note in self.notes:
            yield f"  {self.name}:{line}: {note}"
        for row in self.faulty:
            detail = f" ({row.detail})" if row.detail else ""
            yield f"  {self.name}:{row.line}: {row.reason}{detail}"


def file_report(
    name: str, stored: Imported, faulty: Sequence[Faulty], remarks: Mapping[str, int]
) -> FileReport:
    """Return the report of a file of which this was stored."""
    return FileReport(
        name=name,
        created=stored.created,
        repeated=stored.repeated,
        faulty=tuple(faulty),
        remarks=dict(remarks),
    )


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What an import did. `opened` tells that it opened the process itself."""

    slug: str
    opened: bool
    files: tuple[FileReport, ...]

    @property
    def created(self) -> int:
        """Rows stored now."""
        return sum(file.created for file in self.files)

    @property
    def repeated(self) -> int:
        """Rows that had been stored before."""
        return sum(file.repeated for file in self.files)

    @property
    def faulty(self) -> int:
        """Rows left out; each is named in its file's report."""
        return sum(len(file.faulty) for file in self.files)

    def lines(self) -> Iterator[str]:
        """Yield the report as text, one line per fact."""
        if self.opened:
            yield f"The process {self.slug} did not exist and was opened for this import."
        for file in self.files:
            yield from file.lines()
