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
    "quadrant_hint": {
        "quick_win": N_("viel Nutzen, wenig Aufwand"),
        "major_project": N_("viel Nutzen, viel Aufwand"),
        "fill_in": N_("wenig Nutzen, wenig Aufwand"),
        "avoid": N_("wenig Nutzen, viel Aufwand"),
    },
    "score": {
        "benefit": N_("Nutzen"),
        "reach": N_("Reichweite"),
        "urgency": N_("Dringlichkeit"),
        "feasibility": N_("Machbarkeit"),
        "transfer": N_("Übertragbarkeit"),
        "effort": N_("Aufwand"),
    },
    "partner_state": {
        "open": N_("noch nicht vorgelegt"),
        "waiting": N_("entscheidet noch"),
        "takes_part": N_("beteiligt"),
        "not_part": N_("nicht beteiligt"),
    },
    "office_act": {
        "assess": N_("Bewertung eintragen"),
        "prioritise": N_("Priorität setzen"),
        "statement": N_("Stellungnahme anfordern"),
        "filed": N_("Stellungnahme eintragen"),
        "submit": N_("Zum Beschluss vorlegen"),
        "partner": N_("Einer Gemeinde zum Beschluss vorlegen"),
        "plan": N_("Im Jahr einplanen"),
        "park": N_("Zurückstellen"),
        "start": N_("Umsetzung beginnen"),
        "milestone": N_("Meilenstein anlegen"),
        "moved": N_("Meilenstein verschieben"),
        "reached": N_("Meilenstein erreicht"),
        "report": N_("Fortschritt melden"),
        "pause": N_("Umsetzung ruhen lassen"),
        "resume": N_("Umsetzung fortsetzen"),
        "complete": N_("Maßnahme abschließen"),
        "stop": N_("Maßnahme abbrechen"),
        "offer": N_("Anderen zum Nachmachen anbieten"),
        "link": N_("Mit einer Quelle verknüpfen"),
        "unlink": N_("Verknüpfung mit einer Quelle lösen"),
    },
}

MEASURE_NOTICES: Mapping[str, str] = {
    "format_announced": N_("Die Veranstaltung ist angekündigt."),
    "format_recorded": N_("Das Ergebnis ist erfasst. Jetzt bestätigt es eine zweite Person."),
    "format_confirmed": N_("Das Ergebnis ist bestätigt und öffentlich."),
    "format_discarded": N_("Das Ergebnis ist verworfen. Es kann neu erfasst werden."),
    "format_cancelled": N_("Die Veranstaltung ist abgesagt."),
}
