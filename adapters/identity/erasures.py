"""Erasures asked for, and the proofs of those carried out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Row, delete, select, true, update

from adapters.identity.opaque import fresh_token, stored
from adapters.identity.records import Language
from adapters.identity.tables import erasure_proofs, erasures
from adapters.vault import VaultDatabase
from domain.people import PersonRef

Ground = Literal["request", "retention"]


class PendingErasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure not yet carried out; see api.ports.PendingErasure."""

    person: PersonRef
    token: str
    wish: bytes
    ground: Ground
    language: Language
    requested: datetime
    due: datetime
    plan: bytes | None
    attempts: int
    told: bool


class PersistentErasures:
    """Implements api.ports.Erasures in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def ask(
        self,
        person: PersonRef,
        *,
        wish: bytes,
        ground: Ground,
        language: Language,
        at: datetime,
        due: datetime,
    ) -> PendingErasure:
        """Return the person's one pending erasure: the one there is, else a new one."""
        new = self._database.insert(erasures).values(
            person_ref=person,
            token=fresh_token(),
            wish=wish,
            ground=ground,
            language=language,
            requested=at,
            due=due,
            plan=None,
            attempts=0,
            told=False,
        )
        with self._database.writing() as connection:
            connection.execute(new.on_conflict_do_nothing())
            row = connection.execute(select(erasures).where(erasures.c.person_ref == person)).one()
        return _pending(row)

    def of(self, person: PersonRef) -> PendingErasure | None:
        """Return the person's pending erasure."""
        return self._one(erasures.c.person_ref == person)

    def find(self, token: str) -> PendingErasure | None:
        """Return the pending erasure of a token."""
        return self._one(erasures.c.token == token)

    def cancel(self, token: str) -> PendingErasure | None:
        """Take it back and return it; None if there is none, or the job has begun."""
        untouched = (erasures.c.token == token, erasures.c.plan.is_(None))
        with self._database.writing() as connection:
            gone = connection.execute(delete(erasures).where(*untouched).returning(erasures))
            row = gone.one_or_none()
        return None if row is None else _pending(row)

    def due(self, at: datetime) -> Sequence[PendingErasure]:
        """Return what is to be carried out now, oldest first."""
        return self._several(erasures.c.due <= at)

    def pending(self) -> Sequence[PendingErasure]:
        """Return all that is not carried out yet, soonest first."""
        return self._several(true())

    def begin(self, person: PersonRef, plan: bytes) -> bytes:
        """Store what will be erased unless that was done before; return what is stored."""
        mine = erasures.c.person_ref == person
        first = update(erasures).where(mine, erasures.c.plan.is_(None)).values(plan=plan)
        with self._database.writing() as connection:
            connection.execute(first)
            kept = connection.execute(select(erasures.c.plan).where(mine)).scalar_one_or_none()
        if kept is None:
            raise LookupError("the erasure was cancelled")
        return bytes(kept)

    def extend(self, person: PersonRef, plan: bytes) -> None:
        """Replace what will be erased by more, of a job that has begun."""
        mine = (erasures.c.person_ref == person, erasures.c.plan.is_not(None))
        with self._database.writing() as connection:
            connection.execute(update(erasures).where(*mine).values(plan=plan))

    def note_mail(self, person: PersonRef, *, told: bool) -> None:
        """Remember that the last mail was sent or given up, or that an attempt failed."""
        mine = update(erasures).where(erasures.c.person_ref == person)
        values = {"told": True} if told else {"attempts": erasures.c.attempts + 1}
        with self._database.writing() as connection:
            connection.execute(mine.values(values))

    def finish(self, person: PersonRef) -> None:
        """Forget the request."""
        with self._database.writing() as connection:
            connection.execute(delete(erasures).where(erasures.c.person_ref == person))

    def keep_proof(self, token: str, body: bytes, expires: datetime) -> None:
        """Keep a proof under its token; again replaces it."""
        new = self._database.insert(erasure_proofs).values(
            token_hash=stored(token), body=body, expires=expires
        )
        again = new.on_conflict_do_update(
            index_elements=[erasure_proofs.c.token_hash], set_={"body": body, "expires": expires}
        )
        with self._database.writing() as connection:
            connection.execute(again)

    def proof(self, token: str, at: datetime) -> bytes | None:
        """Return a proof until it expires."""
        wanted = select(erasure_proofs.c.body).where(
            erasure_proofs.c.token_hash == stored(token), erasure_proofs.c.expires > at
        )
        with self._database.reading() as connection:
            found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else bytes(found)

    def sweep(self, at: datetime) -> None:
        """Delete proofs that have expired."""
        with self._database.writing() as connection:
            connection.execute(delete(erasure_proofs).where(erasure_proofs.c.expires <= at))

    def _several(self, condition: ColumnElement[bool]) -> Sequence[PendingErasure]:
        wanted = select(erasures).where(condition).order_by(erasures.c.due)
        with self._database.reading() as connection:
            return [_pending(row) for row in connection.execute(wanted)]

    def _one(self, condition: Any) -> PendingErasure | None:  # noqa: ANN401 - a condition of one column
        with self._database.reading() as connection:
            row = connection.execute(select(erasures).where(condition)).one_or_none()
        return None if row is None else _pending(row)


def _pending(row: Row[Any]) -> PendingErasure:
    return PendingErasure(
        person=row.person_ref,
        token=row.token,
        wish=bytes(row.wish),
        ground=row.ground,
        language=row.language,
        requested=row.requested,
        due=row.due,
        plan=None if row.plan is None else bytes(row.plan),
        attempts=row.attempts,
        told=row.told,
    )
