"""The command `gemeinsam-witness`: make a key, and serve a witness."""

import argparse
import socket
import sys
import time
import traceback
from collections.abc import Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from gemeinsam_verifier.council_wording import printable
from gemeinsam_verifier.notes import NoteError, read_key
from gemeinsam_verifier.witness import (
    Answer,
    KeyFileError,
    StateFile,
    Witness,
    load_key,
    make_key,
)

MAXIMUM_BYTES = 1_000_000
MAXIMUM_DIGITS = 9  # of a length; Python refuses to read numbers of thousands of them
PATIENCE = 30  # seconds a client may be silent
UNUSABLE = 2


class Server(ThreadingHTTPServer):
    """Serves one witness."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], witness: Witness, state: StateFile) -> None:
        if ":" in address[0]:
            self.address_family = socket.AF_INET6
        super().__init__(address, Handler)
        self.witness = witness
        self.state = state

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - as socketserver calls it
        """Write what went wrong with a request, without the address of who asked."""
        error = sys.exception()
        if isinstance(error, OSError):
            sys.stderr.write(f"a connection broke: {error}\n")
        else:
            traceback.print_exc()


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP; everything else is the witness's."""

    protocol_version = "HTTP/1.1"
    timeout = PATIENCE
    server: Server

    def do_POST(self) -> None:
        """Answer `POST .../add-checkpoint`."""
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            self.close_connection = True
            self._answer(Answer(HTTPStatus.LENGTH_REQUIRED, "how long is it?\n"))
            return
        if len(length) > MAXIMUM_DIGITS or int(length) > MAXIMUM_BYTES:
            self.close_connection = True
            self._answer(Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too long\n"))
            return
        body = self.rfile.read(int(length))
        if not self.path.endswith("/add-checkpoint"):
            self._answer(Answer(HTTPStatus.NOT_FOUND, "not here\n"))
            return
        self._answer(self._considered(body))

    def _considered(self, body: bytes) -> Answer:
        try:
            return self.server.witness.add_checkpoint(body)
        except OSError as error:
            # A full disk, for example. What it cannot remember it does not sign.
            self.log_error("cannot remember: %s", error)
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE, "cannot remember anything now\n")

    def _answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name http.server calls
        """Write one line for each request, without the address of who asked."""
        # What was asked for is a stranger's: it must not steer a terminal.
        sys.stderr.write(f"{self.log_date_time_string()} {printable(format % arguments)}\n")


def run() -> None:
    """Run as a program of its own."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Make a key or serve, as the arguments say, and return the exit code."""
    asked = _parser().parse_args(arguments)
    try:
        if asked.what == "keygen":
            sys.stdout.write(f"{make_key(asked.name, asked.key)}\n")
            return 0
        server = open_server(asked.key, asked.state, asked.log, asked.listen)
    except (KeyFileError, NoteError, OSError, OverflowError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    host, port = server.server_address[:2]
    at = f"[{host!s}]" if server.address_family == socket.AF_INET6 else host
    sys.stderr.write(f"listening on http://{at!s}:{port}/\n")
    sys.stderr.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def open_server(key: Path, state: Path, logs: Sequence[str], listen: str) -> Server:
    """Return a server that is bound but does not yet answer.

    Raises:
        KeyFileError, NoteError, ValueError: key, log keys or state cannot be used.
        OverflowError: there is no such port.
        OSError: a file cannot be read, or the address is taken.
    """
    host, _, port = listen.rpartition(":")
    try:
        kept = StateFile(state)
    except BlockingIOError:
        raise ValueError(f"{state} is in use by another witness") from None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        # Starting afresh would mean signing a second history.
        raise ValueError(f"{state} is damaged, and the witness must not guess: {error}") from None
    clock = time.time  # noqa: TID251 - a witness signs what time it is
    try:
        witness = Witness(load_key(key), [read_key(log) for log in logs], kept, clock)
        return Server((host.strip("[]") or "127.0.0.1", int(port)), witness, kept)
    except BaseException:
        kept.close()
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "gemeinsam-witness", description="Signs that a log has only grown since the last time."
    )
    commands = parser.add_subparsers(dest="what", required=True)
    keygen = commands.add_parser("keygen", help="make a key and print its public half")
    keygen.add_argument("--name", required=True, help="such as witness.example.org/town")
    keygen.add_argument("--key", type=Path, required=True, help="file to write")
    serve = commands.add_parser("serve", help="answer requests to sign")
    serve.add_argument("--key", type=Path, required=True, help="file written by keygen")
    serve.add_argument("--state", type=Path, required=True, help="file to remember in")
    serve.add_argument(
        "--log", action="append", required=True, metavar="KEY", help="a log to sign for"
    )
    serve.add_argument("--listen", default="127.0.0.1:8080", metavar="HOST:PORT")
    return parser
