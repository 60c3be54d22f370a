"""The public log as static files (docs/rules/public_log.md): for verifiers, mirrors, witnesses.

Anybody may fetch them from anywhere, also from pages of other sites; nobody is
recognised. What a file name promises to be final is cached for ever.
"""

import gzip
import hashlib
import re
from collections.abc import Sequence

from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.people import AnyRequest
from api.ports.checkpoints import SignedCheckpoints
from api.provided import Checkpoints, PublicTexts, Snapshot
from api.static_files import FOREVER, chosen, matches
from domain.ports import LogUnavailable
from projections import public_log

PATH = "/public-log"
WIDTH = 256
BITS = 8  # binary levels of one tile
TEXT = "text/plain"  # the framework adds the encoding
BYTES = "application/octet-stream"
LINES = "application/jsonl"
STAMP = "application/timestamp-reply"
ASK = b"no-cache"
SOON = b"public, max-age=60"
WORTH_PACKING = 800  # bytes
DEEPEST = 63  # level of a tile, says the format

_PLACE = re.compile(r"((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")
_SIZE = re.compile(r"(0|[1-9]\d{0,17})(\.tsr)?")  # more would not fit into 64 bits
_LEVEL = re.compile(r"0|[1-9]\d?")


@get("/checkpoint", sync_to_thread=True)
def checkpoint(request: AnyRequest, checkpoints: Checkpoints) -> Response[bytes]:
    """Return the newest checkpoint with enough cosignatures."""
    found = checkpoints.published()
    if found is None:
        raise NotFoundException
    return _file(request, found.note.encode(), TEXT, ASK)


@get("/checkpoints/sizes", sync_to_thread=True)
def sizes(request: AnyRequest, checkpoints: Checkpoints) -> Response[bytes]:
    """Return the sizes of all checkpoints, one a line."""
    lines = "".join(f"{size}\n" for size in checkpoints.sizes())
    return _file(request, lines.encode(), TEXT, ASK)


@get("/checkpoints/{name:str}", sync_to_thread=True)
def old_checkpoint(
    request: AnyRequest, name: FromPath[str], checkpoints: Checkpoints
) -> Response[bytes]:
    """Return one checkpoint by its size, or its timestamp, `<size>.tsr`."""
    wanted = _SIZE.fullmatch(name)
    if wanted is None:
        raise NotFoundException
    size = int(wanted[1])
    if wanted[2]:
        token = checkpoints.token(size)
        if token is None:
            raise NotFoundException
        return _file(request, token, STAMP, FOREVER)
    found = checkpoints.find(size)
    if found is None:
        raise NotFoundException
    return _file(request, found.note.encode(), TEXT, SOON)


@get("/keys", sync_to_thread=True)
def keys(request: AnyRequest, checkpoints: Checkpoints) -> Response[bytes]:
    """Return the log's verification keys, one a line, oldest first."""
    lines = "".join(f"{vkey}\n" for vkey, _ in checkpoints.known_keys())
    return _file(request, lines.encode(), TEXT, SOON)


@get("/policy", sync_to_thread=True)
def policy(request: AnyRequest, checkpoints: Checkpoints) -> Response[bytes]:
    """Return the policy we propose; take yours from somebody you trust."""
    return _file(request, checkpoints.policy().encode(), TEXT, SOON)


@get("/tile/entries/{place:path}", sync_to_thread=True)
def bundle(
    request: AnyRequest, place: FromPath[str], checkpoints: Checkpoints, snapshot: Snapshot
) -> Response[bytes]:
    """Return a bundle of entries."""
    number, width = _place(place)
    _require(number * WIDTH + width <= _signed(checkpoints))
    return _final(request, public_log.bundle(snapshot, number, width))


@get("/tile/{level:str}/{place:path}", sync_to_thread=True)
def tile(
    request: AnyRequest,
    level: FromPath[str],
    place: FromPath[str],
    checkpoints: Checkpoints,
    snapshot: Snapshot,
) -> Response[bytes]:
    """Return a tile of hashes."""
    _require(_LEVEL.fullmatch(level) is not None and int(level) <= DEEPEST)
    number, width = _place(place)
    _require(number * WIDTH + width <= _signed(checkpoints) >> BITS * int(level))
    return _final(request, public_log.tile(snapshot, int(level), number, width))


@get("/texts/{place:path}", sync_to_thread=True)
def texts(
    request: AnyRequest,
    place: FromPath[str],
    checkpoints: Checkpoints,
    snapshot: Snapshot,
    public_texts: PublicTexts,
) -> Response[bytes]:
    """Return the public texts that the entries of a bundle commit to."""
    number, width = _place(place)
    _signed(checkpoints)
    published = checkpoints.published()
    _require(width == WIDTH and published is not None)
    lines = public_texts.texts_of(snapshot, number, published.size if published else 0)
    if lines is None:
        raise NotFoundException
    return _file(request, lines, LINES, ASK)


def path_of(number: int, width: int = WIDTH) -> str:
    """Write the number of a tile or bundle as the format demands."""
    digits = f"{number % 1000:03d}"
    while number := number // 1000:
        digits = f"x{number % 1000:03d}/{digits}"
    return digits if width == WIDTH else f"{digits}.p/{width}"


def _place(place: str) -> tuple[int, int]:
    """Read number and width; there is exactly one way to write each."""
    found = _PLACE.fullmatch(place.removeprefix("/"))
    if found is None:
        raise NotFoundException
    number = int(found[1].replace("x", "").replace("/", ""))
    width = int(found[2]) if found[2] else WIDTH
    _require(path_of(number, width) == place.removeprefix("/"))
    return number, width


def _signed(checkpoints: SignedCheckpoints) -> int:
    """Return up to where entries may be seen: the newest signed checkpoint.

    Raises:
        LogUnavailable: what is in the tables now is not what was signed.
    """
    stopped = checkpoints.stopped()
    if stopped is not None and stopped.reason != "witness":
        raise LogUnavailable
    newest = checkpoints.newest()
    return 0 if newest is None else newest.size


def _require(there: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not there:
        raise NotFoundException


def _final(request: AnyRequest, body: bytes | None) -> Response[bytes]:
    if body is None:
        raise NotFoundException
    return _file(request, body, BYTES, FOREVER)


def _file(request: AnyRequest, body: bytes, kind: str, cached: bytes) -> Response[bytes]:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": cached.decode(),
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    asked = request.headers.get("if-none-match", "").encode()
    if matches(asked, etag.encode()):
        return Response(b"", status_code=304, headers=headers, media_type=kind)
    accepted = request.headers.get("accept-encoding", "").encode()
    packs: Sequence[bytes] = (b"gzip",) if len(body) >= WORTH_PACKING else ()
    if chosen(accepted, packs.__contains__):
        headers["Content-Encoding"] = "gzip"
        body = gzip.compress(body, mtime=0)
    return Response(body, headers=headers, media_type=kind)


ROUTER = Router(
    PATH,
    route_handlers=[checkpoint, sizes, old_checkpoint, keys, policy, bundle, tile, texts],
    include_in_schema=False,
)
