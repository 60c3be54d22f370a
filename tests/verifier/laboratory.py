"""A log on the disk, to be damaged and then verified."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from gemeinsam_verifier.policy import read_policy
from gemeinsam_verifier.report import Report
from gemeinsam_verifier.source import Folder
from gemeinsam_verifier.timestamps import read_certificates
from gemeinsam_verifier.verifying import Wishes, verify
from tests.verifier.log_files import LOG, WITNESSES, LogFiles, policy
from tests.verifier.story import Story, honest_story


@dataclass
class Laboratory:
    """A folder with a log, what somebody has kept of it, and whom they trust."""

    folder: Path
    older: list[tuple[str, bytes]] = field(default_factory=list)
    policy: str = field(default_factory=policy)
    tsa: bytes = b""

    def publish(self, log: Story | LogFiles) -> None:
        """Publish a log, signed by everybody: the operator's work, honest or not."""
        files = log.files() if isinstance(log, Story) else log
        files.write(self.folder)

    def keep(self, story: Story | None = None) -> None:
        """Keep the checkpoint of a log; of the honest one if none is given."""
        files = (story or honest_story()).files()
        self.older.append(("kept", files.checkpoint().encode()))

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def change(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Change one published file."""
        path = self.folder / name
        path.write_bytes(change(path.read_bytes()))

    def only(self, pattern: str) -> str:
        """Return the name of the one file that fits."""
        (path,) = self.folder.glob(pattern)
        return str(path.relative_to(self.folder))

    def verify(self, off: Collection[str] = ()) -> Report:
        """Verify what is published."""
        tsa = read_certificates(self.tsa) if self.tsa else ()
        wishes = Wishes(read_policy(self.policy), self.older, off=off, tsa=tsa)
        return verify(Folder(self.folder), wishes)


def signers(*numbers: int) -> tuple[object, ...]:
    """Return the log's key with those of some witnesses."""
    return (LOG, *(WITNESSES[number - 1] for number in numbers))


def complaints(report: Report) -> list[str]:
    """Return the names of what is wrong."""
    return [bad.name for bad in report.complaints]
