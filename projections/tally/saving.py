"""Sums of the tally that are kept beside the counts of each proposal."""

import operator
from collections.abc import Collection, Sequence

import msgspec

from domain.people import ProcessId
from projections.model import Sheet, Work
from projections.tally.days import NO_ANSWERS
from projections.tally.rows import (
    COUNTS,
    ZEROS,
    DayRow,
    ProcessTallyRow,
    SaidRow,
    TallyRow,
    counted,
)
from projections.tally.running import Running


def load_said(work: Work, proposals: Sequence[TallyRow]) -> Sheet[SaidRow]:
    """Return how many answers each text of these proposals has."""
    texts = [
        (row.proposal_id, text) for row in proposals for text in range(1, row.newest_version + 1)
    ]
    return work.sheet(SaidRow, "tally_said", texts)


def save_said(sheet: Sheet[SaidRow], batch: Collection[Running]) -> None:
    """Add the answers of a batch to those of each text."""
    sheet.add([(running.proposal, text) for running in batch for text in running.said])
    for running in batch:
        for text, difference in running.said.items():
            stored = sheet.get((running.proposal, text))
            answers = difference + (stored.answers if stored else 0)
            sheet.put(SaidRow(running.proposal, text, answers))
    sheet.save()


def save_days(work: Work, batch: Collection[Running]) -> None:
    """Add what a batch changed to the numbers of each day."""
    keys = [(running.proposal, day) for running in batch for day in running.days]
    sheet = work.sheet(DayRow, "tally_days", keys)
    for running in batch:
        for day, numbers in running.days.items():
            stored = sheet.get((running.proposal, day))
            before = msgspec.structs.astuple(stored)[2:] if stored else NO_ANSWERS
            sums = map(operator.add, before, numbers)
            sheet.put(DayRow(running.proposal, day, *sums))
    sheet.save()


def save_processes(work: Work, batch: Collection[Running]) -> None:
    """Move the sums of processes by what a batch changed."""
    sums: dict[ProcessId, list[int]] = {}
    for running in batch:
        total = sums.setdefault(running.process, list(ZEROS))
        for index, count in enumerate(running.counts):
            total[index] += count - running.stored[index]
    sheet = work.sheet(ProcessTallyRow, "process_tally", list(sums))
    for process, total in sums.items():
        stored = sheet.get(process)
        for index, name in enumerate(COUNTS):
            total[index] += getattr(stored, name) if stored else 0
        sheet.put(counted(ProcessTallyRow, total, process))
    sheet.save()
