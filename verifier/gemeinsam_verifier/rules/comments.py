"""Comments: docs/rules/comments.md."""

from typing import Any

from gemeinsam_verifier.rules.proposals import find
from gemeinsam_verifier.rules.reasons import require_case, require_reasons
from gemeinsam_verifier.state import Comment, State

Entry = dict[str, Any]


def posted(state: State, entry: Entry) -> None:
    """One comments while a phase is open for it, on what everybody can read."""
    checklist = state.checklist
    checklist.require(entry["comment"] not in state.comments, "comment-posted-twice")
    checklist.require(state.is_open(entry["p"], "comment"), "comment-outside-phase")
    proposal = find(state, entry, entry["q"])
    checklist.require(proposal.answerable, "proposal-state-wrong", state=proposal.state)
    if "parent" in entry:
        parent = _find(state, entry, entry["parent"])
        checklist.require(parent.state == "visible", "comment-state-wrong", state=parent.state)
    comment = Comment(entry["p"], entry["q"], state.index, entry["c"]["text"])
    state.comments[entry["comment"]] = comment


def _find(state: State, entry: Entry, comment_id: str) -> Comment:
    """Return a comment on the proposal that an entry names."""
    comment = state.comments.get(comment_id)
    if comment is None or (comment.process, comment.question) != (entry["p"], entry["q"]):
        state.checklist.fail("comment-unknown")
        comment = comment or Comment(entry["p"], entry["q"], state.index, "")
    return comment


def _known(state: State, entry: Entry, *expected: str) -> Comment:
    comment = _find(state, entry, entry["comment"])
    fits = comment.state in expected
    state.checklist.require(fits, "comment-state-wrong", state=comment.state)
    return comment


def edited(state: State, entry: Entry) -> None:
    """A correction is the next version."""
    comment = _known(state, entry, "visible", "held")
    version = entry["version"]
    state.checklist.require(version == comment.version + 1, "version-wrong", version=version)
    comment.version, comment.index, comment.text = version, state.index, entry["c"]["text"]


def withdrawn(state: State, entry: Entry) -> None:
    """Its author takes it back."""
    _known(state, entry, "visible", "held").state = "withdrawn"


def held(state: State, entry: Entry) -> None:
    """It is covered, or waits for its first reading."""
    _known(state, entry, "visible").state = "held"


def released(state: State, entry: Entry) -> None:
    """What was held is visible."""
    _known(state, entry, "held").state = "visible"


def refused(state: State, entry: Entry) -> None:
    """What was held stays unpublished, for reasons."""
    comment = _known(state, entry, "held")
    require_case(state, entry, "comment", entry["comment"])
    require_reasons(state, entry)
    comment.state = "refused"


def hidden(state: State, entry: Entry) -> None:
    """What was visible is taken away, for reasons."""
    comment = _known(state, entry, "visible", "held")
    require_case(state, entry, "comment", entry["comment"])
    require_reasons(state, entry)
    comment.state = "hidden"


def restored(state: State, entry: Entry) -> None:
    """What was taken away is visible again."""
    _known(state, entry, "hidden", "refused").state = "visible"
