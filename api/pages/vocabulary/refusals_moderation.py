"""Refusals of moderation: cases, decisions and appeals."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RELOAD, RefusalText

MODERATION_REFUSALS: Mapping[str, RefusalText] = {
    "AlreadyReported": RefusalText(
        N_("Sie haben das schon gemeldet"),
        N_("Eine Meldung je Person genügt. Die Prüfung läuft."),
    ),
    "ModeratorIsAuthor": RefusalText(
        N_("Über den eigenen Beitrag entscheidet jemand anderes"),
        N_("Überlassen Sie den Fall einer Kollegin oder einem Kollegen."),
    ),
    "CaseAlreadyDecided": RefusalText(N_("Über diesen Fall ist schon entschieden"), RELOAD),
    "RuleMissing": RefusalText(
        N_("Es fehlt die Regel, gegen die der Beitrag verstößt"),
        N_("Kreuzen Sie mindestens eine Regel an."),
    ),
    "ExplanationTooShort": RefusalText(
        N_("Die Begründung ist zu kurz"),
        N_("Erklären Sie in mindestens 20 Zeichen, was gegen welche Regel verstößt."),
    ),
    "AppealTooLate": RefusalText(
        N_("Die Frist für den Widerspruch ist vorbei"),
        N_("Widerspruch war sechs Monate lang möglich. Das Impressum nennt eine Anschrift."),
    ),
    "NothingToAppeal": RefusalText(
        N_("Gegen diese Entscheidung ist kein Widerspruch möglich"), RELOAD
    ),
    "CaseNotOpen": RefusalText(N_("Diesen Fall hat schon jemand übernommen"), RELOAD),
    "CaseNotInYourHands": RefusalText(
        N_("Dieser Fall ist noch nicht übernommen"),
        N_("Übernehmen Sie ihn zuerst, dann können Sie entscheiden."),
    ),
    "ReviewerDecidedBefore": RefusalText(
        N_("Über den Widerspruch entscheidet eine andere Person"),
        N_("Überlassen Sie ihn jemandem, der nicht zuerst entschieden hat."),
    ),
    "CaseUnknown": RefusalText(
        N_("Diesen Fall gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "CaseAlreadyOpen": RefusalText(N_("Dazu gibt es schon einen offenen Fall"), RELOAD),
    "OutcomeNotPossible": RefusalText(
        N_("Diese Entscheidung passt nicht zum jetzigen Stand"), RELOAD
    ),
    "MergeTargetMissing": RefusalText(
        N_("Es fehlt die Idee, mit der zusammengeführt werden soll"),
        N_("Geben Sie die Nummer der anderen Idee an."),
    ),
    "SourceRuleNotForModerators": RefusalText(
        N_("Diese Regel gilt nur für übernommene Beiträge"),
        N_("Wählen Sie eine der Regeln HR01 bis HR10."),
    ),
    "NotYourCase": RefusalText(
        N_("Widersprechen kann nur, um wessen Text es geht"), N_("Sie können den Beitrag melden.")
    ),
    "AlreadyAppealed": RefusalText(
        N_("Widerspruch ist schon eingelegt"),
        N_("Eine andere Person prüft ihn. Das Ergebnis kommt per E-Mail."),
    ),
    "AppealNotInYourHands": RefusalText(N_("Diesen Widerspruch bearbeitet jemand anderes"), RELOAD),
    "AppealPeriodRunning": RefusalText(
        N_("Die Frist für den Widerspruch läuft noch"),
        N_("Der Fall schließt sich von selbst, wenn sie vorbei ist."),
    ),
}
