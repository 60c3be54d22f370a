"""Deciding a case, and deciding about an appeal."""

from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.errors import Malformed, status_of
from api.pages.formatting import number, ticked, typed
from api.pages.framing import Answer, Frame
from api.pages.ideas.changing import receipt_of
from api.pages.moderation.case import CONFLICTS, NOT_YOURS, AtTheDesk, Desk, lead_back
from api.pages.moderation.reading import read
from api.pages.views import DecisionForm, FieldError
from api.pages.vocabulary.terms import N_
from api.people import moderators_only
from api.problems import WrongField
from api.provided import Asking, Visible
from domain.codes import EXPLANATION_MINIMUM, CaseId, ProposalId, RuleCode
from domain.messages import Refusal
from domain.moderation import AppealOutcome, Outcome
from domain.use_cases.moderating import Verdict, decide_appeal, decide_case
from projections import proposals

_LONGEST = 2_000  # characters of an explanation
_FIELDS = {
    "RuleMissing": "rules",
    "SourceRuleNotForModerators": "rules",
    "ExplanationTooShort": "explanation",
    "MergeTargetMissing": "into",
    "TargetNotPublished": "into",
    "CannotMergeIntoItself": "into",
    "AlreadyMerged": "into",
}
"""Where on the form a refusal is explained; all others are about the outcome."""
_ELSEWHERE = {403, 404}
"""Answers that no other form would change."""


class Decision(msgspec.Struct):
    """The form; `rules` is a list as soon as two boxes are ticked."""

    outcome: str = ""
    rules: list[str] | str = msgspec.field(default_factory=list)
    explanation: str = ""
    quoted: str = ""
    into: str = ""
    seen: str = ""

    def chosen_rules(self) -> tuple[str, ...]:
        """Return the ticked rules."""
        return ticked(self.rules)

    def view(self, errors: tuple[FieldError, ...] = ()) -> DecisionForm:
        """Return the form as it is shown again."""
        return DecisionForm(
            outcome=self.outcome,
            rules=self.chosen_rules(),
            explanation=self.explanation,
            quoted=self.quoted,
            into=self.into,
            errors=errors,
        )


@post("/moderation/cases/{case_id:uuid}/decision", sync_to_thread=True, guards=[moderators_only])
def decide(
    case_id: FromPath[UUID],
    data: URLEncodedBody[Decision],
    desk: AtTheDesk,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Decide a case with rules and reasons; what lacks something comes back as typed."""
    target, errors = _checked(desk, case_id, data)
    if errors:
        return desk.show(case_id, data.view(errors))
    if _text_changed(desk, case_id, data.seen):
        # Nobody decides about words they have not read.
        return desk.show(case_id, data.view(), stale=True)
    verdict = Verdict(
        outcome=cast("Outcome", data.outcome),
        rules=cast("tuple[RuleCode, ...]", data.chosen_rules()),
        explanation=typed(data.explanation) or None,
        quoted=typed(data.quoted) or None,
        into=target,
    )
    try:
        outcome = decide_case(desk.platform, asking, CaseId(case_id), verdict)
    except CONFLICTS:
        return desk.show(case_id, data.view(), stale=True)
    except NOT_YOURS:
        return desk.show(case_id, data.view())
    except Refusal as refusal:
        return desk.show(case_id, data.view((_explained(desk.frame, refusal),)))
    return lead_back(desk, case_id, visible.wait(outcome.position), "decided")


def _checked(
    desk: Desk, case_id: UUID, data: Decision
) -> tuple[ProposalId | None, tuple[FieldError, ...]]:
    """Return the idea to merge with, and what is wrong with the form."""
    frame, errors = desk.frame, []
    known = get_args(RuleCode)
    if any(rule not in known for rule in data.chosen_rules()):
        raise Malformed(WrongField("rules", "unknown rule"))
    if data.outcome not in get_args(Outcome):
        errors.append(frame.error("outcome", N_("Wählen Sie, was geschehen soll.")))
    errors += _too_long(frame, data)
    target = _target(desk, case_id, data) if data.outcome == "merge" else None
    if data.outcome == "merge" and target is None:
        text = N_("Geben Sie die Nummer einer öffentlichen Idee an.")
        errors.append(frame.error("into", text))
    return target, tuple(errors)


def _too_long(frame: Frame, data: Decision) -> tuple[FieldError, ...]:
    length = len(typed(data.explanation))
    if length <= _LONGEST:
        return ()
    text = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
    return (frame.error("explanation", text, length=length, maximum=_LONGEST),)


def _target(desk: Desk, case_id: UUID, data: Decision) -> ProposalId | None:
    number = receipt_of(data.into)
    if not number:
        return None
    with desk.read_models.snapshot() as snapshot:
        subject = read(snapshot, desk.reader, case_id).detail.case.subject_id
        return proposals.by_receipt(snapshot, number, beside=ProposalId(subject))


def _text_changed(desk: Desk, case_id: UUID, seen: str) -> bool:
    with desk.read_models.snapshot() as snapshot:
        newest = read(snapshot, desk.reader, case_id).text_position
    known = number(seen)
    return known is not None and newest > known


def _explained(frame: Frame, refusal: Refusal) -> FieldError:
    name = type(refusal).__name__
    if status_of(refusal) in _ELSEWHERE:
        raise refusal
    if name == "ExplanationTooShort":
        text = N_("Erklären Sie die Entscheidung in mindestens %(minimum)s Zeichen.")
        return frame.error("explanation", text, minimum=EXPLANATION_MINIMUM)
    return frame.error(_FIELDS.get(name, "outcome"), frame.refusal(name))


@post(
    "/moderation/cases/{case_id:uuid}/appeal-decision",
    sync_to_thread=True,
    guards=[moderators_only],
)
def decide_on_appeal(
    case_id: FromPath[UUID],
    data: URLEncodedBody[Decision],
    desk: AtTheDesk,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Give the second decision on an appeal one has taken over."""
    if data.outcome not in get_args(AppealOutcome):
        error = desk.frame.error("outcome", N_("Wählen Sie, was geschehen soll."))
        return desk.show(case_id, data.view((error,)))
    if errors := _too_long(desk.frame, data):
        return desk.show(case_id, data.view(errors))
    try:
        outcome = decide_appeal(
            desk.platform,
            asking,
            CaseId(case_id),
            cast("AppealOutcome", data.outcome),
            typed(data.explanation),
        )
    except CONFLICTS:
        return desk.show(case_id, data.view(), stale=True)
    except NOT_YOURS:
        return desk.show(case_id, data.view())
    except Refusal as refusal:
        return desk.show(case_id, data.view((_explained(desk.frame, refusal),)))
    return lead_back(desk, case_id, visible.wait(outcome.position), "appeal_decided")
