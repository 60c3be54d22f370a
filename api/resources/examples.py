"""One example of every body the API takes, for its description; a test sends each of them."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from api.resources.schemas import (
    NewAppeal,
    NewComment,
    NewDecision,
    NewOpinion,
    NewProposal,
    NewReport,
    Point,
    SubjectRef,
)

_PROPOSAL = UUID("0188d3a0-5c1e-7b64-9f0a-4a1d1c7e2b10")

EXAMPLES: Mapping[str, msgspec.Struct] = {
    "NewProposal": NewProposal(
        title="Rufbus am Abend",
        body="Nach 19 Uhr fährt hier kein Bus mehr. Ein Rufbus bis 23 Uhr würde reichen.",
        location=Point("Point", (7.9459, 50.4431)),
    ),
    "NewOpinion": NewOpinion(choice="agree"),
    "NewComment": NewComment(body="Das bräuchten wir auch in den Dörfern.", stance="pro"),
    "NewReport": NewReport(
        subject=SubjectRef("proposal", _PROPOSAL),
        rule="HR04",
        text="Im zweiten Absatz stehen Name und Anschrift der Nachbarin.",
    ),
    "NewDecision": NewDecision(
        outcome="hide",
        rules=("HR04",),
        explanation="Der Text nennt Namen und Anschrift einer unbeteiligten Person.",
    ),
    "NewAppeal": NewAppeal(text="Die Anschrift ist die meines eigenen Geschäfts."),
}
"""By the name of the type."""
