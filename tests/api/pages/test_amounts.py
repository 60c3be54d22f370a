"""What people type as numbers is read in the notation of their page, or not at all."""

import pytest

from api.pages.amounts import (
    NotWritten,
    WrittenTwoWays,
    cents,
    decimal,
    euros,
    hundredths,
    tenths,
    value,
)
from api.ports import Language

TYPED: dict[Language, dict[str, int | None]] = {
    "de": {
        "80.000,50": 80_000_50,
        "80000": 80_000_00,
        "1.234 €": 1_234_00,
        "€ 12,5": 12_50,
        "80 000": 80_000_00,
        "1.234.567,8": 1_234_567_80,
        "  ": None,
    },
    "en": {
        "80,000.50": 80_000_50,
        "80000": 80_000_00,
        "€1,234": 1_234_00,
        "12.5": 12_50,
        "80 000": 80_000_00,
        "1,234,567.8": 1_234_567_80,
        "  ": None,
    },
}
ELSEWHERE: dict[Language, tuple[str, ...]] = {
    "de": ("80,000.50", "80,000", "80.5", "80.50", "1,234,567"),
    "en": ("80.000,50", "80.000", "80,5", "80,50", "1.234.567"),
}
NOWHERE = (
    "0.500",
    "0,500",
    "1.234567",
    "1,234567",
    "1.234 567",
    "1 23",
    "-5",
    "+5",
    "1e3",
    "achtzig",
)


@pytest.mark.parametrize("language", TYPED)
def test_amounts_are_read_in_the_notation_of_the_page(language: Language) -> None:
    assert {typed: cents(typed, language) for typed in TYPED[language]} == TYPED[language]


@pytest.mark.parametrize(
    ("language", "typed"),
    [(language, typed) for language in ELSEWHERE for typed in (*ELSEWHERE[language], *NOWHERE)],
)
def test_no_amount_is_read_as_another_one(language: Language, typed: str) -> None:
    with pytest.raises(NotWritten):
        cents(typed, language)


def test_more_than_any_budget_is_no_amount() -> None:
    assert cents("100.000.000.000", "de") == 100_000_000_000_00
    with pytest.raises(NotWritten):
        cents("100.000.000.000,01", "de")


@pytest.mark.parametrize("amount", [0, 5, 12_50, 80_000_00, 1_234_567_89, None])
@pytest.mark.parametrize("language", TYPED)
def test_what_a_form_shows_it_reads_again(language: Language, amount: int | None) -> None:
    assert cents(euros(amount, language), language) == amount


@pytest.mark.parametrize("posts", [0, 5, 25, 150, 1000_00, None])
@pytest.mark.parametrize("language", TYPED)
def test_posts_are_shown_as_they_are_read(language: Language, posts: int | None) -> None:
    assert hundredths(decimal(posts, language)) == posts


def test_amounts_stand_in_forms_as_people_write_them() -> None:
    assert [euros(each, "de") for each in (80_000_50, 80_000_00)] == ["80.000,50", "80.000"]
    assert [euros(each, "en") for each in (80_000_50, 80_000_00)] == ["80,000.50", "80,000"]
    assert [decimal(each, "de") for each in (25, 150, 200)] == ["0,25", "1,5", "2"]
    assert [decimal(each, "en") for each in (25, 150, 200)] == ["0.25", "1.5", "2"]


def test_points_and_posts_are_read_with_comma_or_point() -> None:
    assert [tenths(each) for each in ("4,4", "4.4", "5", "4,40", "")] == [44, 44, 50, 44, None]
    assert [hundredths(each) for each in ("0,25", "0.25", "1,5", "")] == [25, 25, 150, None]


@pytest.mark.parametrize("typed", ["1.250", "1,250", "4,44", "-1", "1e1", "NaN", "\u0664", "1_0"])
def test_points_that_are_not_clear_are_refused(typed: str) -> None:
    with pytest.raises(NotWritten):
        tenths(typed)


def test_values_keep_how_finely_they_were_measured() -> None:
    typed = ("12,5", "\N{MINUS SIGN}1.234,50", "0,125", "1,2340", "1.234", "7")
    assert [value(each, "de") for each in typed] == [
        (125, 1),
        (-123450, 2),
        (125, 3),
        (12340, 4),
        (1234, 0),
        (7, 0),
    ]
    assert [value(each, "en") for each in ("12.5", "-1,234.50", "0.125", "1,234")] == [
        (125, 1),
        (-123450, 2),
        (125, 3),
        (1234, 0),
    ]


@pytest.mark.parametrize(
    ("language", "typed"), [("de", "1,234"), ("en", "1.234"), ("en", "-12.500")]
)
def test_a_value_that_is_two_numbers_is_refused(language: Language, typed: str) -> None:
    with pytest.raises(WrittenTwoWays):
        value(typed, language)
