"""What says that an installation was restored, and keeps it shut until it may open."""

from api.settings import Settings

UNREPLAYED = "erasures-not-replayed"
"""A file in DATA: the vault was restored and knows people again who were erased since."""


class ErasuresNotReplayed(SystemExit):
    """Restored, erasures not replayed: the process ends, nothing is served until it is done."""

    def __init__(self) -> None:
        super().__init__("restored, erasures not replayed: run `gemeinsam replay-erasures`")


def refuse_unreplayed(settings: Settings) -> None:
    """Let nobody serve or work on a restored vault that knows erased people again.

    Raises:
        ErasuresNotReplayed: see there.
    """
    if (settings.data / UNREPLAYED).exists():
        raise ErasuresNotReplayed
