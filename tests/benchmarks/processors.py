"""Seconds of the processor by process: ours, those we began, and a database server's."""

import os
import resource
from pathlib import Path

import msgspec
from sqlalchemy import Engine, text

_PROCESSES = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")


class Processors(msgspec.Struct, frozen=True):
    """Seconds of the processor that work took, or that were taken up to a moment."""

    own: float
    begun: float
    server: float

    def since(self, before: "Processors") -> "Processors":
        """Return what was taken since an earlier moment."""
        return Processors(
            self.own - before.own, self.begun - before.begun, self.server - before.server
        )


def processors(engine: Engine) -> Processors:
    """Return what was taken up to now: by us, by processes we waited for, by the server."""
    own, begun = (
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
    return Processors(own, begun, _server(engine))


def _server(engine: Engine) -> float:
    """Return the seconds of a PostgreSQL on this machine and its backends, ended ones too."""
    if engine.dialect.name != "postgresql":
        return 0.0
    with engine.connect() as connection:
        folder = connection.execute(text("SHOW data_directory")).scalar_one()
    postmaster = Path(folder, "postmaster.pid").read_text().split()[0]
    spent = 0
    for process in _PROCESSES.iterdir():
        if process.name.isdigit():
            spent += _ticks(process, postmaster)
    return spent / _TICKS


def _ticks(process: Path, postmaster: str) -> int:
    try:
        fields = process.joinpath("stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # It has ended meanwhile; the postmaster's fields have it.
    user, system, ended_user, ended_system = map(int, fields[11:15])
    if process.name == postmaster:
        return user + system + ended_user + ended_system
    return user + system if fields[1] == postmaster else 0
