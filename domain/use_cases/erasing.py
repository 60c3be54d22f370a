"""Writing down that texts were erased, before their secrets are destroyed."""

from collections.abc import Sequence
from typing import Literal

import msgspec

from domain.codes import Subject
from domain.erasure import ContentErased, history_of
from domain.messages import ContentRef
from domain.use_cases.carrying_out import Asking, Histories, Outcome, Platform, carry_out


def record_erasure(
    platform: Platform,
    asking: Asking,
    refs: Sequence[tuple[ContentRef, Subject | None]],
    ground: Literal["request", "legal", "retention"],
) -> Outcome:
    """Note each text as erased, once. The caller destroys keys and salts afterwards.

    This order lets a job that was interrupted between the two go on.
    """

    def decide(histories: Histories) -> bytes:
        histories.fetch(*(history_of(ref) for ref, _ in refs))
        for ref, subject in refs:
            if not histories.events(history_of(ref)):
                event = ContentErased(ref=ref, subject=subject, ground=ground)
                histories.add(history_of(ref), [event])
        return msgspec.json.encode(len(refs))

    return carry_out(platform, asking, decide)
