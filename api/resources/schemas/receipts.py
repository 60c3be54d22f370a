"""What programs get of a person's own receipts."""

from typing import Any

import msgspec

from api.receipts import State


class VoteReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt of one vote; everything but `state` is null unless it is `ready`.

    `waiting` votes are not yet in the public log, or in no checkpoint of it. `entry` is
    what was published, at `index` of a log of `size` entries. `proof` is the file
    (C2SP tlog-proof) with which anybody can check that.
    """

    state: State
    index: int | None
    size: int | None
    entry: dict[str, Any] | None
    proof: str | None
