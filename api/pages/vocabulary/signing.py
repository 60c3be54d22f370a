"""Words of the signer of the public log."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_

SIGNING_TERMS: Mapping[str, Mapping[str, str]] = {
    "signer_stop": {
        "smaller": N_("Das Protokoll hat weniger Einträge als schon unterschrieben sind."),
        "other-root": N_("Das Protokoll hat einen anderen Inhalt als den unterschriebenen."),
        "inconsistent": N_("Das Protokoll ist keine Fortsetzung des unterschriebenen."),
        "witness": N_("Ein Zeuge kennt einen anderen Verlauf des Protokolls."),
        "restored": N_(
            "Das Protokoll kommt aus einer Sicherung und muss erst mit Zeugen verglichen werden."
        ),
        "resumed": N_("Es wird wieder unterschrieben."),
    },
}
