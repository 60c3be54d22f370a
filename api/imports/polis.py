"""The export of a Polis conversation: comments become proposals, votes opinions.

Everything is published first, then voted on, then hidden what the source's own
moderators had taken out (ruling 9). Rules: docs/rules/imports.md.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from api.imports import cleaning, tables, target
from api.imports.licences import licence_of
from api.imports.progress import Progress
from api.imports.report import Faulty, Report, file_report
from domain.codes import Choice, ProposalId
from domain.use_cases import importing
from domain.use_cases.carrying_out import Platform
from domain.use_cases.importing import Imported, SourceOpinion, SourceProposal

VOTES = 2_500
"""About as many votes are stored in one append; those on one comment stay together."""

_COMMENT_COLUMNS = {
    "id": tables.Column(("comment-id",)),
    "author": tables.Column(("author-id",)),
    "time": tables.Column(("timestamp",)),
    "moderated": tables.Column(("moderated",)),
    "body": tables.Column(("comment-body",)),
}
_VOTE_COLUMNS = {
    "comment": tables.Column(("comment-id",)),
    "voter": tables.Column(("voter-id",)),
    "time": tables.Column(("timestamp",)),
    "vote": tables.Column(("vote",)),
}
_CHOICES: Mapping[str, Choice] = {"1": "agree", "-1": "disagree", "0": "pass"}
_HIDDEN: Mapping[str, bool] = {"-1": True, "0": False, "1": False}


class _Conversation(msgspec.Struct, frozen=True):
    """What the export says about itself. `name` is in every key, so it must not change."""

    name: str
    topic: str
    description: str


class _Vote(msgspec.Struct, frozen=True, order=True):
    """A vote row; the order does not depend on where it stands in the file."""

    at: datetime
    value: int
    comment: str
    voter: str


def run(platform: Platform, at: datetime, directory: Path, slug: str, progress: Progress) -> Report:
    """Import `comments.csv` and `votes.csv` of a directory into a process.

    Faulty rows are left out and reported; all others go in. Running it again
    stores nothing twice, so an interrupted run can be repeated.

    Raises:
        ImportRefused: a file or column is missing, or the process or its phases do
            not fit. Nothing was stored.
        LogUnavailable, VaultUnavailable: run it again; what was stored stays.
    """
    conversation = _conversation(directory)
    faulty_comments: list[Faulty] = []
    faulty_votes: list[Faulty] = []
    comments = _comments(directory / "comments.csv", conversation, at, faulty_comments)
    votes = _votes(directory / "votes.csv", frozenset(comments), at, faulty_votes)
    moments = [row.occurred_at for row in comments.values()] + [vote.at for vote in votes]
    into = target.prepare(platform, at, slug, _opening(directory, conversation), moments)
    stored = _store_comments(platform, into, list(comments.values()), progress)
    opinions = _opinions(into, conversation, comments, votes)
    voted = _store_votes(platform, into, opinions, progress)
    hidden = _hide(platform, into, comments.values(), max(moments), progress)
    of_comments = {
        "hidden by the source's moderators": hidden,
        "without text": sum(row.body is None for row in comments.values()),
    }
    of_votes = {"votes on the voter's own comment": sum(row.own for row in opinions)}
    files = (
        file_report("comments.csv", stored, faulty_comments, of_comments),
        file_report("votes.csv", voted, faulty_votes, of_votes),
    )
    return Report(slug=slug, opened=into.opened, files=files)


def _opening(directory: Path, conversation: _Conversation) -> target.Opening:
    return target.Opening(
        title=conversation.topic,
        summary=_summary(directory, conversation),
        question="opinion",
        phase_title="Aussagen und Abstimmung bei Polis",
        features=("submit", "support"),
    )


def _conversation(directory: Path) -> _Conversation:
    """Return what `summary.csv` says; the directory's name where there is none."""
    facts = tables.facts(directory / "summary.csv")
    address = facts.get("url", "").rstrip("/")
    return _Conversation(
        name=address.rpartition("/")[2] or directory.resolve().name,
        topic=cleaning.cleaned(facts.get("topic", "")) or directory.resolve().name,
        description=cleaning.cleaned(facts.get("conversation-description", "")),
    )


def _summary(directory: Path, conversation: _Conversation) -> str:
    parts = [
        conversation.description or f"Aussagen und Abstimmungen aus {conversation.name}.",
        f"Quelle: Polis, Befragung {conversation.name}",
        licence_of(directory),
    ]
    return "\n\n".join(part for part in parts if part)


def _comments(
    file: Path, conversation: _Conversation, at: datetime, faulty: list[Faulty]
) -> dict[str, SourceProposal]:
    """Return the usable comments by their id there."""
    found: dict[str, SourceProposal] = {}
    for row in tables.read(file, _COMMENT_COLUMNS, faulty):
        try:
            number = tables.fresh(_id(row.cells["id"]), found)
            found[number] = _comment(row.cells, number, conversation, at)
        except tables.RowRefused as refused:
            faulty.append(Faulty(row.line, refused.reason, refused.detail))
    return found


