"""What PDF/UA-1 asks of a file, as far as a program can tell (ISO 14289-1; Matterhorn protocol).

There is no veraPDF among our packages: it is Java, and on no index we install from. This walks
structure tree, content streams, fonts and metadata itself; the compiler that writes the files
refuses most of it as well. What no program can judge, such as whether a heading says what
follows, was looked at.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Object, Page, Pdf

GERMAN_WORDS = frozenset(
    [
        "Seite",
        "Inhalt",
        "Angabe",
        "Fassung",
        "Summe",
        "Gremium",
        "Sitzung",
        "Vorlage",
        "Ergebnis",
        "Abstimmung",
        "Steckbrief",
        "Zeitraum",
        "Zuständig",
        "Kosten",
        "Bewertung",
        "Stellungnahmen",
        "Stand",
        "Erreicht",
        "Neue",
        "anwesend",
        "vom",
    ]
)
"""Words of the documents themselves that nothing stands in which tests put into them."""

HEADINGS = {"/H1": 1, "/H2": 2, "/H3": 3, "/H4": 4}
_PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh", "EI"}


def problems(pdf: bytes) -> list[str]:
    """Return what stands against PDF/UA-1; nothing if all is well."""
    with Pdf.open(BytesIO(pdf)) as file:
        tags = list(_tags(file))
        return [
            *_metadata(file),
            *_headings(tags),
            *_pictures(tags),
            *_tables(tags),
            *(each for page in file.pages for each in (*_untagged(page), *_order(page))),
            *_fonts(file),
        ]


def words_of(pdf: bytes) -> str:
    """Return the text of a document, as its fonts say which sign is which."""
    with Pdf.open(BytesIO(pdf)) as file:
        parts = (text for page in file.pages for text in _spoken(page))
        return " ".join(" ".join(parts).split())


def language_of(pdf: bytes) -> str:
    """Return the language a document calls its own."""
    with Pdf.open(BytesIO(pdf)) as file:
        return str(file.Root.Lang)


def spoken_as(pdf: bytes, language: str) -> str:
    """Return what a document says in a language that is not its own, as it is tagged."""
    with Pdf.open(BytesIO(pdf)) as file:
        parts = (text for page in file.pages for text in _spoken(page, language))
        return " ".join(" ".join(parts).split())


def headings_of(pdf: bytes) -> list[str]:
    """Return the headings of a document as they are tagged, such as "/H1"."""
    with Pdf.open(BytesIO(pdf)) as file:
        return [kind for kind, _ in _tags(file) if kind in HEADINGS]


def _metadata(file: Pdf) -> Iterator[str]:
    root = file.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "the title is not shown"
    with file.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "does not call itself PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "no title"
    if "/StructTreeRoot" not in root or "/ParentTree" not in root.StructTreeRoot:
        yield "no structure tree"
    if file.is_encrypted and not file.allow.accessibility:
        yield "screen readers are locked out"


def _tags(file: Pdf) -> Iterator[tuple[str, Object]]:
    """Yield kind and element of the structure tree, in reading order."""
    root = file.Root.StructTreeRoot
    roles = root.get("/RoleMap", Dictionary())
    waiting = [root.get("/K")]
    while waiting:
        each = waiting.pop()
        if isinstance(each, pikepdf.Array):
            waiting.extend(reversed(list(each)))
        elif isinstance(each, Dictionary):
            if "/S" in each:
                kind = str(each.S)
                yield str(roles.get(kind, kind)), each
            if "/K" in each:
                waiting.append(each.K)


def _headings(tags: list[tuple[str, Object]]) -> Iterator[str]:
    level = 0
    for kind, _ in tags:
        if kind in HEADINGS:
            if HEADINGS[kind] > level + 1:
                yield f"{kind} below level {level}"
            level = HEADINGS[kind]
    if not level:
        yield "no headings"


def _pictures(tags: list[tuple[str, Object]]) -> Iterator[str]:
    for kind, element in tags:
        if kind in {"/Figure", "/Formula"} and not str(element.get("/Alt", "")):
            yield f"{kind} without words for it"


def _tables(tags: list[tuple[str, Object]]) -> Iterator[str]:
    for at, (kind, element) in enumerate(tags):
        if kind == "/TH" and "/A" not in element:
            yield "a table header has no scope"
        if kind == "/Table" and not any(each == "/TH" for each, _ in tags[at : at + 6]):
            yield "a table without headers"


def _untagged(page: Page) -> Iterator[str]:
    """Yield what is painted neither as tagged content nor as decoration."""
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            kind = str(instruction.operands[0])
            marked = kind == "/Artifact" or _numbered(instruction.operands)
            depth += 1 if depth or marked else 0
        elif operator == "EMC":
            depth = max(0, depth - 1)
        elif operator in _PAINTING and not depth:
            yield f"page {page.label}: {operator} outside of tags"
            return


def _numbered(operands: Any) -> bool:  # noqa: ANN401 - operands of any kind
    return len(operands) > 1 and isinstance(operands[1], Dictionary) and "/MCID" in operands[1]


def _order(page: Page) -> Iterator[str]:
    if "/StructParents" not in page.obj:
        yield f"page {page.label} is not in the structure"
    links = [each for each in page.obj.get("/Annots", []) if each.Subtype == Name.Link]
    if links and page.obj.get("/Tabs") != Name.S:
        yield f"page {page.label}: the tab key does not follow the structure"
    for link in links:
        if "/StructParent" not in link or not str(link.get("/Contents", "")):
            yield f"page {page.label}: a link without words or place in the structure"


def _fonts(file: Pdf) -> Iterator[str]:
    for each in file.objects:
        if not isinstance(each, Dictionary) or each.get("/Type") != Name.Font:
            continue
        name = str(each.get("/BaseFont", ""))
        if each.get("/Subtype") == Name.Type0 and "/ToUnicode" not in each:
            yield f"{name}: its signs cannot be told"
        for descendant in each.get("/DescendantFonts", []):
            descriptor = descendant.FontDescriptor
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
                yield f"{name} is not embedded"


def _spoken(page: Page, language: str | None = None) -> Iterator[str]:
    """Yield the text of each run, told by the table that a screen reader uses.

    With a `language` only what is marked as spoken in it.
    """
    fonts = page.resources.get("/Font", Dictionary())
    tables: dict[str, dict[bytes, str]] = {
        name: _signs(font.ToUnicode.read_bytes()) for name, font in fonts.items()
    }
    table: dict[bytes, str] = {}
    open_marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in {"BDC", "BMC"}:
            facts = instruction.operands[-1]
            spoken = facts.get("/Lang", "") if isinstance(facts, Dictionary) else ""
            open_marks.append(str(spoken) == language)
        elif operator == "EMC":
            open_marks.pop()
        elif operator == "Tf":
            table = tables[str(instruction.operands[0])]
        elif language is not None and not any(open_marks):
            continue
        elif operator == "BT":
            yield " "
        elif operator in {"Tj", "TJ"}:
            yield "".join(_told(instruction.operands[0], table))


def _told(shown: Object, table: dict[bytes, str]) -> Iterator[str]:
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    for part in parts:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (table.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _signs(table: bytes) -> dict[bytes, str]:
    """Read which codes stand for which signs."""
    single = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>\s*(?=\n|<|end)", table)
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(sign.decode()).decode("utf-16-be")
        for code, sign in single
    }
