"""Words of audits and of the reading of personal data."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RELOAD, RefusalText

AUDIT_TERMS: Mapping[str, Mapping[str, str]] = {
    "audit_scope": {
        "everything": N_("Alles"),
        "counting": N_("Zählung"),
        "moderation": N_("Moderation"),
        "phases": N_("Phasen und Fristen"),
        "roles": N_("Rollen und Rechte"),
        "personal_data": N_("Umgang mit personenbezogenen Daten"),
    },
    "audit_state": {
        "absent": N_("nicht eröffnet"),
        "open": N_("läuft"),
        "closed": N_("abgeschlossen"),
    },
    "severity": {
        "note": N_("Hinweis"),
        "minor": N_("leicht"),
        "major": N_("schwer"),
        "critical": N_("kritisch"),
    },
    "finding_state": {
        "open": N_("Antwort steht aus"),
        "answered": N_("beantwortet"),
        "settled": N_("erledigt"),
    },
    "finding_step": {
        "recorded": N_("Feststellung"),
        "answered": N_("Antwort des Projektbüros"),
        "reopened": N_("Antwort reicht nicht aus"),
        "settled": N_("Als erledigt anerkannt"),
    },
    "data_kind": {
        "name": N_("Name"),
        "email": N_("E-Mail-Adresse"),
        "person_list": N_("Liste von Personen"),
        "email_search": N_("Suche nach einer E-Mail-Adresse"),
        "account_age": N_("Alter eines Kontos"),
        "text_to_erase": N_("Text, der gelöscht werden soll"),
        "mail": N_("Inhalt einer Mail"),
    },
    "erasure_ground": {
        "legal": N_("Rechtlicher Grund"),
        "retention": N_("Ende der Aufbewahrung"),
        "request": N_("Wunsch der Person"),
    },
    "erased_texts": {
        "none": "",
        "some": N_("einzelne Texte"),
        "all": N_("alle Texte"),
    },
    "erasure_state": {
        "waiting": N_("wartet noch"),
        "running": N_("wird ausgeführt"),
        "mail_fails": N_("Mail kommt nicht an"),
    },
    "kept": {
        "idle_accounts": N_("Konten, die niemand benutzt"),
        "drafts": N_("Entwürfe"),
        "reports": N_("Texte von Meldungen, Widersprüchen und Notizen, nach dem Ende des Falls"),
        "rejected_texts": N_("Abgelehnte Texte, nach dem Ende der Frist für Widerspruch"),
        "sheets_set_aside": N_("Abschriften von Papier, aus dem keine Idee wurde"),
        "ballot_peppers": N_("Schlüssel der Stimmnummern, nach dem Ende der letzten Phase"),
        "deliveries": N_("Vermerke über gesendete Mails"),
        "erasure_proofs": N_("Nachweise von Löschungen"),
        "vault_backups": N_("Sicherungen des Tresors"),
    },
    "purpose": {
        "administer_roles": N_("Rollen verwalten"),
        "moderate": N_("Einen Beitrag prüfen"),
        "import": N_("Daten übernehmen"),
        "operate": N_("Betrieb der Anlage"),
        "support": N_("Hilfe auf Bitte der Person"),
        "data_protection": N_("Auskunft und Löschung nach DSGVO"),
    },
    "four_eyes": {
        "appeal": N_("Widerspruch gegen eine Entscheidung"),
        "reopening": N_("Phase wieder geöffnet"),
        "finding": N_("Feststellung beantwortet"),
        "paper": N_("Beitrag für jemanden erfasst"),
    },
}

AUDIT_REFUSALS: Mapping[str, RefusalText] = {
    "AuditUnknown": RefusalText(
        N_("Diese Prüfung gibt es nicht"), N_("Alle Prüfungen stehen auf der Seite Prüfungen.")
    ),
    "AuditAlreadyOpen": RefusalText(N_("Diese Prüfung ist schon eröffnet"), RELOAD),
    "AuditIsClosed": RefusalText(
        N_("Diese Prüfung ist abgeschlossen"), N_("Eröffnen Sie eine neue Prüfung.")
    ),
    "PositionNotReached": RefusalText(
        N_("So viele Ereignisse hat das Protokoll noch nicht"),
        N_("Wählen Sie eine Nummer, die im Protokoll steht."),
    ),
    "ReplayStillRunning": RefusalText(
        N_("In dieser Prüfung wird gerade nachgerechnet"),
        N_("Warten Sie, bis das Ergebnis hier steht."),
    ),
    "ReplayNotRequested": RefusalText(N_("Niemand wartet auf dieses Ergebnis"), RELOAD),
    "FindingUnknown": RefusalText(N_("Diese Feststellung gibt es nicht"), RELOAD),
    "FindingTextTooShort": RefusalText(
        N_("Der Text ist zu kurz"), N_("Schreiben Sie mindestens 20 Zeichen.")
    ),
    "FindingAlreadyAnswered": RefusalText(N_("Diese Feststellung ist schon beantwortet"), RELOAD),
    "FindingNotAnswered": RefusalText(
        N_("Diese Feststellung ist noch nicht beantwortet"),
        N_("Warten Sie auf die Antwort des Projektbüros."),
    ),
    "FindingAlreadySettled": RefusalText(N_("Diese Feststellung ist schon erledigt"), RELOAD),
    "AnswerNeedsAnotherPerson": RefusalText(
        N_("Wer prüft, kann nicht auch antworten"),
        N_("Bitten Sie eine andere Person aus dem Projektbüro um die Antwort."),
    ),
    "FindingsStillOpen": RefusalText(
        N_("Es gibt noch offene Feststellungen"),
        N_("Eine Prüfung endet, wenn jede Feststellung beantwortet und erledigt ist."),
    ),
}
