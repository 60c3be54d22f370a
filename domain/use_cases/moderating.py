"""Moderation: claim, decide with reasons, hide, restore; appeals to somebody else.

A decision and what it does to its subject are one append (ruling 25).
"""

from collections.abc import Callable
from functools import cache
from typing import Literal

from domain import moderation
from domain.codes import CaseId
from domain.people import Actor, PersonRef
from domain.ports import Plain, Sealed
from domain.use_cases.appealing import decide_appeal, file_appeal
from domain.use_cases.carrying_out import Asking, Outcome, Platform, actor, carry_out, seal_optional
from domain.use_cases.cases import CaseState, author_of, is_own, known_case, standing
from domain.use_cases.erasing import require_words
from domain.use_cases.finding import open_next_case
from domain.use_cases.following import SUSPENSION, Decided, Verdict, follow
from domain.use_cases.histories import Histories

__all__ = [
    "SUSPENSION",
    "CaseState",
    "Verdict",
    "add_note",
    "claim_case",
    "decide_appeal",
    "decide_case",
    "escalate_case",
    "file_appeal",
    "release_case",
]


Making = Callable[[moderation.Case, Actor, bool], moderation.CaseCommand]


def _step(platform: Platform, asking: Asking, case_id: CaseId, make: Making) -> Outcome:
    """Carry out a moderator's command that touches nothing but the case."""

    def decide(histories: Histories) -> bytes:
        case, process_id = known_case(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        command = make(case, by, is_own(platform, asking, case))
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        return standing(histories, case_id)

    return carry_out(platform, asking, decide)


def claim_case(platform: Platform, asking: Asking, case_id: CaseId) -> Outcome:
    """Take a waiting case, or an appeal, into one's own hands (J4, J5).

    What somebody else took and left until it was overdue can be taken over.

    Raises:
        Refusal: one's own content, one's own first decision, somebody else has it.
    """

    def make(case: moderation.Case, by: Actor, own: bool) -> moderation.CaseCommand:  # noqa: FBT001 - the shape of every step
        if case.status in {"appealed", "under_appeal"}:
            return moderation.AssignAppeal(reviewer=by, own=own, at=asking.at)
        return moderation.ClaimCase(by=by, own=own, at=asking.at)

    return _step(platform, asking, case_id, make)


def release_case(platform: Platform, asking: Asking, case_id: CaseId) -> Outcome:
    """Give a claimed case back."""
    return _step(platform, asking, case_id, lambda _case, by, _own: moderation.ReleaseCase(by=by))


def add_note(platform: Platform, asking: Asking, case_id: CaseId, text: str) -> Outcome:
    """Leave an internal note for colleagues and reviewers."""
    return _with_text(
        platform, asking, case_id, text, lambda ref, by: moderation.AddNote(text=ref, by=by)
    )


def escalate_case(
    platform: Platform,
    asking: Asking,
    case_id: CaseId,
    to: Literal["legal", "police"],
    reason: str,
) -> Outcome:
    """Hand a claimed case to the legal office or the police, with a reason."""
    return _with_text(
        platform,
        asking,
        case_id,
        reason,
        lambda ref, by: moderation.EscalateCase(to=to, reason=ref, by=by),
    )


def _with_text(
    platform: Platform,
    asking: Asking,
    case_id: CaseId,
    text: str,
    make: Callable[[str, Actor], moderation.CaseCommand],
) -> Outcome:
    @cache
    def sealed() -> Sealed:
        # Words of the office: they stay when the moderator's own texts go (E5).
        return platform.vault.seal([Plain(text, None)])[0]

    def decide(histories: Histories) -> bytes:
        case, process_id = known_case(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        events = moderation.decide(case, make(sealed().ref, by))
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [sealed()]
        return standing(histories, case_id)

    return carry_out(platform, asking, decide)


def decide_case(platform: Platform, asking: Asking, case_id: CaseId, verdict: Verdict) -> Outcome:
    """Decide a case one has claimed, and let the subject follow in the same append.

    Raises:
        Refusal: not claimed by the asking person, own content, reasons missing, or
            the outcome does not fit the state of the subject.
        TextUnknown: it quotes what was erased.
    """
    explanation = (verdict.explanation or "").strip()

    @cache
    def sealed(author: PersonRef | None) -> tuple[Sealed | None, Sealed | None]:
        # The reasons are the office's and stay (E5); what they quote is the author's and goes.
        words = seal_optional(platform.vault, None, explanation)
        return words, seal_optional(platform.vault, author, verdict.quoted)

    def decide(histories: Histories) -> bytes:
        case, process_id = known_case(histories, case_id)
        by = actor(platform, histories, asking, "moderate", process_id)
        if verdict.quoted and case.subject is not None:
            require_words(histories, case.subject.id)
        words, quoted = sealed(author_of(platform, case))
        command = moderation.DecideCase(
            outcome=verdict.outcome,
            rules=verdict.rules,
            explanation=words.ref if words else None,
            explanation_length=len(explanation),
            quoted=quoted.ref if quoted else None,
            into=verdict.into,
            by=by,
            own=is_own(platform, asking, case),
            at=asking.at,
        )
        events = moderation.decide(case, command)
        histories.add(moderation.history_of(case_id), events)
        histories.sealed = [item for item in (words, quoted) if item]
        ref = words.ref if words else ""
        follow(platform, histories, Decided(case, case_id, verdict, ref, by, asking.at))
        if case.subject is not None:
            open_next_case(platform, histories, asking, process_id, case.subject)
        return standing(histories, case_id)

    return carry_out(platform, asking, decide)
