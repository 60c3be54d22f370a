"""Refusals about measures and plans of a year."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RELOAD, RefusalText

MEASURE_REFUSALS: Mapping[str, RefusalText] = {
    "MeasureUnknown": RefusalText(
        N_("Diese Maßnahme gibt es nicht"), N_("Wählen Sie eine Maßnahme aus der Liste.")
    ),
    "MeasureAlreadyProposed": RefusalText(N_("Diese Maßnahme gibt es schon"), RELOAD),
    "MeasureIsOver": RefusalText(
        N_("Diese Maßnahme ist abgeschlossen und ändert sich nicht mehr"),
        N_("Legen Sie eine neue Maßnahme an, die diese als Quelle nennt."),
    ),
    "ProfileChangedMeanwhile": RefusalText(
        N_("Der Steckbrief wurde inzwischen geändert"),
        N_("Laden Sie die Seite neu und übernehmen Sie Ihre Änderungen in die neue Fassung."),
    ),
    "PeriodEndsBeforeItStarts": RefusalText(
        N_("Das Ende liegt vor dem Beginn"), N_("Prüfen Sie beide Tage.")
    ),
    "SourceAlreadyLinked": RefusalText(N_("Diese Quelle ist schon verknüpft"), RELOAD),
    "SourceNotLinked": RefusalText(N_("Diese Quelle ist nicht verknüpft"), RELOAD),
    "SourceUnknown": RefusalText(
        N_("Diese Quelle gibt es in diesem Verfahren nicht"),
        N_("Wählen Sie eine Quelle aus der Liste."),
    ),
    "WeightsAreZero": RefusalText(
        N_("Alle Gewichte sind null"), N_("Geben Sie mindestens einem Merkmal ein Gewicht.")
    ),
    "AssessmentNeedsProblemAndBenefit": RefusalText(
        N_("Ohne Problem und Nutzen lässt sich nichts bewerten"),
        N_("Beschreiben Sie im Steckbrief beides."),
    ),
    "StatementNeedsOneAddressee": RefusalText(
        N_("Eine Stellungnahme braucht genau eine Stelle"),
        N_("Wählen Sie entweder eine Einheit der Verwaltung oder einen Ort."),
    ),
    "StatementDueInThePast": RefusalText(
        N_("Die Frist liegt in der Vergangenheit"), N_("Wählen Sie einen späteren Tag.")
    ),
    "StatementAlreadyRequested": RefusalText(
        N_("Diese Stellungnahme ist schon angefordert"), RELOAD
    ),
    "StatementNotRequested": RefusalText(
        N_("Diese Stellungnahme wurde nicht angefordert"), N_("Fordern Sie sie zuerst an.")
    ),
    "StatementAlreadyFiled": RefusalText(N_("Diese Stellungnahme liegt schon vor"), RELOAD),
    "ProfileIncomplete": RefusalText(
        N_("Der Steckbrief ist noch nicht vollständig"),
        N_(
            "Ergänzen Sie, was unten als fehlend genannt ist. "
            "Kosten und Finanzierung müssen gleich sein."
        ),
    ),
    "AlreadySubmitted": RefusalText(N_("Diese Maßnahme liegt schon zum Beschluss vor"), RELOAD),
    "NotToBeDecided": RefusalText(
        N_("Diese Maßnahme kann jetzt nicht beschlossen werden"),
        N_("Sie muss bewertet sein und darf noch nicht beschlossen sein."),
    ),
    "NoCommonItem": RefusalText(
        N_("Diese Maßnahmen lassen sich nicht mehr gemeinsam vorlegen"),
        N_("Gemeinsam geht nur, was demselben Gremium vorliegt und auf keiner Tagesordnung steht."),
    ),
    "MeasureNotSubmitted": RefusalText(
        N_("Der Beschluss betrifft diese Fassung der Maßnahme nicht"),
        N_("Reichen Sie die Maßnahme mit dieser Fassung zum Beschluss ein."),
    ),
    "DecisionNotInForce": RefusalText(N_("Dieser Beschluss wirkt hier nicht"), RELOAD),
    "NotAdopted": RefusalText(
        N_("Diese Maßnahme ist nicht beschlossen"), N_("Zuerst entscheidet das zuständige Gremium.")
    ),
    "ReplanningNeedsReason": RefusalText(
        N_("Eine neue Planung braucht eine Begründung"),
        N_("Schreiben Sie, warum sich die Planung ändert."),
    ),
    "QuartersReversed": RefusalText(
        N_("Das letzte Quartal liegt vor dem ersten"), N_("Prüfen Sie beide Quartale.")
    ),
    "ParkedTooLong": RefusalText(
        N_("Zurückstellen geht höchstens sechs Monate"), N_("Wählen Sie einen früheren Tag.")
    ),
    "ParkedUntilThePast": RefusalText(
        N_("Dieser Tag ist schon vorbei"),
        N_("Wählen Sie den Tag, bis zu dem die Maßnahme auf ihren Platz wartet."),
    ),
    "PausedUntilThePast": RefusalText(
        N_("Dieser Tag ist schon vorbei"),
        N_("Wählen Sie den Tag, bis zu dem die Arbeit ruht, oder lassen Sie das Feld leer."),
    ),
    "StillToCome": RefusalText(
        N_("Dieser Tag liegt noch in der Zukunft"),
        N_("Berichten lässt sich nur, was schon geschehen ist. Prüfen Sie das Datum."),
    ),
    "NotPlanned": RefusalText(
        N_("Diese Maßnahme ist nicht eingeplant"),
        N_("Geben Sie ihr zuerst einen Platz in einem Jahr."),
    ),
    "NotInImplementation": RefusalText(N_("Diese Maßnahme ist nicht in Umsetzung"), RELOAD),
    "NotPaused": RefusalText(N_("Diese Maßnahme ruht nicht"), RELOAD),
    "MilestoneAlreadyDefined": RefusalText(N_("Diesen Meilenstein gibt es schon"), RELOAD),
    "MilestoneUnknown": RefusalText(N_("Diesen Meilenstein gibt es nicht"), RELOAD),
    "MilestoneAlreadyReached": RefusalText(N_("Dieser Meilenstein ist schon erreicht"), RELOAD),
    "LightNeedsExplanation": RefusalText(
        N_("Gelb und Rot brauchen eine Erklärung"), N_("Schreiben Sie, woran es liegt.")
    ),
    "CompletionNeedsBenefitEvidence": RefusalText(
        N_("Zum Abschluss gehört ein Nachweis des Nutzens"),
        N_("Schreiben Sie, was die Maßnahme gebracht hat."),
    ),
    "StopNeedsReasonAndLessons": RefusalText(
        N_("Zum Abbruch gehören Grund und Erfahrungen"), N_("Füllen Sie beide Felder aus.")
    ),
    "NotCompleted": RefusalText(
        N_("Diese Maßnahme ist nicht abgeschlossen"),
        N_("Weitergeben lässt sich nur, was abgeschlossen ist."),
    ),
    "PlanChangedMeanwhile": RefusalText(
        N_("Der Jahresplan wurde inzwischen geändert"),
        N_("Laden Sie die Seite neu und tragen Sie Ihre Änderungen noch einmal ein."),
    ),
    "PlanNeedsReason": RefusalText(
        N_("Ein geänderter Jahresplan braucht eine Begründung"),
        N_("Schreiben Sie, warum er sich ändert."),
    ),
    "PlanOverruns": RefusalText(
        N_("Der Plan braucht mehr Geld oder Stellen, als da sind"),
        N_("Kürzen Sie den Plan, oder begründen Sie die Überschreitung."),
    ),
    "MeasurePlannedTwice": RefusalText(
        N_("Eine Maßnahme steht zweimal im Plan"), N_("Lassen Sie jede Maßnahme einmal stehen.")
    ),
    "EntryOfAnotherYear": RefusalText(
        N_("Ein Eintrag gehört in ein anderes Jahr"), N_("Prüfen Sie die Jahre der Einträge.")
    ),
    "MeasureNotPlannable": RefusalText(
        N_("Eine der Maßnahmen ist nicht beschlossen"),
        N_("Planen Sie nur beschlossene Maßnahmen ein."),
    ),
}
