"""R08 on pages: an uploaded table; created, repeated and faulty rows are told with lines."""

import httpx

from tests.api.installation import HOME
from tests.api.pages.plain_browser import Page, page_of
from tests.api.pages.village import SLUG, Village, Visits

LIST = f"/de/p/{SLUG}/inventory"
UPLOAD = f"{LIST}/upload"
GOOD = "Titel;Art;Stand;Handlungsfeld\nRufbus;Projekt;läuft;Mobilität\nRadweg;Maßnahme;geplant;\n"
MIXED = GOOD + "Solardach;Projekt;vielleicht;\n;Projekt;läuft;\nBadesee;Projekt;läuft;Wetter\n"


async def send(visits: Visits, content: bytes, name: str = "bestand.csv") -> Page:
    """Upload a file as the office does."""
    browser = visits.by("office")
    form = (await browser.open(UPLOAD)).form("/inventory/upload")
    token = {key: str(value) for key, value in form.fields.items() if key != "table"}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=visits.app),  # type: ignore[arg-type]  # an ASGI application
        base_url=HOME,
        cookies=browser.cookies,
        headers={"Origin": HOME, "Sec-Fetch-Site": "same-origin"},
    ) as client:
        answer = await client.post(UPLOAD, data=token, files={"table": (name, content, "text/csv")})
    return page_of(answer)


async def test_rows_go_in_once_and_faulty_ones_are_named(village: Village, visits: Visits) -> None:
    village.open_process()
    village.field(village.process_id)
    mixed = await send(visits, MIXED.encode("cp1252"))
    assert mixed.status == 200
    assert "Neu angelegt 2 Schon vorhanden 0 Fehlerhaft 3" in mixed.text
    assert "4 unbekannte Angabe in dieser Spalte vielleicht" in mixed.text
    assert "5 der Titel fehlt –" in mixed.text
    assert "6 dieses Handlungsfeld gibt es im Verfahren nicht Wetter" in mixed.text
    mended = MIXED.replace("vielleicht", "Idee").replace("\n;Projekt", "\nKiosk;Projekt")
    again = await send(visits, mended.replace("Wetter", "Mobilität").encode())
    assert "Neu angelegt 3 Schon vorhanden 2 Fehlerhaft 0" in again.text
    assert "Alle Zeilen der Tabelle sind im Bestand." in again.text
    assert "5 Einträge" in (await visits.by().open(LIST)).text


async def test_what_is_no_table_is_refused_in_plain_words(village: Village, visits: Visits) -> None:
    village.open_process()
    nothing = await send(visits, b"")
    assert (nothing.status, "Wählen Sie eine Datei aus" in nothing.text) == (400, True)
    other = await send(visits, b"\x00\x01\x02 PK")
    assert (other.status, "keine Spalte" in other.text) == (400, True)
    bad = await send(visits, b"Titel;Stand\n;Idee\n")
    assert "Neu angelegt 0 Schon vorhanden 0 Fehlerhaft 1" in bad.text
    await visits.by("milo").open(UPLOAD, 403)
