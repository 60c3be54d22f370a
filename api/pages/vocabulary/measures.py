"""Words of pages about measures."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

MEASURE_TERMS: Mapping[str, Mapping[str, str]] = {
    "share": {
        "whole": N_("ganz übernommen"),
        "part": N_("zum Teil übernommen"),
        "inspiration": N_("als Anregung"),
    },
    "source_kind": {
        "proposal": N_("Idee, heute nicht öffentlich"),
        "inventory": N_("Aus dem Bestand"),
        "recommendation": N_("Aus einer Empfehlung"),
        "workshop": N_("Aus einem Workshop"),
        "measure": N_("Andere Maßnahme"),
    },
    "decision_effect": {
        "adopted": N_("beschlossen"),
        "adopted_with_changes": N_("mit Änderungen beschlossen"),
        "rejected": N_("abgelehnt"),
        "deferred": N_("vertagt"),
        "referred_back": N_("zurückverwiesen"),
    },
}
