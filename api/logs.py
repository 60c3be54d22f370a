"""The server's own log: one JSON object a line on standard error, or plain at a terminal.

Nothing personal enters it: layers log routes, counts and classes of errors, never
bodies, queries, cookies, addresses or texts.
"""

import logging
import sys

import structlog


def set_up(level: int = logging.INFO) -> None:
    """Let everything the process logs go to standard error in one form."""
    plain = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer() if plain else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries speak up only when something is wrong; some would log whole addresses.
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
