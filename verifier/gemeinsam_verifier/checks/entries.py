"""What can be wrong with the form of an entry, and which rule it can break."""

from gemeinsam_verifier.checks.table import Check, checks

CHECKS: dict[str, Check] = {
    **checks(
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
    **checks(
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
            "remark-outside-phase",
            "Eine Anmerkung kommt, ohne dass eine Phase zum Leitbild dafür offen ist.",
            "A remark comes while no phase about the mission is open for it.",
        ),
        (
            "remark-without-paragraph",
            "Die Anmerkung gehört zu keinem Absatz der neuesten Fassung des Leitbilds.",
            "The remark belongs to no paragraph of the newest version of the mission.",
        ),
        (
            "remark-posted-twice",
            "Die Anmerkung gibt es schon.",
            "The remark exists already.",
        ),
        (
            "remark-unknown",
            "Die Anmerkung gibt es in diesem Prozess nicht.",
            "There is no such remark in this process.",
        ),
        (
            "remark-state-wrong",
            "Die Anmerkung kann das nicht: Sie ist {state}.",
            "The remark cannot do that: it is {state}.",
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
    ),
}
