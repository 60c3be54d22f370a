"""The command `gemeinsam`, wherever the program is installed.

An installed wheel carries the folders below `gemeinsam/_app`, out of the way of
other packages; a working tree has them on the path already (docs/decisions/0002).
"""

import importlib
import sys
from pathlib import Path


def main() -> None:
    """Run the command line. Ends the process with its exit status."""
    installed = Path(__file__).parent / "_app"
    if installed.is_dir():
        sys.path.insert(0, str(installed))
    importlib.import_module("api.cli").main()
