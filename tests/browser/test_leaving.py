"""Somebody leaves: the name goes, what they supported stays counted (J12)."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from adapters.identity.tables import erasures
from domain.codes import ProposalId
from projections import feed
from tests.browser.conftest import Entering
from tests.browser.site import Site
from tests.patience import eventually

pytestmark = pytest.mark.browser


def let_time_pass(site: Site) -> None:
    """Let the time for thinking it over be over: the server keeps the machine's time."""
    past = site.now - timedelta(hours=1)
    with site.parts.vault.database.writing() as connection:
        connection.execute(update(erasures).values(due=past))


def supports(site: Site, idea: ProposalId) -> int:
    with site.parts.tables.snapshot() as snapshot:
        return feed.all_rows(snapshot, [idea])[idea].supports


def test_an_account_is_erased(site: Site, enter: Entering) -> None:
    process = site.open_process("Abschied")
    leaver, other = f"lea-{process.slug}", f"ole-{process.slug}"
    site.person(leaver)
    site.person(other)
    hers = site.published(process, leaver, "Bank unter der Linde")
    his = site.published(process, other, "Brunnen am Markt")
    site.support(his, leaver)
    site.caught_up()
    walker = enter(leaver)
    walker.open("/de/me")
    walker.follow("Konto oder Texte löschen")
    walker.sees("Kein zweites Mal abstimmen.")
    walker.page.get_by_label("Mein Konto. Meine Texte bleiben stehen").check()
    walker.press("Löschung vormerken")
    walker.sees("löschen wir Ihr Konto")
    state = walker.page.url.partition("?")[0]
    let_time_pass(site)
    erased = site.parts.identity.accounts
    assert eventually(lambda: erased.by_email(f"{leaver}@beispiel.example") is None)
    visitor = enter()
    visitor.open(f"/de/ideas/{hers}")
    visitor.sees("gelöschtes Konto")
    visitor.sees("Bank unter der Linde")
    visitor.open(state)
    visitor.sees("Ihr Konto gibt es nicht mehr.")
    assert supports(site, his) == 1
    assert list(site.parts.log.check())[-1] == site.parts.log.head().position
