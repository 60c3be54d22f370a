"""Long lists in numbered pages."""

from collections.abc import Mapping
from urllib.parse import urlencode

from api.pages.framing import Frame
from api.pages.views import Pages
from projections.model import Snapshot


def pages(
    frame: Frame,
    seen: Snapshot,
    path: str,
    shown: tuple[int, int],
    *,
    name: str = "page",
    anchor: str = "",
) -> Pages:
    """Return which page is `shown`, of how many, and where those before and after it are.

    `name` is the parameter that chooses a page; the moment that is looked back at is kept.
    """
    number, of = shown

    def address(page: int) -> str | None:
        if page == number or not 1 <= page <= of:
            return None
        chosen: Mapping[str, str] = {
            **({name: str(page)} if page > 1 else {}),
            **({"as_of": str(seen.until)} if seen.as_of is not None else {}),
        }
        query = f"?{urlencode(chosen)}" if chosen else ""
        return frame.url(f"{path}{query}{anchor}")

    return Pages(
        number=number,
        of=of,
        former_url=address(number - 1),
        further_url=address(number + 1),
        last_url=address(of),
    )
