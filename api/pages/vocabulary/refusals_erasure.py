"""Refusals about erasing and one's own data."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RefusalText

ERASURE_REFUSALS: Mapping[str, RefusalText] = {
    "FreshSignInNeeded": RefusalText(
        N_("Dafür müssen Sie sich gerade eben angemeldet haben"),
        N_("Lassen Sie sich auf der Seite einen neuen Link schicken und versuchen Sie es dann."),
    ),
    "ErasureHasBegun": RefusalText(
        N_("Die Löschung hat schon begonnen"),
        N_("Jetzt lässt sie sich nicht mehr aufhalten. Danach bekommen Sie eine Mail."),
    ),
    "TextUnknown": RefusalText(
        N_("Diesen Text gibt es nicht oder nicht mehr"),
        N_("Prüfen Sie, ob er schon gelöscht ist."),
    ),
    "AnotherPersonMustAgree": RefusalText(
        N_("Das muss eine zweite Person bestätigen"),
        N_("Wer eine Löschung verlangt, führt sie nicht selbst aus."),
    ),
}
