"""R08: the office uploads a table, mends what is wrong with it, and nothing goes in twice."""

import pytest

from tests.browser.conftest import DESK, PHONE, Entering
from tests.browser.site import Site

pytestmark = pytest.mark.browser

ROWS = 40


def table(*, mended: bool) -> bytes:
    """Return forty projects, two of them faulty until they are mended."""
    lines = ["Titel;Nummer;Art;Stand;Träger;Beginn"]
    for number in range(1, ROWS + 1):
        status, begins = "läuft", "01.03.2024"
        if number == 7 and not mended:
            status = "vielleicht"
        if number == 21 and not mended:
            begins = "bald"
        lines.append(f"Projekt {number};P-{number};Projekt;{status};Stadt;{begins}")
    return "\n".join(lines).encode("cp1252")


# The page has no script of its own, so one walk at each width is enough.
@pytest.mark.parametrize("kind", [(PHONE, True), (DESK, True)], indirect=True, ids=str)
def test_a_table_goes_in_once(site: Site, enter: Entering) -> None:
    process = site.open_process("Inventory")
    name = f"olga-{process.slug}"
    site.person(name, "office")
    site.caught_up()
    office = enter(name)
    office.open(f"/de/p/{process.slug}/inventory/desk")
    office.follow("Tabelle hochladen")
    office.press("Hochladen")
    office.sees("Wählen Sie eine Datei aus, in der etwas steht.")

    def send(*, mended: bool) -> None:
        file = {"name": "bestand.csv", "mimeType": "text/csv", "buffer": table(mended=mended)}
        office.page.get_by_label("Datei (CSV)").set_input_files(file)  # type: ignore[arg-type]  # a payload
        office.press("Hochladen")

    send(mended=False)
    office.sees("Diese Zeilen sind nicht übernommen.")
    for row, reason in ((8, "unbekannte Angabe in dieser Spalte"), (22, "kein gültiger Tag")):
        told = office.page.get_by_role("row", name=f"{row} {reason}")
        assert told.count() == 1
    send(mended=True)
    office.sees("Alle Zeilen der Tabelle sind im Bestand.")
    numbers = [int(each) for each in office.page.locator(".upload-numbers dd").all_inner_texts()]
    assert numbers == [2, ROWS - 2, 0]
    send(mended=True)
    again = [int(each) for each in office.page.locator(".upload-numbers dd").all_inner_texts()]
    assert again == [0, ROWS, 0]
    office.open(f"/de/p/{process.slug}/inventory")
    office.sees(f"{ROWS} Einträge")
