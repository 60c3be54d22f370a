"""What was found, as data; `wording` puts it into sentences."""

from dataclasses import asdict, dataclass, field

from gemeinsam_verifier.checks import STEPS, Bad
from gemeinsam_verifier.signatures import Signer
from gemeinsam_verifier.timestamps import Stamp

OK, BAD, OPEN = "ok", "bad", "not-checked"
PASSED, FAILED, UNKNOWN = 0, 1, 2
"""Exit codes: the log is right, is wrong, or could not be checked."""


@dataclass(frozen=True)
class Row:
    """The recount of one question. `counts` are support, agree, disagree, pass."""

    question: str
    title: str | None
    counts: tuple[int, ...]


@dataclass(frozen=True)
class ProcessTally:
    """The recount of one process."""

    process: str
    slug: str
    asks: str
    rows: tuple[Row, ...]
    phases_closed: int
    awaited: int


@dataclass(frozen=True)
class DecisionRow:
    """One decision. `result` and `votes` are missing as long as they are not public."""

    decision: str
    session: str | None
    body: str
    number: str
    title: str | None
    result: str | None
    votes: tuple[int, ...] | None
    state: str
    corrected: bool
    territory: str | None


@dataclass(frozen=True)
class MeasureRow:
    """One measure, and the state that the entries have brought it to."""

    measure: str
    number: str
    title: str | None
    state: str
    version: int


@dataclass(frozen=True)
class ProcessCouncil:
    """What was decided in one process, and what became of its measures."""

    process: str
    slug: str
    decisions: tuple[DecisionRow, ...]
    measures: tuple[MeasureRow, ...]


@dataclass
class Report:
    """The result of a verification. `trial` means that signers were listed, not judged.

    `stamps` is None if timestamps were not looked at.
    """

    origin: str = ""
    size: int = 0
    root: bytes = b""
    trial: bool = False
    signers: list[Signer] = field(default_factory=list)
    steps: dict[int, str] = field(
        default_factory=lambda: dict.fromkeys((step for step in STEPS if step), OPEN)
    )
    complaints: list[Bad] = field(default_factory=list)
    older: list[tuple[str, int]] = field(default_factory=list)
    published: int = 0
    stamps: list[Stamp] | None = None
    tallies: list[ProcessTally] = field(default_factory=list)
    councils: list[ProcessCouncil] = field(default_factory=list)
    texts: int | None = None
    erased: int = 0
    awaited: int = 0
    effects_awaited: bool = False
    registrations: dict[str, int] = field(default_factory=dict)

    def complain(self, bad: Bad) -> None:
        """Note that a check has failed."""
        self.complaints.append(bad)
        self.steps[bad.step] = BAD

    def passed(self, *steps: int) -> None:
        """Note that steps went well, unless one of their checks has failed."""
        for step in steps:
            if self.steps[step] != BAD:
                self.steps[step] = OK

    @property
    def exit_code(self) -> int:
        """What the command answers with."""
        if self.complaints:
            return FAILED
        return UNKNOWN if self.trial else PASSED

    def as_json(self) -> dict[str, object]:
        """Return the report for other programs."""
        result = {PASSED: "ok", FAILED: "bad", UNKNOWN: "trial"}[self.exit_code]
        return {
            "result": result,
            "origin": self.origin,
            "size": self.size,
            "root": self.root.hex(),
            "signers": [vars(signer) for signer in self.signers],
            "steps": {str(step): state for step, state in self.steps.items()},
            "complaints": [complaint_as_json(bad) for bad in self.complaints],
            "older_checkpoints": [{"name": name, "size": size} for name, size in self.older],
            "published_checkpoints": self.published,
            "timestamps": None if self.stamps is None else [vars(each) for each in self.stamps],
            "texts_opened": self.texts,
            "texts_erased": self.erased,
            "claims_awaited": self.awaited,
            "effects_awaited": self.effects_awaited,
            "registrations": self.registrations,
            "tallies": [tally_as_json(tally) for tally in self.tallies],
            "councils": [asdict(council) for council in self.councils],
        }


def complaint_as_json(bad: Bad) -> dict[str, object]:
    """Return one complaint for other programs."""
    return {
        "check": bad.name,
        "step": bad.step,
        "index": bad.index,
        "type": bad.kind,
        "de": bad.words("de"),
        "en": bad.words("en"),
    }


def tally_as_json(tally: ProcessTally) -> dict[str, object]:
    """Return the recount of a process for other programs, in the columns of a claim."""
    return {
        "process": tally.process,
        "slug": tally.slug,
        "asks": tally.asks,
        "tally": [[row.question, *row.counts] for row in tally.rows],
    }
