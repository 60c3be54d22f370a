"""Attacks on signatures, hashes, history and texts."""

import base64
from dataclasses import replace
from typing import Any, cast

from tests.verifier.attacks import attack
from tests.verifier.laboratory import Laboratory
from tests.verifier.log_files import (
    LOG,
    WITNESSES,
    Entry,
    LogFiles,
    Text,
    canonical,
    checkpoint,
    signer,
)
from tests.verifier.stamping import TimestampService
from tests.verifier.story import BENCH, WELL, Story, honest_story, number


def published(laboratory: Laboratory) -> Story:
    """Publish the honest log and return it."""
    story = honest_story()
    laboratory.publish(story)
    return story


def first_vote(story: Story) -> Entry:
    """Return the first vote of a log."""
    return story.entries[story.find("vote")]


def replace_entries(laboratory: Laboratory, entries: list[Entry]) -> None:
    """Exchange the entries in their file, and nothing else."""
    parts = [canonical(entry) for entry in entries]
    content = b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    laboratory.change(laboratory.only("tile/entries/000.p/*"), lambda _: content)


@attack("timestamp-wrong")
def timestamp_of_another_day(laboratory: Laboratory) -> None:
    files = published(laboratory).files()
    service = TimestampService(laboratory.folder / "tsa")
    reply = service.reply(files.checkpoint(50).partition("\n\n")[0] + "\n")
    (laboratory.folder / f"checkpoints/{len(files.entries)}.tsr").write_bytes(reply)
    laboratory.tsa = service.authority


@attack("checkpoint-unreadable")
def checkpoint_that_is_none(laboratory: Laboratory) -> None:
    published(laboratory)
    laboratory.change("checkpoint", lambda _: b"we are fine, believe us\n")


@attack("other-log", "log-signature-missing")
def checkpoint_of_another_log(laboratory: Laboratory) -> None:
    other = signer("somewhere.example/log", 1)
    files = published(laboratory).files()
    text = checkpoint(len(files.entries), b"\0" * 32, (other, *WITNESSES), other.name)
    laboratory.change("checkpoint", lambda _: text.encode())


@attack("log-signature-missing")
def checkpoint_signed_by_witnesses_only(laboratory: Laboratory) -> None:
    laboratory.publish(honest_story().files(signers=WITNESSES))


@attack("log-signature-wrong", "log-signature-missing")
def size_edited(laboratory: Laboratory) -> None:
    size = str(len(published(laboratory).entries)).encode()
    laboratory.change("checkpoint", lambda old: old.replace(size, b"108", 1))


@attack("witness-signature-wrong", "below-quorum")
def forged_witness(laboratory: Laboratory) -> None:
    honest = WITNESSES[0]
    body = published(laboratory).files(signers=(LOG,)).checkpoint()
    text = body.partition("\n\n")[0] + "\n"
    forged = replace(honest, seed=b"\7" * 32).line(text)
    content = base64.b64decode(forged.split(" ")[2])
    line = f"— {honest.name} {base64.b64encode(honest.key_id + content[4:]).decode()}\n"
    signed = body + line + WITNESSES[1].line(text)
    laboratory.change("checkpoint", lambda _: signed.encode())


@attack("below-quorum")
def checkpoint_below_quorum(laboratory: Laboratory) -> None:
    laboratory.publish(honest_story().files(signers=(LOG, WITNESSES[1])))


@attack("file-missing", "bundle-broken")
def entries_withheld(laboratory: Laboratory) -> None:
    published(laboratory)
    (laboratory.folder / laboratory.only("tile/entries/000.p/*")).unlink()


@attack("bundle-broken", "root-wrong")
def entries_cut_off(laboratory: Laboratory) -> None:
    published(laboratory)
    laboratory.change(laboratory.only("tile/entries/000.p/*"), lambda old: old[:-1])


@attack("entry-changed", "root-wrong")
def vote_flipped(laboratory: Laboratory) -> None:
    story = published(laboratory)
    first_vote(story)["x"] = "none"
    replace_entries(laboratory, story.entries)


@attack("entry-changed", "root-wrong")
def entries_swapped(laboratory: Laboratory) -> None:
    story = published(laboratory)
    some = story.entries
    some[12], some[14] = some[14], some[12]
    replace_entries(laboratory, some)


