"""What the audit desk keeps from everybody but auditors: who voted just when (ruling 12)."""

import json

from projections import public_log
from tests.adapters.signing.trees import leaf as hash_of
from tests.api.pages.test_audit import supported
from tests.api.pages.village import Village, Visits


def log_of(village: Village) -> list[bytes]:
    with village.parts.read_models.snapshot() as snapshot:
        return list(public_log.entries(snapshot, 0, 1000))


def published(log: list[bytes], idea: str) -> int:
    """Return the index of the entry that published an idea."""
    digits = idea.replace("-", "")
    said = [json.loads(entry) for entry in log]
    [found] = [
        index
        for index, each in enumerate(said)
        if each["t"] == "proposal.published" and each["q"] == digits
    ]
    return found


async def test_nobody_but_auditors_steps_over_single_votes(
    village: Village, visits: Visits
) -> None:
    supported(village)
    last = village.log.head().position
    visitor = visits.by()
    for vote in (last - 1, last):
        for way in ("at", "position"):
            page = await visitor.open(f"/de/audit?{way}={vote}")
            assert f"Stand nach Ereignis {last - 2} von {last}" in page.text
            assert "Unterstützungen 0" in page.text
            assert "zeigen wir den letzten Stand davor" in page.text
    # When the day is over, its sums are known anyway: its end is a moment for everybody.
    village.later(days=1)
    village.submit(village.process_id, title="Am nächsten Tag")
    over = await visitor.open(f"/de/audit?at={last}&only=")
    assert "Unterstützungen 2" in over.text
    still = await visitor.open(f"/de/audit?at={last - 1}&only=")
    assert "Unterstützungen 0" in still.text


async def test_a_typed_time_is_a_public_moment_too(village: Village, visits: Visits) -> None:
    supported(village)
    last = village.log.head().position
    page = await visits.by().open("/de/audit?moment=2023-06-19T23:59")
    assert f"Stand nach Ereignis {last - 2} von {last}" in page.text
    page = await visits.by("auditor").open("/de/audit?moment=2023-06-19T23:59")
    assert f"Stand nach Ereignis {last} von {last}" in page.text


async def test_everybody_sees_entries_of_the_public_log_with_their_hashes(
    village: Village, visits: Visits
) -> None:
    supported(village)
    later = str(village.published(village.process_id))
    log = log_of(village)
    leaf = published(log, later)
    position = village.log.head().position
    assert leaf not in {position, position - 1}
    page = await visits.by().open(f"/de/audit?entry={leaf}")
    first = page.text.partition("Woran Prüfsumme ")[2].split("Prüfsumme")[0]
    assert first.startswith(f"{leaf} ")
    assert hash_of(log[leaf]).hex()[:12] in first
    assert not [link for link in page.links if "/audit/objects/" in link and "?at=" in link]
    full = await visits.by("auditor").open("/de/audit")
    assert hash_of(log[leaf]).hex()[:12] not in full.text


async def test_the_public_list_goes_on_by_entries(village: Village, visits: Visits) -> None:
    supported(village)
    for _ in range(26):
        village.published(village.process_id)
    visitor = visits.by()
    page = await visitor.open("/de/audit")
    [older] = [link for link in page.links if "before=" in link]
    rest = await visitor.open(older)
    shown = [entry_of(link) for found in (page, rest) for link in found.links if "?entry=" in link]
    assert shown == sorted(set(shown), reverse=True)
    kinds = [json.loads(log_of(village)[each])["t"] for each in shown]
    assert kinds.count("proposal.published") == 27
    assert kinds.count("proposal.submitted") == 27
    assert "Verfahren eröffnet" in rest.text


def entry_of(link: str) -> int:
    return int(link.partition("?entry=")[2])


async def test_steps_of_an_object_are_named_by_entries(village: Village, visits: Visits) -> None:
    idea = supported(village)
    leaf = published(log_of(village), idea)
    visitor, auditor = visits.by(), visits.by("auditor")
    path = f"/de/audit/objects/{idea}"
    last = await visitor.open(path)
    assert f"Eintrag Nr. {leaf} im öffentlichen Protokoll" in last.text
    assert not [link for link in last.links if "?at=" in link]
    for reader in (visitor, auditor):
        assert "Schritt 2 von 2" in (await reader.open(f"{path}?entry={leaf}")).text
    before = await visitor.open(f"{path}?entry={leaf - 1}")
    assert "Schritt 1 von 2" in before.text


async def test_the_page_of_an_idea_leads_to_entries(village: Village, visits: Visits) -> None:
    idea = supported(village)
    leaf = published(log_of(village), idea)
    page = await visits.by().open(f"/de/ideas/{idea}")
    assert f"/de/audit?entry={leaf}" in page.links
    assert not [link for link in page.links if "/audit?at=" in link]
