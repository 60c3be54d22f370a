"""What a browser's page processes take: memory, and seconds of the processor."""

import os
import threading
from pathlib import Path
from typing import Self


class Watching:
    """Notes the largest memory of the page processes of one browser, ten times a second.

    `seconds` are those of the processor that the busiest of them took meanwhile.
    """

    def __init__(self, browser: int) -> None:
        self._browser = browser
        self.peak = 0  # bytes
        self.seconds = 0.0
        self._began: dict[int, float] = {}
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(0.1):
            for process in _renderers(self._browser):
                self.peak = max(self.peak, _memory(process))
                spent = _spent(process)
                self.seconds = max(self.seconds, spent - self._began.setdefault(process, spent))


def _renderers(browser: int) -> list[int]:
    """Return the page processes below this one: other browsers are not ours to measure."""
    parents = {
        int(each.name): _parent(each) for each in Path("/proc").iterdir() if _is_process(each)
    }
    mine = {browser}
    for _ in range(5):
        mine |= {process for process, parent in parents.items() if parent in mine}
    return [process for process in mine if "--type=renderer" in _command(process)]


def _is_process(folder: Path) -> bool:
    return folder.name.isdecimal()


def _parent(folder: Path) -> int:
    try:
        return int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def _spent(process: int) -> float:
    """Return the seconds of the processor a process has had."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text().split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")
