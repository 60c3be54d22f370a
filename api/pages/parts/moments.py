"""Where a page stands in time: its banner when it looks back, and the way to other moments."""

from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from api.moments import day_shown
from api.pages.views import Moment
from api.people import AnyRequest
from projections import audit
from projections.model import Snapshot

_OWN = ("as_of", "cursor", "done")
"""Parameters that another moment of the same page does not keep."""


def moment_of(
    request: AnyRequest, seen: Snapshot, about: UUID | None, compare_url: str | None
) -> Moment:
    """Return what a page says about its moment; `about` is whose history the slider shows.

    A page that looks back says nothing of today, so that it stays the same for ever.
    """
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    kept = tuple((name, value) for name, value in pairs if name not in _OWN)
    query = f"?{urlencode(kept)}" if kept else ""
    history = "/api/v1/moments" + (f"?subject={about}" if about else "")
    path, past = request.url.path, seen.as_of is not None
    position = seen.until
    own = urlencode([*kept, ("as_of", str(position))])
    return Moment(
        path=path,
        kept=kept,
        today_url=path + query,
        history_url=history,
        position=position if past else None,
        at=audit.moment_of(seen, position) if past else None,
        day=day_shown(seen) if past else "",
        link=f"{request.app.state.site.base_url}{path}?{own}" if past else "",
        compare_url=compare_url and compare_url + (f"?from={position}" if past else ""),
    )
