"""The composition root: the only module that knows every other one."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
from sqlalchemy.exc import OperationalError

from adapters.calendar import StateCalendar, UnknownState
from adapters.contents import Contents
from adapters.document_archive import DatabaseArchive, DocumentArchive
from adapters.erasure_list import ErasureList
from adapters.event_log import PersistentEventLog, open_log
from adapters.identity import Identity, open_identity
from adapters.mail import OutboxMailer, SmtpMailer, SmtpSettings
from adapters.revocations import Revocations
from adapters.signing import SignerStore
from adapters.staff_reads import PersistentStaffReads, open_staff_reads
from adapters.typesetting import TypstTypesetter
from adapters.vault import PersistentVault, open_vault
from adapters.vault.memory import Remembered
from api import ports
from api.commands.lane import beside
from api.dependencies import Clock
from api.disclosing import Disclosures
from api.documents import Documents
from api.limiting import Allowances
from api.operator_texts import NotTexts, OperatorTexts, operator_texts
from api.people import Person
from api.posting import Posting
from api.provided import ReadModelsPort, SearchPort
from api.read_models import MODELS, Watching
from api.retaining import Retaining
from api.revoking import Revoking, RevokingSessions, RevokingTokens
from api.searching import Searching
from api.security.identification import MOST, SECONDS, Key, KnownPeople
from api.self_erasure import OwnData
from api.settings import BadSettings, Settings
from api.sign_in import SignIn
from api.signing import Publication, publication
from api.uuid7 import Uuid7
from api.voting import Voting
from domain.people import PersonRef
from domain.ports import VaultUnavailable
from domain.use_cases import recalling
from domain.use_cases.carrying_out import Platform
from projections import public_log
from projections.audits import ReplayProgress
from projections.database import open_engine
from projections.outbox import Deliveries
from projections.read_models import ReadModels, open_read_models
from projections.runner import Runner
from projections.search import Search

STATIC = Path(__file__).parent / "static"
TEMPLATES = Path(__file__).parent / "documents" / "templates"
FONTS = STATIC / "vendor" / "fira-sans" / "print"


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a running installation consists of, opened and ready.

    `read_models` is what handlers read; `tables` are the same read models as the
    runner knows them.
    """

    settings: Settings
    clock: Clock
    new_id: Callable[[], UUID]
    log: PersistentEventLog
    vault: PersistentVault
    texts: Contents
    identity: Identity
    platform: Platform
    voting: Voting
    tables: ReadModels
    read_models: ReadModelsPort
    runner: Runner
    index: Search
    search: SearchPort
    watching: Watching
    deliveries: Deliveries
    replay_progress: ReplayProgress
    signatures: SignerStore
    checkpoints: Publication
    mailer: ports.Mailer
    outbox: ports.Outbox | None
    posting: Posting
    allowances: Allowances
    people: KnownPeople
    sessions: ports.Sessions
    tokens: ports.AccessTokens
    reads: PersistentStaffReads
    disclosures: Disclosures
    revocations: Revocations
    revoking: Revoking
    erasures: ErasureList
    operator_texts: OperatorTexts


class DatabaseAway(Exception):
    """A database other than those of log and vault does not answer; names its variable."""


def utc_now() -> datetime:
    """Return the machine's time, UTC."""
    return datetime.now(UTC)


