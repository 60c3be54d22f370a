"""Pages of moderation: the queue, a case, decisions, and appeals of authors."""

from api.pages.moderation.appealing import appeal, appeal_page
from api.pages.moderation.case import case, claim, note, provide_desk, release
from api.pages.moderation.deciding import decide, decide_on_appeal
from api.pages.moderation.desk import desk_page
from api.pages.moderation.escalating import escalate

HANDLERS = (
    desk_page,
    case,
    claim,
    release,
    note,
    escalate,
    decide,
    decide_on_appeal,
    appeal_page,
    appeal,
)

__all__ = ["HANDLERS", "provide_desk"]
