"""Refusals about answers, goals, inventory, events on site, labs and funding."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RELOAD, RefusalText

STRATEGY_REFUSALS: Mapping[str, RefusalText] = {
    "BelongsToAnotherProcess": RefusalText(
        N_("Das gehört zu einem anderen Verfahren"),
        N_("Öffnen Sie es auf der Seite seines Verfahrens."),
    ),
    "IdAlreadyTaken": RefusalText(
        N_("Diese Kennung gehört schon zu etwas anderem"),
        N_("Lassen Sie die Kennung weg, dann wird eine vergeben."),
    ),
    "NotToBeAnswered": RefusalText(N_("Beantwortet werden nur veröffentlichte Ideen"), RELOAD),
    "ReviewDueInThePast": RefusalText(
        N_("Die Frist der Prüfung liegt in der Vergangenheit"), N_("Wählen Sie einen späteren Tag.")
    ),
    "ReviewAlreadyRequested": RefusalText(N_("Diese Prüfung ist schon angefordert"), RELOAD),
    "ReviewNotRequested": RefusalText(
        N_("Diese Prüfung wurde nicht angefordert"), N_("Fordern Sie sie zuerst an.")
    ),
    "ReviewAlreadyFiled": RefusalText(N_("Diese Prüfung liegt schon vor"), RELOAD),
    "CostRangeReversed": RefusalText(
        N_("Die Kosten „bis“ sind kleiner als „von“"), N_("Prüfen Sie beide Beträge.")
    ),
    "ForwardingNeedsAddressee": RefusalText(
        N_("Die Antwort passt nicht zu „Weitergeleitet an“"),
        N_("Nennen Sie die Stelle, wenn Sie weiterleiten; sonst lassen Sie das Feld leer."),
    ),
    "RevisionNeedsReason": RefusalText(
        N_("Eine geänderte Antwort braucht eine Begründung"),
        N_("Schreiben Sie, warum sich die Antwort ändert."),
    ),
    "NothingWasPromised": RefusalText(
        N_("Ergebnisse gibt es nur zu angenommenen Ideen"),
        N_("Beantworten Sie die Idee zuerst mit „angenommen“ oder „teilweise“."),
    ),
    "GoalUnknown": RefusalText(
        N_("Dieses Ziel gibt es nicht"), N_("Wählen Sie ein Ziel aus der Liste.")
    ),
    "IndicatorUnknown": RefusalText(
        N_("Diese Kennzahl gibt es nicht"), N_("Wählen Sie eine Kennzahl aus der Liste.")
    ),
    "IndicatorAlreadyDefined": RefusalText(N_("Diese Kennzahl gibt es schon"), RELOAD),
    "IndicatorChangesNothing": RefusalText(
        N_("Ausgangswert und Zielwert sind gleich"), N_("Wählen Sie einen anderen Zielwert.")
    ),
    "ValueFromTheFuture": RefusalText(
        N_("Der Stichtag liegt in der Zukunft"), N_("Wählen Sie einen Tag, der schon war.")
    ),
    "ItemUnknown": RefusalText(
        N_("Diesen Eintrag gibt es im Bestand nicht"), N_("Wählen Sie einen Eintrag aus der Liste.")
    ),
    "ItemAlreadyRecorded": RefusalText(N_("Dieser Eintrag ist schon im Bestand"), RELOAD),
    "ItemEndsBeforeItStarts": RefusalText(
        N_("Das Ende des Eintrags liegt vor seinem Beginn"), N_("Prüfen Sie beide Tage.")
    ),
    "ItemCannotContainItself": RefusalText(
        N_("Ein Eintrag kann nicht Teil von sich selbst sein"),
        N_("Wählen Sie einen anderen übergeordneten Eintrag."),
    ),
    "ItemNotWaiting": RefusalText(N_("Dieser Eintrag wartet nicht auf Prüfung"), RELOAD),
    "ItemWasRefused": RefusalText(N_("Dieser Eintrag wurde nicht aufgenommen"), RELOAD),
    "RecommendationUnknown": RefusalText(
        N_("Diese Empfehlung gibt es nicht"), N_("Wählen Sie eine Empfehlung aus der Liste.")
    ),
    "RecommendationAlreadyMade": RefusalText(N_("Diese Empfehlung gibt es schon"), RELOAD),
    "RecommendationWasDropped": RefusalText(N_("Dieser Empfehlung wird nicht gefolgt"), RELOAD),
    "AlreadyTakenUp": RefusalText(N_("Diese Empfehlung ist schon aufgegriffen"), RELOAD),
    "FormatUnknown": RefusalText(
        N_("Diese Veranstaltung gibt es nicht"), N_("Wählen Sie eine aus der Liste.")
    ),
    "FormatAlreadyScheduled": RefusalText(N_("Diese Veranstaltung ist schon geplant"), RELOAD),
    "FormatNotYetHeld": RefusalText(
        N_("Die Veranstaltung hat noch nicht stattgefunden"),
        N_("Erfassen Sie das Ergebnis ab dem Tag der Veranstaltung."),
    ),
    "FormatWasCancelled": RefusalText(N_("Diese Veranstaltung wurde abgesagt"), RELOAD),
    "ResultAlreadyRecorded": RefusalText(N_("Das Ergebnis ist schon erfasst"), RELOAD),
    "NoResultRecorded": RefusalText(N_("Es ist noch kein Ergebnis erfasst"), RELOAD),
    "ResultNeedsSecondPerson": RefusalText(
        N_("Das Ergebnis muss eine zweite Person bestätigen"),
        N_("Bitten Sie eine Kollegin oder einen Kollegen aus dem Projektbüro."),
    ),
    "DotsCountedTwice": RefusalText(
        N_("Eine Maßnahme kommt in der Liste der Punkte zweimal vor"),
        N_("Zählen Sie jede Maßnahme einmal."),
    ),
    "LabUnknown": RefusalText(
        N_("Dieses Reallabor gibt es nicht"), N_("Wählen Sie eines aus der Liste.")
    ),
    "LabAlreadyOpened": RefusalText(N_("Dieses Reallabor gibt es schon"), RELOAD),
    "LabEndsBeforeItStarts": RefusalText(
        N_("Das Ende des Reallabors liegt vor seinem Beginn"), N_("Prüfen Sie beide Tage.")
    ),
    "LabMustEndLater": RefusalText(
        N_("Eine Verlängerung muss später enden als bisher"), N_("Wählen Sie einen späteren Tag.")
    ),
    "LabNotRunning": RefusalText(
        N_("Das Reallabor läuft gerade nicht"),
        N_("Rückmeldungen sind vom ersten bis zum letzten Tag möglich."),
    ),
    "LabNotOver": RefusalText(
        N_("Das Reallabor läuft noch"),
        N_("Auswerten lässt es sich nach seinem Ende, oder früher, wenn Sie es beenden."),
    ),
    "EvaluationNeedsEvidence": RefusalText(
        N_("Zur Auswertung gehört ein Beleg"), N_("Schreiben Sie, was sich gezeigt hat.")
    ),
    "LabAlreadyEvaluated": RefusalText(N_("Dieses Reallabor ist schon ausgewertet"), RELOAD),
    "FundingEndsBeforeItStarts": RefusalText(
        N_("Das Ende der Förderung liegt vor ihrem Beginn"), N_("Prüfen Sie beide Tage.")
    ),
}
