"""Pages of the audit desk: the trail, its chain, and the replay of one object."""

from api.pages.audit.chain import ChainChecks
from api.pages.audit.replay import replay_page
from api.pages.audit.trail import audit_page, check_chain

HANDLERS = (audit_page, check_chain, replay_page)

__all__ = ["HANDLERS", "ChainChecks"]
