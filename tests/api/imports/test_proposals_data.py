"""The real cycling dialogue: 2,314 ideas, against facts found without us."""

import csv
import json
import re
from collections import Counter
from typing import Any

import pytest

from api.imports import proposals
from api.imports.progress import Silent
from domain.processes import ActionFieldDefined
from tests.api.imports.sources import NOW, REAL, Installation, imported

SOURCE = REAL / "raddialog-bonn"

pytestmark = [
    pytest.mark.skipif(not SOURCE.is_dir(), reason="the dialogue is not beside the checkout"),
]


@pytest.fixture(scope="module")
def truth() -> Any:  # noqa: ANN401 - JSON
    """What was found in the file with other means."""
    return json.loads((SOURCE / "ground_truth.json").read_text(encoding="utf-8"))


def test_every_idea_arrives_once_and_readable(installation: Installation, truth: Any) -> None:  # noqa: ANN401 - JSON
    file = SOURCE / "dataset.csv"
    [report] = proposals.run(installation.platform, NOW, file, "rad", Silent()).files
    assert (report.created, report.faulty) == (truth["rows"], ())
    assert report.remarks["without text"] == len(truth["empty_text"])

    ideas = imported(installation)
    made = [r.occurred_at for r in installation.recorded() if isinstance(r.event, type(ideas[0]))]
    assert made == sorted(made)
    assert len(made) == truth["rows"]

    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    links = {installation.text(event.source_link) for event in ideas if event.source_link}
    assert links == {row["URL"] for row in rows}
    bodies = [installation.text(event.body) for event in ideas if event.body]
    # A title too long for a title is the text where there is no other.
    empty = [row for row in rows if row["ID"] in truth["empty_text"] and len(row["title"]) <= 120]
    assert len(bodies) == truth["rows"] - len(empty)

    titles = [installation.text(event.title) for event in ideas if event.title]
    assert len(titles) == truth["rows"] - 32
    for text in [*bodies, *titles]:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]|<U\\+|&[a-z]+;|</", text), text

    names = {
        event.field_id: installation.text(event.name)
        for event in installation.events()
        if isinstance(event, ActionFieldDefined)
    }
    assert Counter(names[event.action_field] for event in ideas if event.action_field) == {
        proposals.FIELD_NAMES[category]: count
        for category, count in truth["by_main_category"].items()
    }

    [again] = proposals.run(installation.platform, NOW, file, "rad", Silent()).files
    assert (again.created, again.repeated) == (0, truth["rows"])
