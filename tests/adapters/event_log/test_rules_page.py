"""A stranger can check a log with the code of docs/rules/event_log.md alone."""

import re
import subprocess
import sys
from pathlib import Path

from adapters.event_log import open_log
from tests.adapters.event_log.databases import execute
from tests.adapters.event_log.events import EVENTS, append, write

PAGE = Path(__file__).parents[3] / "docs" / "rules" / "event_log.md"


def check(database: Path, folder: Path) -> str:
    """Run the program on the page; return what it prints."""
    found = re.search(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    program = folder / "check_log.py"
    program.write_text(found[1], encoding="utf-8")
    command = [sys.executable, "-I", str(program), str(database)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_the_program_on_the_page_agrees_and_finds_a_change(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/log.db"
    log = open_log(url, EVENTS)
    for number in range(1, 6):
        log.append(append(write(number, number, number * 10)))
    head = log.head()
    log.close()
    database = tmp_path / "log.db"
    assert check(database, tmp_path) == f"10 events, last hash {head.hash.hex()}"
    execute(
        url,
        "UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), '40', '41') AS BLOB)"
        " WHERE notification_id = 8",
    )
    assert check(database, tmp_path) == "position 8: changed"
    execute(url, "DELETE FROM stored_events WHERE notification_id = 3")
    assert check(database, tmp_path) == "position 3: missing"
