"""The audit desk: the whole trail for auditors, the public part for everybody, replay."""

from domain.moderation import case_id_of
from domain.use_cases import contributing
from domain.use_cases.moderating import Verdict
from tests.api.pages.village import Village, Visits


def supported(village: Village) -> str:
    """Publish an idea that two people support last of all, and return its id."""
    for name in ("auditor", "ben", "cleo"):
        village.person(name)
    village.open_process()
    idea = village.published(village.process_id)
    for name in ("ben", "cleo"):
        contributing.give_support(village.platform, village.as_(name), idea)
    return str(idea)


async def test_everybody_sees_what_was_public_and_nobodys_vote(
    village: Village, visits: Visits
) -> None:
    idea = supported(village)
    page = await visits.by().open("/de/audit")
    assert "Idee veröffentlicht" in page.text
    assert "Unterstützung gegeben" not in page.text
    assert "Fall übernommen" not in page.text
    assert f"/de/audit/objects/{idea}?entry=" in " ".join(page.links)
    auditor = await visits.by("auditor").open("/de/audit")
    assert "Unterstützung gegeben" in auditor.text
    assert "Fall übernommen" in auditor.text
    assert "Moderationsfall B-2023-0001" in auditor.text
    assert "Unterstützungen 2" in auditor.text


async def test_the_slider_goes_back_to_a_position(village: Village, visits: Visits) -> None:
    supported(village)
    now = await visits.by("auditor").open("/de/audit")
    assert "Unterstützungen 2" in now.text
    last = village.log.head().position
    before = await visits.by("auditor").open(f"/de/audit?at={last - 1}")
    assert f"Stand nach Ereignis {last - 1} von {last}" in before.text
    assert "Unterstützungen 1" in before.text
    typed = await visits.by("auditor").open(f"/de/audit?at={last}&position=1")
    assert f"Stand nach Ereignis 1 von {last}" in typed.text
    assert "Ideen öffentlich 0" in typed.text
    beyond = await visits.by("auditor").open("/de/audit?at=999999")
    assert f"Stand nach Ereignis {last} von {last}" in beyond.text


async def test_a_moment_in_local_time_finds_its_position(village: Village, visits: Visits) -> None:
    village.open_process()
    before = village.log.head().position
    village.later(hours=1)
    village.submit(village.process_id)
    auditor = visits.by("auditor")
    page = await auditor.open("/de/audit?moment=2023-06-19T12:30")
    assert f"Stand nach Ereignis {before} von" in page.text
    assert (await auditor.open("/de/audit?moment=gestern")).status == 200


async def test_the_trail_is_narrowed_and_paged(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    village.submit(village.process_id, "ben", "Zweite Idee")
    auditor = visits.by("auditor")
    kinds = await auditor.open("/de/audit?event=proposal.published")
    assert "1 Ereignis" in kinds.text
    assert "Idee eingereicht" not in kinds.text.split("1 Ereignis")[1].split("Prüfsumme")[-1]
    roles = await auditor.open("/de/audit?role=moderator")
    assert "Fall übernommen" in roles.text
    one = await auditor.open("/de/audit?subject=b-2023-0002")
    assert "Zweite" not in one.text
    assert "B-2023-0001" not in one.text
    same = await auditor.open(f"/de/audit?subject={idea}")
    assert "B-2023-0002" not in same.text
    nothing = await auditor.open("/de/audit?subject=unbekannt")
    assert "Keine Ereignisse" in nothing.text
    for number in range(30):
        village.submit(village.process_id, "ben", f"Idee {number}")
    first = await auditor.open("/de/audit")
    [older] = [link for link in first.links if "before=" in link]
    second = await auditor.open(older)
    assert "Verfahren eröffnet" in second.text


async def test_the_chain_is_recomputed(village: Village, visits: Visits) -> None:
    supported(village)
    last = village.log.head().position
    auditor = visits.by("auditor")
    page = await auditor.open("/de/audit")
    checked = await auditor.send(page.form("/audit/check"))
    assert f"Ja. {last} Ereignisse nachgerechnet" in checked.text


async def test_an_object_is_replayed_step_by_step(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.submit(village.process_id).id
    reject = Verdict(outcome="reject", rules=("HR07",), explanation="Das gehört nicht hierher.")
    village.decide(case_id_of(idea, 1), reject)
    auditor = visits.by("auditor")
    path = f"/de/audit/objects/{idea}"
    last = await auditor.open(path)
    assert "Schritt 2 von 2" in last.text
    assert "Stand Eingereicht Abgelehnt" in last.text
    assert "Das gehört nicht hierher." in last.text
    [back] = {link for link in last.links if link.startswith(path)} - {
        f"{path}?at={village.position_of(idea, 2)}"
    }
    first = await auditor.open(back)
    assert "Schritt 1 von 2" in first.text
    assert "Titel nichts Rufbus am Abend" in first.text
    assert "Schritt 1 von 2" in (await auditor.open(f"{path}?at=0")).text
    # What never was public is not replayed to the public.
    await visits.by().open(path, 404)
    await auditor.open(f"/de/audit/objects/{village.new_id()}", 404)


async def test_everybody_replays_what_is_public_without_pseudonyms(
    village: Village, visits: Visits
) -> None:
    idea = supported(village)
    public = await visits.by().open(f"/de/audit/objects/{idea}")
    assert "Rufbus am Abend" in public.text
    assert "Verfasst von" not in public.text
    full = await visits.by("auditor").open(f"/de/audit/objects/{idea}")
    assert "Verfasst von" in full.text


async def test_erased_words_do_not_come_back_in_a_replay(village: Village, visits: Visits) -> None:
    village.open_process()
    idea = village.published(village.process_id)
    position = village.log.head().position
    village.erase_texts_of(idea)
    for name in (None, "auditor"):
        page = await visits.by(name).open(f"/de/audit/objects/{idea}?at={position}")
        assert "Rufbus" not in page.text
        assert "bleiben auch im Rückblick verborgen" in page.text


async def test_phases_and_processes_are_replayed_with_their_names(
    village: Village, visits: Visits
) -> None:
    process_id, phase_id = village.open_process()
    village.field(process_id)
    process = await visits.by().open(f"/de/audit/objects/{process_id}")
    assert "Mobilität" in process.text
    assert "Ideen sammeln" in process.text
    phase = await visits.by().open(f"/de/audit/objects/{phase_id}")
    assert "Ideen einreichen, Kommentieren, Unterstützen" in phase.text
