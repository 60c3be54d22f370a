"""Everything that can be wrong with a log, by name, in German and English.

A name is what a report, a test and a reader call a check by. `{...}` are facts that
the check hands over. `step` is the number in docs/rules/public_log.md.
"""

from collections.abc import Collection
from dataclasses import dataclass

STEPS = {
    0: ("Beleg", "Receipt"),
    1: ("Unterschriften", "Signatures"),
    2: ("Prüfsumme aller Einträge", "Root over all entries"),
    3: ("Frühere Prüfpunkte", "Older checkpoints"),
    4: ("Form der Einträge", "Form of entries"),
    5: ("Regeln", "Rules"),
    6: ("Auszählung", "Tallies"),
    7: ("Texte", "Texts"),
}
"""What is checked, in this order; receipts are checked alone."""


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong."""

    step: int
    german: str
    english: str


def _checks(step: int, *rows: tuple[str, str, str]) -> dict[str, Check]:
    return {name: Check(step, german, english) for name, german, english in rows}


CHECKS: dict[str, Check] = {
    **_checks(
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
    **_checks(
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
                "Der Prüfpunkt trägt keine Unterschrift eines Schlüssels der Richtlinie. Nach einem "
                "Schlüsselwechsel braucht es eine neue Richtlinie."
            ),
            (
                "No log key of the policy has signed the checkpoint. After a change of keys you need "
                "a new policy."
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
    **_checks(
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
    **_checks(
        3,
        (
            "shrunk",
            "Es gab schon einen Prüfpunkt über {old} Einträge, jetzt sind es nur noch {size}.",
            "There was a checkpoint of {old} entries, now there are only {size}.",
        ),
        (
            "not-a-prefix",
            (
                "Die Vergangenheit wurde umgeschrieben: Die ersten {old} Einträge sind nicht mehr die "
                "des Prüfpunkts {name}."
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
            "sealed-root-wrong",
            "Der Eintrag nennt einen anderen Stand für die ersten {old} Einträge.",
            "The entry names another root for the first {old} entries.",
        ),
    ),
    **_checks(
        4,
        (
            "not-canonical",
            "Der Eintrag steht nicht in der vorgeschriebenen Schreibweise: {why}",
            "The entry is not written in the one prescribed way: {why}",
        ),
        (
            "unknown-version",
            "Der Eintrag hat eine unbekannte Version: {version}",
            "The entry has an unknown version: {version}",
        ),
        (
            "unknown-type",
            "Der Eintrag hat einen unbekannten Typ: {type}",
            "The entry has an unknown type: {type}",
        ),
        (
            "field-missing",
            "Im Eintrag fehlt: {fields}",
            "The entry lacks: {fields}",
        ),
        (
            "field-unknown",
            "Der Eintrag hat unbekannte Felder: {fields}",
            "The entry has unknown fields: {fields}",
        ),
        (
            "field-wrong",
            "Ein Feld hat keinen zulässigen Wert: {field}",
            "A field has no admissible value: {field}",
        ),
        (
            "batch-unsorted",
            "Die Stimmen eines Stapels sind nicht sortiert.",
            "The votes of a batch are not sorted.",
        ),
        (
            "batch-mixed",
            "Im Stapel steht eine Stimme eines anderen Prozesses.",
            "The batch holds a vote of another process.",
        ),
        (
            "batch-short",
            "Der Stapel hat weniger Stimmen, als angekündigt sind.",
            "The batch holds fewer votes than announced.",
        ),
        (
            "batch-small",
            "Der Stapel hat nur {n} Stimmen. Weniger als 10 gibt es nur vor einem Schluss.",
            "The batch has only {n} votes. Fewer than 10 come only in front of a closing.",
        ),
        (
            "batch-misplaced",
            "Der Stapel steht nicht vor dem, dessentwegen er kommt.",
            "The batch does not stand in front of what it was released for.",
        ),
        (
            "vote-outside-batch",
            "Eine Stimme dieser Art steht außerhalb eines Stapels.",
            "A vote of this kind stands outside a batch.",
        ),
    ),
    **_checks(
        5,
        (
            "process-opened-twice",
            "Der Prozess ist schon eröffnet, oder sein Name ist vergeben.",
            "The process is open already, or its name is taken.",
        ),
        (
            "process-unknown",
            "Der Prozess ist nicht eröffnet.",
            "The process has not been opened.",
        ),
        (
            "territory-wrong",
            "Das Gebiet ist schon da, oder das Gebiet, in dem es liegt, fehlt.",
            "The territory is there already, or the one it lies in is missing.",
        ),
        (
            "field-of-action-wrong",
            "Das Handlungsfeld gibt es nicht, oder es gibt es schon.",
            "The action field does not exist, or exists already.",
        ),
        (
            "phase-defined-twice",
            "Die Phase ist schon angekündigt.",
            "The phase is announced already.",
        ),
        (
            "phase-times-wrong",
            "Die Zeiten der Phase passen nicht zusammen.",
            "The times of the phase do not fit.",
        ),
        (
            "phase-unknown",
            "Die Phase ist nicht angekündigt.",
            "The phase has not been announced.",
        ),
        (
            "phase-state-wrong",
            "Die Phase kann das nicht: Sie ist {state}.",
            "The phase cannot do that: it is {state}.",
        ),
        (
            "question-changed",
            "Die Phase fragt etwas anderes als der Prozess.",
            "The phase asks another question than the process.",
        ),
        (
            "submitted-outside-phase",
            "Ein Vorschlag kommt, ohne dass eine Phase dafür offen ist.",
            "A proposal comes while no phase is open for it.",
        ),
        (
            "comment-outside-phase",
            "Ein Kommentar kommt, ohne dass eine Phase dafür offen ist.",
            "A comment comes while no phase is open for it.",
        ),
        (
            "vote-after-close",
            "Eine Stimme kommt, ohne dass eine Phase zum Abstimmen offen ist.",
            "A vote comes while no phase is open for voting.",
        ),
        (
            "proposal-submitted-twice",
            "Den Vorschlag gibt es schon.",
            "The proposal exists already.",
        ),
        (
            "proposal-unknown",
            "Den Vorschlag gibt es in diesem Prozess nicht.",
            "There is no such proposal in this process.",
        ),
        (
            "proposal-state-wrong",
            "Der Vorschlag kann das nicht: Er ist {state}.",
            "The proposal cannot do that: it is {state}.",
        ),
        (
            "version-wrong",
            "Die Nummer der Fassung passt nicht: {version}",
            "The number of the version does not fit: {version}",
        ),
        (
            "merge-wrong",
            "Das passt zu keiner Zusammenlegung dieser Vorschläge.",
            "This fits no merge of these proposals.",
        ),
        (
            "carried-count-wrong",
            "{claimed} Stimmen sollen übertragen sein, es sind {counted}.",
            "{claimed} votes are said to have been carried over, there are {counted}.",
        ),
        (
            "comment-posted-twice",
            "Den Kommentar gibt es schon.",
            "The comment exists already.",
        ),
        (
            "comment-unknown",
            "Den Kommentar gibt es bei diesem Vorschlag nicht.",
            "There is no such comment on this proposal.",
        ),
        (
            "comment-state-wrong",
            "Der Kommentar kann das nicht: Er ist {state}.",
            "The comment cannot do that: it is {state}.",
        ),
        (
            "case-opened-twice",
            "Den Fall gibt es schon.",
            "The case exists already.",
        ),
        (
            "case-unknown",
            "Den Fall gibt es nicht, oder er betrifft etwas anderes.",
            "There is no such case, or it is about something else.",
        ),
        (
            "case-state-wrong",
            "Der Fall kann das nicht: Er ist {state}.",
            "The case cannot do that: it is {state}.",
        ),
        (
            "rule-missing",
            "Etwas wird weggenommen, ohne dass eine Regel genannt ist.",
            "Something is taken away, and no rule is named.",
        ),
        (
            "reasons-missing",
            "Etwas wird weggenommen, und die Begründung fehlt.",
            "Something is taken away, and the statement of reasons is missing.",
        ),
        (
            "ground-wrong",
            "Der Grund {ground} passt nicht zu den Regeln.",
            "The ground {ground} does not fit the rules.",
        ),
        (
            "vote-before-publication",
            "Eine Stimme gilt einem Vorschlag, der noch nie öffentlich war.",
            "A vote is on a proposal that has never been public.",
        ),
        (
            "vote-sequence-wrong",
            "Die Stimmen einer Nummer zählen nicht 1, 2, 3 …: erwartet {expected}, gefunden {s}.",
            "The votes of a number do not count 1, 2, 3 …: expected {expected}, found {s}.",
        ),
        (
            "voter-number-reused",
            "Dieselbe Stimmnummer kommt bei zwei Vorschlägen vor.",
            "The same voter number comes up on two proposals.",
        ),
        (
            "vote-value-wrong",
            "Die Antwort {x} passt nicht zur Frage des Prozesses oder zur Art der Stimme.",
            "The answer {x} does not fit the question of the process or the kind of vote.",
        ),
        (
            "vote-kind-wrong",
            "Die Stimme ({k}) passt nicht zu dem, was die Nummer vorher sagte: {before}.",
            "The vote ({k}) does not fit what the number said before: {before}.",
        ),
        (
            "audit-wrong",
            "Die Prüfung ist nicht offen, oder den Befund gibt es nicht.",
            "The audit is not open, or there is no such finding.",
        ),
        (
            "erased-unknown",
            "Gelöscht wird ein Text, der in keinem früheren Eintrag steht.",
            "A text is erased that stands in no earlier entry.",
        ),
    ),
    **_checks(
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
    **_checks(
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


class Bad(Exception):
    """A check has failed: its name, the entry it failed at, and the facts."""

    def __init__(self, name: str, index: int | None, kind: str | None, /, **facts: object) -> None:
        super().__init__(name)
        self.name = name
        self.index = index
        self.kind = kind
        self.facts = facts

    @property
    def step(self) -> int:
        """The number of the step that it belongs to."""
        return CHECKS[self.name].step

    def words(self, language: str) -> str:
        """Return the complaint as a sentence."""
        check = CHECKS[self.name]
        template = check.german if language == "de" else check.english
        return template.format_map(self.facts)


class Checklist:
    """Says what is wrong, at which entry.

    `off` names checks that are left out. Only tests do that, to show what each
    of them is good for.
    """

    def __init__(self, off: Collection[str] = ()) -> None:
        self.off = frozenset(off)
        self.index: int | None = None
        self.kind: str | None = None

    def fail(self, name: str, /, **facts: object) -> None:
        """Report what is wrong with the present entry.

        Raises:
            Bad: always, unless this check is left out.
        """
        if name not in self.off:
            raise Bad(name, self.index, self.kind, **facts)

    def require(self, holds: object, name: str, /, **facts: object) -> None:
        """Report what is wrong unless something holds.

        Raises:
            Bad: it does not hold.
        """
        if not holds:
            self.fail(name, **facts)
