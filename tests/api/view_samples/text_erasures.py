"""One text goes if two people of the office want it."""

import msgspec
from markupsafe import Markup

from api.pages.views import FieldError
from api.pages.views import text_erasures as v
from tests.api.view_samples.material import LINK, at

_TEXT = v.TextToErase(id="p1", kind="proposal", title="Abendbus", idea=LINK)
_WAITING = v.WaitingErasure(
    text=_TEXT, ground="legal", reason="Urteil vom 3. Mai.", at=at(6, 15), own=True
)
FORM = v.TextErasurePage(text=_TEXT, body_html=Markup("<p>Am Abend.</p>"), versions=3, gone=False)
FORM_ERRORS = msgspec.structs.replace(
    FORM, errors=(FieldError(field="ground", message="Wählen Sie den Grund."),)
)
OWN = msgspec.structs.replace(FORM, waiting=_WAITING)
OTHERS = msgspec.structs.replace(FORM, waiting=msgspec.structs.replace(_WAITING, own=False))
GONE = msgspec.structs.replace(FORM, gone=True)
LIST = v.TextErasuresPage(waiting=(_WAITING,))
LIST_EMPTY = v.TextErasuresPage(waiting=())
