"""What became of a proposal or a process between two moments."""

from typing import Annotated

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, QueryParameter

from api import comparison, entry_numbers
from api.comparison import IdeaMoment
from api.moments import mask, moment
from api.pages.formatting import compare
from api.problems import READING, responses
from api.provided import Now, Person, Snapshot, Texts
from api.resources import reading, schemas
from api.resources.texts import Words
from domain.codes import ProposalId
from domain.messages import ContentRef
from projections import proposals

_MEANING = "A position, a day or a time, as `as_of`."
_BEGINNING = f"{_MEANING} Left out, it is the beginning."
Earlier = Annotated[str, QueryParameter(name="from", description=_BEGINNING)]
Later = Annotated[
    str | None, QueryParameter(name="to", description=f"{_MEANING} Left out, it is now.")
]


class ProposalComparisonResource(Controller):
    path = "/proposals/{proposal_id:uuid}/comparison"
    tags = ("Proposals",)

    @get(sync_to_thread=True, responses=responses(*READING, 404))
    def compare_proposal(
        self,
        proposal_id: FromPath[ProposalId],
        snapshot: Snapshot,
        person: Person,
        texts: Texts,
        earlier: Earlier = "0",
        later: Later = None,
    ) -> schemas.ProposalComparison:
        """Two moments of a proposal: state, counts, words that changed, comments that came."""
        if proposals.find(snapshot, proposal_id) is None:
            raise NotFoundException
        moments = moment(snapshot, earlier, person, "from"), moment(snapshot, later, person, "to")
        told = comparison.ideas(*moments, proposal_id)
        before, after = told.before, told.after
        refs = [before.title, before.body, after.title, after.body]
        leaves = entry_numbers.leaves(snapshot, (row.position for row in told.events))
        words = Words(texts, [*refs, *(row.text for row in told.added)])
        return schemas.ProposalComparison(
            before=_standing(before),
            after=_standing(after),
            title=_parts(before.title, after.title, words),
            body=_parts(before.body, after.body, words),
            events=[
                schemas.Happened(leaf=leaves.get(row.position), kind=row.kind, at=row.at)
                for row in told.events
            ],
            comments=[reading.comment(row, words) for row in told.added],
            comments_gone=len(told.gone),
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )


class ProcessComparisonResource(Controller):
    path = "/processes/{slug:str}/comparison"
    tags = ("Processes",)

    @get(sync_to_thread=True, responses=responses(*READING, 404))
    def compare_process(
        self,
        slug: FromPath[str],
        snapshot: Snapshot,
        person: Person,
        texts: Texts,
        now: Now,
        earlier: Earlier = "0",
        later: Later = None,
    ) -> schemas.ProcessComparison:
        """Two moments of a process: all that is told of it, and what was proposed in between."""
        row = reading.process_by_slug(snapshot, slug)
        moments = moment(snapshot, earlier, person, "from"), moment(snapshot, later, person, "to")
        told = comparison.of_process(*moments, row)
        before, after = (
            None if at.process is None else reading.process(at.seen, at.process, texts, now)
            for at in (told.before, told.after)
        )
        return schemas.ProcessComparison(
            before=before,
            after=after,
            before_sums=schemas.Sums(**_sums(told.before)),
            after_sums=schemas.Sums(**_sums(told.after)),
            proposals=[each.proposal_id for each in told.ideas],
            mask=mask(snapshot),
            incomplete=any(each.incomplete for each in (before, after) if each),
        )


def _sums(at: comparison.ProcessMoment) -> dict[str, int]:
    return {name: getattr(at.sums, name) for name in at.sums.__struct_fields__}


def _standing(at: IdeaMoment) -> schemas.Standing:
    row = None if at.idea is None else at.idea.feed
    return schemas.Standing(
        as_of=at.seen.until,
        state=None if row is None else reading.public_state(row),
        text_version=None if row is None else row.version,
        action_field=None if row is None else row.field,
        supports=at.counts.supports,
        opinions=schemas.Opinions(
            agree=at.counts.agree, disagree=at.counts.disagree, passes=at.counts.passes
        ),
        comments=0 if row is None else row.comments,
    )


def _parts(
    before: ContentRef | None, after: ContentRef | None, words: Words
) -> list[schemas.TextPart] | None:
    old, new = words.get(before), words.get(after)
    if old is None or new is None:
        return None
    return [schemas.TextPart(kind=part.kind, text=part.text) for part in compare(old, new)]
