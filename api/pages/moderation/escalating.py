"""Handing a case to the legal office or to the police."""

from typing import Literal, cast
from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.pages.formatting import typed
from api.pages.framing import Answer, Frame
from api.pages.moderation.case import CONFLICTS, NOT_YOURS, AtTheDesk, lead_back
from api.pages.views import EscalationForm, FieldError
from api.pages.vocabulary.terms import N_
from api.people import moderators_only
from api.provided import Asking, Visible
from domain.codes import CaseId
from domain.use_cases.moderating import escalate_case

_LONGEST = 2_000  # characters of a reason
_OFFICES = ("legal", "police")


class Escalation(msgspec.Struct):
    to: str = ""
    reason: str = ""


@post("/moderation/cases/{case_id:uuid}/escalation", sync_to_thread=True, guards=[moderators_only])
def escalate(
    case_id: FromPath[UUID],
    data: URLEncodedBody[Escalation],
    desk: AtTheDesk,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Hand a claimed case on, with a reason; it waits there until somebody claims it again."""
    reason = typed(data.reason)
    form = EscalationForm(
        to=data.to, reason=data.reason, errors=_wrong(desk.frame, data.to, reason)
    )
    if form.errors:
        return desk.show(case_id, escalation=form)
    to = cast("Literal['legal', 'police']", data.to)
    try:
        outcome = escalate_case(desk.platform, asking, CaseId(case_id), to, reason)
    except CONFLICTS:
        return desk.show(case_id, escalation=form, stale=True)
    except NOT_YOURS:
        return desk.show(case_id)
    return lead_back(desk, case_id, visible.wait(outcome.position), "escalated")


def _wrong(frame: Frame, to: str, reason: str) -> tuple[FieldError, ...]:
    errors = []
    if to not in _OFFICES:
        errors.append(frame.error("to", N_("Wählen Sie, wer den Fall bekommen soll.")))
    if not reason:
        errors.append(frame.error("reason", N_("Schreiben Sie, warum der Fall dorthin gehört.")))
    if len(reason) > _LONGEST:
        text = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        errors.append(frame.error("reason", text, length=len(reason), maximum=_LONGEST))
    return tuple(errors)
