"""Words of paper intake, and what a clerk is told who cannot go on."""

from collections.abc import Mapping

from api.pages.vocabulary.marking import N_, RefusalText

PAPER_TERMS: Mapping[str, Mapping[str, str]] = {
    "paper_state": {
        "absent": N_("Nicht erfasst"),
        "waiting": N_("Wartet auf Bestätigung"),
        "confirmed": N_("Bestätigt"),
        "set_aside": N_("Zur Seite gelegt"),
    },
    "aside_reason": {
        "duplicate": N_("Der Bogen ist schon erfasst"),
        "unreadable": N_("Der Bogen ist nicht zu entziffern"),
        "withdrawn": N_("Die Person möchte es nicht mehr"),
        "no_proposal": N_("Es ist keine Idee"),
    },
}
PAPER_REFUSALS: Mapping[str, RefusalText] = {
    "PaperUnknown": RefusalText(
        N_("Diesen Bogen gibt es nicht"),
        N_("Vielleicht ist in der Adresse ein Zeichen verloren gegangen."),
    ),
    "PaperAlreadyRecorded": RefusalText(
        N_("Dieser Bogen ist schon erfasst"), N_("Er steht in der Liste der Bögen.")
    ),
    "PaperAlreadySettled": RefusalText(
        N_("Um diesen Bogen hat sich schon jemand gekümmert"),
        N_("Die Liste der Bögen zeigt, was daraus geworden ist."),
    ),
    "ClerkConfirmsOwnTranscript": RefusalText(
        N_("Die eigene Abschrift kann man nicht selbst bestätigen"),
        N_("Bitten Sie eine Kollegin oder einen Kollegen, Bogen und Abschrift zu vergleichen."),
    ),
}
