"""Pages of the strategy: published versions, their documents, the office's form."""

from api.pages.strategies.papers import council_paper
from api.pages.strategies.public import (
    compare_strategies,
    strategy_document,
    strategy_page,
    strategy_version_page,
)
from api.pages.strategies.publishing import publish_page, publish_version
from api.pages.strategies.revising import revision_page, start_revision

HANDLERS = (
    strategy_page,
    publish_page,
    publish_version,
    revision_page,
    start_revision,
    strategy_version_page,
    compare_strategies,
    strategy_document,
    council_paper,
)
