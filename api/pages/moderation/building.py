"""From the rows of a case to its page."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from api.pages.framing import Frame
from api.pages.moderation.desk import hours_left
from api.pages.moderation.reading import Reading, outcomes
from api.pages.parts import cards
from api.pages.parts.words import Words
from api.pages.views import (
    Appeal,
    AuthorHistory,
    CaseNote,
    CasePage,
    CaseReport,
    DecisionForm,
    EscalationForm,
    SimilarIdea,
    Statement,
    SubjectVersion,
    TimelineEntry,
)
from api.pages.vocabulary.terms import N_
from api.ports import Account
from api.rendering import formatted
from projections.moderation import StepRow

_AGES = (
    (timedelta(days=2), "new"),
    (timedelta(days=60), "weeks"),
    (timedelta(days=365), "months"),
)


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows besides the case itself."""

    account: Account | None = None
    similar: tuple[SimilarIdea, ...] = ()
    form: DecisionForm = DecisionForm()
    escalation: EscalationForm = EscalationForm()
    conflict: str | None = None


def case_page(frame: Frame, reading: Reading, words: Words, beside: Beside) -> CasePage:
    """Return the page of a case for the moderator who reads it."""
    case, subject, idea = reading.detail.case, reading.detail.subject, reading.idea
    newest = reading.detail.versions[-1] if reading.detail.versions else None
    return CasePage(
        id=str(case.case_id),
        kind=case.subject_kind,
        state=case.state,  # type: ignore[arg-type]  # a stored case is not absent
        trigger=case.trigger,
        process_title=words.text(reading.around.process.title),
        opened_at=case.opened_at,
        due=case.due,
        hours_left=hours_left(case.due, reading.now),
        idea_id=str(case.proposal_id or case.subject_id),
        subject_id=str(case.subject_id),
        receipt=idea.receipt if idea else "",
        channel=case.channel,
        versions=_versions(frame, reading, words),
        author=_author(reading, beside.account),
        similar=beside.similar,
        reports=tuple(_reports(reading, words)),
        notes=tuple(_notes(reading, words)),
        decisions=tuple(_decisions(reading.detail.steps, words)),
        history=_history(reading, words),
        seen=reading.text_position,
        subject_public=subject is not None and subject.standing == "public",
        field=reading.around.field(newest.action_field if newest else None, words),
        territory=reading.around.territory(newest.territory if newest else None, words),
        appeal=_appeal(reading.detail.steps, words),
        outcomes=outcomes(reading),
        form=beside.form,
        escalation=beside.escalation,
        may_claim=reading.may_claim,
        may_take_over=reading.may_take_over,
        may_release=reading.in_my_hands,
        may_decide=reading.in_my_hands and reading.blocked is None,
        may_decide_appeal=reading.appeal_in_my_hands and reading.blocked is None,
        blocked=reading.blocked,
        conflict=beside.conflict,  # type: ignore[arg-type]  # one of the three the page knows
    )


def _versions(frame: Frame, reading: Reading, words: Words) -> tuple[SubjectVersion, ...]:
    gone = frame.say(N_("Dieser Text wurde auf Wunsch gelöscht."))
    return tuple(
        SubjectVersion(
            number=version.version,
            at=version.at,
            title=words.get(version.title),
            body_html=formatted(words.text(version.body, gone)),
            reason=words.get(reading.reasons.get(version.version)),
        )
        for version in reading.detail.versions
    )


def _author(reading: Reading, account: Account | None) -> AuthorHistory:
    row, subject = reading.detail.author, reading.detail.subject
    return AuthorHistory(
        published=row.published if row else 0,
        returned=row.returned if row else 0,
        rejected=row.rejected if row else 0,
        hidden=row.hidden if row else 0,
        warnings=row.warned if row else 0,
        level=subject.level if subject else "guest",
        account_age=_age(reading, account),  # type: ignore[arg-type]  # one of the five words
    )


def _age(reading: Reading, account: Account | None) -> str:
    if account is None:
        return "unknown"
    age = reading.now - account.created
    return next((name for limit, name in _AGES if age < limit), "years")


def _reports(reading: Reading, words: Words) -> list[CaseReport]:
    """Return the reports; their words may tell who wrote them, which no author is to learn."""
    return [
        CaseReport(
            rule=step.rules[0],
            at=step.at,
            text=None if reading.mine else words.get(step.text),
        )
        for step in reading.detail.steps
        if step.kind == "case.content-reported"
    ]


def _notes(reading: Reading, words: Words) -> list[CaseNote]:
    """Return the notes; of a text of their own a moderator reads only what they wrote."""
    return [
        CaseNote(text=words.text(step.text), at=step.at, by_you=step.actor == reading.me)
        for step in reading.detail.steps
        if step.kind == "case.note-added" and (not reading.mine or step.actor == reading.me)
    ]


def _decisions(steps: Sequence[StepRow], words: Words) -> list[Statement]:
    return [
        Statement(
            outcome=step.code,  # type: ignore[arg-type]  # the code of a decision is its outcome
            rules=step.rules,
            explanation=words.text(step.text),
            decided_at=step.at,
            quoted=words.get(step.quoted),
        )
        for step in steps
        if step.kind == "case.decided"
    ]


def _history(reading: Reading, words: Words) -> tuple[TimelineEntry, ...]:
    return tuple(
        TimelineEntry(
            event=step.kind,
            at=step.at,
            role=step.role,
            detail=words.get(step.text)
            if step.kind == "case.escalated" and not reading.mine
            else None,
            rules=step.rules,
            link=cards.link(reading.others[step.into], words)  # type: ignore[index]  # ids compare as they are
            if step.into in reading.others
            else None,
        )
        for step in reading.detail.steps
    )


def _appeal(steps: Sequence[StepRow], words: Words) -> Appeal | None:
    filed = next((step for step in steps if step.kind == "case.appeal-filed"), None)
    ruled = next((step for step in steps if step.kind == "case.appeal-decided"), None)
    if filed is None:
        return None
    return Appeal(
        filed_at=filed.at,
        text=words.text(filed.text),
        ruling=ruled.code if ruled else None,  # type: ignore[arg-type]  # the code of a ruling
        explanation=words.get(ruled.text) if ruled else None,
        ruled_at=ruled.at if ruled else None,
    )
