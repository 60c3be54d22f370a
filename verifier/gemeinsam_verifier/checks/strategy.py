"""What can be wrong with decisions, measures and what the office does."""

from gemeinsam_verifier.checks.table import Check, checks

CHECKS: dict[str, Check] = checks(
    5,
    (
        "body-unknown",
        "Das Gremium ist in diesem Prozess nicht festgelegt.",
        "The body has not been defined in this process.",
    ),
    (
        "decision-unknown",
        "Den Beschluss gibt es in diesem Prozess nicht.",
        "There is no such decision in this process.",
    ),
    (
        "decision-state-wrong",
        "Der Beschluss kann das nicht: Er ist {state}.",
        "The decision cannot do that: it is {state}.",
    ),
    (
        "decision-changed",
        "Der Beschluss sagt etwas anderes als die Einträge davor.",
        "The decision says something else than the entries before it.",
    ),
    (
        "decision-text-missing",
        "Ein öffentlicher Beschluss nennt seinen Wortlaut oder sein Ergebnis nicht.",
        "A public decision does not name its text or its result.",
    ),
    (
        "authority-wrong",
        "Maßgeblich ist nur eine Beratung, die entscheidet.",
        "Only a consultation that decides can be authoritative.",
    ),
    (
        "present-wrong",
        "{present} Anwesende in einem Gremium mit {seats} Sitzen.",
        "{present} members present in a body of {seats} seats.",
    ),
    (
        "votes-wrong",
        "{votes} Stimmen von {present} Anwesenden.",
        "{votes} votes by {present} members present.",
    ),
    (
        "result-wrong",
        "Das Ergebnis {result} passt nicht zu den Stimmen {votes} (Ja, Nein, Enthaltung).",
        "The result {result} does not fit the votes {votes} (yes, no, abstentions).",
    ),
    (
        "repeal-wrong",
        "Aufgehoben wird nur durch einen anderen Beschluss, der in Kraft ist.",
        "Only another decision that is in force repeals one.",
    ),
    (
        "measure-proposed-twice",
        "Die Maßnahme gibt es schon.",
        "The measure exists already.",
    ),
    (
        "measure-unknown",
        "Die Maßnahme gibt es in diesem Prozess nicht.",
        "There is no such measure in this process.",
    ),
    (
        "measure-state-wrong",
        "Die Maßnahme kann das nicht: Sie ist {state}.",
        "The measure cannot do that: it is {state}.",
    ),
    (
        "measure-not-submitted",
        "Die Maßnahme liegt in dieser Fassung nicht zu diesem Beschluss vor.",
        "The measure was not submitted for this decision in this version.",
    ),
    (
        "effect-without-decision",
        (
            "Eine Maßnahme beruft sich auf einen Beschluss, der nicht in Kraft ist oder sie in "
            "dieser Fassung nicht betrifft."
        ),
        ("A measure cites a decision that is not in force, or is not about it in this version."),
    ),
    (
        "effect-missing",
        (
            "Was aus diesem Beschluss für eine Maßnahme folgt, steht nicht gleich danach im "
            "Protokoll."
        ),
        "What follows from this decision for a measure is not in the log right after it.",
    ),
    (
        "effect-wrong",
        "Die Maßnahme gilt als {outcome}, der Beschluss lautet aber {result}.",
        "The measure is said to be {outcome}, but the decision reads {result}.",
    ),
    (
        "revocation-wrong",
        "Eine Wirkung geht verloren, ohne dass ein Beschluss aufgehoben oder berichtigt ist.",
        "An effect is taken away, and no decision was repealed or corrected.",
    ),
    (
        "score-wrong",
        "Die Bewertung ist nicht das gewichtete Mittel der Punkte.",
        "The assessment is not the weighted mean of the scores.",
    ),
    (
        "milestone-wrong",
        "Den Meilenstein gibt es nicht, gibt es schon, oder er ist erreicht.",
        "The milestone is unknown, known already, or reached.",
    ),
    (
        "evidence-missing",
        "Es fehlt die Erklärung: zu Gelb oder Rot, zum Nutzen, zum Abbruch oder zu den Lehren.",
        "An explanation is missing: of amber or red, benefit, stopping or what was learned.",
    ),
    (
        "plan-wrong",
        (
            "Der Plan passt nicht: Eine Maßnahme ist nicht beschlossen oder steht doppelt da, "
            "oder eine Begründung fehlt."
        ),
        (
            "The plan does not fit: a measure is not adopted or is there twice, or an "
            "explanation is missing."
        ),
    ),
    (
        "mission-wrong",
        "Dem Leitbild fehlen Absätze oder eine Begründung.",
        "The mission lacks paragraphs or a reason.",
    ),
    (
        "adoption-missing",
        "Kein Beschluss in Kraft nimmt genau diese Fassung an.",
        "No decision in force adopts exactly this version.",
    ),
    (
        "strategy-wrong",
        "Die Strategie kann das nicht: Sie ist {state}.",
        "The strategy cannot do that: it is {state}.",
    ),
    (
        "answer-wrong",
        "Die Antwort gehört zu keiner öffentlichen Idee, oder etwas fehlt in ihr.",
        "The answer is to no public idea, or lacks something.",
    ),
    (
        "order-wrong",
        "Das gibt es nicht, gibt es schon, oder es ist vorbei: {what}",
        "That is unknown, known already, or over: {what}",
    ),
)
