"""What the values of fields may look like, by the names that the tables of shapes use."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

Test = Callable[[object], bool]

LARGEST = 2**53
"""Beyond it other languages cannot tell integers apart."""

TALLY_COLUMNS = 4
RESULTS = "unchanged|changed|rejected|deferred|referred|acknowledged"
ROLES = "citizen|organisation|clerk|moderator|office|secretary|auditor|privacy|admin|system"


def _matches(pattern: str) -> Test:
    fits = re.compile(pattern).fullmatch
    return lambda value: isinstance(value, str) and fits(value) is not None


@cache
def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _dated(pattern: str) -> Test:
    """Return a test for what begins with a day that there is."""
    fits = _matches(pattern)
    return lambda value: fits(value) and _is_day(str(value)[: len("2026-09-10")])


def one_of(words: str) -> Test:
    """Return a test for one of some words, written with bars between them."""
    allowed = frozenset(words.split("|"))
    return lambda value: isinstance(value, str) and value in allowed


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value < LARGEST


def _is_positive(value: object) -> bool:
    return type(value) is int and 0 < value < LARGEST


def _list_of(test: Test, *, least: int = 0) -> Test:
    def is_list(value: object) -> bool:
        return isinstance(value, list) and len(value) >= least and all(map(test, value))

    return is_list


def _is_tally_row(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 1 + TALLY_COLUMNS
        and _is_id(value[0])
        and all(map(_is_count, value[1:]))
    )


def _is_row(value: object, tests: tuple[Test, ...]) -> bool:
    return (
        isinstance(value, list)
        and len(value) == len(tests)
        and all(test(each) for test, each in zip(tests, value, strict=True))
    )


def _rows(*tests: Test) -> Test:
    return _list_of(lambda value: _is_row(value, tests))


def _is_quarter(value: object) -> bool:
    return type(value) is int and 1 <= value <= 4  # noqa: PLR2004 - quarters of a year


def _is_slot(value: object) -> bool:
    return _is_row(value, (KINDS["year"], _is_quarter, _is_quarter, _is_count))


def _is_record(value: object) -> bool:
    """Tell whether it is what minutes say: result, members present, votes if any were taken."""
    if not isinstance(value, dict) or not {"present", "result"} <= value.keys():
        return False
    votes = value.get("votes", [0, 0, 0])
    return (
        value.keys() <= {"present", "result", "votes"}
        and _is_count(value["present"])
        and one_of(RESULTS)(value["result"])
        and _is_row(votes, (_is_count,) * 3)
    )


_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_HOUR = r"(?:[01][0-9]|2[0-3])"
_is_id = _matches(r"[0-9a-f]{32}")
_is_commitment = _matches(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")

KINDS: dict[str, Test] = {
    "id": _is_id,
    "hash": _matches(r"[0-9a-f]{64}"),
    "commitment": _is_commitment,
    "day": _dated(_DAY),
    "hour": _dated(f"{_DAY}T{_HOUR}Z"),
    "moment": _dated(f"{_DAY}T{_HOUR}:[0-5][0-9]:[0-5][0-9]Z"),
    "count": _is_count,
    "positive": _is_positive,
    "flag": lambda value: isinstance(value, bool),
    "slug": _matches(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?"),
    "territory": _matches(r"[0-9]{2,12}"),
    "word": _matches(r"[a-z0-9][a-z0-9_.-]{0,59}"),
    "rules": _list_of(_matches(r"HR[0-9]{2}")),
    "rule": lambda value: isinstance(value, list) and len(value) == 1 and KINDS["rules"](value),
    "features": _list_of(one_of("submit|comment|support|vote|survey")),
    "tally": _list_of(_is_tally_row),
    "role": one_of(ROLES),
    "channel": one_of("paper|phone|event|kiosk|import|api|system"),
    "level": one_of("guest|email|resident|eid"),
    "question": one_of("support|opinion"),
    "moderation": one_of("pre|post|hybrid"),
    "ground": one_of("illegal|terms|source"),
    "subject": one_of("proposal|comment|remark"),
    "year": lambda value: type(value) is int and 2000 <= value <= 2199,  # noqa: PLR2004 - as in docs/rules
    "integer": lambda value: type(value) is int and -LARGEST < value < LARGEST,
    "counts": _list_of(_is_count),
    "ids": _list_of(_is_id),
    "number": _matches(r"M-[0-9]{2,5}"),
    "item": _matches(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}[a-z]?"),
    "record": _is_record,
    "subjects": _rows(one_of("measure|mission|plan|strategy|other"), _is_id, _is_count),
    "slot": _is_slot,
    "entries": _rows(_is_id, _is_quarter, _is_quarter, _is_count, _is_count),
    "numbered": _rows(_is_id, _is_count),
    "paragraphs": _rows(_is_id, _is_commitment),
    "votes": lambda value: _is_row(value, (_is_count,) * 3),
    "doubts": _list_of(one_of("contradiction|ambiguous|shared"), least=1),
    "six": lambda value: _is_row(value, (_is_count,) * 6),
}
