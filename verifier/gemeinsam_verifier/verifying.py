"""The verification of one log: steps 1 to 7, in this order."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from cryptography.x509 import Certificate

from gemeinsam_verifier import signatures
from gemeinsam_verifier.checkpoints import Checkpoint, read_checkpoint, read_number
from gemeinsam_verifier.checks import Bad, Checklist
from gemeinsam_verifier.entries import split_bundle
from gemeinsam_verifier.notes import NoteError
from gemeinsam_verifier.policy import Policy
from gemeinsam_verifier.receipts import FIRST_LINE, read_receipt
from gemeinsam_verifier.replay import Replay
from gemeinsam_verifier.report import ProcessTally, Report, Row
from gemeinsam_verifier.results import councils
from gemeinsam_verifier.source import Source, read_tile, tile_name, widths
from gemeinsam_verifier.texts import Texts
from gemeinsam_verifier.timestamps import TimestampWrong, check_timestamp
from gemeinsam_verifier.tree import HASH, WIDTH, Tree, leaf_hash

Progress = Callable[[int, int], None]
"""Told how many entries of how many are read."""


class Unusable(Exception):
    """What the person who checks has brought along cannot be used; the log is not to blame."""


@dataclass(frozen=True)
class Wishes:
    """What is to be checked, and how.

    `older` are kept checkpoints or receipts, by name. `policy` may only be missing in a
    trial. `tsa` are certificates of services whose timestamps are believed; without any,
    timestamps are not looked at. `off` leaves checks out, which only tests do.
    """

    policy: Policy | None
    older: Sequence[tuple[str, bytes]] = ()
    texts: bool = True
    trial: bool = False
    off: Collection[str] = ()
    tsa: Sequence[Certificate] = ()


def verify(source: Source, wishes: Wishes, progress: Progress = lambda _done, _all: None) -> Report:
    """Check a log.

    A text that is missing may have been taken down while we read. So the newest
    checkpoint is then read once more, and the log checked up to there.

    Raises:
        Unreachable: files cannot be read now.
        Unusable: a kept checkpoint is none of this log.
    """
    first = _Verification(source, wishes, progress)
    report = first.run()
    missing = [bad.name for bad in report.complaints] == ["text-missing"]
    if missing and source.read("checkpoint") != first.content:
        kept = [*wishes.older, ("checkpoint", first.content)]
        return _Verification(source, replace(wishes, older=kept), progress).run()
    return report


@dataclass
class _Verification:
    """One run through a log."""

    source: Source
    wishes: Wishes
    progress: Progress
    report: Report = field(default_factory=Report)
    content: bytes = b""
    tree: Tree = field(default_factory=Tree)

    def __post_init__(self) -> None:
        self.checklist = Checklist(self.wishes.off)
        self.replay = Replay(self.wishes.off)
        self.report.trial = self.wishes.trial
        self.changed: int | None = None

    def run(self) -> Report:
        """Take the steps; those behind a wall that has fallen are not taken."""
        try:
            checkpoint = self._signed()
        except Bad as bad:
            self.report.complain(bad)
            return self.report
        if checkpoint is None:
            return self.report
        self.report.passed(1)
        older = [self._kept(name, content) for name, content in self.wishes.older]
        whole = self._attempt(lambda: self._read(checkpoint))
        if not whole:
            return self.report
        if self._attempt(lambda: self._root(checkpoint), self._tiles):
            self.report.passed(2)
        if self._attempt(*(lambda kept=kept: self._prefix(*kept) for kept in older)):
            self._attempt(self._published, self._sealed, self._stamped)
        self.report.passed(3)
        self._finish()
        return self.report

    def _attempt(self, *checks: Callable[[], None]) -> bool:
        """Run checks until one fails; tell whether none has."""
        try:
            for check in checks:
                check()
        except Bad as bad:
            self.report.complain(bad)
            return False
        return True

    def _signed(self) -> Checkpoint | None:
        """Step 1: signatures and quorum."""
        content = self.source.read("checkpoint")
        if content is None:
            self.checklist.fail("file-missing", name="checkpoint")
            return None
        self.content = content
        checkpoint = signatures.readable(content, self.checklist)
        policy = self.wishes.policy
        if checkpoint is None:
            return None
        report = self.report
        report.origin, report.size, report.root = (
            checkpoint.origin,
            checkpoint.size,
            checkpoint.root,
        )
        if policy is not None:
            log = signatures.check_log(checkpoint, policy, self.checklist)
            witnesses = signatures.check_witnesses(checkpoint, policy, self.checklist)
            report.signers = [*log, *witnesses]
            if not self.wishes.trial:
                signatures.check_quorum(witnesses, policy, self.checklist)
        return checkpoint

    def _read(self, checkpoint: Checkpoint) -> None:
        """Step 2, and on the way steps 4 to 6: every entry, bundle by bundle."""
        reading = True
        for number, entries, tile in self._bundles(checkpoint.size):
            for place, entry in enumerate(entries):
                leaf = leaf_hash(entry)
                self.tree.append(leaf)
                if leaf != tile[place * HASH : (place + 1) * HASH] and self.changed is None:
                    self.changed = number * WIDTH + place
                if reading:
                    reading = self._judge(entry)
            self.progress(self.tree.size, checkpoint.size)

    def _bundles(self, size: int) -> Iterator[tuple[int, list[bytes], bytes]]:
        def both(place: tuple[int, int]) -> tuple[int, int, bytes | None, bytes | None]:
            bundle = read_tile(self.source, "entries", *place)
            return *place, bundle, read_tile(self.source, "0", *place)

        # Not listed beforehand: a forged size may be larger than any memory.
        for number, width, bundle, tile in self.source.each(both, widths(size)):
            name = f"tile/entries/{tile_name(number)}"
            if bundle is None or tile is None:
                self.checklist.index = number * WIDTH
                missing = name if bundle is None else f"tile/0/{tile_name(number)}"
                self.checklist.fail("file-missing", name=missing)
            entries = split_bundle(bundle or b"", width)
            if entries is None:
                self.checklist.index = number * WIDTH
                self.checklist.fail("bundle-broken", name=name, width=width)
            yield number, entries or [], tile or b""

    def _judge(self, entry: bytes) -> bool:
        """Replay one entry; tell whether it makes sense to go on."""
        return self._attempt(lambda: self.replay.read(entry))

    def _root(self, checkpoint: Checkpoint) -> None:
        """Step 2: the root, and if it is wrong, the entry to blame."""
        if self.tree.size == checkpoint.size and self.tree.root() == checkpoint.root:
            return
        if self.changed is not None:
            self.checklist.index = self.changed
            self.checklist.fail("entry-changed")
            self.checklist.index = None
        self.checklist.fail("root-wrong", size=self.tree.size)

    def _tiles(self) -> None:
        """Step 2: the published hashes, from which others make their proofs."""
        if self.changed is not None:
            name = f"tile/0/{tile_name(self.changed // WIDTH)}"
            self.checklist.fail("tile-wrong", name=name)
        for level, hashes in enumerate(self.tree.levels[1:], 1):
            for number, width in widths(len(hashes) // HASH):
                content = read_tile(self.source, str(level), number, width) or b""
                right = content[: width * HASH] == self.tree.tile(level, number, width)
                name = f"tile/{level}/{tile_name(number)}"
                self.checklist.require(right, "tile-wrong", name=name)

    def _kept(self, name: str, content: bytes) -> tuple[str, Checkpoint]:
        """Read a checkpoint, or a receipt, that somebody has kept."""
        try:
            if content.startswith(FIRST_LINE.encode()):
                kept = read_receipt(content).checkpoint
            else:
                kept = read_checkpoint(content)
            if kept.origin != self.report.origin:
                raise Unusable(f"{name}: {kept.origin} ≠ {self.report.origin}")
            if self.wishes.policy is not None:
                signatures.check_log(kept, self.wishes.policy, Checklist())
        except (NoteError, Bad) as error:
            raise Unusable(f"{name}: {error}") from None
        return name, kept

    def _prefix(self, name: str, kept: Checkpoint) -> None:
        """Step 3: what was signed once is still the beginning of the log."""
        old = kept.size
        facts = {"old": old, "size": self.tree.size, "name": name}
        if old > self.tree.size:
            self.checklist.fail("shrunk", **facts)
            return
        self.checklist.require(self.tree.root(old) == kept.root, "not-a-prefix", **facts)
        self.report.older.append((name, old))

    def _published(self) -> None:
        """Step 3: so are the checkpoints that the log itself publishes."""
        for name, content in self._listed():
            try:
                self._published_one(name, content)
            except NoteError as error:
                self._wrong(name, str(error))
            self.report.published += 1

    def _listed(self, ending: str = "") -> Iterator[tuple[str, bytes | None]]:
        """Read the published checkpoints, or what stands beside them under the same name."""
        listing = self.source.read("checkpoints/sizes") or b""
        names = listing.decode("ascii", "replace").split()

        def read(name: str) -> bytes | None:
            # The listing is a stranger's: a name in it must not lead anywhere else.
            return self.source.read(f"checkpoints/{name}{ending}") if name.isdigit() else None

        return zip(names, self.source.each(read, names), strict=True)

    def _stamped(self) -> None:
        """Step 3: timestamps are of these checkpoints, by a service that is trusted."""
        if not self.wishes.tsa:
            return
        self.report.stamps = []
        for name, reply in self._listed(".tsr"):
            if reply is not None:
                self._stamped_one(name, reply)

    def _stamped_one(self, name: str, reply: bytes) -> None:
        try:
            # Read anew, and so judged anew: a server may answer differently the second time.
            checkpoint = self._published_one(name, self.source.read(f"checkpoints/{name}"))
            if checkpoint is None:
                return
            stamp = check_timestamp(reply, checkpoint.note.text, self.wishes.tsa)
        except NoteError as error:
            self._wrong(name, str(error))
        except TimestampWrong as wrong:
            self.checklist.fail("timestamp-wrong", name=name, why=str(wrong))
        else:
            self.report.stamps = [*(self.report.stamps or ()), replace(stamp, size=checkpoint.size)]

    def _published_one(self, name: str, content: bytes | None) -> Checkpoint | None:
        """Return the checkpoint if it agrees with the entries; None if it covers more of them.

        Raises:
            NoteError: it does not agree.
            Bad: a signature is wrong.
        """
        size = read_number(name)
        if size > self.tree.size:
            return None  # published since we began to read
        if content is None:
            raise NoteError("?")
        checkpoint = read_checkpoint(content)
        if (checkpoint.origin, checkpoint.size) != (self.report.origin, size):
            raise NoteError(f"{checkpoint.origin} {checkpoint.size}")
        if self.wishes.policy is not None:
            self._published_signatures(name, checkpoint)
        if checkpoint.root != self.tree.root(size):
            raise NoteError(f"{checkpoint.root.hex()} ≠ {self.tree.root(size).hex()}")
        return checkpoint

    def _published_signatures(self, name: str, checkpoint: Checkpoint) -> None:
        policy = self.wishes.policy
        if policy is None:
            return
        signed = [key for key in policy.logs if checkpoint.note.of(key)]
        if signed:  # otherwise by a key from before a rotation, which the policy has dropped
            try:
                signatures.check_log(checkpoint, policy, Checklist())
                signatures.check_witnesses(checkpoint, policy, Checklist())
            except Bad as bad:
                self._wrong(name, bad.words("en"))

    def _wrong(self, name: str, why: str) -> None:
        self.checklist.fail("published-checkpoint-wrong", name=name, why=why)

    def _sealed(self) -> None:
        """Step 3: so are those that entries name."""
        for index, size, root in self.replay.state.sealed:
            self.checklist.index, self.checklist.kind = index, "public-log.checkpoint-sealed"
            right = size <= index and self.tree.root(size) == root
            self.checklist.require(right, "sealed-root-wrong", old=size)
        self.checklist.index = self.checklist.kind = None

    def _finish(self) -> None:
        """Steps 4 to 7, as far as the entries could be read."""
        replay, report = self.replay, self.report
        state = replay.state
        if state.index == self.tree.size and self._attempt(replay.finish):
            report.passed(4, 5, 6)
            titles: dict[str, str] = {}
            if self.wishes.texts:
                texts = Texts(state, self.checklist)
                if self._attempt(lambda: texts.check(self.source)):
                    report.passed(7)
                report.texts, titles = texts.opened, texts.titles
            report.awaited = len(replay.tallies.awaited())
            report.effects_awaited = replay.effects.awaited
            report.tallies = list(_tallies(replay, titles))
            report.councils = list(councils(replay.state, titles))
        elif any(bad.step > 4 for bad in report.complaints):  # noqa: PLR2004 - the number of a step
            report.passed(4)
        report.erased, report.registrations = len(state.erased), state.registrations
        # Entries are replayed while they are read; the reader wants the order of the steps.
        report.complaints.sort(key=lambda bad: bad.step)


def _tallies(replay: Replay, titles: dict[str, str]) -> Iterator[ProcessTally]:
    closings = replay.tallies.closings.values()
    awaited = replay.tallies.awaited()
    for process in replay.state.processes.values():
        counts = replay.tallies.count(process.id)
        rows = tuple(Row(each, titles.get(each), counts[each]) for each in sorted(counts))
        closed = sum(closing.process == process.id for closing in closings)
        open_claims = sum(closing.process == process.id for closing in awaited)
        yield ProcessTally(process.id, process.slug, process.question, rows, closed, open_claims)
