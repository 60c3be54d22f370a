"""Words of the project office: its places of work, and what is said after its forms."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

OFFICE_TERMS: Mapping[str, Mapping[str, str]] = {
    "office_desk": {
        "about": N_("Angaben"),
        "places": N_("Orte"),
        "fields": N_("Handlungsfelder"),
        "phases": N_("Phasen"),
        "bodies": N_("Gremien und Stellen"),
        "goals": N_("Ziele"),
        "answers": N_("Antworten auf Ideen"),
        "inventory": N_("Bestand"),
        "gaps": N_("Was fehlt: Empfehlungen"),
        "workshops": N_("Werkstätten und Bewertung"),
        "mission": N_("Leitbild"),
        "measures": N_("Maßnahmen"),
        "plans": N_("Jahrespläne"),
        "board": N_("Steuerungstafel"),
        "strategy": N_("Strategie"),
        "findings": N_("Feststellungen der Prüfung"),
        "council": N_("Gremienbüro"),
        "papers": N_("Papier"),
        "moderation": N_("Moderation"),
        "archive": N_("Archiv"),
    },
    "office_desk_hint": {
        "about": N_("Name, Beschreibung, Projektleitung und Kontakt"),
        "places": N_("Landkreis, Verbandsgemeinden, Orte"),
        "fields": N_("anlegen, umbenennen, zusammenlegen"),
        "phases": N_("Kalender, was möglich ist, verlängern, wieder öffnen"),
        "bodies": N_("wer entscheidet, wer antwortet und leitet"),
        "goals": N_("Ziele, Kennzahlen und gemeldete Werte"),
        "answers": N_("Ideen beantworten, einzeln oder gesammelt"),
        "inventory": N_("Meldungen prüfen, Einträge einordnen"),
        "gaps": N_("Lücken benennen, daraus Maßnahmen machen"),
        "workshops": N_("Termine, Ergebnisse, Bewertungen, Rangliste"),
        "mission": N_("entwerfen, besprechen, beschließen lassen"),
        "measures": N_("Steckbriefe schreiben, vorlegen, umsetzen"),
        "plans": N_("Maßnahmen auf Jahre und Quartale verteilen"),
        "board": N_("Ampeln, Meilensteine und Verzug auf einen Blick"),
        "strategy": N_("Fassung zusammenstellen, veröffentlichen, berichten"),
        "findings": N_("Fragen der Rechnungsprüfung beantworten"),
        "council": N_("Beschlüsse erfassen, bestätigen, veröffentlichen"),
        "papers": N_("Ideen von Papier erfassen"),
        "moderation": N_("Beiträge prüfen"),
        "archive": N_("das Verfahren abschließen"),
    },
    "question_hint": {
        "support": N_(
            "Die Menschen unterstützen Ideen, die sie gut finden. Jede Person zählt einmal."
        ),
        "opinion": N_("Die Menschen stimmen jeder Idee zu, lehnen ab oder enthalten sich."),
    },
}

OFFICE_NOTICES: Mapping[str, str] = {
    "process_opened": N_("Das Verfahren ist eröffnet. Richten Sie es jetzt ein."),
    "process_described": N_("Die Angaben sind gespeichert und öffentlich."),
    "place_added": N_("Der Ort macht jetzt mit."),
    "fields_added": N_("Die Handlungsfelder sind angelegt."),
    "field_renamed": N_("Das Handlungsfeld ist umbenannt. Alle Ideen bleiben darin."),
    "fields_merged": N_("Die Handlungsfelder sind zusammengelegt."),
    "phase_announced": N_("Die Phase ist angekündigt."),
    "phase_opened": N_("Die Phase läuft."),
    "phase_extended": N_("Die Phase ist verlängert. Der Grund ist öffentlich."),
    "phase_closed": N_("Die Phase ist beendet."),
    "reopening_proposed": N_("Vorgeschlagen. Eine zweite Person muss zustimmen."),
    "phase_reopened": N_("Die Phase läuft wieder."),
    "body_added": N_("Das Gremium ist angelegt."),
    "body_changed": N_("Das Gremium ist geändert."),
    "unit_added": N_("Die Stelle ist angelegt."),
    "unit_changed": N_("Die Stelle ist geändert."),
    "goal_set": N_("Das Ziel ist gesetzt."),
    "goal_changed": N_("Das Ziel ist geändert."),
    "indicator_added": N_("Die Kennzahl ist angelegt."),
    "value_reported": N_("Der Wert ist gemeldet."),
    "process_archived": N_("Das Verfahren ist archiviert."),
}
