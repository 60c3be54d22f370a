"""Which fields each type of entry has, and what their values may look like.

The table says it as docs/rules/public_log.md does: `name:kind`, with `?` behind the
name of a field that may be absent. A kind with bars is a choice of words.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gemeinsam_verifier.checks import Checklist
from gemeinsam_verifier.entries import Entry
from gemeinsam_verifier.kinds import KINDS, Test, one_of
from gemeinsam_verifier.strategy_shapes import STRATEGY_SHAPES


@dataclass(frozen=True)
class Shape:
    """Fields of one type, and the texts it commits to."""

    tests: Mapping[str, Test]
    required: frozenset[str]
    texts: frozenset[str]
    texts_required: frozenset[str]


def _shape(fields: str, texts: str = "", common: str = "p h by? ch?") -> Shape:
    tests: dict[str, Test] = {}
    required = {"t", "v"}
    kinds = {"p": "id", "h": "hour", "by": "role", "ch": "channel", "q": "id"}
    for word in f"{common} {fields}".split():
        name, _, kind = word.partition(":")
        plain = name.rstrip("?")
        kind = kind or kinds[plain]
        tests[plain] = one_of(kind) if "|" in kind else KINDS[kind]
        if plain == name:
            required.add(plain)
    wanted = frozenset(name for name in texts.split() if not name.endswith("?"))
    known = frozenset(name.rstrip("?") for name in texts.split())
    if wanted:
        required.add("c")
    return Shape(tests, frozenset(required), known, wanted)


_CASE = "case:id q?"
_SUBJECT = f"{_CASE} kind:subject subject:id"
_COMMENT = "q comment:id"
_REMARK = "remark:id"
_JUDGED = "remark:id case:id rules?:rules ground:ground appeal?:day"
_AUDIT = "p? h by? ch?"
_LOG = "p? h by? ch?"
_TAKEN = "q case?:id rules?:rules ground:ground appeal?:day"

SHAPES: dict[str, Shape] = {
    "process.opened": _shape("slug:slug question:question territory?:territory", "title summary"),
    "process.described": _shape("", "title summary lead? contractors? funding?"),
    "process.territory-added": _shape("key:territory parent?:territory", "name"),
    "process.action-field-defined": _shape("field:id", "name description?"),
    "process.action-field-renamed": _shape("field:id", "name reason"),
    "process.action-field-merged": _shape("field:id into:id"),
    "process.phase-defined": _shape(
        "phase:id kind:word starts:moment ends:moment level:word features:features "
        "moderation:moderation",
        "title negotiable? not_negotiable?",
    ),
    "phase.started": _shape(
        "phase:id ends:moment features:features question:question moderation:moderation"
    ),
    "phase.extended": _shape("phase:id old:moment ends:moment", "reason"),
    "phase.closed": _shape("phase:id"),
    "phase.reopened": _shape("phase:id ends:moment", "reason"),
    "phase.tally-claimed": _shape("phase:id at:count part:positive parts:positive tally:tally"),
    "public-log.votes-released": _shape("n:positive why:due|closing|merge"),
    "vote": _shape(
        "q k:given|confirmed|changed|withdrawn|carried|given-back|imported n:id s:positive "
        "x:support|agree|disagree|pass|none tv?:positive m?:id sr?:flag",
        common="p",
    ),
    "proposal.submitted": _shape(
        "q phase:id level:level rules:count field?:id territory?:territory received?:day",
        "title body location?",
    ),
    "proposal.imported": _shape("q phase:id source:word field?:id", "title? body? source_link?"),
    "proposal.edited": _shape(
        "q version:positive held:flag field?:id territory?:territory",
        "title body location? reason?",
    ),
    "proposal.resubmitted": _shape(
        "q version:positive field?:id territory?:territory", "title body location?"
    ),
    "proposal.edit-released": _shape("q version:positive case:id"),
    "proposal.edit-refused": _shape(
        "q version:positive case:id rules?:rules ground:ground", "explanation?"
    ),
    "proposal.published": _shape("q mode:reviewed|post|appeal|import case?:id"),
    "proposal.returned": _shape("q case:id rules?:rules", "hint?"),
    "proposal.rejected": _shape(_TAKEN, "explanation?"),
    "proposal.hidden": _shape(_TAKEN, "explanation?"),
    "proposal.held": _shape("q case:id rules:rule ground:ground until:moment"),
    "proposal.hold-ended": _shape("q case:id"),
    "proposal.restored": _shape("q case:id"),
    "proposal.withdrawn": _shape("q reason:word"),
    "proposal.merged": _shape("q into:id m:id", "reason?"),
    "proposal.supporters-carried": _shape(
        "q into:id m:id carried:count already:count own:count lost:count"
    ),
    "proposal.unmerged": _shape("q into:id m:id", "reason"),
    "comment.posted": _shape(
        f"{_COMMENT} phase:id level:level parent?:id stance?:pro|contra|neutral|question", "text"
    ),
    "comment.edited": _shape(f"{_COMMENT} version:positive", "text"),
    "comment.withdrawn": _shape(_COMMENT),
    "comment.held": _shape(f"{_COMMENT} case:id until?:moment"),
    "comment.released": _shape(f"{_COMMENT} case:id"),
    "comment.restored": _shape(f"{_COMMENT} case:id"),
    "comment.refused": _shape(f"{_TAKEN} comment:id", "explanation?"),
    "comment.hidden": _shape(f"{_TAKEN} comment:id", "explanation?"),
    "remark.posted": _shape(
        f"{_REMARK} phase:id paragraph:id version:positive level:level", "text"
    ),
    "remark.edited": _shape(f"{_REMARK} version:positive", "text"),
    "remark.withdrawn": _shape(_REMARK),
    "remark.held": _shape(f"{_REMARK} case:id until?:moment"),
    "remark.released": _shape(f"{_REMARK} case:id"),
    "remark.restored": _shape(f"{_REMARK} case:id"),
    "remark.refused": _shape(_JUDGED, "explanation?"),
    "remark.hidden": _shape(_JUDGED, "explanation?"),
    "case.opened": _shape(
        f"{_SUBJECT} trigger:submission|edit|report|filter due:moment previous?:id"
    ),
    "case.content-reported": _shape(f"{_SUBJECT} rules:rule account:flag"),
    "case.decided": _shape(
        f"{_SUBJECT} outcome:publish|return|reject|hide|restore|merge|no_action|warn|suspend "
        "rules?:rules ground?:ground into?:id",
        "explanation? quoted?",
    ),
    "case.appeal-filed": _shape(f"{_CASE} due:moment", "text"),
    "case.appeal-assigned": _shape(_CASE),
    "case.appeal-decided": _shape(f"{_SUBJECT} outcome:upheld|overturned|partly", "explanation"),
    "case.closed": _shape(_CASE),
    "participant.registered": _shape("level:level d:day", common="by? ch?"),
    "content.erased": _shape(
        "ref:commitment ground:request|legal|retention kind?:subject subject?:id", common=_LOG
    ),
    "audit.opened": _shape("audit:id scope:word", common=_AUDIT),
    "audit.replay-executed": _shape("audit:id state:hash match:flag", common=_AUDIT),
    "audit.finding-recorded": _shape("audit:id finding:id severity:word", "text", common=_AUDIT),
    "audit.finding-answered": _shape("audit:id finding:id", "text", common=_AUDIT),
    "audit.finding-reopened": _shape("audit:id finding:id", "reason", common=_AUDIT),
    "audit.finding-settled": _shape("audit:id finding:id", common=_AUDIT),
    "audit.closed": _shape("audit:id", common=_AUDIT),
    "public-log.key-rotated": _shape("key:hash until:moment", common=_LOG),
    "public-log.checkpoint-sealed": _shape("size:count root:hash", common=_LOG),
    **{name: _shape(fields, texts) for name, (fields, texts) in STRATEGY_SHAPES.items()},
}


def check_shape(entry: Entry, checklist: Checklist) -> bool:
    """Check type, version and fields of an entry; tell whether one can go on with it.

    Raises:
        Bad: something is unknown, missing or not as it may be.
    """
    if type(entry.get("v")) is not int or entry["v"] != 1:
        checklist.fail("unknown-version", version=entry.get("v"))
    kind = entry.get("t")
    shape = SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        checklist.fail("unknown-type", type=kind)
        return False
    missing = shape.required - entry.keys()
    if missing:
        checklist.fail("field-missing", fields=", ".join(sorted(missing)))
        return False
    right = True
    for name, value in entry.items():
        test = shape.tests.get(name)
        if test is not None:
            if not test(value):
                checklist.fail("field-wrong", field=name)
                right = False
        elif name == "c":
            right = _check_texts(value, shape, checklist) and right
        elif name not in {"t", "v"}:
            checklist.fail("field-unknown", fields=name)
    return right


def _check_texts(value: object, shape: Shape, checklist: Checklist) -> bool:
    if (
        not isinstance(value, dict)
        or not value
        or not all(map(KINDS["commitment"], value.values()))
    ):
        checklist.fail("field-wrong", field="c")
        return False
    unknown = value.keys() - shape.texts
    if unknown:
        checklist.fail("field-unknown", fields=", ".join(f"c.{name}" for name in sorted(unknown)))
    missing = shape.texts_required - value.keys()
    if missing:
        checklist.fail("field-missing", fields=", ".join(f"c.{name}" for name in sorted(missing)))
    return not missing
