"""What pages offer those who work on a process."""

from api.people import Person
from domain.people import ProcessId
from domain.permissions import Action
from projections import strategies
from projections.model import Snapshot


def may(seen: Snapshot, person: Person, action: Action, process_id: ProcessId) -> bool:
    """Tell whether a page offers its reader to do something: not in the past, if it is in use.

    An archived process is read-only: whatever a page offered there would be refused.
    """
    return person.may(action, process_id) and in_use(seen, process_id)


def in_use(seen: Snapshot, process_id: ProcessId) -> bool:
    """Tell whether what is shown is the present of a process that is not archived."""
    return seen.as_of is None and strategies.state(seen, process_id) != "archived"
