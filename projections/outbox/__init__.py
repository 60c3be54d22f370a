"""The outbox: what people are to be told, derived from the log, and what of it was sent."""

from projections.model import Model
from projections.outbox.deliveries import Deliveries, DeliveryRow, Pending
from projections.outbox.projecting import message_id, project
from projections.outbox.reports import ReportRow, reports_of
from projections.outbox.rows import NoticeKind, NoticeRow, define

MODEL = Model("outbox", define, project, revision=2)

__all__ = [
    "MODEL",
    "Deliveries",
    "DeliveryRow",
    "NoticeKind",
    "NoticeRow",
    "Pending",
    "ReportRow",
    "define",
    "message_id",
    "project",
    "reports_of",
]
