"""Pages of real-world labs."""

from api.pages.labs.acting import evaluate_lab, extend_lab, tell_of_lab
from api.pages.labs.lab import lab_page
from api.pages.labs.listed import labs_page
from api.pages.labs.opening import new_lab_page, open_lab

HANDLERS = (
    labs_page,
    new_lab_page,
    open_lab,
    lab_page,
    tell_of_lab,
    extend_lab,
    evaluate_lab,
)

__all__ = ["HANDLERS"]
