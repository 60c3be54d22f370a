"""Where the stored samples lie: one file per event topic, kept for ever."""

from pathlib import Path

FOLDER = Path(__file__).parent / "samples"


def path_of(topic: str) -> Path:
    """Return the file of a topic; `proposal.submitted/1` is `proposal.submitted.1.json`."""
    return FOLDER / f"{topic.replace('/', '.')}.json"


def topic_of(path: Path) -> str:
    """Return the topic whose sample this file holds."""
    name, _, version = path.stem.rpartition(".")
    return f"{name}/{version}"


def read(path: Path) -> bytes:
    """Return the stored bytes; the file has a line end after them."""
    return path.read_bytes().removesuffix(b"\n")
