"""A process that appends until it is killed, telling each acknowledged position.

`python -m tests.adapters.event_log.faults.appender URL NUMBER`
"""

import sys
import threading
from itertools import count

from adapters.event_log import PersistentEventLog, open_log
from tests.adapters.event_log.events import EVENTS, append, command, sealed, write

THREADS = 4
ROOM = 1_000_000  # streams that one thread has for itself


def wish_number(number: int) -> str:
    """Return the name of the command and the text of a wish."""
    return f"wish-{number}"


def append_for_ever(log: PersistentEventLog, first: int) -> None:
    """Append pairs of events with text and command, from stream `first` on."""
    for number in count(first, 2):
        name = wish_number(number)
        wish = append(
            write(number, number),
            write(number + 1, number),
            contents=(sealed(name),),
            command=command(name),
        )
        position = log.append(wish).position
        # One write, so that a kill never leaves half a line.
        sys.stdout.write(f"{number} {position}\n")
        sys.stdout.flush()


def main(url: str, process: int) -> None:
    """Start the threads; return never."""
    log = open_log(url, EVENTS)
    for thread in range(THREADS):
        first = (process * THREADS + thread + 1) * ROOM
        threading.Thread(target=append_for_ever, args=(log, first)).start()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
