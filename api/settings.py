"""What an installation is told by its environment; docs/how-to/configure.md lists it.

No secret is made up here: passwords come inside the URLs, from the service manager.
"""

import re
from collections.abc import Mapping
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, get_args
from urllib.parse import SplitResult, urlsplit

import msgspec

from api.keeping import KEEP, Kept, NotADuration, duration, keep
from api.security_contacts import NotContacts, contacts
from api.tiles import NotTiles, Tiles, tiles

Limited = Literal[
    "ideas",
    "drafts",
    "comments",
    "edits",
    "reports",
    "votes",
    "sign_ups",
    "sign_in_mails",
    "sign_ins",
]
"""What is counted; docs/rules/limits.md says for whom."""


class BadSettings(Exception):
    """The environment says something that cannot be meant; the text names the variable."""


class Limit(msgspec.Struct, frozen=True):
    """At most `most` attempts within `window`, which begins with the first of them."""

    most: int
    window: timedelta


HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LIMITS: Mapping[Limited, Limit] = {
    "ideas": Limit(5, DAY),
    "drafts": Limit(100, DAY),
    "comments": Limit(30, DAY),
    "edits": Limit(30, DAY),
    "reports": Limit(20, DAY),
    "votes": Limit(60, HOUR),
    "sign_ups": Limit(20, HOUR),
    "sign_in_mails": Limit(5, HOUR),
    "sign_ins": Limit(60, HOUR),
}
"""The table of docs/rules/limits.md; a test compares the two."""

ERASURE_DELAY = timedelta(hours=72)
"""For how long an erasure that was asked for can be cancelled."""

RELAXED = 1000
"""By how much a demo multiplies the limits: its visitors share a few accounts."""

After = Literal["stored", "replicated", "backed-up"]
"""What must have happened to an event before a checkpoint of the public log covers it."""

_ADDRESS = re.compile(r"[!-~]+@[!-~]+")
_NO_ADDRESS = re.compile(r"[<>,;:\"()\[\]\\]")
_LIMIT = re.compile(r"(\d{1,9})/(hour|day)")
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that differs between installations.

    `data` is the folder of all files of this installation. `base_url` is how the
    public reaches it, without a slash at the end. `demo` is set by `gemeinsam demo`
    alone: no variable can switch one-click sign-in on in a real installation.
    """

    data: Path
    database_url: str
    read_models_url: str
    vault_url: str
    deliveries_url: str
    reads_url: str
    signer_url: str
    signing_key: Path
    backups: Path
    witnesses: Path | None = None
    sign_after: After = "stored"
    sign_every: float = 60.0
    tsa_url: str | None = None
    base_url: str = "http://127.0.0.1:8000"
    smtp_url: str | None = None
    mail_from: str = "gemeinsam@localhost"
    federal_state: str = "RP"
    trusted_proxies: tuple[str, ...] = ()
    limits: Mapping[Limited, Limit] = msgspec.field(default_factory=lambda: dict(LIMITS))
    keep: Mapping[Kept, timedelta] = msgspec.field(default_factory=lambda: dict(KEEP))
    erasure_delay: timedelta = ERASURE_DELAY
    erasure_list: Path | None = None
    tiles: Tiles | None = None
    operator_texts: Path | None = None
    security_contacts: tuple[str, ...] = ()
    demo: bool = False

    @property
    def embedded(self) -> bool:
        """Whether the log is a file: then one process does everything."""
        return self.database_url.startswith("sqlite")

    @property
    def secure(self) -> bool:
        """Whether the public reaches us by https."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def erasures(self) -> Path:
        """Return the file that tells a restored vault who was erased since."""
        return self.erasure_list or self.data / "erasures.jsonl"

    @property
    def documents(self) -> Path:
        """Return the folder of published documents, each named by its hash."""
        return self.data / "documents"

    @property
    def outbox(self) -> Path:
        """Return the folder in which a demo keeps its mails instead of sending them."""
        return self.data / "outbox"


