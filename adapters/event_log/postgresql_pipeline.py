"""Statements sent together and answered together: one wait for all of them.

While votes arrive, each wait of the thread that commits costs it the interpreter, and
dozens of others are in front of it. The driver's own pipeline waits at every statement.
"""

from collections.abc import Collection, Sequence
from hashlib import sha256

import psycopg
from psycopg.abc import PQGen
from psycopg.errors import Diagnostic, error_from_result
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from psycopg.rows import TupleRow
from psycopg.waiting import Ready, Wait

_NAME_BYTES = 63  # the server keeps no more of a name


class Statement:
    """A statement that the server keeps ready, under a name, on each connection that asks it."""

    def __init__(self, text: str) -> None:
        self.text = text.encode()
        short = len(self.text) <= _NAME_BYTES
        self.name = self.text if short else sha256(self.text).hexdigest()[:_NAME_BYTES].encode()


Request = tuple[Statement, Sequence[bytes | None]]
"""A statement with its parameters, each in the binary form of its type."""


class Pipeline:
    """Runs statements on a connection that nothing else uses meanwhile."""

    def __init__(self, connection: "psycopg.Connection[TupleRow]") -> None:
        self._connection = connection
        self._wire = connection.pgconn
        self._prepared: set[bytes] = set()
        self._warnings: list[str] = []
        connection.add_notice_handler(self._note)

    @property
    def is_idle(self) -> bool:
        """Whether the connection is alive and outside any transaction."""
        return self._wire.transaction_status == TransactionStatus.IDLE

    def run(self, *requests: Request) -> Sequence[PGresult]:
        """Return one answer per request, with values in binary form.

        If one fails, the server carries out none of those after it.

        Raises:
            psycopg.Error: what the first that failed was answered, or the connection is lost.
        """
        self._warnings.clear()
        self._wire.enter_pipeline_mode()
        preparing = self._send(requests)
        answers = self._connection.wait(_answers(self._wire))
        self._wire.exit_pipeline_mode()
        for name, answer in zip(preparing, answers, strict=False):
            if answer.status == ExecStatus.COMMAND_OK:
                self._prepared.add(name)
        for answer in answers:
            if answer.status == ExecStatus.FATAL_ERROR:
                raise error_from_result(answer)
        return answers[len(preparing) :]

    def warnings(self) -> Sequence[str]:
        """Return what the server warned of during the last run."""
        return self._warnings

    def _send(self, requests: Sequence[Request]) -> Collection[bytes]:
        preparing = {statement.name: statement.text for statement, _ in requests
                     if statement.name not in self._prepared}  # fmt: skip
        for name, text in preparing.items():
            self._wire.send_prepare(name, text)
        for statement, values in requests:
            formats = [Format.BINARY] * len(values)
            self._wire.send_query_prepared(statement.name, values, formats, Format.BINARY)
        self._wire.pipeline_sync()
        return preparing

    def _note(self, notice: Diagnostic) -> None:
        self._warnings.append(str(notice.message_primary))


def _answers(wire: PGconn) -> PQGen[list[PGresult]]:
    while wire.flush():
        if (yield Wait.RW) & Ready.R:
            wire.consume_input()
    answers: list[PGresult] = []
    ended = False
    while True:
        while wire.is_busy():
            yield Wait.R
            wire.consume_input()
        answer = wire.get_result()
        if answer is None:
            if ended:  # Nothing follows although the end was not reached.
                raise psycopg.OperationalError("the connection is lost")
            ended = True
            continue
        ended = False
        if answer.status == ExecStatus.PIPELINE_SYNC:
            return answers
        answers.append(answer)
