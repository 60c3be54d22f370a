"""Words of the inventory: how far something is, and what is said after its forms."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

INVENTORY_TERMS: Mapping[str, Mapping[str, str]] = {
    "maturity": {
        "0": N_("0: nichts vorhanden"),
        "1": N_("1: erste Ansätze"),
        "2": N_("2: wird erprobt"),
        "3": N_("3: an einigen Orten im Einsatz"),
        "4": N_("4: überall im Einsatz"),
    },
}

INVENTORY_NOTICES: Mapping[str, str] = {
    "project_reported": N_("Danke für Ihre Meldung. Das Projektbüro prüft sie."),
    "item_recorded": N_("Der Eintrag steht jetzt im Bestand."),
    "item_changed": N_("Die Angaben sind geändert. Die alten bleiben nachlesbar."),
    "item_accepted": N_("Die Meldung steht jetzt im Bestand."),
    "item_refused": N_("Die Meldung ist nicht aufgenommen. Der Grund ist gespeichert."),
    "item_classified": N_("Der Eintrag ist eingeordnet."),
    "recommended": N_("Die Empfehlung ist veröffentlicht."),
    "advice_dropped": N_("Die Empfehlung ist verworfen. Der Grund ist veröffentlicht."),
}
