"""Full-text search and similar ideas: the only place with plaintext at rest (ruling 6)."""

from projections.search.index import Open, Search, Similar

__all__ = ["Open", "Search", "Similar"]
