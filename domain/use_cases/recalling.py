"""Votes decided on what was read a moment ago, so that they read nothing (ruling 20).

A decision on memory may rest on something that has changed since. So it only ever leads
to an append, whose guards compare every history with the stored one: what is out of date
is refused there, and the wish is decided again on what is read. A refusal, or a wish that
changes nothing, is never given from memory.
"""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future

from domain.messages import Appended, Event, Refusal, StreamId
from domain.people import UnknownPerson
from domain.ports import NotAtHand
from domain.use_cases.carrying_out import (
    Asking,
    Deciding,
    Outcome,
    Platform,
    append_of,
    carry_out,
    command_key,
)
from domain.use_cases.histories import Histories
from domain.use_cases.history import History

MOST = 8_000  # histories that are remembered; a few kilobytes each at most


class Recollection:
    """Histories as they were read last. Safe in threads.

    Fulfils `HistoryReader` without ever waiting.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._histories: OrderedDict[StreamId, History] = OrderedDict()
        self._lock = threading.Lock()

    def read_many(self, streams: Collection[StreamId]) -> Mapping[StreamId, Sequence[Event]]:
        """Return the histories.

        Raises:
            NotAtHand: some of them are not remembered.
        """
        with self._lock:
            missing = [stream for stream in streams if stream not in self._histories]
            if missing:
                raise NotAtHand(streams=missing)
            for stream in streams:
                self._histories.move_to_end(stream)
            return {stream: self._histories[stream] for stream in streams}

    def keep(self, histories: Mapping[StreamId, Sequence[Event]]) -> None:
        """Remember these from now on, in place of what was remembered of them.

        The states they lead to are remembered with them, as soon as they are asked for.
        """
        with self._lock:
            for stream, events in histories.items():
                self._histories[stream] = History.of(events)
                self._histories.move_to_end(stream)
            while len(self._histories) > self._most:
                self._histories.popitem(last=False)


class Voting:
    """Carries votes out: from memory where possible, else as any other wish. Safe in threads."""

    def __init__(self, platform: Platform, recollection: Recollection | None = None) -> None:
        self._platform = platform
        self._recollection = recollection or Recollection()

    def begin(self, asking: Asking, decide: Deciding) -> "Future[Appended] | NotAtHand | None":
        """Decide on memory alone and queue the vote; waits for nothing.

        The future ends as `EventLog.append` does; after ConcurrentChange the vote has
        to be carried out by `carry_out`, and so it has if None is returned. What was not
        at hand can be brought by `fetch`; then this may be tried again.
        """
        histories = Histories(self._recollection, presuming=True)
        try:
            with self._platform.vault.at_hand():
                key = command_key(self._platform, asking)
                result = decide(histories)
        except NotAtHand as missing:
            return missing if missing.can_be_fetched else None
        except (Refusal, UnknownPerson):
            return None
        if not histories.writes():
            return None
        return self._platform.log.submit(append_of(asking, key, histories, result))

    def fetch(self, missing: Collection[NotAtHand]) -> None:
        """Remember what several votes lack, in a few statements for all of them.

        Raises:
            LogUnavailable, VaultUnavailable: it cannot be had now.
        """
        streams = {stream for each in missing for stream in each.streams}
        if streams:
            self._recollection.keep(self._platform.log.read_many(streams))
        persons = {person for each in missing for person in each.persons}
        voters = {voter for each in missing for voter in each.voters}
        subjects = {subject for each in missing for subject in each.subjects}
        if persons or voters or subjects:
            self._platform.vault.fetch(persons, voters, subjects)

    def carry_out(self, asking: Asking, decide: Deciding) -> Outcome:
        """Read, decide and store; remember what was read for the next vote.

        Raises what `carrying_out.carry_out` raises.
        """

        def remembering(histories: Histories) -> bytes:
            result = decide(histories)
            self._recollection.keep(histories.looked_at())
            return result

        return carry_out(self._platform, asking, remembering)