@attack("entry-changed", "root-wrong")
def entry_copied(laboratory: Laboratory) -> None:
    story = published(laboratory)
    at = story.find("vote")
    story.entries[at + 1] = dict(story.entries[at])
    replace_entries(laboratory, story.entries)


@attack("root-wrong")
def everything_rewritten_but_the_signature(laboratory: Laboratory) -> None:
    story = unsealed()
    signed = story.files().checkpoint().encode()
    story.entries[story.find("participant.registered")]["level"] = "eid"
    laboratory.publish(story)
    laboratory.change("checkpoint", lambda _: signed)


@attack("tile-wrong")
def hashes_for_others_changed(laboratory: Laboratory) -> None:
    published(laboratory)
    laboratory.change(laboratory.only("tile/0/000.p/*"), lambda old: bytes(32) + old[32:])


@attack("shrunk")
def end_cut_off(laboratory: Laboratory) -> None:
    laboratory.keep()
    story = honest_story()
    story.entries.pop()
    laboratory.publish(story)


def unsealed() -> Story:
    """Return the honest log without its last entry, which names the root of an earlier size."""
    story = honest_story()
    story.entries.pop()
    return story


def move_a_vote(story: Story) -> None:
    """Let somebody have supported the well instead of the bench."""
    start = story.find("public-log.votes-released")
    batch = story.entries[start + 1 : start + 13]
    moved = next(n for n, vote in enumerate(batch) if vote["n"] == number(f"citizen 5/{BENCH}"))
    batch[moved] |= {"q": WELL, "tv": 1}
    story.entries[start + 1 : start + 13] = sorted(batch, key=canonical)


@attack("not-a-prefix")
def perfect_rewrite(laboratory: Laboratory) -> None:
    laboratory.keep(unsealed())
    story = unsealed()
    move_a_vote(story)
    for entry in story.entries:
        if entry["t"] == "phase.tally-claimed":
            for row in cast("list[list[Any]]", entry["tally"]):
                row[1] += (row[0] == WELL) - (row[0] == BENCH)
    laboratory.publish(story)


@attack("not-a-prefix", "tally-wrong")
def old_vote_rewritten_and_root_signed_again(laboratory: Laboratory) -> None:
    laboratory.keep(unsealed())
    story = unsealed()
    move_a_vote(story)
    laboratory.publish(story)


@attack("published-checkpoint-wrong")
def two_histories_published(laboratory: Laboratory) -> None:
    story = honest_story()
    laboratory.publish(story.files(sizes=(50,)))
    other = checkpoint(50, b"\1" * 32, (LOG,)).encode()
    laboratory.change("checkpoints/50", lambda _: other)


@attack("published-checkpoint-wrong")
def listing_that_leads_elsewhere(laboratory: Laboratory) -> None:
    published(laboratory)
    laboratory.change("checkpoints/sizes", lambda old: b"../checkpoint\n" + old)


@attack("file-missing", "bundle-broken")
def size_beyond_any_memory(laboratory: Laboratory) -> None:
    published(laboratory)
    signed = checkpoint(10**18, b"\1" * 32, (LOG, *WITNESSES)).encode()
    laboratory.change("checkpoint", lambda _: signed)


@attack("sealed-root-wrong")
def another_root_sealed(laboratory: Laboratory) -> None:
    story = honest_story()
    story.entries[-1]["root"] = "00" * 32
    laboratory.publish(story)


@attack("text-changed")
def text_edited(laboratory: Laboratory) -> None:
    published(laboratory)
    old, new = "Drei Bänke".encode(), "Zwei Bänke".encode()
    laboratory.change("texts/000", lambda text: text.replace(old, new))


@attack("text-missing")
def text_vanished(laboratory: Laboratory) -> None:
    story = honest_story()
    story.texts = [text for text in story.texts if "Brunnen" not in text.text]
    laboratory.publish(story)


@attack("text-unreadable", "text-changed")
def text_slipped_in(laboratory: Laboratory) -> None:
    story = honest_story()
    story.texts.append(Text(12, "A" * 43, b"\0" * 32, "Was nie jemand schrieb"))
    laboratory.publish(story)


@attack("not-canonical")
def entry_written_otherwise(laboratory: Laboratory) -> None:
    story = honest_story()
    entries = [canonical(entry) for entry in story.entries]
    entries[-1] = entries[-1].replace(b",", b", ", 1)
    laboratory.publish(LogFiles(entries, story.texts))
