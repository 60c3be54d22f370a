"""Words for what became of ideas: answers, their share in measures, and what councils said."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

OUTCOME_TERMS: Mapping[str, Mapping[str, str]] = {
    "verdict": {
        "accepted": N_("Angenommen"),
        "partly": N_("Teilweise angenommen"),
        "not_accepted": N_("Nicht angenommen"),
        "already_exists": N_("Gibt es schon"),
        "forwarded": N_("Weitergeleitet"),
    },
    "chain": {
        "inventory": N_("Einträge im Bestand"),
        "ideas": N_("Ideen"),
        "answers": N_("Ideen beantwortet"),
        "measures": N_("Maßnahmen"),
        "decided": N_("beschlossen"),
        "in_implementation": N_("in Umsetzung"),
        "usable": N_("schon nutzbar"),
    },
    "idea_answer": {
        "open": N_("Antwort steht aus"),
        "answered": N_("beantwortet"),
        "measure": N_("wird Maßnahme"),
        "accepted": N_("angenommen"),
        "partly": N_("teilweise angenommen"),
        "not_accepted": N_("nicht angenommen"),
        "already_exists": N_("gibt es schon"),
        "forwarded": N_("weitergeleitet"),
    },
    "ideas_offered": {
        "chosen": N_("Angekreuzt"),
        "found": N_("Gefunden"),
        "promised": N_("Ganz oder teilweise angenommen"),
        "newest": N_("Neueste Ideen"),
    },
    "idea_share": {
        "whole": N_("Die ganze Idee ist Teil der Maßnahme"),
        "part": N_("Ein Teil der Idee ist Teil der Maßnahme"),
        "inspiration": N_("Die Idee hat zur Maßnahme angeregt"),
    },
    "council_result": {
        "unchanged": N_("Unverändert beschlossen"),
        "changed": N_("Geändert beschlossen"),
        "rejected": N_("Abgelehnt"),
        "deferred": N_("Vertagt"),
        "referred": N_("Zurückverwiesen"),
        "acknowledged": N_("Zur Kenntnis genommen"),
    },
    "advice": {
        "unchanged": N_("Zum Beschluss empfohlen"),
        "changed": N_("Mit Änderungen empfohlen"),
        "rejected": N_("Zur Ablehnung empfohlen"),
    },
    "result_filter": {
        "other": N_("Anderer Wortlaut der Quelle"),
        "contradiction": N_("Widerspruch zur Niederschrift"),
    },
    "result_doubt": {
        "contradiction": N_(
            "Widerspruch: Die Zahlen der Niederschrift passen nicht zum Ergebnis der Tagesordnung."
        ),
        "ambiguous": N_(
            "Nicht eindeutig: Die Niederschrift nennt mehrere Punkte. Die Zahlen können zu einem"
            " anderen gehören."
        ),
        "shared": N_("Mehrere Vorlagen berufen sich auf dieselbe Niederschrift."),
    },
    "feasible": {
        "yes": N_("machbar"),
        "partly": N_("teilweise machbar"),
        "no": N_("nicht machbar"),
        "other_authority": N_("andere Behörde zuständig"),
    },
}
