"""What is said after a form was carried out."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

NOTICES: Mapping[str, str] = {
    "submitted": N_("Ihre Idee ist eingegangen. Danke, dass Sie mitmachen."),
    "edited": N_("Die neue Fassung ist gespeichert. Die alte bleibt nachlesbar."),
    "withdrawn": N_("Ihre Idee ist zurückgezogen."),
    "merged": N_("Die Ideen sind zusammengeführt."),
    "draft_saved": N_("Der Entwurf ist gespeichert. Nur Sie können ihn sehen."),
    "draft_deleted": N_("Der Entwurf ist gelöscht."),
    "supported": N_("Ihre Unterstützung ist gezählt."),
    "support_withdrawn": N_("Ihre Unterstützung ist zurückgenommen."),
    "receipt_forgotten": N_("Die Plattform zeigt diese Quittung nicht mehr."),
    "opinion_given": N_("Ihre Antwort ist gezählt. Sie können sie jederzeit ändern."),
    "opinion_withdrawn": N_("Ihre Antwort ist zurückgenommen."),
    "commented": N_("Ihr Kommentar ist eingegangen."),
    "comment_edited": N_("Ihr Kommentar ist geändert."),
    "comment_withdrawn": N_("Ihr Kommentar ist zurückgezogen."),
    "reported": N_("Danke für die Meldung. Ein Mensch sieht sie sich an."),
    "already_reported": N_("Sie haben das schon gemeldet. Die Prüfung läuft."),
    "claimed": N_("Der Fall ist jetzt bei Ihnen."),
    "released": N_("Der Fall ist wieder für alle offen."),
    "escalated": N_("Der Fall ist weitergeleitet. Der Grund steht im Verlauf."),
    "noted": N_("Die Notiz ist gespeichert."),
    "decided": N_("Die Entscheidung ist gespeichert, die Person wird benachrichtigt."),
    "appealed": N_("Ihr Widerspruch ist eingegangen. Eine andere Person prüft ihn."),
    "appeal_decided": N_("Über den Widerspruch ist entschieden."),
    "signed_in": N_("Sie sind angemeldet."),
    "signed_out": N_("Sie sind abgemeldet."),
    "session_ended": N_("Die Anmeldung auf dem anderen Gerät ist beendet."),
    "granted": N_("Die Rolle ist vergeben."),
    "revoked": N_("Die Rolle ist entzogen."),
    "audit_opened": N_("Die Prüfung ist eröffnet."),
    "replay_requested": N_("Das Nachrechnen hat begonnen. Das Ergebnis erscheint hier."),
    "finding_recorded": N_("Die Feststellung ist festgehalten. Das Projektbüro muss antworten."),
    "finding_answered": N_("Die Antwort ist gespeichert und geht an die Prüfung."),
    "finding_reopened": N_("Die Antwort wird nachgefordert."),
    "finding_settled": N_("Die Feststellung ist erledigt."),
    "audit_closed": N_("Die Prüfung ist abgeschlossen."),
    "erasure_requested": N_("Die Löschung ist vorgemerkt. Wir haben Ihnen eine Mail geschickt."),
    "erasure_cancelled": N_("Es wird nichts gelöscht. Alles bleibt, wie es ist."),
    "erasure_proposed": N_("Vorgemerkt. Eine zweite Person muss zustimmen."),
    "erasure_carried_out": N_("Der Text ist gelöscht."),
    "lagging": N_("Gespeichert. Die Anzeige holt gerade auf, gleich stimmt sie wieder."),
}
"""Answers after a form was carried out, by the code in `?done=`."""
