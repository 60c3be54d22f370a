"""Refusals of office work: processes, phases, paper and roles."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, PHASES, RELOAD, RefusalText

OFFICE_REFUSALS: Mapping[str, RefusalText] = {
    "ReceivedAfterPhaseEnd": RefusalText(
        N_("Das Eingangsdatum liegt nach dem Ende der Phase"),
        N_("Es zählt der Tag, an dem das Papier im Rathaus ankam. Prüfen Sie das Datum."),
    ),
    "ReceivedInTheFuture": RefusalText(
        N_("Das Eingangsdatum liegt in der Zukunft"),
        N_("Tragen Sie den Tag ein, an dem das Papier ankam."),
    ),
    "ActionFieldAlreadyDefined": RefusalText(N_("Dieses Handlungsfeld gibt es schon"), RELOAD),
    "ActionFieldUnknown": RefusalText(
        N_("Dieses Handlungsfeld gibt es nicht"), N_("Wählen Sie ein Handlungsfeld aus der Liste.")
    ),
    "FieldCannotMergeIntoItself": RefusalText(
        N_("Ein Handlungsfeld kann nicht mit sich selbst zusammengelegt werden"),
        N_("Wählen Sie ein anderes Handlungsfeld."),
    ),
    "TerritoryUnknown": RefusalText(
        N_("Diesen Ort gibt es in diesem Verfahren nicht"),
        N_("Wählen Sie einen Ort aus der Liste."),
    ),
    "TerritoryAlreadyAdded": RefusalText(
        N_("Diesen Ort gibt es in diesem Verfahren schon"), RELOAD
    ),
    "ProcessUnknown": RefusalText(
        N_("Dieses Verfahren gibt es nicht"), N_("Auf der Startseite stehen alle Verfahren.")
    ),
    "ProcessAlreadyOpen": RefusalText(N_("Dieses Verfahren ist schon eröffnet"), RELOAD),
    "TextMissing": RefusalText(
        N_("Es fehlt ein Text"), N_("Füllen Sie alle Felder aus, die nicht freiwillig sind.")
    ),
    "PhaseUnknown": RefusalText(N_("Diese Phase gibt es nicht"), PHASES),
    "PhaseAlreadyDefined": RefusalText(N_("Diese Phase ist schon geplant"), RELOAD),
    "PhaseAlreadyStarted": RefusalText(N_("Diese Phase läuft schon"), RELOAD),
    "PhaseStillOpen": RefusalText(N_("Diese Phase ist noch offen"), RELOAD),
    "PhaseEndsBeforeItStarts": RefusalText(
        N_("Das Ende der Phase liegt vor ihrem Anfang"), N_("Prüfen Sie beide Tage.")
    ),
    "ExtensionMustEndLater": RefusalText(
        N_("Eine Verlängerung muss später enden als bisher"), N_("Wählen Sie einen späteren Tag.")
    ),
    "ReopeningNeedsSecondPerson": RefusalText(
        N_("Eine Phase wieder zu öffnen braucht zwei Personen"),
        N_("Bitten Sie eine zweite Person aus dem Projektbüro um ihre Zustimmung."),
    ),
    "ReopeningAlreadyProposed": RefusalText(
        N_("Jemand anderes hat schon vorgeschlagen, diese Phase wieder zu öffnen"),
        N_("Stimmen Sie zu, oder bitten Sie diese Person um einen anderen Vorschlag."),
    ),
    "ChangedMeanwhile": RefusalText(
        N_("Das wurde geändert, seit Sie es geöffnet haben"),
        N_("Laden Sie die Seite neu und vergleichen Sie noch einmal, bevor Sie bestätigen."),
    ),
    "ReopeningNotProposed": RefusalText(
        N_("Niemand hat vorgeschlagen, diese Phase wieder zu öffnen"), RELOAD
    ),
    "TooFewVotesWait": RefusalText(
        N_("Es warten zu wenige Stimmen auf ihre Veröffentlichung"),
        N_("Warten Sie, bis mehr Menschen abgestimmt haben."),
    ),
    "VotesHaveNotWaitedLongEnough": RefusalText(
        N_("Die wartenden Stimmen sind noch zu neu für die Veröffentlichung"),
        N_("Versuchen Sie es in einer Stunde noch einmal."),
    ),
    "KeyEndsInThePast": RefusalText(
        N_("Der alte Schlüssel würde sofort ungültig"),
        N_("Lassen Sie beide Schlüssel noch einige Tage nebeneinander gelten."),
    ),
    "SourceOutsidePhase": RefusalText(
        N_("Die Angaben der Quelle liegen außerhalb der Phase"),
        N_("Prüfen Sie, zu welcher Phase die Daten gehören."),
    ),
    "ParticipantUnknown": RefusalText(
        N_("Dieses Konto gibt es nicht"), N_("Prüfen Sie die E-Mail-Adresse.")
    ),
    "RoleEndsInThePast": RefusalText(
        N_("Das Ende der Rolle liegt in der Vergangenheit"),
        N_("Wählen Sie einen Tag, der noch kommt."),
    ),
    "RoleNotGrantable": RefusalText(
        N_("Diese Rolle kann nicht vergeben werden"), N_("Wählen Sie eine Rolle aus der Liste.")
    ),
    "RoleNotHeld": RefusalText(N_("Diese Rolle hat die Person nicht mehr"), RELOAD),
}
