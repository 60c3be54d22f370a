"""The command `gemeinsam-verify`."""

import argparse
import io
import json
import locale
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from gemeinsam_verifier import signatures
from gemeinsam_verifier.checks import Bad, Checklist
from gemeinsam_verifier.council_wording import printable
from gemeinsam_verifier.policy import Policy, PolicyError, read_policy
from gemeinsam_verifier.progress import Bar
from gemeinsam_verifier.receipts import check_receipt
from gemeinsam_verifier.report import (
    FAILED,
    PASSED,
    UNKNOWN,
    complaint_as_json,
)
from gemeinsam_verifier.source import Unreachable, open_source
from gemeinsam_verifier.timestamps import NoCertificates, read_certificates
from gemeinsam_verifier.verifying import Unusable, Wishes, verify
from gemeinsam_verifier.wording import LANGUAGES, Wording

DESCRIPTION = {
    "de": "Prüft das öffentliche Protokoll einer Beteiligungsplattform: Unterschriften, "
    "Prüfsumme, frühere Stände, Regeln, Auszählung und Texte.",
    "en": "Checks the public log of a participation platform: signatures, root, earlier "
    "states, rules, tallies and texts.",
}
ENDING = {
    "de": "Antwortet mit 0, wenn das Protokoll in Ordnung ist, mit 1, wenn es falsch ist, mit 2, "
    "wenn es nicht geprüft werden konnte.",
    "en": "Answers with 0 if the log is right, 1 if it is wrong, 2 if it could not be checked.",
}
HELP = {
    "place": ("Ordner oder Adresse des Protokolls", "folder or address of the log"),
    "policy": (
        "Richtlinie: welchen Schlüsseln Sie trauen (von jemandem, dem Sie trauen)",
        "policy: the keys you trust (from somebody you trust)",
    ),
    "checkpoint": (
        "ein früher aufgehobener Prüfpunkt oder Beleg; mehrfach möglich",
        "a checkpoint or receipt kept earlier; may be given several times",
    ),
    "process": (
        "nur diesen Prozess ausgeben, mit allen Fragen",
        "show this process only, with all questions",
    ),
    "tsa": (
        "Zertifikate (PEM) von Zeitstempeldiensten, denen Sie trauen; sonst ungeprüft",
        "certificates (PEM) of timestamp services you trust; unchecked without",
    ),
    "json": ("Ausgabe für Programme", "output for programs"),
    "no-texts": ("Texte nicht prüfen", "do not check texts"),
    "proof": (
        "einen Beleg (.tlog-proof) prüfen; ohne Ordner oder Adresse auch ohne Netz",
        "check a receipt (.tlog-proof); offline unless a place is given",
    ),
    "trial": (
        "Unterschriften nur auflisten, nicht beurteilen (antwortet nie mit 0)",
        "list signers without judging (never answers with 0)",
    ),
    "language": ("Sprache der Ausgabe", "language of the output"),
}
COMPLAINTS = {
    "no-policy": (
        (
            "Es fehlt die Richtlinie (--policy DATEI): Sie sagt, welchen Schlüsseln Sie trauen. "
            "Ohne sie könnte jeder ein Protokoll unterschreiben. Nehmen Sie sie von jemandem, dem "
            "Sie trauen, zum Beispiel von einem Zeugen. Mit --trial werden die Unterschriften nur "
            "aufgelistet."
        ),
        (
            "The policy is missing (--policy FILE): it says which keys you trust. Without it "
            "anybody could sign a log. Take it from somebody you trust, such as a witness. With "
            "--trial, signers are only listed."
        ),
    ),
    "no-place": ("Welches Protokoll?", "Which log?"),
    "no-process": ("Diesen Prozess gibt es im Protokoll nicht: ", "No such process in the log: "),
    "unchecked": ("Konnte nicht geprüft werden: ", "Could not be checked: "),
}


UNUSABLE = (Unreachable, Unusable, PolicyError, NoCertificates, OSError, UnicodeDecodeError)
"""What keeps a log from being checked and says nothing about it."""


def run() -> None:
    """Run as a program of its own."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Check a log or a receipt, as the arguments say, and return the exit code."""
    asked = _parser(_language_of(arguments)).parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Titles may hold letters that an old terminal does not have.
        sys.stdout.reconfigure(errors="replace")
    try:
        return _answer(asked)
    except UNUSABLE as error:
        return _complain(asked, "unchecked", str(error))


