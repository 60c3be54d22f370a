"""Words of plans, labs and funding, and what is said after their forms."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

IMPLEMENTATION_TERMS: Mapping[str, Mapping[str, str]] = {
    "light_short": {
        "green": N_("Grün"),
        "amber": N_("Gelb"),
        "red": N_("Rot"),
    },
    "bar_kind": {
        "planned": N_("geplant"),
        "running": N_("in Arbeit"),
        "done": N_("fertig"),
        "stopped": N_("abgebrochen"),
    },
    "licence": {
        "CC0-1.0": N_("frei für alles (CC0 1.0)"),
        "CC-BY-4.0": N_("frei mit Namensnennung (CC BY 4.0)"),
        "DL-DE-BY-2.0": N_("Datenlizenz Deutschland, Namensnennung (2.0)"),
        "DL-DE-ZERO-2.0": N_("Datenlizenz Deutschland Zero (2.0)"),
        "EUPL-1.2": N_("für Programme: EUPL 1.2"),
    },
    "lab_standing": {
        "coming": N_("kommt noch"),
        "running": N_("läuft"),
        "over": N_("wird ausgewertet"),
        "evaluated": N_("ausgewertet"),
    },
}

IMPLEMENTATION_NOTICES: Mapping[str, str] = {
    "plan_released": N_("Der Plan ist veröffentlicht. Frühere Fassungen bleiben lesbar."),
    "lab_opened": N_("Das Reallabor ist veröffentlicht."),
    "lab_extended": N_("Das Reallabor läuft länger. Der Grund ist veröffentlicht."),
    "lab_evaluated": N_("Die Auswertung ist veröffentlicht."),
    "lab_told": N_("Danke für Ihre Erfahrung. Das Projektbüro liest sie."),
    "funding_registered": N_("Der Bescheid steht im Verzeichnis."),
}
