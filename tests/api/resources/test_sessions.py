"""A browser's session opens the API too, and only from a page of this site."""

import httpx

from tests.api.installation import HOME
from tests.api.resources.city import BASE, Api, City, problem


async def support(api: Api, city: City, name: str, **headers: str) -> httpx.Response:
    """Support a fresh proposal in somebody's session, with these headers."""
    made = city.published(city.process_id, f"author-{name}-{len(headers)}")
    given = {key.replace("_", "-"): value for key, value in headers.items()}
    cookie = {"Cookie": f"__Host-sid={city.session(name).token}"}
    return await api.raw("PUT", f"{BASE}/proposals/{made}/support", headers={**cookie, **given})


async def test_a_session_writes_with_its_token_from_our_own_page(api: Api, city: City) -> None:
    csrf = city.session("ben").csrf
    for origin in ({"sec_fetch_site": "same-origin"}, {"origin": HOME}):
        answer = await support(api, city, "ben", x_csrf_token=csrf, **origin)
        assert answer.json()["says"] == "support"
        # The next reads of this browser wait for the write by themselves.
        assert "__Host-seen=" in answer.headers["set-cookie"]


async def test_another_site_or_session_cannot_write(api: Api, city: City) -> None:
    csrf, other = city.session("ben").csrf, city.session("cem").csrf
    head = city.log.head().position
    for headers in (
        {"sec_fetch_site": "cross-site", "x_csrf_token": csrf},
        {"origin": "https://anderswo.example", "x_csrf_token": csrf},
        {"x_csrf_token": csrf},
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin", "x_csrf_token": other},
        {"sec_fetch_site": "same-origin", "x_csrf_token": "x"},
    ):
        answer = await support(api, city, "ben", **headers)
        problem(answer, 403, "NotAllowed")
    votes = [each for page in city.log.since(head) for each in page if "Support" in str(each.event)]
    assert votes == []


async def test_an_unknown_session_is_a_visitor_and_its_cookie_goes(api: Api) -> None:
    answer = await api.raw("GET", f"{BASE}/processes", headers={"Cookie": "__Host-sid=planted"})
    assert answer.status_code == 200
    assert "__Host-sid=;" in answer.headers["set-cookie"]
    assert answer.headers["cache-control"] == "no-store"


async def test_a_token_goes_before_a_session(api: Api, city: City) -> None:
    cookie = {"Cookie": f"__Host-sid={city.session('moderator').token}"}
    answer = await api.raw(
        "GET", f"{BASE}/moderation/cases", headers={**cookie, **city.headers("ben")}
    )
    problem(answer, 403, "NotAllowed")
