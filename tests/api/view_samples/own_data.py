"""Erasing, and a copy of one's own data."""

from datetime import date

from api.pages import views
from api.pages.views import own_data as v
from tests.api.view_samples.material import at

_OWN = (
    v.OwnText(id="p1", kind="proposal", title="Abendbus", at=at(6, 13), ticked=True),
    v.OwnText(id="c1", kind="comment", title="Unbedingt auch sonntags", at=at(6, 15)),
)
ERASURE = v.ErasurePage(
    fresh=True, hours=72, texts=_OWN, roles=("moderator", "office"), votes=3, drafts=1
)
ERASURE_ERRORS = v.ErasurePage(
    fresh=True,
    hours=72,
    texts=_OWN,
    what="texts",
    errors=(views.FieldError(field="subject", message="Kreuzen Sie an, welche Texte."),),
)
ERASURE_OLD_SESSION = v.ErasurePage(fresh=False, hours=72, texts=(), votes=1, drafts=2)
WAITING = v.ErasureStatePage(token="t1", state="waiting", due=at(6, 18))
DONE = v.ErasureStatePage(
    token="t1",
    state="done",
    carried_out=at(6, 18),
    items=(
        v.ErasedItem(commitment="a" * 43, position=1200, leaf=900),
        v.ErasedItem(commitment="b" * 43, position=1201),
    ),
    backups_until=date(2023, 7, 18),
)
VOID = v.ErasureStatePage(token="t1", state="void")
EXPORT = v.ExportPage(fresh=True)
EXPORT_OLD_SESSION = v.ExportPage(fresh=False)
