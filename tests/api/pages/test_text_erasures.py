"""Two people of the office have one text erased; neither of them can do it alone."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from adapters.mail import OutboxMailer
from api.running import agreed_erasures_of, erasing_of
from domain.codes import ProposalId
from domain.erasure import ContentErased
from domain.reads import Wanted
from domain.use_cases.erasing import written_in
from tests.api.pages.plain_browser import Page
from tests.api.pages.village import SLUG, Village, Visits

WHY = "Urteil des Amtsgerichts vom 3. Mai."
LEGAL = {"ground": "legal", "reason": WHY}


@pytest.fixture
def idea(village: Village) -> ProposalId:
    """Let Ana have an idea public, and the office have two people."""
    process_id, _ = village.open_process()
    village.person("office")
    village.person("olga", "office")
    return village.published(process_id, "ana")


async def proposed(
    visits: Visits, text: object, fields: Mapping[str, str] = LEGAL, status: int = 200
) -> Page:
    """Let the first person propose that a text goes; return the page they end on."""
    browser = visits.by("office")
    page = await browser.open(f"/de/erasures/{text}")
    return await browser.send(page.form(f"/erasures/{text}"), dict(fields), status)


async def answered(
    village: Village, visits: Visits, name: str, text: object, status: int = 200
) -> Page:
    """Let somebody agree to what waits, whatever the page offers them."""
    fields = {"_csrf_token": village.session(name).csrf}
    waiting = village.parts.identity.text_erasures.find(UUID(str(text)))
    if waiting is not None:
        fields["seen"] = waiting.proposed.isoformat()
    return await visits.by(name).post(f"/de/erasures/{text}/agreement", fields, status)


def carry_out(village: Village) -> int:
    return agreed_erasures_of(village.parts, erasing_of(village.parts)).carry_out()


def grounds(village: Village) -> list[str]:
    events = [each.event for page in village.log.since(0) for each in page]
    return [event.ground for event in events if isinstance(event, ContentErased)]


async def test_a_text_goes_when_a_second_person_agrees(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    refs = [ref for ref, _ in written_in(village.log, idea)]
    public = await visits.by("office").open(f"/de/ideas/{idea}")
    assert f"/de/erasures/{idea}" in public.html
    page = await proposed(visits, idea)
    assert "Eine zweite Person muss zustimmen" in page.text
    assert not page.has_form("/agreement")
    assert carry_out(village) == 0
    second = visits.by("olga")
    [link] = [each for each in (await second.open("/de/erasures")).links if str(idea) in each]
    seen = await second.open(link)
    assert WHY in seen.text
    assert "Nach 19 Uhr" in seen.text
    done = await second.send(seen.form("/agreement"))
    assert "Der Text ist gelöscht" in done.text
    assert "Es wartet keine Löschung" in done.text
    assert "Nach 19 Uhr" not in (await second.open(f"/de/ideas/{idea}")).html
    assert grounds(village) == ["legal"] * len(refs)
    assert carry_out(village) == 1
    assert village.vault.keys(refs) == {}
    assert village.log.ciphertexts(refs) == {}
    assert [entry.ground for entry in village.parts.erasures.entries()] == ["legal"]
    assert village.parts.identity.text_erasures.find(idea) is None
    assert carry_out(village) == 0
    assert "Niemand kann ihn mehr öffnen" in (await second.open(link)).text
    # Its card stays, and says why it is empty; its number leads there.
    [number] = [part for part in public.text.split() if part.startswith("B-2023-")][:1]
    for found in ("", f"?q={number}"):
        listed = await visits.by().open(f"/de/p/{SLUG}/ideas{found}")
        assert "Der Text steht nicht mehr hier." in listed.text


async def test_nobody_agrees_to_a_proposal_they_have_not_read(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    await proposed(visits, idea)
    second = visits.by("olga")
    read = await second.open(f"/de/erasures/{idea}")
    first = visits.by("office")
    await first.send((await first.open(f"/de/erasures/{idea}")).form("/refusal"))
    village.later(minutes=5)
    await proposed(visits, idea, {"ground": "retention", "reason": "Die Frist ist vorbei."})
    refused = await second.send(read.form("/agreement"), status=409)
    assert "Das wurde geändert, seit Sie es geöffnet haben" in refused.text
    unseen = {"_csrf_token": village.session("olga").csrf, "seen": "gestern"}
    await second.post(f"/de/erasures/{idea}/agreement", unseen, 409)
    assert grounds(village) == []
    read = await second.open(f"/de/erasures/{idea}")
    assert "Die Frist ist vorbei." in read.text
    await second.send(read.form("/agreement"))
    assert set(grounds(village)) == {"retention"}


async def test_who_proposed_it_cannot_agree(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    await proposed(visits, idea)
    refused = await answered(village, visits, "office", idea, 403)
    assert "Das muss eine zweite Person bestätigen" in refused.text
    assert grounds(village) == []


async def test_somebody_suspended_sees_what_waits_and_neither_proposes_nor_decides(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    comment = village.comment(idea, "ben", "Da wohne ich selbst.")
    await proposed(visits, idea)
    village.suspend("olga")
    second = visits.by("olga")
    page = await second.open(f"/de/erasures/{comment}")
    refused = await second.send(page.form(f"/erasures/{comment}"), LEGAL, 403)
    assert "gesperrt" in refused.text
    assert village.parts.identity.text_erasures.find(comment) is None
    waiting = await second.open(f"/de/erasures/{idea}")
    assert WHY in waiting.text
    await second.send(waiting.form("/agreement"), {}, 403)
    await second.send(waiting.form("/refusal"), {}, 403)
    assert grounds(village) == []
    assert village.parts.identity.text_erasures.find(idea) is not None


async def test_a_second_person_lets_the_text_stay(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    await proposed(visits, idea)
    second = visits.by("olga")
    page = await second.open(f"/de/erasures/{idea}")
    done = await second.send(page.form("/refusal"))
    assert "Es wird nichts gelöscht" in done.text
    assert village.parts.identity.text_erasures.find(idea) is None
    await answered(village, visits, "olga", idea, 404)
    assert grounds(village) == []


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"ground": "request", "reason": WHY}, "Wählen Sie den Grund"),
        ({"ground": "legal", "reason": " "}, "Schreiben Sie, warum"),
        ({"ground": "legal", "reason": "x" * 2_001}, "höchstens 2000"),
    ],
)
async def test_a_proposal_needs_a_ground_and_a_reason(
    village: Village, visits: Visits, idea: ProposalId, fields: Mapping[str, str], says: str
) -> None:
    page = await proposed(visits, idea, fields, 400)
    assert says in page.text
    assert village.parts.identity.text_erasures.find(idea) is None


async def test_the_author_gets_a_note_and_the_comments_of_others_stay(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    comment = village.comment(idea, "ben", "Da wohne ich selbst.")
    await proposed(visits, comment, {"ground": "retention", "reason": WHY})
    await answered(village, visits, "olga", comment)
    assert carry_out(village) == 1
    assert grounds(village) == ["retention"]
    mailer = village.parts.mailer
    assert isinstance(mailer, OutboxMailer)
    [mail] = [each for each in mailer.mails() if each.subject == "Ein Text von Ihnen ist gelöscht"]
    assert WHY not in mail.text
    page = await visits.by("olga").open(f"/de/ideas/{idea}")
    assert "Da wohne ich selbst" not in page.html
    assert "Nach 19 Uhr" in page.html


async def test_both_are_written_down_where_auditors_read(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    await proposed(visits, idea)
    await answered(village, visits, "olga", idea)
    rows = village.parts.reads.page(Wanted(kind="text_to_erase"))
    assert len({row.reader for row in rows}) == 2
    assert {(row.role, row.purpose) for row in rows} == {("office", "data_protection")}


async def test_the_office_of_another_process_has_no_say(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    village.person("otto")
    village.grant("otto", "office", "another")
    await proposed(visits, idea)
    stranger = visits.by("otto")
    assert await stranger.status(f"/de/erasures/{idea}") == 403
    refused = await answered(village, visits, "otto", idea, 403)
    assert "Dafür reicht Ihre Berechtigung nicht" in refused.text
    assert str(idea) not in (await stranger.open("/de/erasures")).html


async def test_a_mail_server_that_is_away_does_not_keep_the_text(
    village: Village, visits: Visits, idea: ProposalId, monkeypatch: pytest.MonkeyPatch
) -> None:
    refs = [ref for ref, _ in written_in(village.log, idea)]
    await proposed(visits, idea)
    await answered(village, visits, "olga", idea)

    def refuse(**_: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(village.parts.mailer, "send", refuse)
    agreed = agreed_erasures_of(village.parts, erasing_of(village.parts))
    for _ in range(4):
        assert agreed.carry_out() == 0
        assert village.vault.keys(refs) == {}
        village.later(minutes=6)
    assert agreed.carry_out() == 1
    assert len(village.parts.erasures.entries()) == 1


async def test_the_moderation_case_leads_there(
    village: Village, visits: Visits, idea: ProposalId
) -> None:
    village.person("mona", "moderator", "office")
    page = await visits.by("mona").open(f"/de/moderation/cases/{village.case_of(idea)}")
    assert f"/de/erasures/{idea}" in page.html
