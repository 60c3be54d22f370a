"""A copy of everything the platform has of one person (Art. 15 and 20 GDPR).

One ZIP with `data.json` for programs and `data.html` for people; both say the same.
"""

import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

import msgspec
from sqlalchemy import select

from api import own_answers
from api.pages.rendering import document
from api.ports import (
    AccessTokens,
    Accounts,
    Drafts,
    Erasures,
    ForgottenReceipts,
    Language,
    Sessions,
    StaffReads,
)
from domain.messages import ContentRef, Recorded, StreamId, topic_of
from domain.people import PersonRef
from domain.ports import EventLog, Texts, Vault
from domain.reads import Wanted
from domain.use_cases import accounts as account_use_cases
from domain.use_cases.carrying_out import Platform
from domain.use_cases.erasing import refs_in
from projections import ballots, contributions, feed, outbox, processes
from projections.model import Snapshot

Data = dict[str, Any]


class OwningVault(Vault, Protocol):
    """The vault with what is asked of it for a copy."""

    def items_of(self, person: PersonRef) -> Sequence[ContentRef]: ...
    def read_reference(self, person: PersonRef) -> Any: ...  # noqa: ANN401 - a UUID or nothing


class ReadModelsPort(Protocol):
    """Opens read models, all at one position."""

    def snapshot(self) -> AbstractContextManager[Snapshot]: ...


