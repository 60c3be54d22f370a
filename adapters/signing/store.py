"""What the signer has signed: its own memory, apart from the log it signs."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from adapters.signing.tables import (
    checkpoints,
    cosignatures,
    incidents,
    keys,
    metadata,
    timestamps,
)
from adapters.vault.database import MANY, VaultDatabase

RESUMED = "resumed"
DOUBTS = ("witness", "restored")
"""Why the signer does not trust its own memory until witnesses have confirmed it."""


class AlreadySigned(Exception):
    """A checkpoint of this size or a larger one is there: this one must not be."""


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint as it was signed. `cosignatures` are lines by the vkey of the witness."""

    size: int
    root: bytes
    text: str
    signatures: str
    signed_at: datetime
    cosignatures: Mapping[str, str]
    timestamped: bool

    @property
    def note(self) -> str:
        """Return the checkpoint with all signatures known by now."""
        return f"{self.text}\n{self.signatures}{''.join(self.cosignatures.values())}"


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """The signer stopped itself, or went on: `reason` is then `resumed`."""

    at: datetime
    reason: str
    size: int
    detail: str


class SignerStore:
    """The signer's records on SQLite or PostgreSQL, only added to. Safe in threads.

    All that is written is on the disk when a method returns.

    Raises (all methods):
        VaultUnavailable: the database does not answer.
    """

    def __init__(self, url: str) -> None:
        # The vault's connections are what is needed here: durable, owner-only, patient.
        self._database = VaultDatabase(url)
        self._database.create(metadata)

    def close(self) -> None:
        """Give the connections back."""
        self._database.close()

    def add(self, size: int, root: bytes, body: str, signatures: str, at: datetime) -> None:
        """Store a checkpoint before anybody sees it.

        Raises:
            AlreadySigned: this size, or a larger one, is stored; nothing has happened.
        """
        row = {
            "size": size,
            "root": root,
            "text": body,
            "signatures": signatures,
            "signed_at": _seconds(at),
        }
        try:
            with self._database.writing() as connection:
                self._alone(connection)
                last = connection.execute(select(func.max(checkpoints.c.size))).scalar()
                if last is not None and last >= size:
                    raise AlreadySigned(size)
                connection.execute(insert(checkpoints).values(row))
        except IntegrityError as error:
            raise AlreadySigned(size) from error

    def _alone(self, connection: Connection) -> None:
        """Keep a second signer out until the end; SQLite's BEGIN IMMEDIATE does that itself."""
        if not self._database.is_sqlite:
            connection.execute(text("LOCK TABLE signer_checkpoints IN EXCLUSIVE MODE"))

    def newest(self) -> Signed | None:
        """Return the largest checkpoint, None if nothing was signed yet."""
        found = self.history(1)
        return found[0] if found else None

    def find(self, size: int) -> Signed | None:
        """Return the checkpoint of a size."""
        with self._database.reading() as connection:
            rows = connection.execute(select(checkpoints).where(checkpoints.c.size == size)).all()
            return next(iter(_assembled(connection, rows)), None)

    def history(self, limit: int, *, below: int | None = None) -> Sequence[Signed]:
        """Return checkpoints, the largest first; `below` a size, for the next page."""
        wanted = select(checkpoints).order_by(checkpoints.c.size.desc()).limit(min(limit, MANY))
        if below is not None:
            wanted = wanted.where(checkpoints.c.size < below)
        with self._database.reading() as connection:
            return _assembled(connection, connection.execute(wanted).all())

    def sizes(self) -> Sequence[int]:
        """Return the sizes of all checkpoints, ascending."""
        wanted = select(checkpoints.c.size).order_by(checkpoints.c.size)
        with self._database.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def cosign(self, size: int, witness: str, line: str, at: datetime) -> None:
        """Store a verified cosignature; a second one of the same witness changes nothing."""
        row = {"size": size, "witness": witness, "line": line, "received_at": _seconds(at)}
        with self._database.writing() as connection:
            new = self._database.insert(cosignatures).values(row).on_conflict_do_nothing()
            connection.execute(new)

    def cosigned_by(self, witness: str) -> int:
        """Return the largest size a witness has cosigned, 0 if none."""
        wanted = select(func.max(cosignatures.c.size)).where(cosignatures.c.witness == witness)
        with self._database.reading() as connection:
            return int(connection.execute(wanted).scalar() or 0)

    def stamp(self, size: int, token: bytes, at: datetime) -> None:
        """Store the reply of a timestamp service about a checkpoint."""
        row = {"size": size, "token": token, "received_at": _seconds(at)}
        with self._database.writing() as connection:
            new = self._database.insert(timestamps).values(row).on_conflict_do_nothing()
            connection.execute(new)

    def token(self, size: int) -> bytes | None:
        """Return the timestamp of a checkpoint."""
        wanted = select(timestamps.c.token).where(timestamps.c.size == size)
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar()

    def last_stamp(self) -> datetime | None:
        """Return when the last timestamp was taken, by the clock of then."""
        # By size, which only grows: the clock may have been wrong, and rows stay for ever.
        wanted = select(timestamps.c.received_at).order_by(timestamps.c.size.desc()).limit(1)
        with self._database.reading() as connection:
            seconds = connection.execute(wanted).scalar()
        return None if seconds is None else _moment(seconds)

    def known_keys(self) -> Sequence[tuple[str, datetime]]:
        """Return all verification keys the log has signed with and since when, oldest first."""
        wanted = select(keys.c.vkey, keys.c.since).order_by(keys.c.number)
        with self._database.reading() as connection:
            return [(row.vkey, _moment(row.since)) for row in connection.execute(wanted)]

    def begin_key(self, vkey: str, at: datetime) -> None:
        """Note that a key signs from now on; once."""
        row = {"vkey": vkey, "since": _seconds(at)}
        with self._database.writing() as connection:
            new = self._database.insert(keys).values(row).on_conflict_do_nothing()
            connection.execute(new)

    def report(self, incident: Incident) -> None:
        """Note that the signer stopped or goes on, unless it said the same last."""
        row = {
            "at": _seconds(incident.at),
            "reason": incident.reason,
            "size": incident.size,
            "detail": incident.detail,
        }
        with self._database.writing() as connection:
            last = connection.execute(
                select(incidents.c.reason).order_by(incidents.c.number.desc()).limit(1)
            ).scalar()
            if (last or RESUMED) != incident.reason:
                connection.execute(insert(incidents).values(row))

    def incidents(self, limit: int = 50) -> Sequence[Incident]:
        """Return when the signer stopped itself and went on, the newest first."""
        wanted = select(incidents).order_by(incidents.c.number.desc()).limit(limit)
        with self._database.reading() as connection:
            return [
                Incident(at=_moment(row.at), reason=row.reason, size=row.size, detail=row.detail)
                for row in connection.execute(wanted)
            ]

    def stopped(self) -> Incident | None:
        """Return why the signer stands still, None if it does not."""
        last = next(iter(self.incidents(1)), None)
        return None if last is None or last.reason == RESUMED else last

    def doubt(self) -> str | None:
        """Return which of `DOUBTS` has come up last since the signer last went on, if any.

        What has stopped it after that, such as read models being made, settles no doubt.
        """
        number = incidents.c.number
        resumed = select(func.max(number)).where(incidents.c.reason == RESUMED).scalar_subquery()
        wanted = (
            select(incidents.c.reason)
            .where(incidents.c.reason.in_(DOUBTS), number > func.coalesce(resumed, 0))
            .order_by(number.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.execute(wanted).scalar()


def _assembled(connection: Connection, rows: Sequence[Row[Any]]) -> Sequence[Signed]:
    sizes = [row.size for row in rows]
    lines: dict[int, dict[str, str]] = {size: {} for size in sizes}
    found = select(cosignatures).where(cosignatures.c.size.in_(sizes))
    for each in connection.execute(found.order_by(cosignatures.c.received_at)):
        lines[each.size][each.witness] = each.line
    stamped = select(timestamps.c.size).where(timestamps.c.size.in_(sizes))
    stamps = set(connection.execute(stamped).scalars())
    return [
        Signed(
            size=row.size,
            root=bytes(row.root),
            text=row.text,
            signatures=row.signatures,
            signed_at=_moment(row.signed_at),
            cosignatures=lines[row.size],
            timestamped=row.size in stamps,
        )
        for row in rows
    ]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
