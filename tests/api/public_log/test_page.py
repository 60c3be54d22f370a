"""The page of checkpoints, as everybody sees it."""

from pathlib import Path

from adapters.signing import NOBODY, Witnesses
from tests.api.applications import page_routes, serving
from tests.api.installation import visiting
from tests.api.public_log.signed import a_signed_village, sign


async def test_everybody_sees_who_has_signed_what_and_why_nothing_is_signed(
    tmp_path: Path,
) -> None:
    with a_signed_village(tmp_path, demo=True) as (village, rounds):
        async with serving(village.parts, page_routes) as app, visiting(app) as visitor:
            assert "Noch kein Prüfpunkt" in (await visitor.get("/de/checkpoints")).text
            size = sign(village, rounds)
            shown = (await visitor.get("/de/checkpoints")).text
            assert f'href="/public-log/checkpoints/{size}"' in shown
            assert "demonstration-2.invalid" in shown
            assert "beweisen aber nichts" in shown
            newest = village.parts.signatures.newest()
            assert newest is not None
            assert newest.root.hex() in shown
            rounds.restored.touch()
            rounds.witnesses = Witnesses(NOBODY, rounds.store)
            rounds.round()
            assert "Sicherung" in (await visitor.get("/de/checkpoints")).text
            assert "from a backup" in (await visitor.get("/en/checkpoints")).text
            below = await visitor.get(f"/de/checkpoints?below={size}")
            assert f"checkpoints/{size}" not in below.text
            assert (await visitor.get("/de/checkpoints?below=x")).status_code == 400
