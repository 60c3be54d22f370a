"""What is freed goes back to the system."""

from pathlib import Path

from api.memory import give_back

PIECES = 40_000
BYTES = 2_000  # too large for the interpreter's own heap, too small for a mapping of its own
MEGABYTE = 2**20


def resident() -> float:
    """Return the megabytes of this process."""
    [line] = [
        line for line in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in line
    ]
    return int(line.split()[1]) / 1024


def test_what_is_freed_between_pieces_that_stay_goes_back_to_the_system() -> None:
    pieces = [bytes([number % 256]) * BYTES for number in range(PIECES)]
    stay = pieces[::20]
    del pieces
    before = resident()
    give_back()
    assert before - resident() > PIECES * BYTES / MEGABYTE / 3
    assert len(stay) == PIECES // 20
