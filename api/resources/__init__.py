"""What programs talk to: the JSON API under /api/v1 and the feed of new proposals.

One module per concept, over the same use cases and read models as the pages.
"""

from litestar import Router

from api.resources.atom import atom_feed
from api.resources.audit import AuditResource
from api.resources.audits import AuditsResource, FindingsResource, list_staff_reads
from api.resources.comparisons import ProcessComparisonResource, ProposalComparisonResource
from api.resources.data_protection import get_data_protection
from api.resources.decision_exports import DecisionExports
from api.resources.exports import ProposalExports
from api.resources.measure_exports import MeasureExports
from api.resources.moderation import CaseResource
from api.resources.moments import MomentResource
from api.resources.organisation import GoalResource, OrganisationResource
from api.resources.own import OwnResource
from api.resources.own_data import OwnDataResource
from api.resources.papers import PaperResource
from api.resources.plan_exports import PlanExports
from api.resources.processes import ProcessResource
from api.resources.progress_atom import progress_feed
from api.resources.proposal_answers import AnswerResource
from api.resources.proposals import CommentResource, ProposalResource
from api.resources.public_log import ROUTER as PUBLIC_LOG
from api.resources.receipts import ReceiptResource
from api.resources.reports import ReportResource
from api.resources.set_up import PhaseResource, SetUpResource
from api.resources.strategy import STRATEGY
from api.resources.text_erasures import TextErasureResource
from api.resources.trail_exports import TrailExports
from api.resources.votes import VoteResource

BASE = "/api/v1"

RESOURCES = Router(
    BASE,
    route_handlers=[
        ProcessResource,
        SetUpResource,
        PhaseResource,
        OrganisationResource,
        GoalResource,
        ProposalResource,
        AnswerResource,
        VoteResource,
        CommentResource,
        ReceiptResource,
        ReportResource,
        CaseResource,
        PaperResource,
        OwnResource,
        OwnDataResource,
        TextErasureResource,
        AuditResource,
        AuditsResource,
        FindingsResource,
        list_staff_reads,
        get_data_protection,
        TrailExports,
        ProposalExports,
        MomentResource,
        ProcessComparisonResource,
        DecisionExports,
        MeasureExports,
        PlanExports,
        *STRATEGY,
        ProposalComparisonResource,
    ],
)

HANDLERS = (RESOURCES, PUBLIC_LOG, atom_feed, progress_feed)
"""All routes for programs, for the wiring."""
