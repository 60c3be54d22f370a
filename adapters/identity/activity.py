"""When somebody was last here, to the day: accounts nobody uses end (docs/rules/retention.md)."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from sqlalchemy import func, select

from adapters.identity.records import Language
from adapters.identity.tables import accounts, activity
from adapters.vault import VaultDatabase
from domain.people import PersonRef


class Idle(msgspec.Struct, frozen=True):
    """An account nobody has used for long. `warned` is how often its holder was told."""

    person: PersonRef
    email: str | None
    language: Language
    last: date
    warned: int
    warned_on: date | None


class PersistentActivity:
    """One row per person, written at most once a day."""

    def __init__(self, database: VaultDatabase) -> None:
        self._database = database

    def note(self, person: PersonRef, at: datetime) -> None:
        """Remember that somebody was here; warnings given before are forgotten."""
        day = at.date()
        new = self._database.insert(activity).values(person_ref=person, last=day, warned=0)
        later = new.on_conflict_do_update(
            index_elements=[activity.c.person_ref],
            set_={"last": day, "warned": 0, "warned_on": None},
            where=activity.c.last < day,
        )
        with self._database.writing() as connection:
            connection.execute(later)

    def idle(self, before: date) -> Sequence[Idle]:
        """Return the accounts last used before a day, the longest unused first.

        Who has not signed in since such days are noted counts from the account's making.
        """
        joined = accounts.outerjoin(activity, accounts.c.person_ref == activity.c.person_ref)
        wanted = select(
            accounts.c.person_ref,
            accounts.c.email,
            accounts.c.language,
            accounts.c.created,
            activity.c.last,
            func.coalesce(activity.c.warned, 0),
            activity.c.warned_on,
        ).select_from(joined)
        with self._database.reading() as connection:
            rows = connection.execute(wanted).all()
        found = [
            Idle(PersonRef(person), email, language, last or created.date(), warned, warned_on)
            for person, email, language, created, last, warned, warned_on in rows
        ]
        return sorted((each for each in found if each.last < before), key=lambda each: each.last)

    def warn(self, person: PersonRef, last: date, warned: int, on: date) -> None:
        """Remember that the holder was told once more."""
        new = self._database.insert(activity).values(
            person_ref=person, last=last, warned=warned, warned_on=on
        )
        again = new.on_conflict_do_update(
            index_elements=[activity.c.person_ref], set_={"warned": warned, "warned_on": on}
        )
        with self._database.writing() as connection:
            connection.execute(again)
