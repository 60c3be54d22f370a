"""The days a slider moves over: those up to the moment asked for."""

from typing import Any

from domain.use_cases import contributing
from tests.api.resources.city import Api, City


async def test_days_after_the_moment_asked_for_are_not_told(api: Api, city: City) -> None:
    made = city.published(city.process_id)
    first = city.log.head().position
    city.later(days=2)
    contributing.give_support(city.platform, city.as_("ben"), made)
    city.later(days=1)
    now = await days(api, "")
    assert [day["day"] for day in now] == ["2023-06-19", "2023-06-21"]
    for about in ("", f"&subject={city.process_id}", f"&subject={made}"):
        assert await days(api, f"?as_of={first}{about}") == now[:1]
        assert await days(api, f"?as_of=2023-06-20{about}") == now[:1]
        assert await days(api, f"?as_of=0{about}") == []
        voted = await days(api, f"?as_of=2023-06-21{about}")
        assert [day["day"] for day in voted] == ["2023-06-19", "2023-06-21"]


async def days(api: Api, query: str) -> list[dict[str, Any]]:
    """Return the days of an answer, with which each names the moment of its end."""
    told = await api.get(f"/moments{query}")
    assert all(day["as_of"] <= told["as_of"] for day in told["items"])
    return [{name: day[name] for name in ("day", "as_of")} for day in told["items"]]