class Exporting:
    """Collects what belongs to one person. Blocking; safe in threads."""

    def __init__(
        self,
        *,
        platform: Platform,
        log: EventLog,
        vault: OwningVault,
        texts: Texts,
        read_models: ReadModelsPort,
        accounts: Accounts,
        sessions: Sessions,
        tokens: AccessTokens,
        drafts: Drafts,
        erasures: Erasures,
        staff_reads: StaffReads,
        receipts: ForgottenReceipts,
        base_url: str,
        clock: Callable[[], datetime],
    ) -> None:
        self._platform = platform
        self._log = log
        self._vault = vault
        self._texts = texts
        self._read_models = read_models
        self._accounts = accounts
        self._sessions = sessions
        self._tokens = tokens
        self._drafts = drafts
        self._erasures = erasures
        self._staff_reads = staff_reads
        self._receipts = receipts
        self._base_url = base_url
        self._clock = clock

    def archive(self, person: PersonRef, language: Language) -> bytes:
        """Return the ZIP.

        Raises:
            LookupError: there is no such account.
            VaultUnavailable: it cannot be put together now.
        """
        data = self.collect(person)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            plain = msgspec.json.format(msgspec.json.encode(data), indent=2)
            archive.writestr("data.json", plain)
            archive.writestr("data.html", document("own_data.html", language, data=data))
        return packed.getvalue()

    def collect(self, person: PersonRef) -> Data:
        """Return everything, as JSON can say it.

        Raises:
            LookupError: there is no such account.
        """
        account = self._accounts.by_person(person)
        if account is None:
            raise LookupError(person)
        now = self._clock()
        mine = frozenset(self._vault.items_of(person))
        owned = self._vault.owned(person)
        forgotten = self._receipts.of(person)
        with self._read_models.snapshot() as snapshot:
            written = list(self._contributions(snapshot, owned))
            told = {ref for ref in mine if ref not in self._refs_of(owned)}
            return {
                "installation": self._base_url,
                "made": now,
                "position": snapshot.position,
                "account": {
                    "email": account.email,
                    "name": account.name,
                    "language": account.language,
                    "level": account.level,
                    "of_age": account.of_age,
                    "created": account.created,
                },
                "roles": self._roles(person),
                "contributions": written,
                "answers": self._answers(snapshot, person, forgotten),
                "forgotten_receipts": sorted(map(str, forgotten)),
                "reports": self._reports(snapshot, owned),
                "other_texts": sorted(self._texts.open(told).values()),
                "notices": self._notices(snapshot, owned),
                "drafts": [
                    {
                        "process": each.process,
                        "saved": each.saved_at,
                        "content": msgspec.json.decode(each.content),
                    }
                    for each in self._drafts.of(person)
                ],
                "sessions": [
                    {"device": each.device, "began": each.created, "last_seen": each.last_seen}
                    for each in self._sessions.of(person, now)
                ],
                "access_tokens": [
                    {"label": each.label, "issued": each.created}
                    for each in self._tokens.of(person)
                ],
                "erasure": self._erasure(person),
                "read_by_staff": self._reads(person),
            }

    def _contributions(self, snapshot: Snapshot, owned: Sequence[Any]) -> Iterator[Data]:
        for each in contributions.of_ids(snapshot, owned):
            row = each.row
            refs = [
                ref
                for case in each.cases
                for ref in (case.explanation, case.quoted, case.appeal, case.ruling_explanation)
                if ref
            ]
            words = self._texts.open(refs)
            yield {
                "id": row.id,
                "kind": row.kind,
                "process": row.process_id,
                "receipt": row.receipt,
                "state": row.state,
                "submitted": row.submitted_at,
                "published": row.published_at,
                "history": self._history(self._log.recorded(StreamId(row.id))),
                "cases": [
                    {
                        "id": case.case_id,
                        "state": case.state,
                        "opened": case.opened_at,
                        "outcome": case.outcome,
                        "rules": list(case.rules),
                        "explanation": words.get(case.explanation or ""),
                        "quoted": words.get(case.quoted or ""),
                        "decided": case.decided_at,
                        "appeal": words.get(case.appeal or ""),
                        "appealed": case.appealed_at,
                        "ruling": case.ruling,
                        "ruling_explanation": words.get(case.ruling_explanation or ""),
                    }
                    for case in each.cases
                ],
            }

    def _history(self, recorded: Sequence[Recorded]) -> list[Data]:
        """Return all versions of a text and what happened to it."""
        words = self._texts.open([ref for each in recorded for ref in refs_in(each.event)])
        return [
            {
                "at": each.occurred_at,
                "position": each.position,
                "event": topic_of(type(each.event)),
                "texts": {
                    name: words.get(value)
                    for name, value in _fields(each)
                    if isinstance(value, str) and value in refs_in(each.event)
                },
            }
            for each in recorded
        ]

    def _refs_of(self, owned: Sequence[Any]) -> frozenset[ContentRef]:
        histories = self._log.read_many([StreamId(each) for each in owned]).values()
        return frozenset(ref for events in histories for event in events for ref in refs_in(event))

    def _roles(self, person: PersonRef) -> list[Data]:
        held = account_use_cases.standing(self._platform, person).account
        return [
            {"role": each.role, "process": each.process_id, "until": each.until}
            for each in held.grants
        ]

    def _answers(
        self, snapshot: Snapshot, person: PersonRef, forgotten: Collection[UUID]
    ) -> list[Data]:
        """Return what the person says to each idea, found by recomputed numbers.

        A number proves to others which vote it was: forgotten with its receipt, it is
        not handed out here either.
        """
        known = [row.process_id for row in processes.all_processes(snapshot)]
        numbers = own_answers.numbers(snapshot, self._vault, person, known)
        found = ballots.ballots(snapshot, list(numbers)).values()
        ideas = feed.all_rows(snapshot, {row.proposal_id for row in found}) if found else {}
        titles = self._texts.open([row.title for row in ideas.values() if row.title])
        return [
            {
                "proposal": row.proposal_id,
                "title": titles.get((ideas[row.proposal_id].title or ""), None)
                if row.proposal_id in ideas
                else None,
                "says": row.says,
                "text_version": row.text_version,
                "at": row.at,
                "receipt": "forgotten" if row.proposal_id in forgotten else "kept",
                "voter_number": None if row.proposal_id in forgotten else row.voter,
            }
            for row in sorted(found, key=lambda row: row.position)
        ]

    def _reports(self, snapshot: Snapshot, owned: Sequence[Any]) -> list[Data]:
        return [
            {
                "about": row.subject_id,
                "kind": row.subject_kind,
                "rule": row.rule,
                "at": row.at,
                "outcome": row.outcome,
            }
            for row in outbox.reports_of(snapshot, owned)
        ]

    def _notices(self, snapshot: Snapshot, owned: Sequence[Any]) -> list[Data]:
        table = snapshot.table("notices")
        wanted = select(table.c.kind, table.c.at, table.c.subject_id).where(
            table.c.subject_id.in_(owned)
        )
        rows = snapshot.connection.execute(wanted.order_by(table.c.position)).all()
        return [{"kind": row.kind, "at": row.at, "about": row.subject_id} for row in rows]

    def _erasure(self, person: PersonRef) -> Data | None:
        pending = self._erasures.of(person)
        if pending is None:
            return None
        return {"requested": pending.requested, "due": pending.due}

    def _reads(self, person: PersonRef) -> list[Data]:
        whom = self._vault.read_reference(person)
        if whom is None:
            return []
        rows = self._staff_reads.page(Wanted(whom=whom.hex), limit=1000)
        return [
            {"at": row.at, "role": row.role, "kind": row.kind, "purpose": row.purpose}
            for row in rows
        ]


def _fields(recorded: Recorded) -> list[tuple[str, Any]]:
    fields: Mapping[str, Any] = msgspec.structs.asdict(recorded.event)
    return list(fields.items())
