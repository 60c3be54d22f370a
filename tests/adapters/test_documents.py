"""Documents on paper: the same bytes from the same content, readable by machines, kept by hash."""

import hashlib
from datetime import date
from pathlib import Path

import msgspec
import psycopg
import pytest

from adapters.document_archive import DatabaseArchive, DocumentArchive
from adapters.typesetting import STAND_IN, NotTypeset, TypstTypesetter
from api.wiring import FONTS, TEMPLATES
from domain.ports import LogUnavailable
from tests.api.documents_check import problems, words_of
from tests.disks import room_for

DAY = date(2023, 12, 11)
SMALL = """#set document(title: "Probe")
#set text(lang: "de", font: ("Fira Sans", "Libertinus Serif", "DejaVu Sans Mono"))
= Überschrift
#json(bytes(sys.inputs.content)).text
"""


def typeset(folder: Path, text: str, template: str = SMALL) -> bytes:
    (folder / "small.typ").write_text(template, encoding="utf-8")
    content = msgspec.json.encode({"text": text}).decode()
    return TypstTypesetter(folder, FONTS).pdf("small.typ", content, DAY)


def test_the_same_content_gives_the_same_bytes_and_another_one_others(tmp_path: Path) -> None:
    first = typeset(tmp_path, "Räume „im Dorf“, 12 €")
    assert first == typeset(tmp_path, "Räume „im Dorf“, 12 €")
    assert first != typeset(tmp_path, "Räume im Dorf")
    assert problems(first) == []


def test_signs_no_font_has_are_stood_in_for(tmp_path: Path) -> None:
    pdf = typeset(tmp_path, "Łódź \N{GRINNING FACE} ✓ 漢字")
    assert f"Łódź {STAND_IN} ✓ {STAND_IN}{STAND_IN}" in words_of(pdf)
    assert problems(pdf) == []


def test_what_nobody_could_read_aloud_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotTypeset, match="skipped from heading level"):
        typeset(tmp_path, "", SMALL + "=== Zu tief")
    with pytest.raises(NotTypeset, match="no fonts"):
        TypstTypesetter(TEMPLATES, tmp_path).pdf("report.typ", "{}", DAY)


def test_the_check_finds_what_a_plain_file_lacks(tmp_path: Path) -> None:
    plain = words_of(typeset(tmp_path, "Text"))
    assert plain.startswith("Überschrift")
    broken = typeset(tmp_path, "Text").replace(b"/Lang", b"/Lung").replace(b"/Marked", b"/Murked")
    assert {"no language", "not marked as tagged"} <= set(problems(broken))


def test_an_archive_gives_back_what_it_was_given_and_nothing_damaged(tmp_path: Path) -> None:
    archive = DocumentArchive(tmp_path / "documents")
    assert archive.find("ab" * 32) is None
    key = archive.keep(b"%PDF one")
    assert key == hashlib.sha256(b"%PDF one").hexdigest()
    assert archive.keep(b"%PDF one") == key
    assert archive.find(key) == b"%PDF one"
    assert archive.find("../log.db") is None
    (tmp_path / "documents" / f"{key}.pdf").write_bytes(b"%PDF two")
    assert archive.find(key) is None
    archive.keep(b"%PDF one")
    assert archive.find(key) == b"%PDF one"


def test_a_document_for_which_there_was_no_room_leaves_nothing(tmp_path: Path) -> None:
    archive = DocumentArchive(tmp_path)
    with pytest.raises(OSError, match="too large"), room_for(5):
        archive.keep(b"%PDF one")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.postgresql
def test_machines_share_an_archive_by_the_database(tmp_path: Path, postgresql_url: str) -> None:
    here = DatabaseArchive(postgresql_url, DocumentArchive(tmp_path / "here"))
    there = DatabaseArchive(postgresql_url, DocumentArchive(tmp_path / "there"))
    assert there.find("ab" * 32) is None
    key = here.keep(b"%PDF one")
    assert key == hashlib.sha256(b"%PDF one").hexdigest()
    assert there.keep(b"%PDF one") == key
    assert there.find(key) == b"%PDF one"
    assert there.find("../log.db") is None
    assert not (tmp_path / "here").exists()
    with psycopg.connect(postgresql_url) as connection:
        connection.execute("UPDATE published_documents SET pdf = 'other'")
    assert here.find(key) is None


@pytest.mark.postgresql
def test_what_was_kept_as_a_file_is_found_by_the_machine_that_has_it(
    tmp_path: Path, postgresql_url: str
) -> None:
    files = DocumentArchive(tmp_path / "documents")
    key = files.keep(b"%PDF one")
    assert DatabaseArchive(postgresql_url, files).find(key) == b"%PDF one"


def test_an_archive_that_does_not_answer_says_so(tmp_path: Path) -> None:
    files = DocumentArchive(tmp_path / "documents")
    away = DatabaseArchive("postgresql://nobody@127.0.0.1:1/none", files)
    with pytest.raises(LogUnavailable):
        away.keep(b"%PDF one")
    with pytest.raises(LogUnavailable):
        away.find("ab" * 32)
