"""The numbers of a process, each of which its page explains in a sentence."""

import msgspec

from api.pages.views import Figures
from domain.people import ProcessId
from projections import feed
from projections.model import Snapshot
from projections.processes import ProcessRow

NOT_ONLINE = ("paper", "phone", "event", "kiosk")
_WAITING = ("submitted", "in_review")


def figures(snapshot: Snapshot, process: ProcessRow) -> Figures:
    """Return the figures of one process."""
    process_id: ProcessId = process.process_id
    sums = feed.sums(snapshot, process_id)
    channels = feed.numbers_by(snapshot, process_id, "channel")
    states = feed.numbers_by(snapshot, process_id, "state", everything=True)
    opinions = sums.agree + sums.disagree + sums.passes
    return Figures(
        ideas=sums.proposals,
        comments=sums.comments,
        answers=sums.supports if process.question == "support" else opinions,
        question=process.question,
        on_paper=sum(channels.get(channel, 0) for channel in NOT_ONLINE),
        in_review=sum(states.get(state, 0) for state in _WAITING),
    )


def together(each: list[Figures]) -> Figures:
    """Return the sums over several processes; answers of those that ask like the first."""
    if not each:
        return Figures(ideas=0, comments=0, answers=0)
    question = each[0].question
    return msgspec.structs.replace(
        each[0],
        ideas=sum(one.ideas for one in each),
        comments=sum(one.comments for one in each),
        answers=sum(one.answers for one in each if one.question == question),
        on_paper=sum(one.on_paper for one in each),
        in_review=sum(one.in_review for one in each),
    )
