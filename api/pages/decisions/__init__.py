"""Decisions of councils: the public register and page (J7), and the secretaries' desk."""

from api.pages.decisions.desk import council_page
from api.pages.decisions.item import item_page
from api.pages.decisions.public import decision_page, register_page
from api.pages.decisions.scheduling import schedule, schedule_page
from api.pages.decisions.working import (
    PROVIDED,
    confirm,
    confirm_correction,
    correct,
    discard,
    discard_correction,
    postpone,
    publish,
    record,
    repeal,
)

HANDLERS = (
    register_page,
    decision_page,
    council_page,
    schedule_page,
    schedule,
    item_page,
    postpone,
    record,
    confirm,
    discard,
    publish,
    correct,
    confirm_correction,
    discard_correction,
    repeal,
)

__all__ = ["HANDLERS", "PROVIDED"]
