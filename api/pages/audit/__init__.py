"""Pages of the audit desk: the trail, replay, four eyes, audits, findings, staff reads."""

from api.pages.audit import findings, runs
from api.pages.audit.chain import ChainChecks
from api.pages.audit.four_eyes import four_eyes_page
from api.pages.audit.reads import staff_reads_page
from api.pages.audit.replay import replay_page
from api.pages.audit.trail import audit_page, check_chain

HANDLERS = (
    audit_page,
    check_chain,
    replay_page,
    four_eyes_page,
    *runs.HANDLERS,
    *findings.HANDLERS,
    staff_reads_page,
)

__all__ = ["HANDLERS", "ChainChecks"]
