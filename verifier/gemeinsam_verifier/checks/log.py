"""What can be wrong with the log as a whole: signatures, hashes, tallies, texts."""

from gemeinsam_verifier.checks.table import Check, checks

CHECKS: dict[str, Check] = {
    **checks(
        0,
        (
            "receipt-unreadable",
            "Das ist kein Beleg: {why}",
            "This is no receipt: {why}",
        ),
        (
            "receipt-wrong",
            "Der Eintrag des Belegs steht nicht an dieser Stelle des Protokolls.",
            "The entry of the receipt does not stand at this place of the log.",
        ),
    ),
    **checks(
        1,
        (
            "checkpoint-unreadable",
            "Der Prüfpunkt ist kein Prüfpunkt: {why}",
            "The checkpoint is none: {why}",
        ),
        (
            "other-log",
            "Der Prüfpunkt gehört zum Protokoll {origin}, das nicht in der Richtlinie steht.",
            "The checkpoint is of the log {origin}, which the policy does not name.",
        ),
        (
            "log-signature-missing",
            (
                "Der Prüfpunkt trägt keine Unterschrift eines Schlüssels der Richtlinie. Nach "
                "einem Schlüsselwechsel braucht es eine neue Richtlinie."
            ),
            (
                "No log key of the policy has signed the checkpoint. After a change of keys you "
                "need a new policy."
            ),
        ),
        (
            "log-signature-wrong",
            "Die Unterschrift des Protokolls {key} passt nicht zum Prüfpunkt.",
            "The signature of the log {key} does not fit the checkpoint.",
        ),
        (
            "witness-signature-wrong",
            "Die Unterschrift des Zeugen {key} ist gefälscht oder beschädigt.",
            "The signature of the witness {key} is forged or damaged.",
        ),
        (
            "below-quorum",
            "Zu wenige Zeugen haben unterschrieben: {signers}. Die Richtlinie verlangt {quorum}.",
            "Too few witnesses have signed: {signers}. The policy asks for {quorum}.",
        ),
    ),
    **checks(
        2,
        (
            "file-missing",
            "Die Datei {name} fehlt.",
            "The file {name} is missing.",
        ),
        (
            "bundle-broken",
            "Die Datei {name} enthält nicht genau {width} Einträge.",
            "The file {name} does not hold exactly {width} entries.",
        ),
        (
            "entry-changed",
            "Der Eintrag passt nicht zu seiner Prüfsumme: Er wurde nachträglich geändert.",
            "The entry does not fit its hash: it was changed afterwards.",
        ),
        (
            "root-wrong",
            "Die {size} Einträge ergeben nicht die unterschriebene Prüfsumme.",
            "The {size} entries do not make the root that was signed.",
        ),
        (
            "tile-wrong",
            "Die Datei {name} enthält falsche Prüfsummen.",
            "The file {name} holds wrong hashes.",
        ),
    ),
    **checks(
        3,
        (
            "shrunk",
            "Es gab schon einen Prüfpunkt über {old} Einträge, jetzt sind es nur noch {size}.",
            "There was a checkpoint of {old} entries, now there are only {size}.",
        ),
        (
            "not-a-prefix",
            (
                "Die Vergangenheit wurde umgeschrieben: Die ersten {old} Einträge sind nicht mehr "
                "die des Prüfpunkts {name}."
            ),
            (
                "History was rewritten: the first {old} entries are no longer those of the "
                "checkpoint {name}."
            ),
        ),
        (
            "published-checkpoint-wrong",
            "Der veröffentlichte Prüfpunkt checkpoints/{name} ist falsch: {why}",
            "The published checkpoint checkpoints/{name} is wrong: {why}",
        ),
        (
            "timestamp-wrong",
            "Der Zeitstempel checkpoints/{name}.tsr ist falsch: {why}",
            "The timestamp checkpoints/{name}.tsr is wrong: {why}",
        ),
        (
            "sealed-root-wrong",
            "Der Eintrag nennt einen anderen Stand für die ersten {old} Einträge.",
            "The entry names another root for the first {old} entries.",
        ),
    ),
    **checks(
        6,
        (
            "tally-wrong",
            (
                "Das behauptete Ergebnis stimmt nicht: {question} behauptet {claimed}, "
                "gezählt {counted}."
            ),
            "The claimed tally is wrong: {question} claimed {claimed}, counted {counted}.",
        ),
        (
            "tally-unasked",
            "Das Ergebnis gehört zu keinem Schluss dieser Phase, oder seine Teile fehlen.",
            "The tally belongs to no closing of this phase, or parts of it are missing.",
        ),
        (
            "tally-unsorted",
            "Die Zeilen des Ergebnisses sind nicht sortiert, oder eine steht doppelt da.",
            "The rows of the tally are not sorted, or one is there twice.",
        ),
        (
            "tally-missing",
            "Zum Schluss einer Phase fehlt das Ergebnis.",
            "The tally of a closing is missing.",
        ),
    ),
    **checks(
        7,
        (
            "text-unreadable",
            "In {name} steht eine Zeile, die kein Text dieses Protokolls ist: {why}",
            "A line in {name} is no text of this log: {why}",
        ),
        (
            "text-changed",
            "Der veröffentlichte Text ist nicht der, auf den sich der Eintrag festlegt.",
            "The published text is not the one that the entry commits to.",
        ),
        (
            "text-missing",
            "Ein Text fehlt, ohne dass eine Löschung vermerkt ist ({name}).",
            "A text is missing, and no erasure is on record ({name}).",
        ),
    ),
}
