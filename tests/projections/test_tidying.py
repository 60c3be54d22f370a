"""Former tables go one model at a time, and what they looked like is forgotten."""

from sqlalchemy import inspect, select

from projections.read_models import ReadModels, retired
from projections.runner import Runner
from projections.tidying import drop_retired
from tests.projections.town import Town


def test_former_tables_are_dropped_model_by_model_and_forgotten(read_models: ReadModels) -> None:
    runner = Runner(Town(7).live(30).log, read_models)
    runner.catch_up()
    with read_models.snapshot() as snapshot:
        before = snapshot.tables
    runner.rebuild(["tally", "proposals"])
    left = []
    while drop_retired(read_models):
        with read_models.engine.connect() as connection:
            left.append({row.model for row in connection.execute(select(retired))})
    assert [len(models) for models in left] == [1, 0]
    names = inspect(read_models.engine).get_table_names()
    assert ("tally_1" in names, "tally_2" in names) == (False, True)
    # Others than the one that tidies forget when they see the switch.
    assert read_models.tables_of("tally", 1)["tally"] is not before["tally"]
    assert read_models.tables_of("feed", 1)["feed"] is before["feed"]
    with read_models.snapshot() as snapshot:
        assert snapshot.tables["tally"].name == "tally_2"
        assert snapshot.tables["feed"] is before["feed"]
    assert runner.check() == []
