"""The JSON API under /api/v1: one module per concept, over the same use cases as pages."""

from litestar import Router

from api.resources.audit import AuditResource
from api.resources.moderation import CaseResource
from api.resources.processes import ProcessResource
from api.resources.proposals import CommentResource, ProposalResource
from api.resources.reports import ReportResource

RESOURCES = Router(
    "/api/v1",
    route_handlers=[
        ProcessResource,
        ProposalResource,
        CommentResource,
        ReportResource,
        CaseResource,
        AuditResource,
    ],
)
"""All routes of the JSON API, for the wiring."""
