"""One's own page: ideas, comments, answers with what comes next, drafts, devices, programs."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import cast
from uuid import UUID

import msgspec
from litestar import get, post
from litestar.params import URLEncodedBody

from api import own_answers
from api.pages.drafts import form_of
from api.pages.formatting import excerpt
from api.pages.framing import Answer, Framing, Html
from api.pages.ideas.rights import decisive
from api.pages.parts import cards, offices
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import (
    MyAnswer,
    MyComment,
    MyDraft,
    MyIdea,
    MyPage,
    MyReport,
    MySession,
    MyToken,
)
from api.pages.views.inventory import MyProject
from api.people import Person as Somebody
from api.people import shortened, signed_in_only
from api.ports import AccessToken, Draft, Session
from api.provided import Drafts, Person, Platform, Sessions, Snapshot, Texts, Tokens
from domain.codes import CommentId, InventoryId, PhaseId, ProposalId
from domain.people import PersonRef, ProcessId
from domain.phases import BERLIN
from domain.ports import Vault
from projections import ballots, comments, contributions, feed, inventory, outbox, processes
from projections.ballots import BallotRow
from projections.contributions import Contribution, NextStep
from projections.feed import FeedRow
from projections.inventory import ItemRow
from projections.model import Snapshot as ReadModel
from projections.outbox import ReportRow
from projections.processes import PhaseRow, ProcessRow


class _Mine(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is read for the page."""

    contributions: Sequence[Contribution]
    answers: Sequence[BallotRow]
    ideas: Mapping[ProposalId, FeedRow]
    phases: Mapping[PhaseId, PhaseRow]
    processes: Mapping[ProcessId, ProcessRow]
    in_use: Collection[ProcessId]
    reports: Sequence[ReportRow]
    reported: Mapping[UUID, ProposalId]
    projects: Sequence[ItemRow]


@get("/me", sync_to_thread=True, guards=[signed_in_only])
def my_page(
    *,
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    platform: Platform,
    person: Person,
    drafts: Drafts,
    sessions: Sessions,
    tokens: Tokens,
) -> Html:
    """Show what is the reader's own."""
    ref = cast("PersonRef", person.ref)
    mine = _read(snapshot, platform.vault, ref)
    rows = [
        *(each.row for each in mine.contributions),
        *(case for each in mine.contributions for case in each.cases),
        *mine.ideas.values(),
        *mine.projects,
    ]
    words = opened(texts, rows, frame.say(UNAVAILABLE))
    page = MyPage(
        address=shortened(person.email) if person.email else person.name,
        level=person.level,
        ideas=tuple(_idea(each, mine, words, person.at) for each in _of(mine, "proposal")),
        comments=tuple(_comment(each, mine, words) for each in _of(mine, "comment", "remark")),
        answers=tuple(_answer(each, mine, words) for each in mine.answers),
        drafts=tuple(_draft(each, mine) for each in drafts.of(ref)),
        sessions=tuple(_session(each, person) for each in sessions.of(ref, person.at)),
        reports=tuple(_report(each, mine, words) for each in mine.reports),
        projects=tuple(_project(row, words) for row in mine.projects),
        tokens=tuple(map(_token, tokens.of(ref))),
        suspended_until=person.suspended_until,
    )
    return frame.show(page, nav="me", position=snapshot.position)


def _read(snapshot: ReadModel, vault: Vault, ref: PersonRef) -> _Mine:
    owned = vault.owned(ref)
    made = contributions.of_ids(snapshot, owned)
    reports = outbox.reports_of(snapshot, owned)
    known = {row.process_id: row for row in processes.all_processes(snapshot)}
    numbers = own_answers.numbers(snapshot, vault, ref, known)
    answers = sorted(
        ballots.ballots(snapshot, list(numbers)).values(), key=lambda row: -row.position
    )
    about = _about(snapshot, reports)
    wanted = {each.row.proposal_id for each in made if each.row.proposal_id}
    wanted |= {row.proposal_id for row in answers}
    wanted |= set(about.values())
    phases = [phase for each in known for phase in processes.phases(snapshot, each)]
    return _Mine(
        contributions=made,
        answers=answers,
        ideas=feed.all_rows(snapshot, wanted) if wanted else {},
        phases={phase.phase_id: phase for phase in phases},
        processes=known,
        in_use=_in_use(snapshot, made),
        reports=reports,
        reported=about,
        projects=inventory.reports(snapshot, [InventoryId(each) for each in owned]),
    )


def _in_use(snapshot: ReadModel, made: Sequence[Contribution]) -> frozenset[ProcessId]:
    """Return where what was returned can still be handed in again."""
    asked = {each.row.process_id for each in made if each.row.state == "returned"}
    return frozenset(each for each in asked if offices.in_use(snapshot, each))


def _about(snapshot: ReadModel, reports: Sequence[ReportRow]) -> Mapping[UUID, ProposalId]:
    """Return the idea behind everything that was reported."""
    ideas = (row for row in reports if row.subject_kind == "proposal")
    found = {row.subject_id: ProposalId(row.subject_id) for row in ideas}
    for row in reports:
        if row.subject_kind == "comment":
            comment = comments.find(snapshot, CommentId(row.subject_id))
            if comment is not None:
                found[row.subject_id] = comment.proposal_id
    return found


