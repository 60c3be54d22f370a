"""What the reader of the trail wants to see, as it stands in the address."""

import msgspec
from litestar.params import FromQuery

from api.pages.audit.filtering import ONLY, digits_of
from api.pages.views import AuditFilter


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader wants to see, as it stands in the address."""

    at: str = ""
    position: str = ""
    moment: str = ""
    event: str = ""
    role: str = ""
    subject: str = ""
    actor: str = ""
    process: str = ""
    since: str = ""
    until: str = ""
    only: str = ""
    before: str = ""
    entry: str = ""

    def filter(self, position: int) -> AuditFilter:
        """Return what the forms of the page carry on; the present needs no position."""
        chosen = self.at or self.position or self.moment
        return AuditFilter(
            at=str(position) if chosen else "",
            event=self.event,
            role=self.role,
            subject=self.subject,
            actor=digits_of(self.actor),
            process=self.process,
            since=self.since,
            until=self.until,
            only=self.only if self.only in ONLY else "",
        )


def provide_asked(
    *,
    at: FromQuery[str] = "",
    position: FromQuery[str] = "",
    moment: FromQuery[str] = "",
    event: FromQuery[str] = "",
    role: FromQuery[str] = "",
    subject: FromQuery[str] = "",
    actor: FromQuery[str] = "",
    process: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    only: FromQuery[str] = "",
    before: FromQuery[str] = "",
    entry: FromQuery[str] = "",
) -> Asked:
    """Collect the parameters of the desk."""
    return Asked(
        at=at,
        position=position,
        moment=moment,
        event=event,
        role=role,
        subject=subject.strip(),
        actor=actor.strip(),
        process=process,
        since=since,
        until=until,
        only=only,
        before=before,
        entry=entry,
    )
