"""What a handler may ask for by parameter name; wiring.py provides it.

    @post("/{proposal_id:uuid}/comments", sync_to_thread=True)
    def comment(self, proposal_id: FromPath[ProposalId], data: JSONBody[NewComment],
                platform: Platform, asking: Asking, person: Person,
                allowances: Allowances, visible: Visible) -> Response[...]:
        allowances.spend("comments", person)
        outcome = post_comment(platform, asking, ...)
        visible.wait(outcome.position)

Name and type go together: `platform: Platform`, `asking: Asking`, `person: Person`,
`read_models: ReadModels`, `snapshot: Snapshot`, `visible: Visible`, `texts: Texts`,
`accounts: Accounts`, `sessions: Sessions`, `tokens: Tokens`, `drafts: Drafts`,
`search: Search`, `allowances: Allowances`, `sign_in: SignIn`, `mailer: Mailer`, `outbox: Outbox`,
`now: Now`, `language: Language`, `mode: Mode`.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, runtime_checkable

import msgspec
from litestar.di import NamedDependency

from api import people, ports
from api.data_protection import DataProtection as _DataProtection
from api.disclosing import Disclosures as _Disclosures
from api.documents import Documents as _Documents
from api.exporting import Exporting as _Exporting
from api.limiting import Allowances as _Allowances
from api.office_erasure import OfficeErasure as _OfficeErasure
from api.operator_texts import OperatorTexts
from api.ports.checkpoints import SignedCheckpoints
from api.public_texts import PublicTexts as _PublicTexts
from api.receipts import Receipts as _Receipts
from api.self_erasure import OwnData as _OwnData
from api.sign_in import SignIn as _SignIn
from api.tiles import Tiles
from api.voting import VotingBooth as _VotingBooth
from domain import ports as domain_ports
from domain.codes import ProposalId
from domain.people import ProcessId
from domain.use_cases import carrying_out
from projections import audits, model

Platform = NamedDependency[carrying_out.Platform]
"""What use cases work with: log, vault, working days, fresh ids."""

Asking = NamedDependency[carrying_out.Asking]
"""Who wishes something, now, by web or api, with the key under which it has one effect.

The key is the `Idempotency-Key` header, or the form field `command_id`; without
either a repeated request is a second wish.
"""

Person = NamedDependency[people.Person]
"""Who is asking, as pages need it: roles, name, csrf token. Signed in or not."""

Now = NamedDependency[datetime]
"""The moment of this request, UTC; the same one as in `asking` and `person`."""

Language = NamedDependency[ports.Language]
"""The language of the answer: from the address, else the person's, else Accept-Language."""


@runtime_checkable
class ReadModelsPort(Protocol):
    """Opens read models. Safe in threads; blocks, so not for the event loop."""

    def snapshot(self) -> AbstractContextManager[model.Snapshot]:
        """Open all read models at one position (ruling 7)."""
        ...

    def wait_for(self, position: int, seconds: float) -> bool:
        """Wait until a snapshot would hold this position; False when time runs out."""
        ...


ReadModels = NamedDependency[ReadModelsPort]
"""For handlers that open their snapshot later than at their start, or twice."""

Snapshot = NamedDependency[model.Snapshot]
"""All read models at one position, closed after the handler has returned.

It holds what this session wrote before, unless the projections lag more than a
second. Opened before the handler runs: a handler that writes first and reads then
asks for `read_models` instead.
"""


@runtime_checkable
class SearchPort(Protocol):
    """Finds public proposals by their words. Safe in threads; blocks."""

    def matching(
        self, text: str, process_id: ProcessId | None, seen: model.Snapshot
    ) -> Sequence[ProposalId]:
        """Return the proposals that hold all words of a query, best first; at most 5000.

        The number of a proposal finds it, whether or not its text can still be read.

        As of an earlier position they hold them in the text that was valid then.
        """
        ...

    def similar(
        self, text: str, process_id: ProcessId, seen: model.Snapshot, limit: int = 5
    ) -> Sequence[ProposalId]:
        """Return the proposals that read most like a text, the likest first."""
        ...


Search = NamedDependency[SearchPort]


@runtime_checkable
class VisiblePort(Protocol):
    """Lets people see what they have just written."""

    def wait(self, position: int) -> bool:
        """Note the position of a write and wait until reads show it, 1 second at most.

        False says that they do not yet: tell the person so. The answer carries
        `Event-Position`, and later reads of the session wait for it as well. Blocks:
        for handlers in threads.
        """
        ...

    async def until(self, position: int) -> bool:
        """Do the same on the event loop."""
        ...

    def note(self, position: int) -> None:
        """Note the position without waiting."""
        ...


Visible = NamedDependency[VisiblePort]

Texts = NamedDependency[domain_ports.Texts]
"""Opens content references; raises VaultUnavailable, see `remembered`."""

Accounts = NamedDependency[ports.Accounts]
"""For what people see of themselves. Staff see others through `Disclosures` alone."""

Disclosures = NamedDependency[_Disclosures]
"""Names and addresses of others, for staff: each reading is written down first."""

StaffReads = NamedDependency[ports.StaffReads]
"""What staff were shown: for auditors."""

Sessions = NamedDependency[ports.Sessions]
Tokens = NamedDependency[ports.AccessTokens]
Drafts = NamedDependency[ports.Drafts]
Mailer = NamedDependency[ports.Mailer]
Outbox = NamedDependency[ports.Outbox | None]
"""The mails of a demo; None in a real installation."""

Checkpoints = NamedDependency[SignedCheckpoints]
"""What the signer of the public log has signed, and whether it stands still."""

PublicTexts = NamedDependency[_PublicTexts]
"""The texts that everybody may hold against the public log."""

Booth = NamedDependency[_VotingBooth]
"""Takes one vote without holding up a thread: `await booth.take(decide)`."""

Allowances = NamedDependency[_Allowances]
"""How often somebody may do something: `allowances.spend("ideas", person)`."""

OwnData = NamedDependency[_OwnData]
"""Erasing one's account or texts: see api/self_erasure.py."""

OfficeErasure = NamedDependency[_OfficeErasure]
"""One text goes if two people of the office want it: see api/office_erasure.py."""

Documents = NamedDependency[_Documents]
"""Makes PDF files and keeps published ones: see api/documents. For handlers in threads."""

DataProtection = NamedDependency[_DataProtection]
"""Erasures and terms for the data protection officer: see api/data_protection.py."""

Exporting = NamedDependency[_Exporting]
"""A copy of one's own data: see api/exporting.py."""

Receipts = NamedDependency[_Receipts]
"""Proofs of people's own votes in the public log: see api/receipts.py."""

SignIn = NamedDependency[_SignIn]
"""Sign-in links, sessions and sign-out: see api/sign_in.py."""


ReplayProgress = NamedDependency[audits.ReplayProgress]
"""How far the worker is with what auditors want recomputed."""


class ModeOfOperation(msgspec.Struct, frozen=True, kw_only=True):
    """How this installation runs. `base_url` has scheme and host and no slash at its end.

    `tiles` is where map pictures come from, if from anywhere. `texts` are what the operator
    says in its own name, `security_contacts` whom to tell of a hole, as URIs.
    """

    demo: bool
    base_url: str
    tiles: Tiles | None = None
    texts: OperatorTexts
    security_contacts: tuple[str, ...] = ()


Mode = NamedDependency[ModeOfOperation]
