"""Refusals people meet who take part."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, PHASES, RELOAD, RefusalText

PARTICIPATION_REFUSALS: Mapping[str, RefusalText] = {
    "PhaseNotOpen": RefusalText(N_("Diese Phase ist gerade nicht offen"), PHASES),
    "PhaseIsOver": RefusalText(N_("Diese Phase ist beendet"), PHASES),
    "PhaseNotStartedYet": RefusalText(N_("Diese Phase hat noch nicht begonnen"), PHASES),
    "NotOfferedInThisPhase": RefusalText(N_("In dieser Phase ist das nicht vorgesehen"), PHASES),
    "OwnProposal": RefusalText(
        N_("Die eigene Idee kann man nicht selbst unterstützen"),
        N_("Laden Sie andere ein: Die Kurzadresse der Idee lässt sich gut weitergeben."),
    ),
    "ProposalNotOpenForSupport": RefusalText(
        N_("Diese Idee kann gerade nicht unterstützt werden"), RELOAD
    ),
    "AskedForOpinionNotSupport": RefusalText(
        N_("Hier wird nach Zustimmung oder Ablehnung gefragt"),
        N_("Wählen Sie auf der Seite der Idee eine der drei Antworten."),
    ),
    "AskedForSupportNotOpinion": RefusalText(
        N_("Hier wird nur nach Unterstützung gefragt"),
        N_("Auf der Seite der Idee gibt es dafür einen Knopf."),
    ),
    "ProposalUnknown": RefusalText(
        N_("Diese Idee gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "ProposalAlreadySubmitted": RefusalText(
        N_("Diese Idee ist schon eingereicht"),
        N_("Auf Ihrer Seite sehen Sie, wie es mit ihr weitergeht."),
    ),
    "NotTheAuthor": RefusalText(
        N_("Das darf nur, wer die Idee eingereicht hat"),
        N_("Schreiben Sie stattdessen einen Kommentar."),
    ),
    "ProposalCannotBeEdited": RefusalText(
        N_("Diese Idee kann nicht mehr geändert werden"),
        N_("In einem Kommentar können Sie etwas ergänzen."),
    ),
    "ProposalCannotBeWithdrawn": RefusalText(
        N_("Diese Idee kann nicht mehr zurückgezogen werden"), RELOAD
    ),
    "ProposalNotAwaitingReview": RefusalText(N_("Über diese Idee ist schon entschieden"), RELOAD),
    "ProposalNotPublic": RefusalText(N_("Diese Idee ist nicht öffentlich"), RELOAD),
    "ProposalNotHidden": RefusalText(N_("Diese Idee ist nicht ausgeblendet"), RELOAD),
    "OnlyAuthorOrModeratorMerges": RefusalText(
        N_("Zusammenführen darf nur, wer die Idee eingereicht hat, oder die Moderation"),
        N_("Weisen Sie in einem Kommentar auf die ähnliche Idee hin."),
    ),
    "CannotMergeIntoItself": RefusalText(
        N_("Eine Idee kann nicht mit sich selbst zusammengeführt werden"),
        N_("Geben Sie die Nummer der anderen Idee an."),
    ),
    "AlreadyMerged": RefusalText(N_("Diese Idee ist schon zusammengeführt"), RELOAD),
    "TargetNotPublished": RefusalText(
        N_("Die andere Idee ist nicht veröffentlicht"),
        N_("Zusammenführen geht nur mit einer Idee, die alle lesen können."),
    ),
    "CommentUnknown": RefusalText(
        N_("Diesen Kommentar gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "ProposalNotOpenForComments": RefusalText(
        N_("Diese Idee kann gerade nicht kommentiert werden"), PHASES
    ),
    "ReplyToCommentThatIsNotVisible": RefusalText(
        N_("Der Kommentar, auf den Sie antworten, ist nicht mehr sichtbar"),
        N_("Schreiben Sie einen eigenen Kommentar zur Idee."),
    ),
    "NotTheAuthorOfTheComment": RefusalText(
        N_("Das darf nur, wer den Kommentar geschrieben hat"),
        N_("Sie können ihn melden oder darauf antworten."),
    ),
    "EditWindowIsOver": RefusalText(
        N_("Kommentare lassen sich nur 15 Minuten lang ändern"),
        N_("Antworten Sie auf Ihren Kommentar, um etwas richtigzustellen."),
    ),
    "CommentHasReplies": RefusalText(
        N_("Auf diesen Kommentar wurde schon geantwortet"),
        N_("Antworten Sie auf Ihren Kommentar, um etwas richtigzustellen."),
    ),
    "CommentCannotBeChanged": RefusalText(
        N_("Dieser Kommentar kann nicht mehr geändert werden"), RELOAD
    ),
    "RemarkUnknown": RefusalText(
        N_("Diese Anmerkung gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "ParagraphUnknown": RefusalText(
        N_("Diesen Absatz hat die neueste Fassung nicht mehr"),
        N_("Lesen Sie die neueste Fassung des Leitbilds und schreiben Sie dort."),
    ),
    "NotTheAuthorOfTheRemark": RefusalText(
        N_("Das darf nur, wer die Anmerkung geschrieben hat"),
        N_("Sie können sie melden oder selbst etwas anmerken."),
    ),
    "RemarkWindowIsOver": RefusalText(
        N_("Anmerkungen lassen sich nur 15 Minuten lang ändern"),
        N_("Schreiben Sie eine weitere Anmerkung, um etwas richtigzustellen."),
    ),
    "RemarkCannotBeChanged": RefusalText(
        N_("Diese Anmerkung kann nicht mehr geändert werden"), RELOAD
    ),
    "RemarkAlreadyPosted": RefusalText(N_("Diese Anmerkung ist schon abgeschickt"), RELOAD),
    "RemarkNotHeld": RefusalText(N_("Diese Anmerkung wartet nicht auf eine Prüfung"), RELOAD),
    "RemarkNotHidden": RefusalText(N_("Diese Anmerkung ist nicht ausgeblendet"), RELOAD),
    "RemarkNotVisible": RefusalText(N_("Diese Anmerkung ist nicht sichtbar"), RELOAD),
    "ConcurrentChange": RefusalText(
        N_("Jemand anderes war im selben Augenblick schneller"), RELOAD
    ),
    "CommandReused": RefusalText(
        N_("Dieses Formular ist schon abgeschickt worden"),
        N_("Ihr erster Stand ist gespeichert. Laden Sie die Seite neu, um etwas zu ändern."),
    ),
    "ParticipantIsSuspended": RefusalText(
        N_("Ihr Konto ist vorübergehend gesperrt"),
        N_("Auf Ihrer Seite steht, wie lange noch. Lesen können Sie weiter alles."),
    ),
    "TooYoungToRegister": RefusalText(
        N_("Mitmachen mit eigenem Konto geht ab 16 Jahren"),
        N_("Jüngere beteiligen sich auf Papier, in der Schule oder mit ihren Eltern."),
    ),
    "AlreadyVotedUnderAnotherAccount": RefusalText(
        N_("Mit dieser E-Mail-Adresse wurde hier schon abgestimmt"),
        N_("Jede Person zählt einmal. Lesen, vorschlagen und kommentieren können Sie weiter."),
    ),
    "PepperDestroyed": RefusalText(
        N_("Dieses Verfahren ist abgeschlossen"),
        N_("Der Schlüssel, der Personen zuordnet, ist vernichtet. Das Ergebnis bleibt nachlesbar."),
    ),
    "UnknownPerson": RefusalText(
        N_("Dieses Konto gibt es nicht mehr"), N_("Melden Sie sich neu an.")
    ),
    "NotAllowed": RefusalText(
        N_("Dafür reicht Ihre Berechtigung nicht"),
        N_("Wenn Sie meinen, dass Sie das dürfen sollten, wenden Sie sich an das Projektbüro."),
    ),
    "StaffDoNotVote": RefusalText(
        N_("In Ihrer Funktion stimmen Sie hier nicht mit ab"),
        N_("Gezählt werden nur Menschen, die für sich selbst sprechen."),
    ),
    "CommentAlreadyPosted": RefusalText(N_("Dieser Kommentar ist schon abgeschickt"), RELOAD),
    "CommentNotHeld": RefusalText(N_("Dieser Kommentar wartet nicht auf eine Prüfung"), RELOAD),
    "CommentNotHidden": RefusalText(N_("Dieser Kommentar ist nicht ausgeblendet"), RELOAD),
    "CommentNotVisible": RefusalText(N_("Dieser Kommentar ist nicht sichtbar"), RELOAD),
    "EditNotHeld": RefusalText(N_("Diese Fassung wartet nicht auf eine Prüfung"), RELOAD),
    "ProposalNotMerged": RefusalText(N_("Diese Idee ist nicht zusammengeführt"), RELOAD),
}
