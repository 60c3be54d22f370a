"""Ideas that are owed an answer, as lists show them."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from api.pages.parts import answers as parts
from api.pages.parts import cards
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import Words
from api.pages.views import Option
from api.pages.views.answers import AnswerNumbers, DueIdea, UnitNumbers
from domain.codes import ProposalId, UnitId
from domain.people import ProcessId
from domain.phases import BERLIN
from projections import answers, feed, organisation
from projections.answers import Numbers, Standing
from projections.feed import FeedRow
from projections.model import Snapshot
from projections.organisation import UnitRow

IDEAS = 100
"""Of one page of a list."""

NOT_ONLINE = frozenset({"paper", "phone"})


class Listing(msgspec.Struct, frozen=True):
    """Everything that is owed an answer in a process.

    `listed` is a `page` of it, its number and that of all pages; `shown` are its rows.
    """

    around: Surroundings
    standings: Sequence[Standing]
    units: dict[UnitId, UnitRow]
    listed: Sequence[Standing] = ()
    shown: Mapping[ProposalId, FeedRow] = {}
    page: tuple[int, int] = (1, 1)

    @property
    def rows(self) -> Iterable[msgspec.Struct]:
        """Everything whose texts are shown."""
        return (*self.around.rows, *self.units.values(), *self.shown.values())

    @property
    def waiting(self) -> list[Standing]:
        """What has no answer yet, what is due first at the front."""
        return [each for each in self.standings if each.row.verdict is None]

    @property
    def overdue(self) -> list[Standing]:
        """What waits though its day is over, the longest first."""
        return [each for each in self.standings if each.overdue]


def read(snapshot: Snapshot, around: Surroundings, *, everything: bool, page: int) -> Listing:
    """Read what is owed; a page of what is overdue, or of `everything` that waits, with texts."""
    process_id = around.process.process_id
    standings = answers.standings(snapshot, process_id, around.now.astimezone(BERLIN).date())
    units = {row.unit_id: row for row in organisation.units(snapshot, process_id)}
    listing = Listing(around, standings, units)
    wanted = listing.waiting if everything else listing.overdue
    pages = max(1, -(-len(wanted) // IDEAS))
    page = max(1, min(page, pages))
    listed = wanted[(page - 1) * IDEAS : page * IDEAS]
    rows = feed.rows(snapshot, {each.row.proposal_id for each in listed}) if listed else {}
    return msgspec.structs.replace(listing, listed=listed, shown=rows, page=(page, pages))


def numbers(found: Numbers, withdrawn: int = 0) -> AnswerNumbers:
    """Return counts as pages show them."""
    return AnswerNumbers(**msgspec.structs.asdict(found), withdrawn=withdrawn)


def withdrawn(snapshot: Snapshot, process_id: ProcessId) -> int:
    """Return how many ideas were public once, and were taken back by who made them."""
    return feed.numbers_by(snapshot, process_id, "state").get("withdrawn", 0)


def by_unit(listing: Listing, words: Words) -> tuple[UnitNumbers, ...]:
    """Return the counts of each unit that answered or was asked; of none at the end."""
    groups: dict[UnitId | None, list[Standing]] = {}
    for each in listing.standings:
        groups.setdefault(each.row.unit or each.row.asked, []).append(each)
    found = [
        UnitNumbers(
            unit=parts.unit_name(listing.units, unit, words),
            **msgspec.structs.asdict(answers.numbers(group)),
        )
        for unit, group in groups.items()
    ]
    return tuple(sorted(found, key=lambda each: (each.unit is None, each.unit or "")))


def due_idea(each: Standing, listing: Listing, words: Words) -> DueIdea | None:
    """Return an idea of a list; None where it cannot be shown."""
    row = listing.shown.get(each.row.proposal_id)
    if row is None:
        return None
    return DueIdea(
        idea=cards.link(row, words),
        due=each.due,
        days=0 if each.due is None else (each.today - each.due).days,
        unit=parts.unit_name(listing.units, each.row.asked, words),
        supports=row.supports,
        merged=each.row.state == "merged",
        paper=each.row.channel in NOT_ONLINE,
    )


def due_ideas(some: Iterable[Standing], listing: Listing, words: Words) -> tuple[DueIdea, ...]:
    """Return the ideas of a list in its order."""
    found = (due_idea(each, listing, words) for each in some)
    return tuple(each for each in found if each is not None)


def unit_options(units: Iterable[UnitRow], words: Words) -> tuple[Option, ...]:
    """Return the units to choose from."""
    return tuple(Option(value=str(row.unit_id), label=words.text(row.name)) for row in units)
