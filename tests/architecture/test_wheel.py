"""The wheel carries the whole program below one name, and runs beside strangers."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.tree import PACKAGES, ROOT, tracked_files

LAUNCH = """
import sys
sys.path[:0] = [{hostile!r}, {installed!r}]
import gemeinsam
sys.argv = ["gemeinsam", "--help"]
try:
    gemeinsam.main()
finally:
    import api, domain
    print(api.__file__, domain.__file__)
"""

USE = """
import sys
from datetime import date
from pathlib import Path
import gemeinsam
sys.path.insert(0, str(Path(gemeinsam.__file__).parent / "_app"))
import msgspec
from adapters.typesetting import TypstTypesetter
from api.demo.loading import load
from api.documents.content import ReportContent, day_of
from api.documents.labels import EVERYWHERE, REPORT
from api.documents.voice import Voice
from api.pages import rendering
from api.wiring import FONTS, TEMPLATES
day = date(2024, 12, 31)
english = Voice("en")
content = ReportContent(
    language="en", labels=english.labels(EVERYWHERE, REPORT), title="T", subject="S", client="C",
    day=day_of(day), url="https://a.example", address="a.example", lead="L", note=None,
    figures=(), money=(), total=None, done=(), states=(), standing="S",
)
written = msgspec.json.encode(content).decode()
print(TypstTypesetter(TEMPLATES, FONTS).pdf("report.typ", written, day)[:5].decode())
print(english.say("Idee einreichen"), len(load().processes), rendering.__file__)
"""
REBUILD = """
import sys
from pathlib import Path
import msgspec
installed, folder = sys.argv[1:]
sys.path.insert(0, installed + "/gemeinsam/_app")
from adapters.event_log import open_log
from api.commands.lane import beside
from api.read_models import MODELS
from projections.read_models import open_read_models
from projections.runner import Runner
urls = [f"sqlite:///{folder}/{name}.db" for name in ("log", "read")]
log, read_models = open_log(urls[0]), open_read_models(urls[1], MODELS)
another = msgspec.structs.replace(beside(*urls), least=0)
Runner(log, read_models, another).rebuild()
print("rebuilt")
read_models.close()
log.close()
"""
NOT_CODE = {"html", "txt", "toml", "po", "typ", "css", "js", "svg", "ttf", "woff2", "json", "png"}
"""What the program reads besides code when it runs."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-cache-dir", "--quiet"]
    pip = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(pip, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_an_installation_adds_one_name(wheel: Path) -> None:
    names = {name.partition("/")[0] for name in ZipFile(wheel).namelist()}
    assert {name for name in names if not name.endswith(".dist-info")} == {"gemeinsam"}


def test_the_wheel_carries_every_file_of_the_program(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())
    tracked = {path.relative_to(ROOT) for path in tracked_files()}
    program = {f"gemeinsam/_app/{path}" for path in tracked if path.parts[0] in PACKAGES}
    # The launcher is the package itself.
    assert program - packed == {"gemeinsam/_app/api/_launcher.py"}


def test_the_wheel_carries_the_front_end(wheel: Path) -> None:
    vendor = ROOT / "api" / "static" / "vendor"
    installed = {str(path.relative_to(ROOT)) for path in vendor.rglob("*") if path.is_file()}
    assert installed
    packed = {name.removeprefix("gemeinsam/_app/") for name in ZipFile(wheel).namelist()}
    assert installed <= packed


def test_the_wheel_carries_every_kind_of_file_it_reads(wheel: Path) -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix[1:] in NOT_CODE
    }
    packed = {name.removeprefix("gemeinsam/_app/") for name in ZipFile(wheel).namelist()}
    assert there - packed == set()
    assert {name.rpartition(".")[2] for name in there} == NOT_CODE


def test_an_installed_wheel_speaks_english_and_typesets(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)
    use = [sys.executable, "-c", USE]
    ran = subprocess.run(use, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    pdf, _, said = ran.stdout.partition("\n")
    assert pdf == "%PDF-"
    assert said.startswith("Submit an idea")
    assert str(tmp_path) in said


def test_it_finds_its_own_folders_beside_strangers_of_the_same_name(
    wheel: Path, tmp_path: Path
) -> None:
    hostile, installed = tmp_path / "hostile", tmp_path / "installed"
    for name in PACKAGES:
        (hostile / name).mkdir(parents=True)
        (hostile / name / "__init__.py").write_text("raise SystemExit('the wrong one')\n")
    ZipFile(wheel).extractall(installed)
    script = LAUNCH.format(hostile=str(hostile), installed=str(installed))
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert "Usage" in ran.stdout, ran.stdout + ran.stderr
    own = str(installed / "gemeinsam" / "_app")
    assert [Path(path).is_relative_to(own) for path in ran.stdout.split()[-2:]] == [True, True]


def test_a_rebuild_finds_the_program_for_its_second_process(wheel: Path, tmp_path: Path) -> None:
    """Its launcher alone has the program on its path; the process of a rebuild is another one."""
    hostile, installed = tmp_path / "hostile", tmp_path / "installed"
    for name in PACKAGES:
        (hostile / name).mkdir(parents=True)
        (hostile / name / "__init__.py").write_text("raise SystemExit('the wrong one')\n")
    ZipFile(wheel).extractall(installed)
    ran = subprocess.run(
        [sys.executable, "-c", REBUILD, str(installed), str(tmp_path)],
        cwd=hostile,
        env={**os.environ, "PYTHONPATH": str(hostile)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.stdout == "rebuilt\n", ran.stderr