def from_environment(
    variables: Mapping[str, str], *, demo: bool = False, data: Path | None = None
) -> Settings:
    """Read the settings; `data` wins over DATA. Makes no folder and opens nothing.

    Raises:
        BadSettings: a variable is malformed, or two do not go together.
    """
    folder = (data or Path(variables.get("DATA") or "var")).absolute()
    database_url = variables.get("DATABASE_URL") or _file(folder, "log.db")
    on_server = database_url.startswith("postgresql")
    read_models_url = variables.get("READ_MODELS_URL") or (
        database_url if on_server else _file(folder, "read.db")
    )
    settings = Settings(
        data=folder,
        database_url=database_url,
        read_models_url=read_models_url,
        vault_url=variables.get("VAULT_URL") or _file(folder, "vault.db"),
        reads_url=variables.get("READS_URL")
        or (database_url if on_server else _file(folder, "reads.db")),
        deliveries_url=database_url if on_server else _file(folder, "mails.db"),
        signer_url=variables.get("SIGNER_URL") or _file(folder, "signer.db"),
        signing_key=_signing_key(variables, folder),
        backups=Path(variables.get("BACKUPS") or folder / "backups").absolute(),
        witnesses=Path(variables["WITNESSES"]) if variables.get("WITNESSES") else None,
        sign_after=_sign_after(variables),
        sign_every=_seconds(variables, "SIGN_EVERY", 10.0 if demo else 60.0),
        tsa_url=variables.get("TSA_URL") or None,
        base_url=(variables.get("BASE_URL") or "http://127.0.0.1:8000").rstrip("/"),
        smtp_url=variables.get("SMTP_URL") or None,
        mail_from=variables.get("MAIL_FROM") or "gemeinsam@localhost",
        federal_state=variables.get("FEDERAL_STATE") or "RP",
        trusted_proxies=_proxies(variables.get("TRUSTED_PROXIES", "")),
        limits=_limits(variables, demo=demo),
        keep=_kept(variables),
        erasure_delay=_delay(variables),
        erasure_list=Path(listed) if (listed := variables.get("ERASURE_LIST")) else None,
        tiles=_tiles(variables),
        operator_texts=Path(own) if (own := variables.get("OPERATOR_TEXTS")) else None,
        security_contacts=_contacts(variables),
        demo=demo,
    )
    _check(settings)
    return settings


def _file(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}"


def _signing_key(variables: Mapping[str, str], folder: Path) -> Path:
    """Return where the log's private key lies: a credential of the service manager, or a file."""
    named = variables.get("SIGNING_KEY_FILE")
    credentials = variables.get("CREDENTIALS_DIRECTORY")
    if not named and credentials and (Path(credentials) / "signing.key").exists():
        return Path(credentials) / "signing.key"
    return Path(named).absolute() if named else folder / "signing.key"


def _sign_after(variables: Mapping[str, str]) -> After:
    value = variables.get("SIGN_AFTER") or "stored"
    for known in get_args(After):
        if value == known:
            return known  # type: ignore[no-any-return]  # one of the literals
    raise BadSettings(f"SIGN_AFTER must be one of {', '.join(get_args(After))}")


def _seconds(variables: Mapping[str, str], name: str, otherwise: float) -> float:
    value = variables.get(name)
    if not value:
        return otherwise
    if not re.fullmatch(r"[1-9]\d{0,5}", value):
        raise BadSettings(f"{name} must be a number of seconds")
    return float(value)


def _proxies(value: str) -> tuple[str, ...]:
    proxies = tuple(part.strip() for part in value.split(",") if part.strip())
    for proxy in proxies:
        try:
            ip_network(proxy)
        except ValueError as error:
            # Taken as they are, mistyped ones would be believed never, and `*` everybody.
            raise BadSettings(
                f"TRUSTED_PROXIES: {proxy} is neither an address nor a network such as 10.0.0.0/24"
            ) from error
    return proxies


