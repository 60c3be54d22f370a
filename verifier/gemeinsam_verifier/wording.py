"""A report in sentences, German or English."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from gemeinsam_verifier.checks import STEPS, Bad
from gemeinsam_verifier.council_wording import COUNCIL_WORDS, ROWS, council_lines, printable
from gemeinsam_verifier.receipts import Receipt
from gemeinsam_verifier.report import BAD, OK, ProcessTally, Report, Row
from gemeinsam_verifier.signatures import Signer
from gemeinsam_verifier.timestamps import Stamp

TITLE_WIDTH = 48
LANGUAGES = ("de", "en")

WORDS: dict[str, tuple[str, str]] = {
    "log": ("Protokoll {origin}", "Log {origin}"),
    "size": ("{size} Einträge, Prüfsumme {root}", "{size} entries, root {root}"),
    "signed": ("  unterschrieben von {name}", "  signed by {name}"),
    "at": (" am {time}", " at {time}"),
    "unjudged": (
        "  Probelauf: Die Unterschriften wurden nur aufgelistet, nicht beurteilt.",
        "  Trial: signatures were listed, not judged.",
    ),
    "unsigned": (
        "  unterschrieben im Namen von {name} (ohne Richtlinie nicht prüfbar)",
        "  signed in the name of {name} (cannot be checked without a policy)",
    ),
    "ok": ("in Ordnung", "right"),
    "bad": ("FALSCH", "WRONG"),
    "not-checked": ("nicht geprüft", "not checked"),
    "where": ("Eintrag {index} ({kind}): ", "Entry {index} ({kind}): "),
    "where-only": ("Eintrag {index}: ", "Entry {index}: "),
    "older": (
        "{name}: Die ersten {size} Einträge sind unverändert.",
        "{name}: the first {size} entries are unchanged.",
    ),
    "published": (
        "{count} veröffentlichte Prüfpunkte passen dazu.",
        "{count} published checkpoints agree with it.",
    ),
    "stamped": (
        "{count} Zeitstempel sind echt. Die ersten {size} Einträge gab es am {time}, sagt {by}.",
        "{count} timestamps are genuine. The first {size} entries existed at {time}, says {by}.",
    ),
    "unstamped": (
        "Das Protokoll hat keine Zeitstempel.",
        "The log has no timestamps.",
    ),
    "no-older": (
        (
            "Sie haben keinen früheren Prüfpunkt angegeben. Nur mit einem solchen fällt auf, wenn "
            "alles neu geschrieben und neu unterschrieben wurde. Heben Sie die Datei „checkpoint“ "
            "auf."
        ),
        (
            "You have given no older checkpoint. Only with one would you notice that everything "
            "was rewritten and signed anew. Keep the file “checkpoint”."
        ),
    ),
    "texts": (
        "{count} Texte passen zu ihren Einträgen, {erased} sind laut Protokoll gelöscht.",
        "{count} texts fit their entries; {erased} are erased, as the log says.",
    ),
    "awaited": (
        "Für {count} geschlossene Phasen steht das behauptete Ergebnis noch aus.",
        "The claimed tallies of {count} closed phases are still to come.",
    ),
    "effects-awaited": (
        "Was aus dem letzten Beschluss folgt, steht noch aus.",
        "What follows from the last decision is still to come.",
    ),
    "registered": ("Angemeldet: {levels}", "Registered: {levels}"),
    "process": ("Auszählung {slug}", "Recount of {slug}"),
    "further": (
        "  … und {count} weitere (--process {slug} zeigt alle)",
        "  … and {count} more (--process {slug} shows all)",
    ),
    "support": ("Unterstützung", "support"),
    "agree": ("dafür", "agree"),
    "disagree": ("dagegen", "disagree"),
    "pass": ("enthalten", "pass"),
    "no-votes": ("  keine Stimmen", "  no votes"),
    **COUNCIL_WORDS,
    "all-right": (
        "Ergebnis: Das Protokoll ist in Ordnung.",
        "Result: the log is right.",
    ),
    "all-wrong": (
        "Ergebnis: Das Protokoll ist FALSCH.",
        "Result: the log is WRONG.",
    ),
    "trial": (
        "Ergebnis: Kein Fehler gefunden, aber die Unterschriften wurden nicht beurteilt.",
        "Result: nothing wrong was found, but signatures were not judged.",
    ),
    "receipt-right": (
        "Der Beleg ist echt: Dieser Eintrag steht als Nummer {index} im Protokoll {origin}.",
        "The receipt is genuine: this is entry {index} of the log {origin}.",
    ),
    "receipt-wrong": ("Der Beleg ist FALSCH.", "The receipt is WRONG."),
    "receipt-covers": (
        "Er ist in den ersten {size} Einträgen enthalten, unterschrieben von {names}.",
        "It is among the first {size} entries, signed by {names}.",
    ),
}


class Wording:
    """Puts reports into one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._column = LANGUAGES.index(language)

    def say(self, name: str, /, **facts: object) -> str:
        """Return one sentence."""
        return WORDS[name][self._column].format_map(facts)

    def report(self, report: Report, process: str | None) -> Iterator[str]:
        """Return the lines of a report; `process` is the one to show whole."""
        yield self.say("log", origin=report.origin)
        yield self.say("size", size=report.size, root=report.root.hex())
        yield from map(self._signer, report.signers)
        if report.trial:
            yield self.say("unjudged")
        yield ""
        for step, state in report.steps.items():
            yield f"{step} {STEPS[step][self._column]}: {self.say(state)}"
            for bad in report.complaints:
                if bad.step == step:
                    yield f"  ! {self.complaint(bad)}"
            yield from (f"  {note}" for note in self._notes(report, step, state))
        yield ""
        yield from self._tallies(report, process)
        for council in report.councils:
            if process in {None, council.slug, council.process}:
                yield from council_lines(council, self.say, whole=process is not None)
        yield self.say({0: "all-right", 1: "all-wrong"}.get(report.exit_code, "trial"))

    def _signer(self, signer: Signer) -> str:
        time = "" if signer.time is None else self.say("at", time=moment(signer.time))
        return self.say("signed", name=signer.name) + time

    def complaint(self, bad: Bad) -> str:
        """Return where something is wrong, what, and the name of the check."""
        where = ""
        if bad.index is not None:
            place = "where-only" if bad.kind is None else "where"
            where = self.say(place, index=bad.index, kind=bad.kind)
        return f"{where}{bad.words(self._language)} [{bad.name}]"

    def _notes(self, report: Report, step: int, state: str) -> Iterator[str]:
        if step == 3:  # noqa: PLR2004 - the number of a step
            for name, size in report.older:
                yield self.say("older", name=name, size=size)
            if state == OK and report.published:
                yield self.say("published", count=report.published)
            if state == OK and report.stamps is not None:
                yield self._stamped(report.stamps)
            if not report.older and state != BAD:
                yield self.say("no-older")
        if step == 5 and report.effects_awaited:  # noqa: PLR2004 - as above
            yield self.say("effects-awaited")
        if step == 6 and report.awaited:  # noqa: PLR2004 - as above
            yield self.say("awaited", count=report.awaited)
        if step == 7 and state == OK:  # noqa: PLR2004 - as above
            yield self.say("texts", count=report.texts, erased=report.erased)

    def _stamped(self, stamps: list[Stamp]) -> str:
        if not stamps:
            return self.say("unstamped")
        last = max(stamps, key=lambda stamp: stamp.size)
        facts = {"size": last.size, "time": moment(last.time), "by": printable(last.by)}
        return self.say("stamped", count=len(stamps), **facts)

    def _tallies(self, report: Report, process: str | None) -> Iterator[str]:
        for tally in report.tallies:
            if process in {None, tally.slug, tally.process}:
                yield self.say("process", slug=tally.slug)
                yield from self._rows(tally, whole=process is not None)
                yield ""
        if report.registrations and process is None:
            levels = ", ".join(f"{name} {count}" for name, count in report.registrations.items())
            yield self.say("registered", levels=levels)
            yield ""

    def _rows(self, tally: ProcessTally, *, whole: bool) -> Iterator[str]:
        answers = ["support"] if tally.asks == "support" else ["agree", "disagree", "pass"]
        rows = sorted(tally.rows, key=lambda row: (-sum(row.counts), row.question))
        shown = rows if whole else rows[:ROWS]
        if not rows:
            yield self.say("no-votes")
            return
        heads = [self.say(answer) for answer in answers]
        yield f"  {'':{TITLE_WIDTH}}" + "".join(f"  {head:>13}" for head in heads)
        for row in shown:
            counts = row.counts[:1] if tally.asks == "support" else row.counts[1:]
            yield f"  {_title(row):{TITLE_WIDTH}}" + "".join(f"  {n:>13,}" for n in counts)
        if len(shown) < len(rows):
            yield self.say("further", count=len(rows) - len(shown), slug=tally.slug)

    def receipt(self, receipt: Receipt, signers: list[Signer]) -> Iterator[str]:
        """Return the lines about a receipt that was found right."""
        top = receipt.checkpoint
        yield self.say("receipt-right", index=receipt.index, origin=top.origin)
        names = ", ".join(signer.name for signer in signers)
        yield self.say("receipt-covers", size=top.size, names=names)
        yield from (f"  {name}: {value}" for name, value in _fields(receipt).items())


def moment(time: int) -> str:
    """Return a moment as one can read it, in UTC."""
    # A forged time must not end the report.
    if time > datetime(9999, 1, 1, tzinfo=UTC).timestamp():
        return str(time)
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M UTC")


def _title(row: Row) -> str:
    title = printable(row.title or row.question)
    return title if len(title) <= TITLE_WIDTH else title[: TITLE_WIDTH - 1] + "…"


def _fields(receipt: Receipt) -> dict[str, Any]:
    """Return what an entry says, or its text if it is none of ours."""
    text = receipt.entry.decode("utf-8", "replace")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        fields = text
    if not isinstance(fields, dict):
        return {"?": printable(text)}
    return {printable(name): printable(str(value)) for name, value in fields.items()}
