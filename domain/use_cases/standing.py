"""What holds for whatever an office does in a process: it is not archived."""

from domain import strategies
from domain.people import ProcessId
from domain.use_cases.histories import Histories


def require_in_use(histories: Histories, process_id: ProcessId) -> None:
    """Refuse to change anything in a process that is archived: it is read-only.

    Raises:
        ProcessIsArchived.
    """
    stream = strategies.history_of(process_id)
    present = histories.fold(
        stream, strategies.StrategyEvent, strategies.evolve, strategies.Strategy()
    )
    if present.state == "archived":
        raise strategies.ProcessIsArchived
