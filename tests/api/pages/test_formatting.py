"""Excerpts, comparisons and clean lines; texts that are read before they are published."""

import time
from datetime import date

import msgspec
import pytest

from api.pages.formats import filters
from api.pages.formatting import compare, excerpt, first_line, typed
from api.resources import schemas
from api.suspicion import suspicious
from domain.codes import BODY_MAXIMUM


def test_an_excerpt_ends_between_words() -> None:
    assert excerpt("Ein *kurzer*\n\nText.") == "Ein kurzer Text."
    assert excerpt("Eins zwei, drei vier", 12) == "Eins zwei…"
    assert excerpt("Donaudampfschifffahrt", 6) == "Donau…"
    assert first_line("Erste Zeile\nzweite") == "Erste Zeile"


def test_what_was_typed_keeps_its_lines_and_loses_tricks() -> None:
    assert typed(" a\r\nb\rc\x00\u202e ") == "a\nb\nc"
    assert typed("👩\u200d🌾") == "👩\u200d🌾"
    assert typed("Bus\U000e0062\U000e0075\U000e0079") == "Bus"


@pytest.mark.parametrize(
    "text",
    [
        "\u200b",
        "\u2060 \ufeff",
        "\u00ad\n\u200f",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\U000e0101",
        "\x00",
    ],
)
def test_a_text_in_which_nothing_shows_is_none(text: str) -> None:
    assert typed(text) == ""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"title": "Bus", "body": text}, schemas.NewProposal)


def test_a_comparison_puts_both_texts_together_again() -> None:
    before, after = "Der Bus fährt um 19 Uhr.", "Der Rufbus fährt um 20 Uhr."
    parts = compare(before, after)
    assert "".join(part.text for part in parts if part.kind != "added") == before
    assert "".join(part.text for part in parts if part.kind != "removed") == after
    assert [part.text for part in parts if part.kind == "added"] == ["Rufbus", "20"]


def test_long_texts_are_compared_line_by_line() -> None:
    before = "a " * 2500
    parts = compare(before, before + "b\n" * 500)
    assert parts[-1].kind == "added"


@pytest.mark.parametrize(
    "text",
    [
        "Mehr auf https://angebot.example",
        "siehe www.angebot.example",
        "kaufen bei angebot.de",
        "kaufen bei bäckerei-müller.de",
        "Schreiben Sie an name@beispiel.example",
        "name (at) beispiel",
        "Ruf an: 06571 123456",
        "+49 6571/12 34 56",
        "Sie Drecksau!",
        "Sie Dreck\u200bsau!",
        "Sie Dreck\u00adsau!",
        "Sie D\u0336recksau!",
        "Sie Ｄｒｅｃｋｓａｕ!",  # noqa: RUF001 - wide letters
        "Sie Dr\u0435cksau!",
        "ｗｗｗ．angebot．example",  # noqa: RUF001 - as above
        "ange\u2060bot.de\u200b",
    ],
)
def test_links_addresses_numbers_and_insults_are_read_first(text: str) -> None:
    assert suspicious("Titel", text)


@pytest.mark.parametrize(
    "text",
    [
        "Der Bus fährt um 19.30 Uhr, am 24.12.2023 nicht.",
        "Das kostet 12.500 Euro für 2.314 Menschen.",
        "Die B 50 und die Buslinie 300 treffen sich in Wittlich.",
        "Der Landrat macht das schlecht. Die Verwaltung schläft.",
        "Die Klinik braucht 5 µg Feinstaub weniger, 20 kΩ und \u03b1-Strahlung mehr.",
        "Київ und Wittlich sind Partner, Αθήνα auch.",
        "Mu\u0308ll, Stra\u00dfen\u00adbahn und 👩\u200d🌾",
    ],
)
def test_ordinary_texts_and_criticism_are_not_suspicious(text: str) -> None:
    assert not suspicious(text)


@pytest.mark.parametrize("repeated", ["a", "a-", "a.", "a+", "a ", "0 ", "0 (", "+", "www", "ä"])
def test_a_text_that_is_one_long_word_is_read_as_fast_as_any(repeated: str) -> None:
    text = (repeated * BODY_MAXIMUM)[:BODY_MAXIMUM]
    began = time.process_time()
    suspicious("Titel", text)
    assert time.process_time() - began < 0.1


def test_numbers_stay_in_one_line_and_texts_as_they_are() -> None:
    unbroken = filters("de")["unbroken"]
    whole = '<span class="nowrap">{}</span>'.format
    assert unbroken("Maßnahmen M-07 und M-17") == f"Maßnahmen {whole('M-07')} und {whole('M-17')}"
    assert unbroken("B-2026-0005") == whole("B-2026-0005")
    assert (
        unbroken("E-Bikes & <b>2-Tage</b>-Kurs") == "E-Bikes &amp; &lt;b&gt;2-Tage&lt;/b&gt;-Kurs"
    )


def test_shares_are_written_as_their_language_does() -> None:
    assert filters("de")["percent"](65) == "65\N{NO-BREAK SPACE}%"
    assert filters("en")["percent"](100) == "100%"


def test_english_days_name_their_month() -> None:
    day = date(2024, 6, 4)
    assert filters("en")["day"](day) == "4 June 2024"
    assert filters("en")["short_day"](day) == "4\N{NO-BREAK SPACE}Jun\N{NO-BREAK SPACE}2024"
    assert filters("de")["short_day"](day) == "04.06.2024"
