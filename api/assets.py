"""Copies what browsers need from `node_modules` into `api/static/vendor`.

Run by set-up, never by the running program: `python -m api.assets`. The files
stay out of version control; the wheel carries them. Each package brings its
licence along, and `packages.json` tells which versions are there.
"""

import json
import re
import shutil
from pathlib import Path

from fontTools.merge import Merger  # type: ignore[import-untyped]  # brings no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # brings no types

ROOT = Path(__file__).parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "api" / "static" / "vendor"

FILES = {
    "@fontsource/fira-sans": {"LICENSE": "fira-sans/LICENSE"},
    "@kern-ux/native": {
        "dist/kern.min.css": "kern/kern.min.css",
        "LICENSE.md": "kern/LICENSE.md",
    },
    "@noble/ed25519": {
        "index.js": "noble/ed25519.js",
        "LICENSE": "noble/LICENSE-ed25519",
    },
    "@noble/hashes": {
        # sha2.js imports the other three by their names beside it.
        "sha2.js": "noble/sha2.js",
        "_md.js": "noble/_md.js",
        "_u64.js": "noble/_u64.js",
        "utils.js": "noble/utils.js",
        "LICENSE": "noble/LICENSE-hashes",
    },
    "htmx.org": {
        "dist/htmx.min.js": "htmx/htmx.min.js",
        "LICENSE": "htmx/LICENSE",
    },
    "leaflet": {
        "dist/leaflet.js": "leaflet/leaflet.js",
        "dist/leaflet.css": "leaflet/leaflet.css",
        # The style sheet names them by their place beside it.
        "dist/images/layers.png": "leaflet/images/layers.png",
        "dist/images/layers-2x.png": "leaflet/images/layers-2x.png",
        "dist/images/marker-icon.png": "leaflet/images/marker-icon.png",
        "LICENSE": "leaflet/LICENSE",
    },
}
"""For each npm package: file inside it, and its place below `api/static/vendor`."""

FACES = ("400", "400-italic", "500", "600", "700")
"""Weights that KERN and our own style sheet use."""

PRINT_FONTS = VENDOR / "fira-sans" / "print"
"""The same faces as TrueType files: documents are typeset with them."""

FACE = re.compile(r"/\* fira-sans-(latin|latin-ext)-\d+-\w+ \*/\n(@font-face \{.*?\n\})", re.DOTALL)
OLD_FORMAT = re.compile(r", url\([^)]*\.woff\) format\('woff'\)")
FONT_FILE = re.compile(r"url\(\./files/([^)]+)\)")


def copy_assets() -> None:
    """Fill `api/static/vendor` afresh.

    Raises:
        FileNotFoundError: a package lacks a file; `npm ci` has not run, or it moved.
    """
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in FILES.items():
        for source, target in files.items():
            _copy(PACKAGES / package / source, VENDOR / target)
    _copy_fonts(PACKAGES / "@fontsource" / "fira-sans", VENDOR / "fira-sans")
    versions = {package: _version(package) for package in FILES}
    # Written last: its presence says that everything else is complete.
    (VENDOR / "packages.json").write_text(json.dumps(versions, indent=2) + "\n", encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _copy_fonts(package: Path, folder: Path) -> None:
    """Keep the Latin letters of five faces, in the one format all browsers read."""
    sheets = [(package / f"{face}.css").read_text(encoding="utf-8") for face in FACES]
    faces = [OLD_FORMAT.sub("", rule) for sheet in sheets for _, rule in FACE.findall(sheet)]
    if len(faces) != 2 * len(FACES):
        raise FileNotFoundError(f"{package} is laid out differently: {len(faces)} faces found")
    style = "\n".join(faces)
    for name in FONT_FILE.findall(style):
        _copy(package / "files" / name, folder / "files" / name)
    (folder / "fira-sans.css").write_text(style + "\n", encoding="utf-8")
    for face in FACES:
        _copy_print_font(package / "files", face if "-" in face else f"{face}-normal")


def _copy_print_font(files: Path, face: str) -> None:
    """Write one face as TrueType, all its Latin letters in one file."""
    parts = [str(files / f"fira-sans-{script}-{face}.woff2") for script in ("latin", "latin-ext")]
    font = Merger().merge(parts)
    font.flavor = None
    # The dates of the design: set-up gives the same bytes whenever it runs.
    with TTFont(parts[0]) as design:
        font["head"].created = font["head"].modified = design["head"].created
    font.recalcTimestamp = False
    PRINT_FONTS.mkdir(parents=True, exist_ok=True)
    font.save(PRINT_FONTS / f"fira-sans-{face}.ttf")


def _version(package: str) -> str:
    description = json.loads((PACKAGES / package / "package.json").read_text(encoding="utf-8"))
    return str(description["version"])


if __name__ == "__main__":
    copy_assets()
