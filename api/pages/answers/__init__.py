"""Pages of answers: the public list of what is due, the office's desk, letters."""

from api.pages.answers.desk import answer_desk, answer_many, answer_queue
from api.pages.answers.public import answers_page
from api.pages.answers.reviewing import ask_unit, file_review
from api.pages.answers.writing import answer_form, give_answer, letter, report_outcome

HANDLERS = (
    answers_page,
    answer_desk,
    answer_queue,
    answer_many,
    answer_form,
    give_answer,
    ask_unit,
    file_review,
    report_outcome,
    letter,
)

__all__ = ["HANDLERS"]
