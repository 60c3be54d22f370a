"""Supporting an idea, or saying agree, disagree or pass to it."""

from uuid import UUID

import msgspec
from litestar import post
from litestar.params import FromPath, URLEncodedBody

from api.errors import Malformed
from api.pages.framing import Answer, Framing
from api.problems import WrongField
from api.provided import Booth, Visible
from domain.codes import Choice, ProposalId
from domain.use_cases.supporting import opining, supporting, withdrawing_support

_CHOICES: dict[str, Choice | None] = {
    "agree": "agree",
    "disagree": "disagree",
    "pass": "pass",
    "withdraw": None,
}


class SupportForm(msgspec.Struct):
    action: str = ""


class OpinionForm(msgspec.Struct):
    choice: str = ""


@post("/ideas/{idea_id:uuid}/support")
async def support(
    idea_id: FromPath[UUID],
    data: URLEncodedBody[SupportForm],
    frame: Framing,
    booth: Booth,
    visible: Visible,
) -> Answer:
    """Give or withdraw support, then lead back to the idea.

    Raises:
        Refusal: own idea, phase over, a role that does not vote, and so on.
        Malformed: neither `give` nor `withdraw`.
    """
    if data.action not in {"give", "withdraw"}:
        raise Malformed(WrongField("action", "give or withdraw"))
    giving = data.action == "give"
    vote = (supporting if giving else withdrawing_support)(
        booth.platform, booth.asking, ProposalId(idea_id)
    )
    outcome = await booth.take(vote)
    done = "supported" if giving else "support_withdrawn"
    shown = await visible.until(outcome.position)
    # The button itself shows the new state; without it the notice has to say so.
    return frame.lead_to(
        f"/ideas/{idea_id}", done if shown else "lagging", anchor="" if frame.fragment else "engage"
    )


@post("/ideas/{idea_id:uuid}/opinion")
async def opinion(
    idea_id: FromPath[UUID],
    data: URLEncodedBody[OpinionForm],
    frame: Framing,
    booth: Booth,
    visible: Visible,
) -> Answer:
    """Give, change or take back an opinion, then lead back to the idea.

    Raises:
        Refusal: own idea, phase over, a role that does not vote, and so on.
        Malformed: none of the four choices.
    """
    if data.choice not in _CHOICES:
        raise Malformed(WrongField("choice", ", ".join(_CHOICES)))
    choice = _CHOICES[data.choice]
    vote = opining(booth.platform, booth.asking, ProposalId(idea_id), choice)
    outcome = await booth.take(vote)
    done = "opinion_given" if choice else "opinion_withdrawn"
    shown = await visible.until(outcome.position)
    return frame.lead_to(
        f"/ideas/{idea_id}", done if shown else "lagging", anchor="" if frame.fragment else "engage"
    )
