"""What somebody typed from the minutes, and what is wrong with it in plain words."""

from typing import cast, get_args

import msgspec

from api.errors import status_of
from api.pages.framing import Frame
from api.pages.views import FieldError
from api.pages.views.decisions import RecordForm
from api.pages.vocabulary.terms import N_
from domain.decisions import (
    CouncilVote,
    MorePresentThanSeats,
    MoreVotesThanPresent,
    Record,
    Result,
    ResultContradictsVote,
    VoteMissing,
)
from domain.messages import Refusal

_ELSEWHERE = {403, 404}
"""Answers that no other form would change."""
_MOST = 4  # digits; no body has more members
_NUMBERS = {
    "present": N_("Geben Sie an, wie viele Mitglieder anwesend waren."),
    "yes": N_("Geben Sie die Ja-Stimmen als Zahl an."),
    "no": N_("Geben Sie die Nein-Stimmen als Zahl an."),
    "abstain": N_("Geben Sie die Enthaltungen als Zahl an."),
}


class MinutesForm(msgspec.Struct):
    result: str = ""
    present: str = ""
    yes: str = ""
    no: str = ""
    abstain: str = ""
    method: str = "open"
    text: str = ""
    conditions: str = ""
    minutes: str = ""
    reason: str = ""

    def view(self) -> RecordForm:
        """Return the form as it is shown again."""
        return RecordForm(**msgspec.structs.asdict(self))

    @property
    def counted(self) -> bool:
        """Whether any number of votes was typed."""
        return any(each.strip() for each in (self.yes, self.no, self.abstain))


def read_record(frame: Frame, form: MinutesForm) -> tuple[Record | None, tuple[FieldError, ...]]:
    """Return what the minutes say, or what is missing on the form."""
    wanted = _NUMBERS if form.counted else {"present": _NUMBERS["present"]}
    numbers = {name: _number(getattr(form, name)) for name in wanted}
    errors = [frame.error(name, _NUMBERS[name]) for name, value in numbers.items() if value is None]
    if form.result not in get_args(Result):
        errors.insert(0, frame.error("result", N_("Wählen Sie das Ergebnis.")))
    known = {name: value for name, value in numbers.items() if value is not None}
    if errors:
        return None, tuple(errors)
    result = cast("Result", form.result)
    return Record(result=result, present=known["present"], vote=_vote(form, known)), ()


def _vote(form: MinutesForm, known: dict[str, int]) -> CouncilVote | None:
    if not form.counted:
        return None
    given = {**{name: known[name] for name in ("yes", "no", "abstain")}, "method": form.method}
    if form.method not in {"open", "roll_call", "secret"}:
        given["method"] = "open"
    return msgspec.convert(given, CouncilVote)


def _number(typed: str) -> int | None:
    typed = typed.strip()
    if typed.isascii() and typed.isdecimal() and len(typed) < _MOST:
        return int(typed)
    return None


def explained(frame: Frame, refusal: Refusal) -> FieldError:
    """Return where on the form a refusal belongs, with the numbers that do not add up.

    Raises:
        Refusal: no other form would change it.
    """
    if status_of(refusal) in _ELSEWHERE:
        raise refusal
    match refusal:
        case MoreVotesThanPresent():
            text = N_(
                "Ja, Nein und Enthaltungen ergeben zusammen %(votes)s, "
                "anwesend waren aber nur %(present)s. Vergleichen Sie mit der Niederschrift."
            )
            return frame.error("yes", text, **refusal.facts)
        case MorePresentThanSeats():
            text = N_("%(present)s Anwesende sind mehr, als das Gremium Sitze hat (%(seats)s).")
            return frame.error("present", text, **refusal.facts)
        case ResultContradictsVote():
            return frame.error("result", frame.refusal("ResultContradictsVote"))
        case VoteMissing():
            return frame.error("yes", frame.refusal("VoteMissing"))
    return frame.error("result", frame.refusal(type(refusal).__name__))
