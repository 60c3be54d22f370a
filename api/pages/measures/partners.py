"""Municipalities that decide for themselves on a shared measure (R47, J11)."""

from collections.abc import Iterator

from api.pages.measures.reading import Reading
from api.pages.parts.words import Words
from api.pages.views.partners import PartnerState, PartnerView
from domain.codes import TerritoryKey
from domain.measures import Effect
from projections.measures import Decided
from projections.organisation import BodyRow

_STATES: dict[Effect | None, PartnerState] = {
    "adopted": "takes_part",
    "adopted_with_changes": "takes_part",
    "rejected": "not_part",
    "deferred": "waiting",
    "referred_back": "open",
    None: "waiting",
}


def partner_bodies(reading: Reading) -> list[BodyRow]:
    """Return the bodies that decide for one municipality, not for the whole area."""
    whole = reading.around.process.territory
    return [row for row in reading.bodies if row.territory not in {None, whole}]


def partners(reading: Reading, words: Words) -> Iterator[PartnerView]:
    """Yield the municipalities of a measure that have a council of their own, by name.

    What a municipality decided last holds for it; a decision that was repealed does not.
    """
    bodies = {row.territory: row for row in partner_bodies(reading)}
    decided = [each for each in reading.story.decisions.values() if each.territory]
    named = (key for key in reading.story.profile.territories if key in bodies)
    keys = dict.fromkeys([*named, *(each.territory for each in decided)])
    for key in sorted(filter(None, keys), key=lambda key: reading.place(key, words) or key):
        body = bodies.get(key)
        yield _partner(
            reading, key, body, [each for each in decided if each.territory == key], words
        )


def _partner(
    reading: Reading,
    key: TerritoryKey,
    body: BodyRow | None,
    decided: list[Decided],
    words: Words,
) -> PartnerView:
    standing = [each for each in decided if each.revoked is None]
    last = standing[-1] if standing else None
    name = reading.body(last.body_id, words) if last else None
    return PartnerView(
        key=key,
        name=reading.place(key, words) or key,
        state=_STATES[last.outcome] if last else "open",
        body=name or (words.get(body.name) if body else None),
        decision=str(last.decision_id) if last and last.decision_id in reading.published else None,
        at=last.at if last else None,
        version=last.version if last else None,
        conditions=words.get(last.conditions) if last else None,
    )
