"""Roles are given and taken by the administration, and end by themselves."""

import pytest

from tests.api.pages.village import Village, Visits

MODERATOR = {"email": "nora@beispiel.example", "role": "moderator", "until": "2023-12-31"}


async def test_a_role_is_granted_used_and_revoked(village: Village, visits: Visits) -> None:
    village.open_process()
    admin = visits.by("admin")
    page = await admin.open("/de/staff")
    granted = await admin.send(page.form("/staff/grant"), {**MODERATOR, "process": "gemeinsam"})
    assert "Die Rolle ist vergeben" in granted.text
    assert "nora@beispiel.example Moderation Gemeinsam 19.06.2023 31.12.2023" in granted.text
    await visits.by("nora").open("/de/moderation")
    gone = await admin.send(granted.form("/staff/revoke"))
    assert "Die Rolle ist entzogen" in gone.text
    assert "1 beendete Rolle" in gone.text


async def test_a_form_that_lacks_something_comes_back(village: Village, visits: Visits) -> None:
    admin = visits.by("admin")
    form = (await admin.open("/de/staff")).form("/staff/grant")
    odd = {"email": "nora", "role": "king", "process": "nirgends", "until": "2023-06-18"}
    page = await admin.send(form, odd, 400)
    for said in ("E-Mail-Adresse an", "Wählen Sie eine Rolle", "gibt es nicht", "in der Zukunft"):
        assert said in page.text
    assert page.form("/staff/grant").fields["email"] == "nora"


@pytest.mark.parametrize("until", ["9999-12-31", "0026-12-31", "32.13.2026"])
async def test_a_last_day_nobody_can_reckon_with_comes_back(
    village: Village, visits: Visits, until: str
) -> None:
    admin = visits.by("admin")
    form = (await admin.open("/de/staff")).form("/staff/grant")
    page = await admin.send(form, {**MODERATOR, "until": until}, 400)
    assert "in der Zukunft" in page.text
    assert page.form("/staff/grant").fields["until"] == until


@pytest.mark.parametrize(
    "email", ["müller@kreis.example", "nora@kreis_.example", f"{'n' * 250}@kreis.example"]
)
async def test_an_address_no_mail_can_reach_comes_back_with_the_form(
    village: Village, visits: Visits, email: str
) -> None:
    admin = visits.by("admin")
    form = (await admin.open("/de/staff")).form("/staff/grant")
    page = await admin.send(form, {**MODERATOR, "email": email}, 400)
    assert "Das ist keine E-Mail-Adresse" in page.text
    shown = page.form("/staff/grant").fields
    assert (shown["email"], shown["until"]) == (email, "2023-12-31")


async def test_an_unknown_grant_cannot_be_revoked(village: Village, visits: Visits) -> None:
    admin = visits.by("admin")
    token = (await admin.open("/de/staff")).form("/staff/grant").fields
    await admin.post("/de/staff/revoke", {**token, "grant": "9999"}, 404)
    await admin.post("/de/staff/revoke", {**token, "grant": "x"}, 404)


async def test_only_the_administration_sees_who_has_which_role(
    village: Village, visits: Visits
) -> None:
    assert (await visits.by().open("/de/staff")).path.startswith("/de/sign-in")
    for name in ("ana", "moderator", "office", "auditor"):
        await visits.by(name).open("/de/staff", 403)
        token = (await visits.by(name).open("/de/me")).form("/sign-out").fields
        await visits.by(name).post("/de/staff/grant", {**token, **MODERATOR}, 403)
