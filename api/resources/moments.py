"""The days on which something happened: what a slider through history moves over."""

from datetime import date
from uuid import UUID

from litestar import Controller, get

from api.moments import Seen, day_shown, mask, today
from api.problems import READING, responses
from api.provided import Now
from api.resources import schemas
from api.resources.parameters import About
from domain.codes import ProposalId
from domain.people import ProcessId
from projections import audit, processes, tally
from projections.audit import Trail
from projections.model import Snapshot


class MomentResource(Controller):
    path = "/moments"
    tags = ("Audit",)

    @get(sync_to_thread=True, responses=responses(*READING))
    def list_moments(self, seen: Seen, now: Now, subject: About = None) -> schemas.MomentPage:
        """Days on which something public happened, oldest first, in one part.

        To a proposal or in a process, or anywhere. The day that is not over is left out,
        and so is every day after the moment asked for.
        """
        shown = day_shown(seen)
        numbers = _numbers(seen, subject, today(now))
        known = [day for day in numbers if seen.as_of is None or day.isoformat() <= shown]
        ends = audit.ends_of_days(seen, known, today(now))
        return schemas.MomentPage(
            items=[
                schemas.DayInHistory(day=day.isoformat(), as_of=position, entries=numbers[day])
                for day, position in ends.items()
            ],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
        )


def _numbers(seen: Snapshot, subject: UUID | None, day: date) -> dict[date, int]:
    """Return how many public entries each day has; days with nothing but votes have none."""
    process = None if subject is None else processes.by_id(seen, ProcessId(subject))
    if subject is None:
        trail, voted = Trail(), tally.voting_days(seen)
    elif process is not None:
        trail, voted = Trail(process_id=process.process_id), tally.voting_days(seen, subject)
    else:
        votes = audit.votes_per_day(seen, ProposalId(subject), day)
        trail, voted = Trail(subject=subject), {date.fromisoformat(each.day) for each in votes}
    return dict.fromkeys(voted, 0) | audit.days(seen, trail)
