"""Pages about one idea: read it, support it, answer it, change it."""

from api.pages.ideas.answering import opinion, support
from api.pages.ideas.changing import merge, unmerge, withdraw
from api.pages.ideas.page import idea, short_address
from api.pages.ideas.versions import version

HANDLERS = (idea, support, opinion, withdraw, merge, unmerge, version)
"""Below a language prefix."""

SHORT = (short_address,)
"""Without one."""
