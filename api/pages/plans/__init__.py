"""Pages of plans and implementation: years, roadmap, board, what people can use."""

from api.pages.plans.board import board_page
from api.pages.plans.overview import plans_page
from api.pages.plans.usable import usable_page
from api.pages.plans.writing import plan_form_page, release_plan
from api.pages.plans.year import year_plan_page

HANDLERS = (
    plans_page,
    year_plan_page,
    plan_form_page,
    release_plan,
    board_page,
    usable_page,
)

__all__ = ["HANDLERS"]
