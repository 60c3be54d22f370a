"""Decisions and measures in sentences, German or English."""

from collections.abc import Callable, Iterator

from gemeinsam_verifier.report import DecisionRow, MeasureRow, ProcessCouncil

ROWS = 20
"""So many rows of a process are shown, unless one asks for the process."""

Say = Callable[..., str]

COUNCIL_WORDS: dict[str, tuple[str, str]] = {
    "decisions": ("Beschlüsse {slug}", "Decisions of {slug}"),
    "measures": ("Maßnahmen {slug}", "Measures of {slug}"),
    "more-rows": (
        "  … und {count} weitere (--process {slug} zeigt alle)",
        "  … and {count} more (--process {slug} shows all)",
    ),
    "votes": (
        "{yes} Ja, {no} Nein, {abstain} Enthaltungen",
        "{yes} yes, {no} no, {abstain} abstentions",
    ),
    "corrected": ("berichtigt", "corrected"),
    "repealed": ("aufgehoben", "repealed"),
    "unpublished": ("nicht öffentlich", "not public"),
    "item-scheduled": ("noch nicht beschlossen", "not decided yet"),
    "item-imported": ("aus anderer Quelle", "from another source"),
    "result-unchanged": ("angenommen", "adopted"),
    "result-changed": ("geändert angenommen", "adopted with changes"),
    "result-rejected": ("abgelehnt", "rejected"),
    "result-deferred": ("vertagt", "deferred"),
    "result-referred": ("zurückverwiesen", "referred back"),
    "result-acknowledged": ("zur Kenntnis genommen", "acknowledged"),
    "state-proposed": ("vorgeschlagen", "proposed"),
    "state-assessed": ("bewertet", "assessed"),
    "state-prioritised": ("priorisiert", "prioritised"),
    "state-submitted": ("liegt zum Beschluss vor", "submitted"),
    "state-deferred": ("vertagt", "deferred"),
    "state-rejected": ("abgelehnt", "rejected"),
    "state-adopted": ("beschlossen", "adopted"),
    "state-planned": ("geplant", "planned"),
    "state-in_implementation": ("in Umsetzung", "in implementation"),
    "state-paused": ("pausiert", "paused"),
    "state-completed": ("fertig", "completed"),
    "state-stopped": ("abgebrochen", "stopped"),
}


def printable(text: str) -> str:
    """Return a text without what could steer a terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def council_lines(council: ProcessCouncil, say: Say, *, whole: bool) -> Iterator[str]:
    """Return the lines about one process; all of them, or the first of each list."""
    for name, lines in (
        ("decisions", [_decision(row, say) for row in council.decisions]),
        ("measures", [_measure(row, say) for row in council.measures]),
    ):
        if lines:
            shown = lines if whole else lines[:ROWS]
            yield say(name, slug=council.slug)
            yield from shown
            if len(shown) < len(lines):
                yield say("more-rows", count=len(lines) - len(shown), slug=council.slug)
            yield ""


def _decision(row: DecisionRow, say: Say) -> str:
    """Return session, body, item and title, then the result with its votes."""
    where = "  ".join(
        printable(each)
        for each in (row.session or "–", row.body, row.number, row.title or "")
        if each
    )
    said = [_result(row, say)]
    if row.votes is not None:
        yes, no, abstain = row.votes
        said.append(say("votes", yes=yes, no=no, abstain=abstain))
    if row.corrected:
        said.append(say("corrected"))
    if row.state == "repealed":
        said.append(say("repealed"))
    return f"  {where}: {', '.join(said)}"


def _result(row: DecisionRow, say: Say) -> str:
    if row.state == "scheduled":
        return say("item-scheduled")
    if row.state == "imported":
        source = say("item-imported")
        return source if row.result is None else f"{say(f'result-{row.result}')} ({source})"
    return say("unpublished") if row.result is None else say(f"result-{row.result}")


def _measure(row: MeasureRow, say: Say) -> str:
    return f"  {row.number}  {printable(row.title or row.measure)}: {say(f'state-{row.state}')}"
