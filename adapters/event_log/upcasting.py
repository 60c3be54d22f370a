"""How events of former versions are read today.

An entry names the old topic, the topic its events are read as, and a pure
function from the old payload to the new one. Entries are never removed: the log
keeps every version for ever (docs/rules/event_log.md, rule L6).
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

Payload = dict[str, Any]
"""A stored event after JSON decoding, by field name."""


class Upcaster(msgspec.Struct, frozen=True):
    """Reads events of one topic as events of a newer one."""

    topic: str
    change: Callable[[Payload], Payload]


UPCASTERS: Mapping[str, Upcaster] = {}
"""Old topic to how it is read. Empty until the first event changes its meaning."""
