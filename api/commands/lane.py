"""The second process of a rebuild; nobody starts it by hand."""

import sys
from contextlib import closing
from pathlib import Path

from adapters.event_log import open_log
from api.read_models import MODELS
from projections.beside import Beside, attend

_PROGRAM = Path(__file__).parents[2]
_BEGIN = "import sys; sys.path.insert(0, sys.argv[1]); from api.commands import lane; lane.main()"


def beside(log: str, read_models: str) -> Beside:
    """Return how a rebuild begins `main` in a process, with the URLs of both databases.

    It is told the folder of the program, which is on nobody's path but the launcher's where a
    wheel is installed (api/_launcher.py), and looks nowhere else before.
    """
    return Beside([sys.executable, "-P", "-c", _BEGIN, str(_PROGRAM)], log, read_models)


def main() -> None:
    """Do the task that standard input tells. Ends the process with its status."""
    sys.exit(
        attend(sys.stdin.buffer, sys.stdout.buffer, lambda url: closing(open_log(url)), MODELS)
    )
