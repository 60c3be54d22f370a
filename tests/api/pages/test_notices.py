"""Whoever has sent a form is told what came of it."""

from api.pages.measures.acts import ACTS
from api.pages.vocabulary.notices import NOTICES


def test_everything_the_office_does_to_a_measure_is_confirmed() -> None:
    assert {f"act_{act}" for act in ACTS} <= NOTICES.keys()