def _complain(asked: argparse.Namespace, name: str, detail: str = "") -> int:
    sentence = COMPLAINTS[name][LANGUAGES.index(asked.language)]
    sys.stderr.write(f"{sentence}{printable(detail)}\n")
    return UNKNOWN


def _language_of(arguments: Sequence[str]) -> str:
    """Return the language that is asked for, so that even the help is in it."""
    early = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    early.add_argument("--language", choices=LANGUAGES)
    try:
        chosen: str | None = early.parse_known_args(arguments)[0].language
    except argparse.ArgumentError:
        chosen = None
    name = locale.getlocale()[0] or ""
    return chosen or ("de" if name.startswith(("de", "German")) else "en")


def _parser(language: str) -> argparse.ArgumentParser:
    texts = {name: both[LANGUAGES.index(language)] for name, both in HELP.items()}
    parser = argparse.ArgumentParser(
        "gemeinsam-verify", description=DESCRIPTION[language], epilog=ENDING[language]
    )
    parser.add_argument("place", nargs="?", metavar="FOLDER_OR_URL", help=texts["place"])
    parser.add_argument("--policy", type=Path, metavar="FILE", help=texts["policy"])
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help=texts["checkpoint"],
    )
    parser.add_argument("--process", metavar="SLUG", help=texts["process"])
    parser.add_argument("--proof", type=Path, metavar="FILE", help=texts["proof"])
    parser.add_argument("--tsa", type=Path, metavar="FILE", help=texts["tsa"])
    for flag in ("json", "no-texts", "trial"):
        parser.add_argument(f"--{flag}", action="store_true", help=texts[flag])
    parser.add_argument("--language", choices=LANGUAGES, default=language, help=texts["language"])
    return parser


def _answer(asked: argparse.Namespace) -> int:
    policy = read_policy(asked.policy.read_text("utf-8")) if asked.policy else None
    if policy is None and not asked.trial:
        return _complain(asked, "no-policy")
    if asked.place is None and asked.proof is None:
        return _complain(asked, "no-place")
    if asked.proof is not None:
        outcome = _answer_receipt(asked, policy)
        if asked.place is None or outcome == FAILED:
            return outcome
    older = [*asked.checkpoint, *([asked.proof] if asked.proof else [])]
    kept = [(str(path), path.read_bytes()) for path in older]
    tsa = read_certificates(asked.tsa.read_bytes()) if asked.tsa else ()
    wishes = Wishes(policy, kept, not asked.no_texts, asked.trial, tsa=tsa)
    with Bar() as bar:
        report = verify(open_source(asked.place), wishes, bar)
    wording = Wording(asked.language)
    _print(asked, report.as_json(), wording.report(report, asked.process))
    known = {name for tally in report.tallies for name in (tally.slug, tally.process)}
    if asked.process and report.tallies and asked.process not in known:
        return report.exit_code or _complain(asked, "no-process", asked.process)
    return report.exit_code


def _answer_receipt(asked: argparse.Namespace, policy: Policy | None) -> int:
    """Check a receipt by the policy alone, and say what is in it."""
    checklist, wording = Checklist(), Wording(asked.language)
    try:
        receipt = check_receipt(asked.proof.read_bytes(), checklist)
        signers = []
        if policy is not None:
            log = signatures.check_log(receipt.checkpoint, policy, checklist)
            witnesses = signatures.check_witnesses(receipt.checkpoint, policy, checklist)
            signers = [*log, *witnesses]
            if not asked.trial:
                signatures.check_quorum(witnesses, policy, checklist)
    except Bad as bad:
        lines = [wording.complaint(bad), wording.say("receipt-wrong")]
        _print(asked, {"receipt": "bad", "complaint": complaint_as_json(bad)}, lines)
        return FAILED
    found = {
        "receipt": "trial" if asked.trial else "ok",
        "index": receipt.index,
        "size": receipt.checkpoint.size,
        "signers": [vars(signer) for signer in signers],
        "entry": receipt.entry.decode("utf-8", "replace"),
    }
    _print(asked, found, wording.receipt(receipt, signers))
    return UNKNOWN if asked.trial else PASSED


def _print(asked: argparse.Namespace, data: Mapping[str, object], lines: Iterable[str]) -> None:
    """Write one or the other: data for programs, or lines for people."""
    if asked.json:
        sys.stdout.write(f"{json.dumps(data, ensure_ascii=False, indent=2)}\n")
        return
    # What a log says must not steer the terminal that tells what is wrong with it.
    sys.stdout.writelines(f"{printable(line)}\n" for line in lines)
