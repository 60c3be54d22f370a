"""How a real storm rises and falls: signatures of a British petition in its first day.

The counts lie beside the checkout and are never committed; without them a storm blows at
full speed from the first second to the last.
"""

import csv
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

COUNTS = (
    Path(__file__).parents[4] / "shared" / "data" / "petition-load-uk-700143/petition_counts.csv"
)
DAY = timedelta(days=1)


def rates(seconds: int, peak: float) -> Sequence[float]:
    """Return votes per second for each second of the storm; empty without the counts.

    The first day of the petition is pressed into the time there is, and its busiest
    moment is `peak`.
    """
    if not COUNTS.is_file():
        return ()
    with COUNTS.open(encoding="utf-8") as file:
        rows = [
            (datetime.fromisoformat(row["timestamp"]), int(row["count"]))
            for row in csv.DictReader(file)
        ]
    began = rows[0][0]
    gained = [0.0] * seconds
    for (before, low), (after, high) in pairwise(rows):
        if after - began >= DAY:
            break
        first, last = (int((at - began) / DAY * seconds) for at in (before, after))
        for second in range(first, last + 1):
            gained[second] += (high - low) / (last - first + 1)
    most = max(gained)
    return [peak * each / most for each in gained]
