"""Pages of paper intake (J2): what waits, typing in, comparing, the receipt."""

from api.pages.papers.comparing import (
    confirm,
    decision_letter,
    paper_page,
    put_aside,
    receipt_page,
    write_objection_down,
)
from api.pages.papers.desk import papers_page
from api.pages.papers.typing_in import correct, correction_page, form_page, record

HANDLERS = (
    papers_page,
    form_page,
    record,
    paper_page,
    confirm,
    put_aside,
    correction_page,
    correct,
    receipt_page,
    decision_letter,
    write_objection_down,
)

__all__ = ["HANDLERS"]
