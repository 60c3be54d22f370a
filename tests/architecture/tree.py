"""What the architecture tests look at: the tracked files, and copies to break."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("adapters", "api", "domain", "projections")
TOOLS = Path(sys.executable).parent


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return every file under version control that exists here."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    paths = (ROOT / name for name in listing.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def tracked_texts() -> list[tuple[str, str]]:
    """Return name and text of every tracked file that is text."""
    texts = []
    for path in tracked_files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((str(path.relative_to(ROOT)), content.decode("utf-8")))
    return texts


def modules(*folders: str) -> list[Path]:
    """Return the tracked Python files below these folders of the repository."""
    return [
        path
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders
    ]


def copy_to(folder: Path, planted: dict[str, str]) -> None:
    """Copy the program's Python files, and plant further ones among them."""
    shutil.copy(ROOT / "pyproject.toml", folder)
    for source in modules(*PACKAGES):
        target = folder / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
    for name, text in planted.items():
        (folder / name).write_text(text, encoding="utf-8")


def run(tool: str, *arguments: str, folder: Path) -> str:
    """Run one of the project's tools in a folder and return what it says."""
    done = subprocess.run(
        [str(TOOLS / tool), *arguments], cwd=folder, check=False, capture_output=True, text=True
    )
    return done.stdout + done.stderr
