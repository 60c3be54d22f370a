"""What the same server can do when a handler does nothing: the measure of all ratios."""

import sys

import uvicorn
from litestar import Litestar, get, post
from uvicorn.supervisors import Multiprocess

from api.joined_writes import Protocol
from api.shared_port import SharedPort

TEXT = "Guten Tag"


@get("/hello", media_type="text/plain", sync_to_thread=False)
def greet() -> str:
    """Answer a read with nothing to look up."""
    return TEXT


@post("/hello", media_type="text/plain", sync_to_thread=False)
def take() -> str:
    """Answer a write with nothing to store."""
    return TEXT


def app() -> Litestar:
    """Return the application of these two handlers."""
    return Litestar([greet, take], openapi_config=None, logging_config=None)


def main(port: int, workers: int) -> None:
    """Serve as `gemeinsam serve` does, with the same loop, parser and way to share a port."""
    config = uvicorn.Config(
        f"{__spec__.name}:app",
        factory=True,
        host="127.0.0.1",
        port=port,
        workers=workers,
        loop="uvloop",
        http=Protocol,
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
    )
    Multiprocess(config, sockets=[SharedPort("127.0.0.1", port)]).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
