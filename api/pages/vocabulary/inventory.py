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
    "import_reason": {
        "bad encoding": N_("enthält Zeichen, die nicht lesbar sind"),
        "wrong number of columns": N_("hat zu viele oder zu wenige Spalten"),
        "not readable as a row": N_(
            "lässt sich nicht als Zeile lesen: ein Anführungszeichen fehlt oder ist zu viel"
        ),
        "no id": N_("hat keine Nummer"),
        "id given before": N_("gibt es weiter oben schon"),
        "bad number": N_("keine Zahl"),
        "bad time": N_("kein gültiger Tag"),
        "time in the future": N_("liegt in der Zukunft"),
        "unknown value": N_("unbekannte Angabe in dieser Spalte"),
        "unknown comment": N_("gehört zu einem Beitrag, den es nicht gibt"),
        "unknown item": N_("gehört zu einem Tagesordnungspunkt, den es nicht gibt"),
        "not public": N_("ist nicht öffentlich"),
        "no body": N_("nennt kein Gremium"),
        "bad geometry": N_("hat keinen brauchbaren Umriss"),
        "no title": N_("der Titel fehlt"),
        "unknown field": N_("dieses Handlungsfeld gibt es im Verfahren nicht"),
        "unknown parent": N_("gehört zu einer Zeile, die fehlt oder fehlerhaft ist"),
        "ends before it starts": N_("das Ende liegt vor dem Beginn"),
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
