"""Refusals about decisions, mission and strategy."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RELOAD, RefusalText

COUNCIL_REFUSALS: Mapping[str, RefusalText] = {
    "DecisionUnknown": RefusalText(
        N_("Diesen Tagesordnungspunkt gibt es nicht"), N_("Wählen Sie einen aus der Liste.")
    ),
    "AgendaItemAlreadyScheduled": RefusalText(
        N_("Dieser Punkt steht schon auf der Tagesordnung"), RELOAD
    ),
    "AuthorityNeedsDecisionRole": RefusalText(
        N_("Nur eine Entscheidung kann verbindlich sein"),
        N_("Anhörung, Vorberatung und Kenntnisnahme entscheiden nichts."),
    ),
    "DecisionAlreadyRecorded": RefusalText(
        N_("Zu diesem Punkt ist schon ein Beschluss erfasst"), RELOAD
    ),
    "SessionNotYetHeld": RefusalText(
        N_("Die Sitzung hat noch nicht stattgefunden"),
        N_("Erfassen Sie den Beschluss nach der Sitzung."),
    ),
    "DecisionNotRecorded": RefusalText(
        N_("Zu diesem Punkt ist noch kein Beschluss erfasst"), RELOAD
    ),
    "SecondPersonNeeded": RefusalText(
        N_("Bestätigen muss eine zweite Person"),
        N_("Bitten Sie eine Kollegin oder einen Kollegen aus dem Gremienbüro."),
    ),
    "DecisionNotConfirmed": RefusalText(
        N_("Dieser Beschluss ist noch nicht bestätigt"),
        N_("Zuerst vergleicht eine zweite Person ihn mit der Niederschrift."),
    ),
    "DecisionAlreadyPublished": RefusalText(
        N_("Dieser Beschluss ist schon veröffentlicht"), RELOAD
    ),
    "CorrectionChangesNothing": RefusalText(
        N_("Die Korrektur ändert nichts"), N_("Prüfen Sie die Zahlen.")
    ),
    "CorrectionAlreadyProposed": RefusalText(
        N_("Eine Korrektur wartet schon auf Bestätigung"), RELOAD
    ),
    "NoCorrectionProposed": RefusalText(N_("Es wartet keine Korrektur"), RELOAD),
    "RepealingDecisionNotInForce": RefusalText(
        N_("Der aufhebende Beschluss ist nicht in Kraft"),
        N_("Er muss verbindlich, angenommen und bestätigt sein."),
    ),
    "RepealingDecisionIsOlder": RefusalText(
        N_("Der aufhebende Beschluss ist älter als dieser"),
        N_("Wählen Sie einen Beschluss derselben oder einer späteren Sitzung."),
    ),
    "DecisionAlreadyRepealed": RefusalText(N_("Dieser Beschluss ist aufgehoben"), RELOAD),
    "CannotRepealItself": RefusalText(
        N_("Ein Beschluss kann sich nicht selbst aufheben"),
        N_("Wählen Sie einen anderen Beschluss."),
    ),
    "DecisionNotImported": RefusalText(
        N_("Dieser Punkt stammt nicht aus einem Ratsinformationssystem"),
        N_("Erfassen Sie den Beschluss mit der Niederschrift."),
    ),
    "ContradictionNotNamed": RefusalText(
        N_("Stimmen und Ergebnis widersprechen sich"),
        N_("Übernehmen Sie den Punkt nur mit dem Hinweis auf den Widerspruch."),
    ),
    "MorePresentThanSeats": RefusalText(
        N_("Es können nicht mehr Mitglieder anwesend sein, als es Sitze gibt"),
        N_("Prüfen Sie die Zahl der Anwesenden."),
    ),
    "MoreVotesThanPresent": RefusalText(
        N_("Es sind mehr Stimmen als Anwesende"),
        N_("Ja, Nein und Enthaltungen zusammen dürfen die Zahl der Anwesenden nicht übersteigen."),
    ),
    "ResultContradictsVote": RefusalText(
        N_("Das Ergebnis passt nicht zur Abstimmung"),
        N_("Angenommen heißt mehr Ja als Nein; bei Gleichstand ist abgelehnt."),
    ),
    "VoteMissing": RefusalText(
        N_("Es fehlt das Abstimmungsergebnis"), N_("Tragen Sie Ja, Nein und Enthaltungen ein.")
    ),
    "BodyUnknown": RefusalText(
        N_("Dieses Gremium gibt es nicht"), N_("Wählen Sie ein Gremium aus der Liste.")
    ),
    "UnitUnknown": RefusalText(
        N_("Diese Einheit der Verwaltung gibt es nicht"), N_("Wählen Sie eine aus der Liste.")
    ),
    "MissionChangedMeanwhile": RefusalText(
        N_("Das Leitbild wurde inzwischen geändert"),
        N_("Laden Sie die Seite neu und übernehmen Sie Ihre Änderungen in die neue Fassung."),
    ),
    "MissionIsEmpty": RefusalText(
        N_("Das Leitbild hat keinen Absatz"), N_("Schreiben Sie mindestens einen Absatz.")
    ),
    "ParagraphTwice": RefusalText(N_("Ein Absatz kommt zweimal vor"), RELOAD),
    "NewVersionNeedsReason": RefusalText(
        N_("Eine neue Fassung braucht eine Begründung"),
        N_("Schreiben Sie, was sich geändert hat und warum."),
    ),
    "MissionVersionUnknown": RefusalText(N_("Diese Fassung des Leitbilds gibt es nicht"), RELOAD),
    "MissionNotDecided": RefusalText(
        N_("Zu dieser Fassung gibt es keinen Beschluss in Kraft"),
        N_("Zuerst beschließt das Gremium genau diese Fassung."),
    ),
    "StrategyNotDecided": RefusalText(
        N_("Zu dieser Strategie gibt es keinen Beschluss in Kraft"),
        N_("Zuerst beschließt das Gremium genau diese Fassung."),
    ),
    "StrategyHasNoMeasures": RefusalText(
        N_("Die Strategie enthält keine Maßnahme"), N_("Nehmen Sie mindestens eine Maßnahme auf.")
    ),
    "FrozenVersionUnknown": RefusalText(
        N_("Eine Maßnahme gibt es in dieser Fassung nicht"),
        RELOAD,
    ),
    "PlaceNeedsDay": RefusalText(
        N_("Zum Ort fehlt der Tag"), N_("Geben Sie auch an, wann die Vorstellung ist.")
    ),
    "NotYetPublished": RefusalText(
        N_("Die Strategie ist noch nicht veröffentlicht"),
        N_("Veröffentlichen Sie zuerst eine Fassung."),
    ),
    "AnswersStillOpen": RefusalText(
        N_("Es sind noch nicht alle Ideen beantwortet"),
        N_("Beantworten Sie zuerst alle veröffentlichten Ideen."),
    ),
    "CasesStillOpen": RefusalText(
        N_("Die Moderation hat noch nicht über alles entschieden"),
        N_("Archivieren Sie, wenn kein Fall des Verfahrens mehr wartet."),
    ),
    "SheetsStillOpen": RefusalText(
        N_("Noch nicht alle Bögen sind verglichen"),
        N_("Archivieren Sie, wenn kein Bogen des Verfahrens mehr wartet."),
    ),
    "ProcessIsArchived": RefusalText(
        N_("Dieses Verfahren ist archiviert"),
        N_("Es lässt sich lesen und durchsuchen, aber nicht mehr ändern."),
    ),
    "RevisionAlreadyStarted": RefusalText(N_("Die Fortschreibung läuft schon"), RELOAD),
}
