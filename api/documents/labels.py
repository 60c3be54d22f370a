"""The fixed words of the templates, by the names they have there; all are gettext msgids."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

Labels = Mapping[str, str]

EVERYWHERE: Labels = {
    "page": N_("Seite"),
    "page-of": N_("von"),
    "fact": N_("Angabe"),
    "value": N_("Inhalt"),
    "who": N_("Wer"),
    "amount": N_("Betrag"),
    "sum": N_("Summe"),
    "body": N_("Gremium"),
    "session": N_("Sitzung"),
    "paper": N_("Vorlage"),
    "result": N_("Ergebnis"),
    "vote": N_("Abstimmung"),
    "conditions": N_("Auflagen"),
    "money": N_("Kosten und Finanzierung"),
    "cost-once": N_("Kosten einmalig"),
    "goals": N_("Ziele und Kennzahlen"),
    "measure": N_("Maßnahme"),
}
PAPER: Labels = {
    "proposal": N_("Beschlussvorschlag"),
    "profile": N_("Steckbrief"),
    "missing": N_("Was im Steckbrief noch fehlt"),
    "assessment": N_("Bewertung"),
    "scale": N_("Punkte von 1 bis 5. Das Ergebnis ist das gewichtete Mittel."),
    "assessed-by": N_("Wer hat bewertet"),
    "statements": N_("Stellungnahmen"),
    "unit": N_("Stelle"),
    "statement": N_("Stellungnahme"),
    "ideas": N_("Ideen, aus denen sie wurde"),
    "no-idea": N_("Diese Maßnahme geht auf keine Idee aus der Beteiligung zurück."),
    "other-sources": N_("Weitere Quellen"),
}
REPORT: Labels = {
    "figures": N_("In Zahlen"),
    "figure": N_("Was"),
    "count": N_("Wie viel"),
    "budget": N_("Geld"),
    "planned": N_("Im Plan des Jahres"),
    "nothing-planned": N_("Für dieses Jahr stand keine Maßnahme im Plan."),
    "done": N_("Was getan wurde"),
    "nothing-done": N_("Im Berichtsjahr ist nichts verzeichnet."),
    "states": N_("Alle Maßnahmen nach Stand"),
}
STRATEGY: Labels = {
    "contents": N_("Inhalt"),
    "note": N_("Zum Geleit"),
    "mission": N_("Leitbild"),
    "overview": N_("Die Maßnahmen im Überblick"),
    "number": N_("Nr."),
    "period": N_("Zeitraum"),
    "decision": N_("Der Beschluss"),
    "sources": N_("Woher die Maßnahmen kommen"),
    "sources-lead": N_(
        "Jede Maßnahme nennt ihre Quellen. Die Ideen selbst stehen auf den Seiten des Verfahrens;"
        " wer seine Idee zurückzieht oder löschen lässt, findet sie dort nicht mehr."
    ),
    "check": N_("Dieses Dokument prüfen"),
}
