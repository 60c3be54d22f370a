"""The wiring of the signer: what web processes read of it, and what one process does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from adapters.signing import (
    NOBODY,
    BadPolicy,
    Incident,
    KeyFile,
    Policy,
    Signed,
    Signer,
    SignerStore,
    Witnesses,
    policy,
)
from adapters.signing.assurance import Safe, assurance
from adapters.signing.demonstration import DemonstrationWitnesses
from adapters.signing.rounds import Signing
from adapters.signing.witnesses import Post
from api import health
from api.ports.checkpoints import SignedCheckpoint, SignedCheckpoints
from api.settings import BadSettings, Settings
from domain.public_log import CheckpointSealed, history_of_log
from domain.use_cases.carrying_out import Asking, Platform
from domain.use_cases.publishing import seal_checkpoint
from projections import public_log
from projections.model import Snapshot
from projections.read_models import ReadModels

PATH = "/public-log"
SEARCHED = 1000  # checkpoints among which one with a quorum is looked for
DAY = timedelta(days=1)


def origin_of(settings: Settings) -> str:
    """Return the name of the log, as its first key gets it: its address without scheme."""
    return f"{urlsplit(settings.base_url).netloc}{PATH}"


class Publication:
    """Fulfils api.ports.checkpoints.SignedCheckpoints."""

    def __init__(self, store: SignerStore, policy: Policy, url: str, *, demo: bool) -> None:
        self._store = store
        self._policy = policy
        self._url = url
        self.demonstration = demo
        self.newest = store.newest
        self.find = store.find
        self.history = store.history
        self.sizes = store.sizes
        self.token = store.token
        self.known_keys = store.known_keys
        self.incidents: Callable[[], Sequence[Incident]] = store.incidents
        self.stopped = store.stopped

    def published(self) -> Signed | None:
        found = self._store.history(1)
        if not found or self.enough(found[0]):
            return found[0] if found else None
        older = self._store.history(SEARCHED, below=found[0].size)
        return next((each for each in older if self.enough(each)), found[0])

    def witnesses(self) -> Mapping[str, str]:
        return {each.key.line: each.name for each in self._policy.witnesses}

    def enough(self, checkpoint: SignedCheckpoint) -> bool:
        return self._policy.satisfied_by(checkpoint.cosignatures)

    def policy(self) -> str:
        return self._policy.proposed([vkey for vkey, _ in self.known_keys()], self._url)


class PublishedTree:
    """Fulfils adapters.signing.rounds.PlacedTree on the read model of the public log."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.size = public_log.size(snapshot)
        self.position = snapshot.position

    def root(self, size: int) -> bytes:
        return public_log.root(self._snapshot, size)

    def consistency(self, old: int, new: int) -> Sequence[bytes]:
        return public_log.consistency(self._snapshot, old, new)


def policy_of(settings: Settings) -> Policy:
    """Return the policy of the file that WITNESSES names; nobody's without one.

    Raises:
        BadSettings: it cannot be read or understood.
    """
    if settings.demo:
        return DemonstrationWitnesses(settings.data).policy
    if settings.witnesses is None:
        return NOBODY
    try:
        return policy(settings.witnesses.read_text())
    except (OSError, UnicodeDecodeError, BadPolicy) as error:
        raise BadSettings(f"WITNESSES: {error}") from error


def publication(settings: Settings, store: SignerStore) -> Publication:
    """Return what the public may read of the signer.

    Raises:
        BadSettings: as for `policy_of`.
    """
    url = settings.base_url + PATH
    return Publication(store, policy_of(settings), url, demo=settings.demo)


def signs_here(settings: Settings) -> bool:
    """Tell whether this process's worker signs: it has the key, or is all there is."""
    return settings.embedded or settings.signing_key.exists()


@contextmanager
def signing(
    settings: Settings,
    store: SignerStore,
    read_models: ReadModels,
    clock: Callable[[], datetime],
) -> Iterator[Signing]:
    """Lend what does rounds; an embedded installation's key is made if there is none.

    Raises:
        KeyUnsafe: the key is missing or can be read by others.
        BadSettings: as for `policy_of`.
    """
    file = KeyFile(settings.signing_key)
    if settings.embedded and not file.exists():
        file.create(origin_of(settings))
    keys = file.keys()

    @contextmanager
    def open_tree() -> Iterator[PublishedTree]:
        with read_models.snapshot() as snapshot:
            yield PublishedTree(snapshot)

    with ExitStack() as stack:
        post: Post | None = None
        if settings.demo:
            post = stack.enter_context(
                DemonstrationWitnesses(settings.data).answering([key.public for key in keys])
            )
        yield Signing(
            open_tree=open_tree,
            signer=Signer(file, store),
            store=store,
            witnesses=Witnesses(policy_of(settings), store, post),
            safe=Safe(
                assurance(
                    settings.sign_after, log_url=settings.database_url, backups=settings.backups
                )
            ),
            restored=restored_mark(settings),
            clock=clock,
            tsa=settings.tsa_url,
            every=settings.sign_every,
        )


def restored_mark(settings: Settings) -> Path:
    """Return the file that `gemeinsam restore` leaves: look before you sign."""
    return settings.data / "restored"


def seal_newest(checkpoints: Publication, platform: Platform, now: datetime) -> None:
    """Write the newest checkpoint into the log, unless that was done within a day."""
    newest = checkpoints.newest()
    last = _last_sealed(platform)
    if newest is None or (last is not None and now - last < DAY):
        return
    asking = Asking(person=None, at=now, channel="system", system=True)
    seal_checkpoint(platform, asking, newest.size, newest.root.hex())


def _last_sealed(platform: Platform) -> datetime | None:
    recorded = platform.log.recorded(history_of_log())
    sealed = (each.recorded_at for each in recorded if isinstance(each.event, CheckpointSealed))
    return max(sealed, default=None)


def signer_check(checkpoints: SignedCheckpoints) -> health.Check:
    """Say whether the signer stands still. The site goes on without it, so this is no failure."""
    stopped = checkpoints.stopped()
    newest = checkpoints.newest()
    signed = f"signed {newest.size if newest else 0}"
    return health.Check(ok=True, detail=f"stopped: {stopped.reason}" if stopped else signed)
