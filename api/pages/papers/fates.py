"""What became of a sheet: its idea, what its writer is to be told, and the letters to print."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from typing import cast

import msgspec

from api.pages.ideas.rights import appealable, decided, statement
from api.pages.parts.words import Words
from api.pages.views import ProposalState
from api.pages.views.papers import PaperFate, PaperLetter
from domain.codes import ProposalId
from domain.people import ProcessId
from projections import answers, contributions, feed, papers, proposals
from projections.answers import AnswerRow
from projections.contributions import Contribution, OwnCaseRow
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.papers import PaperRow

_LETTERS = 50
"""Of one list; older ones are found by the number of their sheet."""


class Fate(msgspec.Struct, frozen=True):
    """The rows of an idea that came on paper.

    `case` is the last decision, if it was against the idea; an appeal may have set that right.
    """

    contribution: Contribution
    case: OwnCaseRow | None
    public: bool
    answered: bool

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts are shown."""
        return () if self.case is None else (self.case,)


def of(snapshot: Snapshot, proposal_id: ProposalId | None) -> Fate | None:
    """Read what became of a sheet; None before it was confirmed."""
    found = contributions.of_ids(snapshot, [proposal_id]) if proposal_id else []
    if proposal_id is None or not found:
        return None
    [contribution] = found
    answer = answers.find(snapshot, proposal_id)
    return Fate(
        contribution=contribution,
        case=decided(contribution.cases),
        public=proposals.find(snapshot, proposal_id) is not None,
        answered=answer is not None and answer.answerable and answer.verdict is not None,
    )


def view(fate: Fate, words: Words, now: datetime, appeal: str = "") -> PaperFate:
    """Return it as the sheet's page and the letter show it; `appeal` is what was typed."""
    case, row = fate.case, fate.contribution.row
    told = None if case is None else statement(case, words)
    if case is None or told is None:
        return PaperFate(state=_state(fate), public=fate.public, answered=fate.answered)
    return PaperFate(
        state=_state(fate),
        public=fate.public,
        answered=fate.answered,
        statement=told,
        appeal_until=case.appeal_until,
        may_appeal=row.state in {"rejected", "hidden"} and appealable(case, now),
        appealed_at=case.appealed_at,
        ruling=case.ruling,
        ruled_at=case.ruled_at,
        ruling_explanation=words.get(case.ruling_explanation),
        appeal=appeal,
    )


def _state(fate: Fate) -> ProposalState:
    row = fate.contribution.row
    state = "hidden" if row.held_until is not None else row.state
    return cast("ProposalState", state)


class Letters(msgspec.Struct, frozen=True):
    """The rows of letters to print. `sheets` are those of the ideas, `ideas` theirs if public."""

    answered: list[AnswerRow]
    judged: list[tuple[Contribution, OwnCaseRow]]
    sheets: Mapping[ProposalId, PaperRow]
    ideas: Mapping[ProposalId, FeedRow]

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts are shown."""
        return (*self.ideas.values(), *(each.row for each, _ in self.judged))


def letters(snapshot: Snapshot, processes: Collection[ProcessId]) -> Letters:
    """Read what writers on paper are to be told: answers, and what moderators decided."""
    answered = answers.on_paper(snapshot, processes, _LETTERS)
    found = contributions.judged_on_paper(snapshot, processes, _LETTERS)
    against = ((each, decided(each.cases)) for each in found)
    judged = [(each, case) for each, case in against if case is not None]
    ids = [ProposalId(each.row.id) for each, _ in judged]
    return Letters(
        answered,
        judged,
        papers.of_proposals(snapshot, ids),
        feed.rows(snapshot, {row.proposal_id for row in answered}) if answered else {},
    )


def listed(
    found: Letters, titles: Mapping[ProcessId, str], words: Words
) -> tuple[PaperLetter, ...]:
    """Return the letters, what was decided last at the front."""
    every = (*_answers(found, titles, words), *_decisions(found, titles, words))
    return tuple(sorted(every, key=lambda each: each.at, reverse=True))


def _answers(
    found: Letters, titles: Mapping[ProcessId, str], words: Words
) -> Iterator[PaperLetter]:
    for row in found.answered:
        idea = found.ideas.get(row.proposal_id)
        if row.answered_at is not None:
            yield PaperLetter(
                kind="answer",
                path=f"/ideas/{row.proposal_id}/letter",
                receipt=row.receipt,
                title=words.text(idea.title, row.receipt) if idea else row.receipt,
                process_title=titles.get(row.process_id, ""),
                at=row.answered_at,
            )


def _decisions(
    found: Letters, titles: Mapping[ProcessId, str], words: Words
) -> Iterator[PaperLetter]:
    for contribution, case in found.judged:
        row = contribution.row
        sheet = found.sheets.get(ProposalId(row.id))
        if sheet is not None and case.decided_at is not None:
            yield PaperLetter(
                kind="set_right" if case.ruling == "overturned" else "decision",
                path=f"/papers/{sheet.paper_id}/letter",
                receipt=sheet.receipt,
                title=words.text(row.title, sheet.receipt),
                process_title=titles.get(row.process_id, ""),
                at=case.ruled_at or case.decided_at,
            )
