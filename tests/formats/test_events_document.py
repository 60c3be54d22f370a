"""docs/events.md tells every event as the catalogue has it today."""

import subprocess
import sys
from pathlib import Path

from domain.catalogue import EVENTS

ROOT = Path(__file__).resolve().parent.parent.parent
GENERATOR = ROOT / "docs" / "generate_events.py"
DOCUMENT = ROOT / "docs" / "events.md"


def test_the_document_is_what_the_generator_writes() -> None:
    check = subprocess.run(
        [sys.executable, GENERATOR, "--check"], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_every_event_has_a_meaning_and_all_its_fields() -> None:
    sections = DOCUMENT.read_text(encoding="utf-8").split("\n### ")
    told = {section.partition("\n")[0].strip("`"): section for section in sections[1:]}
    assert set(told) == set(EVENTS)
    for topic, event in EVENTS.items():
        meaning = told[topic].split("\n\n")[1]
        assert meaning.endswith("."), topic
        assert all(f"| `{field}` | " in told[topic] for field in event.__struct_fields__), topic
