"""How long things are kept: one table for settings, jobs, docs and tests.

docs/rules/retention.md is this table in words; a test compares the two.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Literal, get_args

Kept = Literal[
    "idle_accounts",
    "drafts",
    "reports",
    "rejected_texts",
    "sheets_set_aside",
    "ballot_peppers",
    "deliveries",
    "erasure_proofs",
    "vault_backups",
]
"""What ends by itself. The names are those of the variables: KEEP_IDLE_ACCOUNTS and so on."""

DAY = timedelta(days=1)
KEEP: Mapping[Kept, timedelta] = {
    "idle_accounts": 730 * DAY,
    "drafts": 365 * DAY,
    "reports": 365 * DAY,
    "rejected_texts": 183 * DAY,
    "sheets_set_aside": 183 * DAY,
    "ballot_peppers": 92 * DAY,
    "deliveries": 365 * DAY,
    "erasure_proofs": 90 * DAY,
    "vault_backups": 30 * DAY,
}
"""Counted from: the last use, the last saving, the close of the case, the end of the time
for an appeal, the setting aside, the close of the last phase, the sending, the erasure,
the backup."""

_DAYS = re.compile(r"(\d{1,5}) ?(?:d|days?)")
_HOURS = re.compile(r"(\d{1,4}) ?(?:h|hours?)")


class NotADuration(ValueError):
    """What was given does not read like `30 days` or `72 hours`."""


def keep(variables: Mapping[str, str]) -> dict[Kept, timedelta]:
    """Return the table with what the environment replaces.

    Raises:
        NotADuration: the text names the variable.
    """
    table = dict(KEEP)
    for name in get_args(Kept):
        variable = f"KEEP_{name.upper()}"
        if value := variables.get(variable):
            table[name] = duration(variable, value)
    return table


def duration(variable: str, value: str) -> timedelta:
    """Read `30 days` or `72 hours`.

    Raises:
        NotADuration: the text names the variable.
    """
    if found := _DAYS.fullmatch(value.strip()):
        return timedelta(days=int(found[1]))
    if found := _HOURS.fullmatch(value.strip()):
        return timedelta(hours=int(found[1]))
    raise NotADuration(f"{variable} must read like 30 days or 72 hours")
