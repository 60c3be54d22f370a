"""Pages that put two moments of an idea or of a process side by side."""

from api.pages.comparing.idea import compare_idea
from api.pages.comparing.process import compare_process

HANDLERS = (compare_idea, compare_process)
