"""Why a remark command can be refused; the names are public."""

from domain.messages import Refusal


class RemarkUnknown(Refusal): ...


class RemarkAlreadyPosted(Refusal): ...


class ParagraphUnknown(Refusal):
    """The newest version of the mission statement has no such paragraph."""


class NotTheAuthorOfTheRemark(Refusal): ...


class RemarkWindowIsOver(Refusal): ...


class RemarkCannotBeChanged(Refusal): ...


class RemarkNotHeld(Refusal): ...


class RemarkNotVisible(Refusal): ...


class RemarkNotHidden(Refusal): ...
