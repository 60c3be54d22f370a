"""Words for states, roles, channels and all other short codes."""

from collections.abc import Mapping

from api.pages.vocabulary.audits import AUDIT_TERMS
from api.pages.vocabulary.implementation import IMPLEMENTATION_TERMS
from api.pages.vocabulary.inventory import INVENTORY_TERMS
from api.pages.vocabulary.marking import N_
from api.pages.vocabulary.measures import MEASURE_TERMS
from api.pages.vocabulary.moderation import MODERATION_TERMS
from api.pages.vocabulary.office import OFFICE_TERMS
from api.pages.vocabulary.outcomes import OUTCOME_TERMS
from api.pages.vocabulary.papers import PAPER_TERMS
from api.pages.vocabulary.signing import SIGNING_TERMS
from api.pages.vocabulary.strategy import STRATEGY_TERMS
from api.pages.vocabulary.trail import TRAIL_TERMS

__all__ = ["N_", "TERMS"]

TERMS: Mapping[str, Mapping[str, str]] = {
    **MODERATION_TERMS,
    **TRAIL_TERMS,
    **AUDIT_TERMS,
    **PAPER_TERMS,
    **SIGNING_TERMS,
    **STRATEGY_TERMS,
    **OUTCOME_TERMS,
    **IMPLEMENTATION_TERMS,
    **INVENTORY_TERMS,
    **MEASURE_TERMS,
    **OFFICE_TERMS,
    "proposal_state": {
        "submitted": N_("Eingereicht"),
        "in_review": N_("Wird geprüft"),
        "returned": N_("Zur Überarbeitung zurück"),
        "published": N_("Veröffentlicht"),
        "rejected": N_("Abgelehnt"),
        "hidden": N_("Ausgeblendet"),
        "merged": N_("Zusammengeführt"),
        "withdrawn": N_("Zurückgezogen"),
    },
    "comment_state": {
        "held": N_("Wird geprüft"),
        "visible": N_("Sichtbar"),
        "refused": N_("Nicht freigegeben"),
        "hidden": N_("Ausgeblendet"),
        "withdrawn": N_("Zurückgezogen"),
    },
    "remark_state": {
        "held": N_("Wird geprüft"),
        "visible": N_("Sichtbar"),
        "refused": N_("Nicht freigegeben"),
        "hidden": N_("Ausgeblendet"),
        "withdrawn": N_("Zurückgezogen"),
    },
    "case_state": {
        "open": N_("Offen"),
        "in_work": N_("In Arbeit"),
        "escalated": N_("Weitergeleitet"),
        "decided": N_("Entschieden"),
        "appealed": N_("Widerspruch eingelegt"),
        "under_appeal": N_("Widerspruch in Prüfung"),
        "final": N_("Endgültig entschieden"),
        "closed": N_("Abgeschlossen"),
    },
    "phase_state": {
        "defined": N_("Geplant"),
        "open": N_("Läuft"),
        "closed": N_("Beendet"),
    },
    "channel": {
        "web": N_("Online"),
        "paper": N_("Papier"),
        "phone": N_("Telefon"),
        "event": N_("Veranstaltung"),
        "kiosk": N_("Terminal vor Ort"),
        "import": N_("Übernommen"),
        "api": N_("Schnittstelle"),
        "system": N_("Automatisch"),
    },
    "role": {
        "citizen": N_("Bürgerin oder Bürger"),
        "organisation": N_("Organisation"),
        "clerk": N_("Erfassung im Rathaus"),
        "moderator": N_("Moderation"),
        "office": N_("Projektbüro"),
        "secretary": N_("Gremienbüro"),
        "auditor": N_("Rechnungsprüfung"),
        "privacy": N_("Datenschutz"),
        "admin": N_("Technische Verwaltung"),
        "system": N_("Plattform"),
    },
    "role_hint": {
        "citizen": N_("Ideen einreichen, unterstützen und kommentieren"),
        "organisation": N_("Für ein Unternehmen oder einen Verein mitreden"),
        "clerk": N_("Ideen von Papier und Telefon erfassen"),
        "moderator": N_("Beiträge prüfen und Entscheidungen begründen"),
        "office": N_("Verfahren steuern, Ideen beantworten"),
        "secretary": N_("Beschlüsse der Gremien festhalten"),
        "auditor": N_("Jeden Schritt nachvollziehen, nichts ändern"),
        "privacy": N_("Löschungen, Fristen und Lesezugriffe im Blick behalten"),
        "admin": N_("Rollen vergeben, ohne Zugriff auf Inhalte"),
        "system": N_("Regeln, die von selbst wirken"),
    },
    "stance": {
        "pro": N_("Dafür"),
        "contra": N_("Dagegen"),
        "neutral": N_("Anmerkung"),
        "question": N_("Frage"),
    },
    "choice": {
        "agree": N_("Zustimmung"),
        "disagree": N_("Ablehnung"),
        "pass": N_("Enthaltung"),
    },
    "choice_act": {
        "agree": N_("Stimme zu"),
        "disagree": N_("Stimme nicht zu"),
        "pass": N_("Enthalte mich"),
    },
    "withdrawal": {
        "duplicate": N_("Die Idee gibt es schon"),
        "done": N_("Ist schon erledigt"),
        "no_longer_wanted": N_("Ich möchte sie nicht mehr vorschlagen"),
        "personal": N_("Persönliche Gründe"),
        "other": N_("Anderer Grund"),
    },
    "phase_kind": {
        "inventory": N_("Bestandsaufnahme"),
        "mission": N_("Leitbild"),
        "measures": N_("Ideen und Maßnahmen"),
        "implementation_plan": N_("Umsetzungskonzept"),
        "decision": N_("Beschluss"),
        "publication": N_("Veröffentlichung"),
        "implementation": N_("Umsetzung"),
        "review": N_("Rückblick"),
    },
    "level": {
        "inform": N_("Informieren"),
        "consult": N_("Mitreden"),
        "involve": N_("Mitgestalten"),
        "co_decide": N_("Mitentscheiden"),
    },
    "level_hint": {
        "inform": N_("Sie erfahren, was geplant ist."),
        "consult": N_(
            "Ihre Hinweise werden gesammelt und geprüft, entschieden wird im Rat oder Kreistag."
        ),
        "involve": N_(
            "Ihre Ideen fließen in die Maßnahmen ein, entschieden wird im Rat oder Kreistag."
        ),
        "co_decide": N_("Ihre Stimme zählt bei der Entscheidung mit."),
    },
    "feature": {
        "submit": N_("Ideen einreichen"),
        "comment": N_("Kommentieren"),
        "support": N_("Unterstützen"),
        "vote": N_("Abstimmen"),
        "survey": N_("Umfrage beantworten"),
    },
    "moderation": {
        "pre": N_("Beiträge werden vor der Veröffentlichung geprüft."),
        "post": N_("Beiträge erscheinen sofort und werden danach geprüft."),
        "hybrid": N_(
            "In der Bürozeit erscheinen Beiträge sofort, sonst nach Prüfung am nächsten Werktag."
        ),
    },
    "verification": {
        "guest": N_("Gast"),
        "email": N_("E-Mail bestätigt"),
        "resident": N_("Wohnsitz bestätigt"),
        "eid": N_("Mit Online-Ausweis bestätigt"),
    },
    "question": {
        "support": N_("Unterstützung"),
        "opinion": N_("Zustimmung oder Ablehnung"),
    },
    "obstacle": {
        "sign_in": N_("Melden Sie sich an, um mitzumachen."),
        "own_idea": N_("Die eigene Idee kann man nicht selbst unterstützen. Sie zählt auch so."),
        "phase_closed": N_("Diese Phase ist beendet. Das Ergebnis bleibt hier nachlesbar."),
        "not_public": N_("Die Idee ist gerade nicht öffentlich."),
        "role": N_("In Ihrer Funktion stimmen Sie hier nicht mit ab."),
        "suspended": N_("Ihr Konto ist vorübergehend gesperrt. Lesen können Sie weiter alles."),
        "no_participation": N_("In dieser Phase ist das nicht vorgesehen."),
        "past": N_("Sie sehen einen früheren Stand. Mitmachen können Sie beim heutigen."),
    },
    "next_step": {
        "wait_review": N_("Die Moderation entscheidet"),
        "revise": N_("Bitte überarbeiten und neu einreichen"),
        "appeal_possible": N_("Widerspruch ist möglich"),
        "appeal_running": N_("Ihr Widerspruch wird geprüft"),
        "collect": N_("Andere können die Idee unterstützen und kommentieren"),
        "assess": N_("Die Verwaltung prüft die Idee nach dem Ende der Phase"),
        "merged": N_("Weiter geht es bei der anderen Idee"),
        "none": N_("Kein weiterer Schritt"),
    },
    "sort": {
        "new": N_("Neueste"),
        "supported": N_("Meiste Zustimmung"),
        "discussed": N_("Meiste Kommentare"),
        "answered": N_("Zuletzt beantwortet"),
        "random": N_("Zufällig"),
    },
}
