"""What is said where a number cannot be read; English has its own notation of the examples."""

from collections.abc import Mapping

from api.pages.vocabulary.terms import N_

NO_AMOUNT = N_("Schreiben Sie einen Betrag in Euro, zum Beispiel 80.000 oder 80.000,50.")
NO_COSTS = N_("Geben Sie Kosten von und bis in ganzen Euro an, zum Beispiel 80.000, oder keine.")
NO_POSTS = N_("Schreiben Sie die Stellen als Zahl, zum Beispiel 0,25.")
NO_POINTS = N_("Schreiben Sie Punkte von 1 bis 5, zum Beispiel 4,4.")
NO_NUMBER = N_("Geben Sie eine Zahl an, zum Beispiel 12,5.")
TWO_WAYS = N_(
    "Das lässt sich auf zwei Arten lesen. Schreiben Sie 1.234 für mehr als tausend, oder 1,2340 "
    "für etwas mehr als eins."
)

_UNREAD: Mapping[str, str] = {
    "budget": NO_AMOUNT,
    "idea": N_("Geben Sie die Nummer einer öffentlichen Idee an, oder wählen Sie etwas anderes."),
    "on": N_("Wählen Sie einen Tag."),
    "percent": N_("Geben Sie den Fortschritt als ganze Zahl von 0 bis 100 an."),
    "year": N_("Geben Sie ein Jahr an, zum Beispiel 2027."),
    **dict.fromkeys(("first", "last"), N_("Geben Sie ein Quartal von 1 bis 4 an.")),
    **dict.fromkeys(
        ("benefit", "reach", "urgency", "feasibility", "transfer", "effort"), NO_POINTS
    ),
}


def unread(field: str) -> str:
    """Return what is said of a field of the office that is missing or cannot be read."""
    return _UNREAD.get(field, N_("Eine Angabe fehlt oder lässt sich nicht lesen."))