def _comment(
    cells: Mapping[str, str], number: str, conversation: _Conversation, at: datetime
) -> SourceProposal:
    if cells["moderated"] not in _HIDDEN:
        raise tables.RowRefused("unknown value", f"moderated {cells['moderated'][:40]}")
    author = _id(cells["author"])
    return SourceProposal(
        key=f"polis:{conversation.name}/comment/{number}",
        title=None,
        body=cleaning.cleaned(cells["body"]) or None,
        author=_person(conversation, author),
        occurred_at=tables.milliseconds(cells["time"], at),
        hidden=_HIDDEN[cells["moderated"]],
    )


def _id(text: str) -> str:
    """Return an id as Polis counts them, without leading zeros."""
    return str(tables.number(text))


def _person(conversation: _Conversation, number: str) -> str:
    return f"polis:{conversation.name}/participant/{number}"


def _votes(file: Path, comments: frozenset[str], at: datetime, faulty: list[Faulty]) -> list[_Vote]:
    """Return the usable votes, ordered by their moment whatever the order of the file."""
    found = []
    for row in tables.read(file, _VOTE_COLUMNS, faulty):
        try:
            found.append(_vote(row.cells, comments, at))
        except tables.RowRefused as refused:
            faulty.append(Faulty(row.line, refused.reason, refused.detail))
    return sorted(found)


def _vote(cells: Mapping[str, str], comments: frozenset[str], at: datetime) -> _Vote:
    comment = _id(cells["comment"])
    if comment not in comments:
        raise tables.RowRefused("unknown comment", comment)
    if cells["vote"] not in _CHOICES:
        raise tables.RowRefused("unknown value", f"vote {cells['vote'][:40]}")
    moment = tables.milliseconds(cells["time"], at)
    return _Vote(moment, int(cells["vote"]), comment, _id(cells["voter"]))


def _opinions(
    into: target.Target,
    conversation: _Conversation,
    comments: Mapping[str, SourceProposal],
    votes: Iterable[_Vote],
) -> list[SourceOpinion]:
    """Return the votes as rows to store; equal rows are told apart by counting them."""
    seen: Counter[_Vote] = Counter()
    ids = {
        number: importing.proposal_id_of(into.process_id, row.key)
        for number, row in comments.items()
    }
    opinions = []
    for vote in votes:
        voter = _person(conversation, vote.voter)
        milliseconds = round(vote.at.timestamp() * 1000)
        row = f"{vote.comment}/{vote.voter}/{milliseconds}/{vote.value}/{seen[vote]}"
        seen[vote] += 1
        opinions.append(
            SourceOpinion(
                key=f"polis:{conversation.name}/vote/{row}",
                proposal_id=ids[vote.comment],
                voter=voter,
                choice=_CHOICES[str(vote.value)],
                occurred_at=vote.at,
                own=voter == comments[vote.comment].author,
            )
        )
    return opinions


def _store_comments(
    platform: Platform, into: target.Target, rows: Sequence[SourceProposal], progress: Progress
) -> Imported:
    """Store and publish comments, the oldest first."""
    ordered = sorted(rows, key=lambda row: (row.occurred_at, row.key))
    return target.store_proposals(platform, into, ordered, progress, "Comments")


def _store_votes(
    platform: Platform, into: target.Target, rows: Sequence[SourceOpinion], progress: Progress
) -> Imported:
    progress.begin("Votes", len(rows))
    created = repeated = 0
    for chunk in _chunks(rows):
        stored = importing.import_opinions(
            platform, into.asking, into.process_id, into.phase_id, chunk
        )
        created, repeated = created + stored.created, repeated + stored.repeated
        progress.advance(len(chunk))
    return Imported(created, repeated)


def _chunks(rows: Iterable[SourceOpinion]) -> Iterator[list[SourceOpinion]]:
    """Yield votes in portions that never part the votes on one comment."""
    by_proposal: dict[ProposalId, list[SourceOpinion]] = {}
    for row in rows:
        by_proposal.setdefault(row.proposal_id, []).append(row)
    chunk: list[SourceOpinion] = []
    for votes in by_proposal.values():
        chunk += votes
        if len(chunk) >= VOTES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _hide(
    platform: Platform,
    into: target.Target,
    rows: Iterable[SourceProposal],
    last: datetime,
    progress: Progress,
) -> int:
    """Hide what the source had hidden, as of its last row: it does not say when."""
    hidden = [importing.proposal_id_of(into.process_id, row.key) for row in rows if row.hidden]
    progress.begin("Moderation of the source", len(hidden))
    importing.hide_imported(platform, into.asking, hidden, last)
    progress.advance(len(hidden))
    return len(hidden)
