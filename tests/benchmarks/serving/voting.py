"""Votes of distinct people, each looked up in the log afterwards."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec

from adapters.event_log import open_log
from tests.benchmarks.serving.load import Figures, drive
from tests.benchmarks.serving.runs import Installation, Served


def vote(
    installation: Installation,
    served: Served,
    connections: int,
    seconds: float,
    first: int,
    wanted: Sequence[float] = (),
) -> tuple[Figures, "Acknowledged"]:
    """Let people vote, at these rates or as fast as answers come.

    Every vote is of another person or about another idea.
    """
    town = served.town
    with tempfile.TemporaryDirectory() as folder:
        told, result = Path(folder) / "pairs", Path(folder) / "result"
        lines = [
            str(min(2, connections)),
            str(first),
            *town.tokens,
            "--",
            *map(str, town.proposals),
        ]
        told.write_text("\n".join(lines) + "\n", encoding="utf-8")
        variables = {"LOAD_FILE": str(told), "LOAD_RESULT": str(result)}
        if wanted:
            shape = Path(folder) / "shape"
            shape.write_text("\n".join(map(str, [connections, *wanted])) + "\n", encoding="utf-8")
            variables["LOAD_SHAPE"] = str(shape)
        figures = drive(
            "votes",
            served.address,
            served.everything,
            connections=connections,
            seconds=seconds,
            variables=variables,
        )
        return figures, _checked(installation, result.read_text().split())


class Acknowledged(msgspec.Struct, frozen=True):
    """What became of votes; `twice` are those that changed nothing."""

    votes: int
    lost: int
    twice: int
    refused: int
    failed: int

    def __str__(self) -> str:
        return (
            f"{self.votes:,} acknowledged, {self.lost} of them lost, {self.twice} twice;"
            f" {self.refused:,} told to come back (503), {self.failed} other errors"
        )


def _checked(installation: Installation, words: Sequence[str]) -> Acknowledged:
    """Look every acknowledged vote up in the log; tell what was not a plain success."""
    pairs = dict.fromkeys(("refused", "failed"), 0)
    numbers, rest = list[int](), iter(words)
    for word in rest:
        if word in pairs:
            pairs[word] += int(next(rest))
        else:
            numbers.append(int(word))
    log = open_log(installation.settings.database_url)
    try:
        lost = len(set(numbers) - {each.position for each in log.at(numbers)})
    finally:
        log.close()
    return Acknowledged(len(numbers), lost, len(numbers) - len(set(numbers)), **pairs)
