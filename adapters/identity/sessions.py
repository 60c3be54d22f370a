"""Sessions on the server: listed, ended, and over in time (ASVS 7)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, or_, select, update

from adapters.identity.activity import PersistentActivity
from adapters.identity.devices import device
from adapters.identity.opaque import fresh_id, fresh_token, stored
from adapters.identity.records import Session
from adapters.identity.tables import sessions
from adapters.vault import VaultDatabase
from adapters.vault.database import GIVEN, portions
from adapters.vault.memory import PEOPLE, Remembered
from domain.people import PersonRef

STAFF_LASTS = timedelta(hours=8)
STAFF_IDLE = timedelta(minutes=30)
CITIZEN_LASTS = timedelta(days=30)
TOUCH = timedelta(minutes=1)  # how exact `last_seen` is; a write per request would cost too much


class PersistentSessions:
    """Implements api.ports.Sessions in the vault's database."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database
        self._activity = PersistentActivity(database)
        self._known: Remembered[bytes, Session] = Remembered(PEOPLE, seconds=TOUCH.total_seconds())
        self._opened = select(sessions).where(database.among_given(sessions.c.token_hash))

    def start(
        self, person: PersonRef, *, staff: bool, user_agent: str, at: datetime
    ) -> tuple[str, Session]:
        """Return a token never used before and the session it opens."""
        token = fresh_token()
        session = Session(
            id=fresh_id(),
            person=person,
            csrf=fresh_token(),
            staff=staff,
            device=device(user_agent),
            created=at,
            last_seen=at,
        )
        row = {
            "token_hash": stored(token),
            "id": session.id,
            "person_ref": person,
            "csrf": session.csrf,
            "staff": staff,
            "device": session.device,
            "created": at,
            "last_seen": at,
        }
        with self._database.writing() as connection:
            connection.execute(sessions.insert().values(row))
        self._activity.note(person, at)
        return token, session

    def find(self, token: str, at: datetime) -> Session | None:
        """Return the session of a token while it lasts, and note that it is in use."""
        token_hash, begun = stored(token), self._known.begin()
        session = self._known.get(token_hash) or self._load(token_hash)
        if session is None:
            return None
        if is_over(session, at):
            self._delete(sessions.c.token_hash == token_hash)
            return None
        if at - session.last_seen >= TOUCH:
            session = self._touch(token_hash, at)
        if session is not None:
            self._known.put(token_hash, session, begun)
        return session

    def fetch(self, found: Collection[str]) -> None:
        """Bring into memory which sessions these tokens open, all in one go.

        Whether one is over is for `find` to tell; unknown tokens are passed over.
        """
        hashes = {stored(token) for token in found}
        missing = hashes - self._known.get_all(hashes).keys()
        for some in portions(missing):
            begun = self._known.begin()
            with self._database.reading() as connection:
                rows = connection.execute(self._opened, {GIVEN: list(some)}).all()
            self._known.put_all({row.token_hash: _session(row) for row in rows}, begun)

    def of(self, person: PersonRef, at: datetime) -> Sequence[Session]:
        """Return the person's sessions that last, the latest used first."""
        mine = select(sessions).where(sessions.c.person_ref == person)
        with self._database.reading() as connection:
            found = [_session(row) for row in connection.execute(mine)]
        lasting = (session for session in found if not is_over(session, at))
        return sorted(lasting, key=lambda session: session.last_seen, reverse=True)

    def end(self, token: str) -> None:
        """Sign out; an unknown token is passed over."""
        self._delete(sessions.c.token_hash == stored(token))

    def end_one(self, person: PersonRef, session_id: str) -> bool:
        """End one of the person's own sessions; False if it is not theirs or over."""
        mine = and_(sessions.c.person_ref == person, sessions.c.id == session_id)
        return self._delete(mine) > 0

    def end_all(self, person: PersonRef, *, but: str | None = None) -> int:
        """End every session of the person but the one with the id `but`; return how many."""
        mine = sessions.c.person_ref == person
        return self._delete(mine if but is None else and_(mine, sessions.c.id != but))

    def forget(self, person: PersonRef) -> None:
        """Drop the person's sessions from this process's memory."""
        self._known.forget_where(lambda _, session: session.person == person)

    def sweep(self, at: datetime) -> None:
        """Delete the sessions that are over."""
        staff = and_(
            sessions.c.staff,
            or_(sessions.c.created <= at - STAFF_LASTS, sessions.c.last_seen <= at - STAFF_IDLE),
        )
        self._delete(or_(staff, sessions.c.created <= at - CITIZEN_LASTS))

    def _load(self, token_hash: bytes) -> Session | None:
        with self._database.reading() as connection:
            row = connection.execute(
                select(sessions).where(sessions.c.token_hash == token_hash)
            ).one_or_none()
        return None if row is None else _session(row)

    def _touch(self, token_hash: bytes, at: datetime) -> Session | None:
        used = update(sessions).where(sessions.c.token_hash == token_hash).values(last_seen=at)
        with self._database.writing() as connection:
            row = connection.execute(used.returning(sessions)).one_or_none()
        if row is None:
            return None
        if row.created.date() < at.date():
            self._activity.note(row.person_ref, at)
        return _session(row)

    def _delete(self, condition: ColumnElement[bool]) -> int:
        gone = delete(sessions).where(condition).returning(sessions.c.token_hash)
        with self._database.writing() as connection:
            hashes = connection.execute(gone).scalars().all()
        self._known.forget(hashes)
        return len(hashes)


def is_over(session: Session, at: datetime) -> bool:
    """Tell whether the session has reached its age, or staff left it alone too long."""
    if not session.staff:
        return at - session.created >= CITIZEN_LASTS
    return at - session.created >= STAFF_LASTS or at - session.last_seen >= STAFF_IDLE


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        person=row.person_ref,
        csrf=row.csrf,
        staff=row.staff,
        device=row.device,
        created=row.created,
        last_seen=row.last_seen,
    )
