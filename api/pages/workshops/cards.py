"""Formats in lists."""

from api.pages.formatting import excerpt
from api.pages.parts.words import Words
from api.pages.views.workshops import FormatCard
from projections.workshops import FormatRow


def card(row: FormatRow, words: Words) -> FormatCard:
    """Return a format as everybody may see it: its result only once it is confirmed."""
    counts = row.state == "confirmed"
    return FormatCard(
        id=str(row.workshop_id),
        kind=row.kind,
        title=words.text(row.title),
        place=words.text(row.place),
        on=row.on,
        state=row.state,
        attendance=row.attendance if counts else None,
        dots=sum(row.dots.values()) if counts else 0,
        excerpt=excerpt(words.text(row.summary)) if counts else "",
    )