def _of(mine: _Mine, *kinds: str) -> list[Contribution]:
    return [each for each in mine.contributions if each.row.kind in kinds]


def _idea(each: Contribution, mine: _Mine, words: Words, now: datetime) -> MyIdea:
    row, numbers = each.row, mine.ideas.get(ProposalId(each.row.id))
    phase = mine.phases.get(row.phase_id)
    running = phase is not None and phase.status == "open" and now < phase.ends
    step = each.next_step(now, phase_open=running)
    too_late = step.code == "revise" and row.process_id not in mine.in_use
    case = decisive(each.cases)
    asks = mine.processes[row.process_id].question
    return MyIdea(
        id=str(row.id),
        receipt=row.receipt or "",
        title=words.get(row.title) or excerpt(words.text(row.body), 90) or (row.receipt or ""),
        state="in_review" if row.held_until else numbers.state if numbers else "submitted",
        submitted_at=row.submitted_at,
        next_step="none" if too_late else step.code,
        due=_due(step),
        supports=numbers.supports if numbers and asks == "support" else None,
        comments=numbers.comments if numbers else 0,
        case_id=str(case.case_id) if case else None,
    )


def _due(step: NextStep) -> datetime | None:
    if step.last_day is not None:
        return datetime.combine(step.last_day, time(23, 59), BERLIN)
    return step.due


def _comment(each: Contribution, mine: _Mine, words: Words) -> MyComment:
    row, case = each.row, decisive(each.cases)
    return MyComment(
        id=str(row.id),
        idea_id=str(row.proposal_id) if row.proposal_id else None,
        idea_title=_title(row.proposal_id, mine, words),
        excerpt=excerpt(words.text(row.body)),
        state=row.state,  # type: ignore[arg-type]  # a comment's state is one of a comment
        posted_at=row.submitted_at,
        case_id=str(case.case_id) if case else None,
    )


def _title(proposal_id: ProposalId | None, mine: _Mine, words: Words) -> str:
    row = mine.ideas.get(proposal_id) if proposal_id else None
    return cards.title(row, words) if row else ""


def _answer(row: BallotRow, mine: _Mine, words: Words) -> MyAnswer:
    idea = mine.ideas.get(row.proposal_id)
    return MyAnswer(
        idea_id=str(row.proposal_id),
        idea_title=_title(row.proposal_id, mine, words),
        at=row.at,
        choice=None if row.says in {"support", "nothing"} else row.says,  # type: ignore[arg-type]  # narrowed
        text_changed=idea is not None and row.text_version < idea.version,
    )


def _report(row: ReportRow, mine: _Mine, words: Words) -> MyReport:
    proposal_id = mine.reported.get(row.subject_id)
    idea = mine.ideas.get(proposal_id) if proposal_id else None
    return MyReport(
        kind=row.subject_kind,
        rule=row.rule,
        at=row.at,
        idea_id=str(proposal_id) if idea else None,
        idea_title=_title(proposal_id, mine, words),
        outcome=row.outcome,
        rules=row.rules,
        decided_at=row.decided_at,
    )


def _project(row: ItemRow, words: Words) -> MyProject:
    return MyProject(
        id=str(row.item_id),
        title=words.text(row.title),
        state=row.state,
        reported=row.recorded,
        reason=words.get(row.reason),
    )


def _draft(draft: Draft, mine: _Mine) -> MyDraft:
    process = mine.processes.get(draft.process)
    return MyDraft(
        id=str(draft.id),
        slug=process.slug if process else "",
        title=form_of(draft).title.strip(),
        saved_at=draft.saved_at,
    )


def _session(session: Session, person: Somebody) -> MySession:
    return MySession(
        id=session.id,
        device=session.device,
        started_at=session.created,
        last_seen=session.last_seen,
        current=session.id == person.session_id,
    )


def _token(token: AccessToken) -> MyToken:
    return MyToken(id=token.id, label=token.label, issued_at=token.created)


class EndForm(msgspec.Struct):
    session: str = ""


@post("/me/sessions/end", sync_to_thread=True, guards=[signed_in_only])
def end_session(
    data: URLEncodedBody[EndForm], frame: Framing, person: Person, sessions: Sessions
) -> Answer:
    """End one of the reader's other sessions; an unknown one is over already."""
    sessions.end_one(cast("PersonRef", person.ref), data.session)
    return frame.lead_to("/me", "session_ended")


class RevokeForm(msgspec.Struct):
    token: str = ""


@post("/me/tokens/end", sync_to_thread=True, guards=[signed_in_only])
def end_token(
    data: URLEncodedBody[RevokeForm], frame: Framing, person: Person, tokens: Tokens
) -> Answer:
    """Let one of the reader's tokens open nothing any more; an unknown one does not anyway."""
    tokens.revoke(cast("PersonRef", person.ref), data.token)
    return frame.lead_to("/me", "token_ended")


HANDLERS = (my_page, end_session, end_token)
