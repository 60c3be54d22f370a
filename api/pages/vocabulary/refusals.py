"""Why something was refused, and what a person can do instead, by refusal name."""

from collections.abc import Mapping
from typing import NamedTuple

from api.pages.vocabulary.terms import N_


class RefusalText(NamedTuple):
    """A heading that says what is so, and a sentence that says what to do now."""

    title: str
    next_step: str


_RELOAD = N_("Laden Sie die Seite neu, dann sehen Sie den jetzigen Stand.")
_PHASES = N_("Auf der Seite des Verfahrens steht, was gerade möglich ist und bis wann.")

UNKNOWN_REFUSAL = RefusalText(N_("Das ist nach den Regeln gerade nicht möglich"), _RELOAD)

REFUSALS: Mapping[str, RefusalText] = {
    "PhaseNotOpen": RefusalText(N_("Diese Phase ist gerade nicht offen"), _PHASES),
    "PhaseIsOver": RefusalText(N_("Diese Phase ist beendet"), _PHASES),
    "PhaseNotStartedYet": RefusalText(N_("Diese Phase hat noch nicht begonnen"), _PHASES),
    "NotOfferedInThisPhase": RefusalText(N_("In dieser Phase ist das nicht vorgesehen"), _PHASES),
    "ReceivedAfterPhaseEnd": RefusalText(
        N_("Das Eingangsdatum liegt nach dem Ende der Phase"),
        N_("Es zählt der Tag, an dem das Papier im Rathaus ankam. Prüfen Sie das Datum."),
    ),
    "ReceivedInTheFuture": RefusalText(
        N_("Das Eingangsdatum liegt in der Zukunft"),
        N_("Tragen Sie den Tag ein, an dem das Papier ankam."),
    ),
    "OwnProposal": RefusalText(
        N_("Die eigene Idee kann man nicht selbst unterstützen"),
        N_("Laden Sie andere ein: Die Kurzadresse der Idee lässt sich gut weitergeben."),
    ),
    "ProposalNotOpenForSupport": RefusalText(
        N_("Diese Idee kann gerade nicht unterstützt werden"), _RELOAD
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
        N_("Diese Idee kann nicht mehr zurückgezogen werden"), _RELOAD
    ),
    "ProposalNotAwaitingReview": RefusalText(N_("Über diese Idee ist schon entschieden"), _RELOAD),
    "ProposalNotPublic": RefusalText(N_("Diese Idee ist nicht öffentlich"), _RELOAD),
    "ProposalNotHidden": RefusalText(N_("Diese Idee ist nicht ausgeblendet"), _RELOAD),
    "OnlyAuthorOrModeratorMerges": RefusalText(
        N_("Zusammenführen darf nur, wer die Idee eingereicht hat, oder die Moderation"),
        N_("Weisen Sie in einem Kommentar auf die ähnliche Idee hin."),
    ),
    "CannotMergeIntoItself": RefusalText(
        N_("Eine Idee kann nicht mit sich selbst zusammengeführt werden"),
        N_("Geben Sie die Nummer der anderen Idee an."),
    ),
    "AlreadyMerged": RefusalText(N_("Diese Idee ist schon zusammengeführt"), _RELOAD),
    "TargetNotPublished": RefusalText(
        N_("Die andere Idee ist nicht veröffentlicht"),
        N_("Zusammenführen geht nur mit einer Idee, die alle lesen können."),
    ),
    "CommentUnknown": RefusalText(
        N_("Diesen Kommentar gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "ProposalNotOpenForComments": RefusalText(
        N_("Diese Idee kann gerade nicht kommentiert werden"), _PHASES
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
        N_("Dieser Kommentar kann nicht mehr geändert werden"), _RELOAD
    ),
    "AlreadyReported": RefusalText(
        N_("Sie haben das schon gemeldet"),
        N_("Eine Meldung je Person genügt. Die Prüfung läuft."),
    ),
    "ModeratorIsAuthor": RefusalText(
        N_("Über den eigenen Beitrag entscheidet jemand anderes"),
        N_("Überlassen Sie den Fall einer Kollegin oder einem Kollegen."),
    ),
    "CaseAlreadyClaimed": RefusalText(N_("Diesen Fall hat schon jemand übernommen"), _RELOAD),
    "CaseNotClaimed": RefusalText(
        N_("Dieser Fall ist noch nicht übernommen"),
        N_("Übernehmen Sie ihn zuerst, dann können Sie entscheiden."),
    ),
    "CaseAlreadyDecided": RefusalText(N_("Über diesen Fall ist schon entschieden"), _RELOAD),
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
    "ReviewerIsDecider": RefusalText(
        N_("Über den Widerspruch entscheidet eine andere Person"),
        N_("Überlassen Sie ihn jemandem, der nicht zuerst entschieden hat."),
    ),
    "NothingToAppeal": RefusalText(
        N_("Gegen diese Entscheidung ist kein Widerspruch möglich"), _RELOAD
    ),
    "ParticipantSuspended": RefusalText(
        N_("Ihr Konto ist vorübergehend gesperrt"),
        N_("Auf Ihrer Seite steht, wie lange noch. Lesen können Sie weiter alles."),
    ),
    "TooYoung": RefusalText(
        N_("Mitmachen mit eigenem Konto geht ab 16 Jahren"),
        N_("Jüngere beteiligen sich auf Papier, in der Schule oder mit ihren Eltern."),
    ),
    "ConcurrentChange": RefusalText(
        N_("Jemand anderes war im selben Augenblick schneller"), _RELOAD
    ),
    "CommandReused": RefusalText(
        N_("Dieses Formular ist schon abgeschickt worden"),
        N_("Ihr erster Stand ist gespeichert. Laden Sie die Seite neu, um etwas zu ändern."),
    ),
}
