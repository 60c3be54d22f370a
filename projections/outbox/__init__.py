"""The outbox: notices to authors, derived from the log, and which of them were sent."""

from projections.model import Model
from projections.outbox.deliveries import Deliveries, DeliveryRow, Pending
from projections.outbox.projecting import message_id, project
from projections.outbox.rows import NoticeKind, NoticeRow, define

MODEL = Model("outbox", define, project)

__all__ = [
    "MODEL",
    "Deliveries",
    "DeliveryRow",
    "NoticeKind",
    "NoticeRow",
    "Pending",
    "define",
    "message_id",
    "project",
]
