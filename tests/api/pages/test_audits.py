"""J8: auditors record findings, the office answers, nobody else has a say."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from api.auditing import Auditing
from domain.messages import StreamId
from domain.moderation import case_id_of
from domain.ports import VaultUnavailable
from domain.use_cases import auditing, moderating
from domain.use_cases.moderating import Verdict
from projections import audits
from projections.database import writing
from tests.api.pages.village import Village, Visits

FOUND = "Zwei Entscheidungen kamen einen Tag zu spät."
ANSWER = "Wir haben eine zweite Person eingeteilt."


def named(village: Village, *names: str) -> None:
    for name in names:
        village.person(name)


def worker(village: Village) -> Auditing:
    parts = village.parts
    return Auditing(parts.platform, parts.read_models, parts.replay_progress, parts.clock)


async def test_an_audit_from_its_opening_to_its_end(village: Village, visits: Visits) -> None:
    named(village, "auditor", "office")
    village.open_process()
    idea = village.published(village.process_id)
    auditor, office = visits.by("auditor"), visits.by("office")
    page = await auditor.open("/de/audit/runs")
    assert "Noch keine Prüfung" in page.text
    wanted = {"scope": "moderation", "process": "gemeinsam"}
    page = await auditor.send(page.form("/audit/runs"), wanted)
    assert "Die Prüfung ist eröffnet." in page.text
    address = page.path.partition("?")[0]
    finding = {"severity": "minor", "text": FOUND, "positions": "1, 2", "subjects": str(idea)}
    page = await auditor.send(page.form("/findings"), finding)
    assert "Die Feststellung ist festgehalten." in page.text
    assert "Antwort bis 03.07.2023" in page.text
    refused = await auditor.send(page.form("/close"), status=400)
    assert "Es gibt noch offene Feststellungen" in refused.text
    desk = await office.open("/de/audit/findings")
    assert FOUND in desk.text
    [link] = [each for each in desk.links if "/audit/findings/" in each]
    about = await office.open(link)
    assert "B-2023-0001" in about.text
    answered = await office.send(about.form("/answer"), {"text": ANSWER})
    assert "Die Antwort ist gespeichert" in answered.text
    judged = await auditor.send((await auditor.open(link)).form("/settle"))
    assert "Die Feststellung ist erledigt." in judged.text
    closed = await auditor.send((await auditor.open(address)).form("/close"))
    assert "Die Prüfung ist abgeschlossen." in closed.text
    assert "Feststellung festhalten" not in closed.text


async def test_an_answer_can_be_asked_for_again(village: Village, visits: Visits) -> None:
    named(village, "auditor", "office")
    _, finding_id = village.finding()
    address = f"/de/audit/findings/{finding_id}"
    auditor, office = visits.by("auditor"), visits.by("office")
    await office.send((await office.open(address)).form("/answer"), {"text": ANSWER})
    judging = (await auditor.open(address)).form("/reopen")
    short = await auditor.send(judging, {"text": "Wann?"}, status=400)
    assert "Der Text ist zu kurz" in short.text
    again = await auditor.send(short.form("/reopen"), {"text": "Ab wann gilt das genau?"})
    assert "Ab wann gilt das genau?" in again.text
    assert "Antwort steht aus" in again.text
    assert (await office.open(address)).has_form("/answer")


async def test_what_lacks_something_comes_back_as_typed(village: Village, visits: Visits) -> None:
    named(village, "auditor", "office")
    audit_id, finding_id = village.finding()
    auditor, office = visits.by("auditor"), visits.by("office")
    form = (await auditor.open(f"/de/audit/runs/{audit_id}")).form("/findings")
    typed = {"severity": "", "text": "Zu kurz", "positions": "eins"}
    wrong = await auditor.send(form, typed, status=400)
    assert "Zu kurz" in wrong.html
    assert "Wählen Sie, wie schwer es wiegt." in wrong.text
    short = await auditor.send(form, {"severity": "note", "text": "Zu kurz"}, status=400)
    assert "Der Text ist zu kurz" in short.text
    beyond = {"severity": "note", "text": FOUND, "positions": "99999"}
    far = await auditor.send(form, beyond, status=400)
    assert "So viele Ereignisse hat das Protokoll noch nicht" in far.text
    runs = (await auditor.open("/de/audit/runs")).form("/audit/runs")
    nothing = await auditor.send(runs, {"scope": "", "process": "fehlt"}, status=400)
    assert "Wählen Sie, was geprüft wird." in nothing.text
    answer = (await office.open(f"/de/audit/findings/{finding_id}")).form("/answer")
    brief = await office.send(answer, {"text": "Ja."}, status=400)
    assert "Schreiben Sie mindestens 20 Zeichen." in brief.text


async def test_what_is_too_long_comes_back_whole(village: Village, visits: Visits) -> None:
    named(village, "auditor", "office")
    audit_id, finding_id = village.finding()
    before = len(village.history(audit_id))
    auditor, office = visits.by("auditor"), visits.by("office")
    long = "Die Frist wurde auch hier nicht gehalten. " * 120 + "Das Ende des Berichts."
    form = (await auditor.open(f"/de/audit/runs/{audit_id}")).form("/findings")
    recorded = await auditor.send(form, {"severity": "minor", "text": long}, status=400)
    address = f"/de/audit/findings/{finding_id}"
    said = await office.send((await office.open(address)).form("/answer"), {"text": long}, 400)
    assert len(village.history(audit_id)) == before
    await office.send((await office.open(address)).form("/answer"), {"text": ANSWER})
    judging = (await auditor.open(address)).form("/reopen")
    reopened = await auditor.send(judging, {"text": long}, status=400)
    for page in (recorded, said, reopened):
        assert f"Das sind {len(long)} Zeichen, höchstens 5000 sind möglich." in page.text
        assert "Das Ende des Berichts." in page.html
    assert len(village.history(audit_id)) == before + 1


async def test_who_audits_does_not_answer(village: Village, visits: Visits) -> None:
    named(village, "auditor")
    _, finding_id = village.finding()
    village.grant("auditor", "office")
    village.parts.people.forget(village.person("auditor"))
    auditor = visits.by("auditor")
    address = f"/de/audit/findings/{finding_id}"
    assert not (await auditor.open(address)).has_form("/answer")
    own = (await auditor.open("/de/me")).form("/sign-out")
    forged = {"_csrf_token": own.fields["_csrf_token"], "text": ANSWER}
    await auditor.post(f"{address}/answer", forged, 403)
    assert ANSWER not in (await auditor.open(address)).text


async def test_an_overdue_answer_is_counted(village: Village, visits: Visits) -> None:
    named(village, "office")
    village.finding()
    before = await visits.by("office").open("/de/audit/findings")
    assert "überfällige Antworten 0" in before.text
    with village.parts.read_models.snapshot() as snapshot:
        [row] = audits.findings(snapshot, audits.Findings())
        assert audits.overdue(snapshot, row.due) == 0
        assert audits.overdue(snapshot, row.due + timedelta(days=1)) == 1


async def test_an_office_sees_findings_of_its_own_processes(
    village: Village, visits: Visits
) -> None:
    village.open_process()
    village.open_process("anderes")
    village.grant("olga", "office", "anderes")
    _, hidden = village.finding(village.audit(process_id=village.process_id), FOUND)
    page = await visits.by("olga").open("/de/audit/findings")
    assert FOUND not in page.text
    await visits.by("olga").open(f"/de/audit/findings/{hidden}", status=404)


async def test_a_state_is_recomputed_by_the_worker(village: Village, visits: Visits) -> None:
    named(village, "auditor", "ben")
    village.open_process()
    village.published(village.process_id)
    audit_id = village.audit()
    auditor = visits.by("auditor")
    last = {"position": str(village.log.head().position)}
    page = await auditor.open(f"/de/audit/runs/{audit_id}")
    page = await auditor.send(page.form("/replay"), last)
    assert "Wird nachgerechnet, 0 Prozent" in page.text
    assert 'hx-trigger="every 2s"' in page.html
    again = await auditor.send(page.form("/replay"), last, status=400)
    assert "In dieser Prüfung wird gerade nachgerechnet" in again.text
    assert worker(village).do_what_is_wanted() == 1
    assert worker(village).do_what_is_wanted() == 0
    done = await auditor.open(f"/de/audit/runs/{audit_id}")
    assert "Gleich. Was die Seiten zeigen, folgt aus dem Protokoll." in done.text
    assert "hx-trigger" not in done.html
    executed = village.log.read(StreamId(audit_id))[-1]
    assert executed.matches  # type: ignore[attr-defined]  # the last event of this audit


async def test_read_models_that_differ_are_told(village: Village, visits: Visits) -> None:
    named(village, "auditor")
    village.open_process()
    idea = village.published(village.process_id)
    audit_id = village.audit()
    with village.parts.read_models.snapshot() as snapshot:
        table = snapshot.table("feed_history")
    with writing(village.parts.tables.engine) as connection:
        wrong = update(table).where(table.c.proposal_id == idea).values(state="rejected")
        connection.execute(wrong)
    head = village.log.head().position
    auditing.request_replay(village.platform, village.as_("auditor"), audit_id, head)
    worker(village).do_what_is_wanted()
    page = await visits.by("auditor").open(f"/de/audit/runs/{audit_id}")
    assert "Verschieden. Was die Seiten zeigen, folgt nicht aus dem Protokoll." in page.text


async def test_two_pairs_of_eyes_are_shown_with_both_persons(
    village: Village, visits: Visits
) -> None:
    named(village, "auditor", "office")
    village.open_process()
    case_id = case_id_of(village.submit(village.process_id, "ana").id, 1)
    reason = "Das gehört in ein anderes Verfahren."
    village.decide(case_id, Verdict(outcome="reject", rules=("HR07",), explanation=reason))
    platform, nora = village.platform, village.as_("nora", "moderator")
    moderating.file_appeal(platform, village.as_("ana"), case_id, "Das sehe ich anders als Sie.")
    moderating.claim_case(platform, nora, case_id)
    moderating.decide_appeal(platform, nora, case_id, "upheld", "Die Begründung war richtig so.")
    audit_id, finding_id = village.finding()
    olga = village.as_("office")
    auditing.answer_finding(platform, olga, audit_id, finding_id, ANSWER)
    page = await visits.by("auditor").open("/de/audit/four-eyes")
    assert "Widerspruch gegen eine Entscheidung" in page.text
    assert "Feststellung beantwortet" in page.text
    assert "Bei allen gezeigten Vorgängen waren es zwei verschiedene Personen." in page.text
    assert page.html.count("badge-success") == 2


async def test_the_trail_is_narrowed_further(village: Village, visits: Visits) -> None:
    named(village, "auditor", "ana")
    village.open_process()
    idea = village.published(village.process_id)
    village.finding()
    auditor = visits.by("auditor")

    async def rows(query: str) -> str:
        page = await auditor.open(f"/de/audit?{query}")
        return page.html.partition("<tbody")[2]

    assert "Fall übernommen" in await rows("")
    assert "Fall übernommen" not in await rows("only=automatic")
    assert "Idee veröffentlicht" not in await rows("only=four_eyes")
    claim = village.log.recorded(StreamId(case_id_of(idea, 1)))[1].event
    pseudonym = claim.by.pseudonym.hex  # type: ignore[attr-defined]  # it is a claim
    mine = await rows(f"actor={pseudonym[:8]}")
    assert "Fall übernommen" in mine
    assert "Idee eingereicht" not in mine
    later = village.now + timedelta(days=1)
    assert await rows(f"since={later:%Y-%m-%d}") == ""
    today = await rows(f"until={village.now:%Y-%m-%d}&process=gemeinsam")
    assert "Idee veröffentlicht" in today
    assert "Feststellung festgehalten" not in today
    assert "Fall übernommen" in await rows("actor=xyz&since=gestern&only=nichts")
    assert "Fall übernommen" in await rows("since=0001-01-01&until=9999-12-31")


async def test_reading_names_is_written_down_before_they_are_shown(
    village: Village, visits: Visits
) -> None:
    named(village, "auditor", "admin")
    assert list(village.parts.reads.since()) == []
    await visits.by("admin").open("/de/staff")
    rows = list(village.parts.reads.since())
    assert {row.kind for row in rows} == {"person_list"}
    page = await visits.by("auditor").open("/de/audit/reads")
    assert "Die Kette hält: 2 Einträge nachgerechnet." in page.text
    assert "Rollen verwalten" in page.text
    none = await visits.by("auditor").open("/de/audit/reads?kind=mail")
    assert "Keine Einträge" in none.text


async def test_what_cannot_be_written_down_is_not_shown(
    village: Village, visits: Visits, monkeypatch: pytest.MonkeyPatch
) -> None:
    named(village, "admin", "auditor")

    def fails(*_: object) -> None:
        raise VaultUnavailable("away")

    monkeypatch.setattr(village.parts.reads, "record", fails)
    page = await visits.by("admin").open("/de/staff", status=503)
    assert "auditor@beispiel.example" not in page.html


def test_a_finding_is_due_in_ten_working_days(village: Village) -> None:
    assert auditing.due_after(village.platform, village.now).isoformat() == "2023-07-03"
