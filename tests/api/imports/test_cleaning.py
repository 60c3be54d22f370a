"""Texts that went through several systems, and what they were meant to be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.imports.cleaning import cleaned
from tests.sizes import chosen


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("Ampel \x96 gefährlich", "Ampel – gefährlich"),
        ("\x84Schutzstreifen\x93", "„Schutzstreifen“"),
        ("100 \x80 \x85", "100 € …"),
        ("leer:\x81\x8d.", "leer:."),
        ("Nord <U+2192> Süd", "Nord → Süd"),
        ("gem<U+1E97>lich", "gemẗlich"),
        ("<u+2192>", "<u+2192>"),
        ("<U+D800> und <U+FFFFFF>", "<U+D800> und <U+FFFFFF>"),
        ("Stra&szlig;e &amp; Weg", "Straße & Weg"),
        ("Ampel &#150; Weg &#x2192;", "Ampel – Weg →"),
        ("A & B, x &lt; y", "A & B, x < y"),
        ("3 < 5 und <3 und a<b>c", "3 < 5 und <3 und a**c"),
        ("<https://bonn.example>", "<https://bonn.example>"),
        ("<b>Wichtig</b>: <em>bald</em>", "**Wichtig**: *bald*"),
        ("Eins<br>Zwei<br/>Drei", "Eins\nZwei\nDrei"),
        ("<p>Eins</p><p>Zwei</p>", "Eins\n\nZwei"),
        ("<ul><li>Rad</li><li>Bus</li></ul>", "- Rad\n- Bus"),
        ('Siehe <a href="https://bonn.example">hier</a>.', "Siehe [hier](https://bonn.example)."),
        ("<a>ohne Ziel</a>", "ohne Ziel"),
        ('Siehe <a href="https://bonn.example">hier', "Siehe [hier](https://bonn.example)"),
        ("<p>a &amp; <foo> b</p>", "a & <foo> b"),
        ("<p>a <foo/> b</bar></p>", "a <foo/> b</bar>"),
        ("Eins\r\nZwei\rDrei", "Eins\nZwei\nDrei"),
        ("Eins\n\n\n\n\nZwei", "Eins\n\nZwei"),
        (" \ufeffText\x00\x07 \n", "Text"),
        ("Tab\tbleibt", "Tab\tbleibt"),
        ("", ""),
    ],
)
def test_a_text_is_what_it_was_meant_to_be(stored: str, meant: str) -> None:
    assert cleaned(stored) == meant


ORDINARY = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="<>&\ufeff"))


@settings(max_examples=chosen().examples, deadline=None)
@given(ORDINARY)
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text.strip()


@settings(max_examples=chosen().examples, deadline=None)
@given(st.text())
def test_no_control_character_survives_and_nothing_is_refused(text: str) -> None:
    assert not {c for c in cleaned(text) if c not in "\n\t" and (c < " " or "\x7f" <= c <= "\x9f")}
