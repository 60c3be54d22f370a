"""Under which licence an import may be shown: its words stay with the process."""

from pathlib import Path

NAME = "SOURCE-LICENSE.md"
"""A file of this name beside the source says where it is from and under which licence."""


def licence_of(directory: Path) -> str:
    """Return what the file says, a paragraph per line; empty if there is none."""
    file = directory / NAME
    if not file.is_file():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n\n".join(line.strip() for line in lines if line.strip())
