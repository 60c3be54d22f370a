"""`python -m api.commands.lane`: the second process of a rebuild; nobody starts it by hand."""

import sys
from contextlib import closing

from adapters.event_log import open_log
from api.read_models import MODELS
from projections.beside import Beside, attend


def beside(log: str, read_models: str) -> Beside:
    """Return how a rebuild begins this module, with the URLs of both databases."""
    return Beside([sys.executable, "-m", __name__], log, read_models)


if __name__ == "__main__":
    sys.exit(
        attend(sys.stdin.buffer, sys.stdout.buffer, lambda url: closing(open_log(url)), MODELS)
    )
