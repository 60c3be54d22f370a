"""A process whose disk is full after 2 MB: `python -m ...faults.full_disk URL`.

Prints how many decisions were acknowledged; fails if one is lost, if the refusal is
anything but LogUnavailable, or if writing does not go on once there is room.
"""

import resource
import sys

from adapters.event_log import PersistentEventLog, open_log
from domain.messages import SealedText
from domain.ports import LogUnavailable
from tests.adapters.event_log.events import EVENTS, append, sealed, write

LIMIT = 2_000_000


def fill(log: PersistentEventLog) -> int:
    """Append until there is no room; return how many were acknowledged."""
    for number in range(1, 10_000):
        text = SealedText(sealed(f"text-{number}").ref, bytes(8192))
        try:
            log.append(append(write(number, number), contents=(text,)))
        except LogUnavailable as error:
            if "nothing was stored" not in str(error):
                raise
            return number - 1
    raise AssertionError("the disk was never full")


def main(url: str) -> None:
    """Fill the disk, make room, go on, check."""
    log = open_log(url, EVENTS)
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, hard))
    acknowledged = fill(log)
    readable = [each.position for page in log.since(0) for each in page]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    goes_on = log.append(append(write(10_000, 1))).position
    log.close()
    again = open_log(url, EVENTS)
    checked = list(again.check())[-1]
    again.close()
    expected = list(range(1, acknowledged + 1))
    if readable != expected or goes_on != acknowledged + 1 or checked != acknowledged + 1:
        raise AssertionError(f"{acknowledged=} {len(readable)=} {goes_on=} {checked=}")
    sys.stdout.write(f"{acknowledged}\n")


if __name__ == "__main__":
    main(sys.argv[1])
