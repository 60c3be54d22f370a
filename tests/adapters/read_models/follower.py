"""A process that follows a log and is killed in the middle of its work (T6).

    python -m tests.adapters.read_models.follower LOG_URL READ_MODELS_URL POSITION

It kills itself with SIGKILL when rows up to POSITION are written, yet not committed.
"""

import os
import signal
import sys
from collections.abc import Sequence

from sqlalchemy import BigInteger, Column, MetaData, Table

from adapters.event_log import open_log
from projections import public_log, subjects, tally
from projections.model import Batch, Model, Work, table
from projections.read_models import open_read_models
from projections.runner import Runner

PAGE = 40


def models(deadly: int | None = None) -> Sequence[Model]:
    """Return real models and a last one that ends the process at a position."""

    def define(metadata: MetaData, generation: int) -> Sequence[Table]:
        column = Column("position", BigInteger, primary_key=True)
        return [table(metadata, generation, "last_words", column)]

    def project(batch: Batch, work: Work) -> None:
        if deadly is not None and batch.last >= deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    return (public_log.MODEL, subjects.MODEL, tally.MODEL, Model("last_words", define, project))


def main(log_url: str, read_models_url: str, position: str) -> None:
    """Follow until death."""
    log = open_log(log_url)
    read_models = open_read_models(read_models_url, models(int(position)))
    Runner(log, read_models).catch_up(page=PAGE)


if __name__ == "__main__":
    main(*sys.argv[1:])
