"""What the words of a source mean here; words that are not listed stay as they are."""

from collections.abc import Mapping
from typing import Final

from domain.decisions import ADOPTING, ConsultationRole, CouncilVote, Result
from domain.organisation import BodyKind

RESULTS: Final[Mapping[str, Result]] = {
    "angenommen": "unchanged",
    "beschlossen": "unchanged",
    "einstimmig angenommen": "unchanged",
    "einstimmig beschlossen": "unchanged",
    "einstimmig zugestimmt": "unchanged",
    "mehrheitlich angenommen": "unchanged",
    "mehrheitlich beschlossen": "unchanged",
    "mehrheitlich zugestimmt": "unchanged",
    "zugestimmt": "unchanged",
    "zustimmung": "unchanged",
    "beschlossen mit geändertem beschlusstext": "changed",
    "geändert beschlossen": "changed",
    "mehrheitlich zugestimmt zu geändertem beschlusstext": "changed",
    "zugestimmt zu geändertem beschlusstext": "changed",
    "abgelehnt": "rejected",
    "einstimmig abgelehnt": "rejected",
    "mehrheitlich abgelehnt": "rejected",
    "vertagt": "deferred",
    "zurückgestellt": "deferred",
    "zurückverwiesen": "referred",
    "kenntnisnahme": "acknowledged",
    "stellungnahme zur kenntnis genommen": "acknowledged",
    "zur kenntnis genommen": "acknowledged",
}

_AGREEING: Final = frozenset({"einverstanden", "mit stellungnahme einverstanden"})
"""Words that go with a majority, and are still no decision of ours."""

ROLES: Final[Mapping[str, ConsultationRole]] = {
    "anhörung": "hearing",
    "beratung": "preliminary",
    "vorberatung": "preliminary",
    "beschluss": "decision",
    "beschlussfassung": "decision",
    "entscheidung": "decision",
    "kenntnisnahme": "acknowledgement",
}

_COUNCILS: Final = (
    *("kreistag", "gemeinderat", "stadtrat", "verbandsgemeinderat", "ortsgemeinderat"),
    *("ortschaftsrat", "ortsbeirat"),
)


def result_of(wording: str) -> Result | None:
    """Return what a result of a source is called here; None if it is none of ours."""
    return RESULTS.get(wording.casefold())


def role_of(wording: str) -> ConsultationRole | None:
    """Return what a role of a source is called here; None if it is none of ours."""
    return ROLES.get(wording.casefold())


def kind_of(name: str) -> BodyKind:
    """Return what kind of body has such a name; a committee if it does not tell."""
    folded = name.casefold()
    if folded.startswith(_COUNCILS):
        return "council"
    return "advisory" if "beirat" in folded else "committee"


def disagree(wording: str, vote: CouncilVote) -> bool:
    """Tell whether minutes count something else than the agenda item says.

    They do if a majority stands beside a rejection, or a tie or minority beside an
    adoption, and also if the item says nothing of a vote at all.
    """
    if not wording:
        return False
    result = result_of(wording)
    agreed = result in ADOPTING or wording.casefold() in _AGREEING
    if not agreed and result != "rejected":
        return True
    return vote.carried != agreed
