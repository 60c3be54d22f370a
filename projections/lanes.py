"""Lanes of a rebuild: groups of models that are filled side by side.

While one lane waits for the database, the other computes. Lanes share the batches, so
the log is read and decoded once.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from projections.folding import Line
from projections.model import Batch, Model

_AHEAD = 2  # batches that may wait for a lane, so that memory stays bounded


def divided(
    models: Sequence[Model], generations: Mapping[str, int], count: int
) -> list[Mapping[str, int]]:
    """Divide models among lanes of about the same weight; lanes without models are left out.

    Returns the generation of each model, lane by lane.
    """
    lanes: list[dict[str, int]] = [{} for _ in range(count)]
    weights = [0] * count
    for model in sorted(models, key=lambda each: (-each.weight, each.name)):
        lightest = weights.index(min(weights))
        lanes[lightest][model.name] = generations[model.name]
        weights[lightest] += model.weight
    return [lane for lane in lanes if lane]


class Lane:
    """One line that is moved on in a thread of its own, in order. Use it as a context.

    Leaving the context waits for everything taken, and raises what went wrong.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._waiting: list[Future[None]] = []

    def __enter__(self) -> Self:
        self._executor = ThreadPoolExecutor(1, self._line.name)
        return self

    def take(self, batch: Batch) -> None:
        """Let a batch be folded in after those before; waits while too many are ahead.

        Raises:
            Whatever folding an earlier batch raised; nothing after it is folded in.
        """
        while len(self._waiting) >= _AHEAD:
            self._waiting.pop(0).result()
        self._waiting.append(self._executor.submit(self._fold, batch, self._waiting[:]))

    def _fold(self, batch: Batch, before: Sequence[Future[None]]) -> None:
        for future in before:
            future.result()  # A failed batch stops those behind it.
        self._line.fold(batch)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._executor.shutdown(cancel_futures=error is not None)
        if error is None:
            for future in self._waiting:
                future.result()
