"""What is said after something was done with mission, strategy or a report."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

STRATEGIES_NOTICES: Mapping[str, str] = {
    "strategy_published": N_("Die Fassung ist veröffentlicht, mit ihrem Dokument."),
    "report_published": N_("Der Bericht ist veröffentlicht, mit seinem Dokument."),
    "revision_started": N_("Die Fortschreibung hat begonnen."),
    "mission_drafted": N_("Die neue Fassung des Leitbilds ist gespeichert."),
    "mission_unchanged": N_(
        "Sie haben keinen Absatz geändert. Es bleibt bei dieser Fassung, sie ist die neueste."
    ),
    "mission_adopted": N_("Das Leitbild gilt jetzt in dieser Fassung."),
}
