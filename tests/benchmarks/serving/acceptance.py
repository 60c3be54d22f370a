"""What is asked for (issue 5), and how far this run met it."""

import sys
from collections.abc import Sequence

import msgspec


class Wanted(msgspec.Struct, frozen=True):
    """One figure that is asked for: `limit` at the least, or at the `most`."""

    key: str
    what: str
    limit: float
    most: bool = False
    unit: str = ""

    def met(self, figure: float) -> bool:
        """Tell whether a figure is as good as asked for."""
        return figure <= self.limit if self.most else figure >= self.limit


WANTED: Sequence[Wanted] = (
    Wanted("cached", "cached pages against hello world, the worst", 0.6),
    Wanted("uncached", "uncached pages, 10 times the proposals", 1.3, most=True),
    Wanted("votes", "votes against hello world POST, 64 connections", 0.35),
    Wanted("vote rate", "votes, 64 connections", 1500, unit="/s"),
    Wanted("appends", "appends, 64 threads, against executemany of 100", 0.6),
    Wanted("visible", "append to visible, p99, idle", 100, most=True, unit=" ms"),
    Wanted("visible in the storm", "append to visible, p99, storm", 1000, most=True, unit=" ms"),
    Wanted("rebuild", "rebuild of all read models", 60_000, unit=" events/s"),
    Wanted("growth", "vote cost in the long log against 10,000", 1.2, most=True),
    Wanted("memory", "memory of a web process after the storm", 200, most=True, unit=" MB"),
    Wanted("lost", "acknowledged votes lost in the storm", 0, most=True),
    Wanted("errors", "answers in the storm that were neither", 0, most=True),
)
ELSEWHERE = "primary killed under load: tests/cluster says"


class Findings:
    """The figures of one run; of several by one name the worst counts."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}

    def note(self, key: str, figure: float) -> None:
        """Keep a figure."""
        wanted = next(each for each in WANTED if each.key == key)
        before = self._seen.get(key, figure)
        self._seen[key] = max(before, figure) if wanted.most else min(before, figure)

    def tell(self) -> None:
        """Print every row, measured or not, met or not."""
        sys.stdout.write("  asked for\n")
        for wanted in WANTED:
            figure = self._seen.get(wanted.key)
            limit = f"{'<=' if wanted.most else '>='} {wanted.limit:,g}{wanted.unit}"
            if figure is None:
                seen, verdict = "", "not measured in this run"
            else:
                seen = f"{figure:,.2f}" if abs(figure) < 100 else f"{figure:,.0f}"
                verdict = "met" if wanted.met(figure) else "NOT met"
            sys.stdout.write(f"    {wanted.what:<48}{seen:>10}  {limit:<20}{verdict}\n")
        sys.stdout.write(f"    {ELSEWHERE}\n")
        sys.stdout.flush()