def _limits(variables: Mapping[str, str], *, demo: bool) -> Mapping[Limited, Limit]:
    """Return the limits, each of which `LIMIT_IDEAS=10/day` and the like may replace."""
    limits = dict(LIMITS)
    if demo:
        limits = {name: Limit(each.most * RELAXED, each.window) for name, each in limits.items()}
    for name in get_args(Limited):
        value = variables.get(f"LIMIT_{name.upper()}")
        if not value:
            continue
        found = _LIMIT.fullmatch(value)
        if found is None:
            raise BadSettings(f"LIMIT_{name.upper()} must read like 5/day or 60/hour")
        limits[name] = Limit(int(found[1]), HOUR if found[2] == "hour" else DAY)
    return limits


def _kept(variables: Mapping[str, str]) -> Mapping[Kept, timedelta]:
    try:
        return keep(variables)
    except NotADuration as error:
        raise BadSettings(str(error)) from error


def _delay(variables: Mapping[str, str]) -> timedelta:
    value = variables.get("ERASURE_DELAY")
    try:
        return duration("ERASURE_DELAY", value) if value else ERASURE_DELAY
    except NotADuration as error:
        raise BadSettings(str(error)) from error


def _tiles(variables: Mapping[str, str]) -> Tiles | None:
    try:
        return tiles(variables)
    except NotTiles as error:
        raise BadSettings(str(error)) from error


def _contacts(variables: Mapping[str, str]) -> tuple[str, ...]:
    try:
        return contacts(variables.get("SECURITY_CONTACT", ""))
    except NotContacts as error:
        # Nobody would write to it, and nobody would notice.
        raise BadSettings(
            f"SECURITY_CONTACT: {error} is no mail address, and no https:// or tel: either"
        ) from error


def _check(settings: Settings) -> None:
    _check_databases(settings)
    if settings.sign_after == "replicated" and settings.embedded:
        raise BadSettings("SIGN_AFTER=replicated needs a PostgreSQL in DATABASE_URL")
    public = _parts("BASE_URL", settings.base_url)
    if public.scheme not in {"http", "https"} or settings.base_url != _origin(public):
        raise BadSettings("BASE_URL must read like https://mitmachen.example.org")
    if public.scheme == "http" and public.hostname not in _LOOPBACK:
        # Browsers would send neither Secure cookies nor Sec-Fetch-Site.
        raise BadSettings("BASE_URL must be https, except on this machine")
    if not _ADDRESS.fullmatch(settings.mail_from) or _NO_ADDRESS.search(settings.mail_from):
        raise BadSettings("MAIL_FROM must be a bare address such as beteiligung@example.org")
    if settings.tsa_url is not None:
        service = _parts("TSA_URL", settings.tsa_url)
        if service.scheme not in {"http", "https"} or not service.hostname:
            raise BadSettings("TSA_URL must begin with http:// or https://")


def _parts(name: str, url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read now, so that one that is no number is found now
    except ValueError as error:
        raise BadSettings(f"{name} is no address") from error
    return parts


def _origin(parts: SplitResult) -> str:
    """Return the address again from scheme, host and port, which is all there may be in it."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def _check_databases(settings: Settings) -> None:
    urls = {
        "DATABASE_URL": settings.database_url,
        "READ_MODELS_URL": settings.read_models_url,
        "VAULT_URL": settings.vault_url,
        "SIGNER_URL": settings.signer_url,
        "READS_URL": settings.reads_url,
    }
    for name, url in urls.items():
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise BadSettings(f"{name} must begin with sqlite:/// or postgresql://")
        if url in {"sqlite:///", "sqlite:///:memory:"}:
            raise BadSettings(f"{name} must name a file: nothing may be lost with the process")
    places = {name: _place(url) for name, url in urls.items()}
    # Backups of the log would carry the keys that erasure destroys (ruling 21), or bring back
    # an old memory of what was signed; read models are dropped where there is need.
    for name in ("VAULT_URL", "SIGNER_URL"):
        for other, place in places.items():
            if other != name and place == places[name]:
                raise BadSettings(f"{name} must not be the database of {other}")


def _place(url: str) -> tuple[str, str]:
    """Return what two addresses of one database have in common, however they are written."""
    scheme, _, rest = url.partition("://")
    if scheme == "sqlite":
        return "", str(Path(rest.removeprefix("/")).absolute())
    hosts, _, name = rest.partition("?")[0].partition("/")
    return hosts.rpartition("@")[2], name
