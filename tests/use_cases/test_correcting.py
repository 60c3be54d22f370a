"""A comment is corrected by its author, and read again (J4)."""

import pytest

from domain import comments
from domain.moderation import case_id_of
from domain.use_cases import commenting
from domain.use_cases.histories import Histories
from domain.use_cases.moderating import Verdict
from tests.use_cases.moderated import WHY, correct, post
from tests.use_cases.town import Town


def test_a_comment_is_corrected_only_by_its_author_and_soon(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    comment_id = post(town, town.submit(process_id).id)
    with pytest.raises(comments.NotTheAuthorOfTheComment):
        commenting.edit_comment(
            town.platform, town.as_("ana"), comment_id, "Schlecht!", answered=False
        )
    town.later(minutes=16)
    with pytest.raises(comments.EditWindowIsOver):
        commenting.edit_comment(
            town.platform, town.as_("ben"), comment_id, "Sehr gut!", answered=False
        )
    commenting.withdraw_comment(town.platform, town.as_("ben"), comment_id)
    assert town.history(comment_id) == ["CommentPosted", "CommentWithdrawn"]


def test_a_released_comment_is_read_again_when_it_is_corrected(town: Town) -> None:
    process_id, _ = town.open_process()
    comment_id = post(town, town.published(process_id))
    town.decide(case_id_of(comment_id, 1), Verdict(outcome="publish"))
    assert correct(town, comment_id).state == "held"
    assert town.history(comment_id)[-2:] == ["CommentEdited", "CommentHeld"]
    second = case_id_of(comment_id, 2)
    assert town.history(second) == ["CaseOpened"]
    town.decide(second, Verdict(outcome="reject", rules=("HR04",), explanation=WHY))
    assert town.history(comment_id)[-1] == "CommentRefused"


def test_a_suspicious_correction_is_read_before_it_is_shown(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    comment_id = post(town, town.submit(process_id).id)
    assert correct(town, comment_id).state == "visible"
    town.decide(case_id_of(comment_id, 1), Verdict(outcome="no_action"))
    assert correct(town, comment_id, suspicious=True).state == "held"
    assert Histories(town.log).case(case_id_of(comment_id, 2)).trigger == "filter"


def test_what_is_shown_after_a_correction_is_read_as_well(town: Town) -> None:
    process_id, _ = town.open_process(moderation="post")
    comment_id = post(town, town.submit(process_id).id)
    town.decide(case_id_of(comment_id, 1), Verdict(outcome="no_action"))
    assert correct(town, comment_id).state == "visible"
    assert town.history(case_id_of(comment_id, 2)) == ["CaseOpened"]