@contextmanager
def open_parts(settings: Settings, clock: Clock = utc_now) -> Iterator[Parts]:
    """Open log, vault, read models and what stands on them; give all back at the end.

    Nothing runs yet: see `api.running`.

    Raises:
        BadSettings: the state, the file of the witnesses, the mail server or the texts that they
            name cannot be used.
        LogUnavailable, VaultUnavailable, DatabaseAway: a database does not answer.
        UnsafeStore: the log's database could lose stored events.
        OSError: the folder of the installation cannot be made.
    """
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    new_id = Uuid7()
    with ExitStack() as stack:
        log = open_log(settings.database_url)
        stack.callback(log.close)
        vault = open_vault(settings.vault_url)
        stack.callback(vault.close)
        with _called("READ_MODELS_URL"):
            tables = open_read_models(settings.read_models_url, MODELS)
        stack.callback(tables.close)
        deliveries = open_engine(settings.deliveries_url)
        stack.callback(deliveries.dispose)
        with _called("SIGNER_URL"):
            signatures = SignerStore(settings.signer_url)
        stack.callback(signatures.close)
        identity = open_identity(vault)
        with _called("READS_URL"):
            reads = open_staff_reads(settings.reads_url)
        stack.callback(reads.close)
        platform = Platform(log=log, vault=vault, days=_calendar(settings), new_id=new_id)
        mailer = _mailer(settings)
        texts = Contents(log.ciphertexts, vault)
        index = Search(tables, texts.open)
        stack.callback(index.close)
        recollection = recalling.Recollection()
        known = (identity.accounts, identity.sessions, identity.tokens)
        memory: Remembered[Key, Person] = Remembered(MOST, seconds=SECONDS)
        people = KnownPeople(platform, *known, clock, memory, recollection)
        watching = Watching(tables, log.wait_beyond)

        def forget(person: PersonRef) -> None:
            identity.forget(person)
            people.forget(person)
            vault.forget(person)
            if identity.accounts.by_person(person) is None:
                watching.distrust()

        revocations = Revocations(vault.database)
        revoking = Revoking(revocations, forget, clock)
        yield Parts(
            settings=settings,
            clock=clock,
            new_id=new_id,
            log=log,
            vault=vault,
            texts=texts,
            identity=identity,
            platform=platform,
            voting=Voting(recalling.Voting(platform, recollection)),
            tables=tables,
            read_models=tables,
            runner=Runner(log, tables, beside(settings.database_url, settings.read_models_url)),
            index=index,
            search=Searching(index),
            watching=watching,
            deliveries=Deliveries(deliveries),
            replay_progress=ReplayProgress(deliveries),
            signatures=signatures,
            checkpoints=publication(settings, signatures),
            mailer=mailer,
            outbox=mailer if isinstance(mailer, OutboxMailer) else None,
            posting=Posting(mailer, new_id),
            allowances=Allowances(identity.limits, settings.limits, clock),
            people=people,
            sessions=RevokingSessions(identity.sessions, revoking, clock),
            tokens=RevokingTokens(identity.tokens, revoking),
            reads=reads,
            disclosures=Disclosures(identity.accounts, reads, vault, clock),
            revocations=revocations,
            revoking=revoking,
            erasures=ErasureList(settings.erasures),
            operator_texts=_operator_texts(settings),
        )


@contextmanager
def _called(variable: str) -> Iterator[None]:
    """Let an outage name the variable that says where the database is."""
    try:
        yield
    except (VaultUnavailable, OperationalError) as error:
        raise DatabaseAway(variable) from error


def _calendar(settings: Settings) -> StateCalendar:
    try:
        return StateCalendar(settings.federal_state)
    except UnknownState as error:
        raise BadSettings(f"FEDERAL_STATE: {error}") from error


def _operator_texts(settings: Settings) -> OperatorTexts:
    try:
        return operator_texts(settings.operator_texts)
    except NotTexts as error:
        raise BadSettings(f"OPERATOR_TEXTS: {error}") from error


def _mailer(settings: Settings) -> SmtpMailer | OutboxMailer:
    """Return where mails go: a demo never sends any."""
    if settings.demo or settings.smtp_url is None:
        return OutboxMailer(settings.outbox)
    try:
        return SmtpMailer(SmtpSettings.from_url(settings.smtp_url, sender=settings.mail_from))
    except ValueError as error:
        # Not what was given: a password may be in it, which is why it cannot be read.
        raise BadSettings("SMTP_URL must read like smtps://USER:PASSWORD@HOST:PORT") from error


def own_data_of(parts: Parts) -> OwnData:
    """Return the services behind the pages of one's own data."""

    def leaf_of(positions: Collection[int]) -> Mapping[int, int]:
        with parts.read_models.snapshot() as snapshot:
            return public_log.leaf_of(snapshot, positions)

    return OwnData(
        leaf_of=leaf_of,
        erasures=parts.identity.erasures,
        accounts=parts.identity.accounts,
        sessions=parts.sessions,
        post=parts.posting,
        delay=parts.settings.erasure_delay,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )


def documents_of(settings: Settings) -> Documents:
    """Return what makes documents, and keeps those that were published."""
    typesetter = TypstTypesetter(TEMPLATES, FONTS)
    files = DocumentArchive(settings.documents)
    archive = files if settings.embedded else DatabaseArchive(settings.database_url, files)
    return Documents(typesetter, archive)


def retaining_of(parts: Parts) -> Retaining:
    """Return what lets go of things kept long enough."""
    return Retaining(
        keep=parts.settings.keep,
        log=parts.log,
        read_models=parts.read_models,
        activity=parts.identity.activity,
        drafts=parts.identity.drafts,
        deliveries=parts.deliveries,
        peppers=parts.vault,
        receipts=parts.identity.receipts,
        erasures=parts.erasures,
        mailer=parts.mailer,
        base_url=parts.settings.base_url,
        clock=parts.clock,
    )


def sign_in_of(parts: Parts) -> SignIn:
    """Return the services behind the sign-in pages."""
    return SignIn(
        platform=parts.platform,
        accounts=parts.identity.accounts,
        links=parts.identity.links,
        sessions=parts.sessions,
        erasures=parts.identity.erasures,
        allowances=parts.allowances,
        post=parts.posting,
        base_url=parts.settings.base_url,
        demo=parts.settings.demo,
        clock=parts.clock,
    )
