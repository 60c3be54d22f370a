"""Whatever stands in an address or a form, a page answers, and never by an error of ours."""

from urllib.parse import quote

import pytest

from domain.moderation import case_id_of
from tests.api.pages.village import SLUG, Village, Visits

ODD = (
    "",
    "0",
    "-1",
    "²",
    "9" * 40,
    "1e9",
    "\x00",
    "\ud7ff\uffff",
    "' OR 1=1 --",
    '"*^(NEAR',
    "<script>alert(1)</script>",
    "%00%ff",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "2023-06-19T12:30+14:00",
    "ÄÖÜ" * 2000,
)
PARAMETERS = {
    f"/de/p/{SLUG}/ideas": (
        "sort", "seed", "field", "territory", "state", "channel", "q", "cursor", "done",
    ),
    "/de/audit": ("at", "position", "moment", "event", "role", "subject", "before"),
    "/de/audit/objects/{idea}": ("at",),
    "/de/sign-in": ("next", "done"),
    "/de/moderation": ("tab", "cursor"),
}  # fmt: skip
FORMS = {
    f"/de/p/{SLUG}/submit": (
        "title", "body", "field", "territory", "latitude", "longitude", "draft_id", "intent",
    ),
    f"/de/p/{SLUG}/similar": ("text",),
    "/de/ideas/{idea}/support": ("action",),
    "/de/ideas/{idea}/comments": ("body", "stance", "parent"),
    "/de/ideas/{idea}/merge": ("into",),
    "/de/ideas/{idea}/withdraw": ("reason",),
    "/de/reports": ("kind", "id", "rule", "text"),
    "/de/moderation/cases/{case}/decision": ("outcome", "rules", "into", "seen", "explanation"),
    "/de/me/sessions/end": ("session",),
    "/de/me/tokens/end": ("token",),
    "/de/sign-in": ("email", "next"),
    "/de/sign-in/x": ("next", "of_age"),
}  # fmt: skip


@pytest.mark.parametrize("address", PARAMETERS)
async def test_odd_parameters(village: Village, visits: Visits, address: str) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    browser = visits.by("moderator" if "moderation" in address else None)
    for name in PARAMETERS[address]:
        for value in ODD:
            path = f"{address.format(idea=idea)}?{name}={quote(value, errors='surrogatepass')}"
            assert await browser.status(path) < 500, (name, value[:40])


@pytest.mark.parametrize("address", FORMS)
async def test_odd_forms(village: Village, visits: Visits, address: str) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    case = case_id_of(village.submit(village.process_id).id, 1)
    name = "moderator" if "moderation" in address else "ben"
    browser = visits.by(name)
    token = {"_csrf_token": village.session(name).csrf}
    for field in FORMS[address]:
        for value in ODD:
            path = address.format(idea=idea, case=case)
            answer = await browser.answer(path, {**token, field: value})
            assert answer < 500, (field, value[:40])


async def test_odd_paths(village: Village, visits: Visits) -> None:
    village.open_process()
    browser = visits.by()
    for value in ("%00", "%ff", "x" * 3000, "..%2f..", "%E2%80%AE"):
        for path in (f"/de/p/{value}", f"/i/{value}", f"/de/sign-in/{value}", f"/de/{value}"):
            assert 400 <= await browser.status(path) < 500, path
