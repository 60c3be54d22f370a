"""A verifier that shares no code with the platform accepts its strategy, and agrees with it."""

from pathlib import Path

from gemeinsam_verifier.replay import Replay
from gemeinsam_verifier.wording import Wording
from tests.use_cases.strategy.county import County
from tests.use_cases.strategy.whole_story import PRIVATE, published, tell
from tests.verifier.laboratory import Laboratory, complaints


def test_the_story_of_a_county_is_verified(county: County, tmp_path: Path) -> None:
    told = tell(county)
    files = published(county)
    assert PRIVATE.isdisjoint(text.text for text in files.texts)
    assert not any(word.encode() in entry for word in PRIVATE for entry in files.entries)
    laboratory = Laboratory(tmp_path)
    laboratory.publish(files)
    report = laboratory.verify()
    assert complaints(report) == []
    assert report.texts is not None
    assert report.texts > 100
    (council,) = report.councils
    shown = {(row.number, row.title, row.state) for row in council.measures}
    assert ("M-01", "Räume online buchen", "completed") in shown
    items = {(row.body, row.result, row.corrected, row.state) for row in council.decisions}
    assert ("Kreistag", "rejected", True, "confirmed") in items
    assert ("Kreistag", "unchanged", False, "repealed") in items
    assert ("Gemeinderat", "unchanged", False, "confirmed") in items
    lines = "\n".join(Wording("de").report(report, None))
    assert "Kreistag  7.1  Räume online buchen: abgelehnt, 12 Ja, 12 Nein" in lines
    replay = Replay()
    for entry in files.entries:
        replay.read(entry)
    found = replay.state.council.measures
    for measure_id in told.values():
        ours, theirs = county.state(measure_id), found[measure_id.hex]
        assert (theirs.state, theirs.version) == (ours.status, ours.version)
        decided = {key: by.decision_id.hex for key, by in ours.decided.items()}
        assert theirs.decided == decided
    states = {name: county.state(each).status for name, each in told.items() if name != "shared"}
    assert all(name == state for name, state in states.items())
