"""Decisions of councils for programs: the register, and one decision."""

from collections.abc import Iterator

import msgspec
from litestar import Controller, get
from litestar.di import NamedDependency, Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, mask
from api.problems import READING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.parameters import Cursor, Limit
from api.resources.schemas.strategy import decisions as schemas
from api.resources.strategy.parameters import Council, CouncilResult, SessionYear, Within
from api.resources.strategy.parts import part
from api.resources.texts import Words
from domain.codes import BodyId, DecisionId, TerritoryKey
from domain.decisions import CouncilVote, Record, Result
from domain.messages import ContentRef
from projections import decisions
from projections.decisions import CorrectionRow, DecisionRow


class DecisionWish(msgspec.Struct, frozen=True, kw_only=True):
    """What narrows the register; all of it together."""

    body: BodyId | None
    result: Result | None
    territory: TerritoryKey | None
    year: int | None

    def fits(self, row: DecisionRow) -> bool:
        """Tell whether an item is wanted."""
        return all(
            (
                self.body in {None, row.body_id},
                self.result in {None, row.result},
                self.territory in {None, row.territory},
                self.year is None or (row.session is not None and row.session.year == self.year),
            )
        )


def provide_decision_wish(
    *,
    council: Council = None,
    result: CouncilResult = None,
    territory: Within = None,
    year: SessionYear = None,
) -> DecisionWish:
    """Collect it."""
    return DecisionWish(body=council, result=result, territory=territory, year=year)


class DecisionResource(Controller):
    path = ""
    tags = ("Decisions",)

    @get(
        "/processes/{slug:str}/decisions",
        sync_to_thread=True,
        responses=responses(*READING, 404),
        dependencies={"wish": Provide(provide_decision_wish, sync_to_thread=False)},
    )
    def list_decisions(
        self,
        slug: FromPath[str],
        seen: Seen,
        texts: Texts,
        wish: NamedDependency[DecisionWish],
        cursor: Cursor = None,
        limit: Limit = 20,
    ) -> schemas.CouncilDecisionPage:
        """Public agenda items and decisions, the newest session first.

        `territory` finds what was decided for that municipality and for no other.
        """
        process_id = reading.process_by_slug(seen, slug).process_id
        every = decisions.register(seen, process_id)
        rows, following = part(every, wish.fits, "decisions", cursor, limit)
        words = Words(texts, [ref for row in rows for ref in council_refs(row)])
        return schemas.CouncilDecisionPage(
            items=[council_decision(row, words) for row in rows],
            next=following,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/decisions/{decision_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_decision(
        self, decision_id: FromPath[DecisionId], seen: Seen, texts: Texts
    ) -> schemas.CouncilDecisionDetails:
        """One public agenda item or decision, with every correction."""
        row = decisions.find(seen, decision_id)
        if row is None:
            raise NotFoundException
        corrections = decisions.corrections(seen, decision_id)
        refs = [ref for each in corrections for ref in (each.reason, each.minutes)]
        words = Words(texts, [*council_refs(row), *refs])
        told = council_decision(row, words)
        return schemas.CouncilDecisionDetails(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            corrections=[council_correction(each, words) for each in corrections],
            repeals=[each.decision_id for each in decisions.repeals(seen, decision_id)],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )


def council_refs(row: DecisionRow) -> Iterator[ContentRef | None]:
    """Yield every text of an item."""
    yield from (row.title, row.reference, row.url, row.text, row.conditions, row.minutes)
    yield from (row.paper_name, row.paper_kind, row.wording)


def council_decision(row: DecisionRow, words: Words) -> schemas.CouncilDecision:
    """Return an item with all that the row knows; its texts are opened."""
    return schemas.CouncilDecision(
        id=row.decision_id,
        process=row.process_id,
        body=row.body_id,
        territory=row.territory,
        session=row.session,
        number=row.number,
        title=words.get(row.title),
        paper=_paper(row, words),
        role=row.role,
        authoritative=row.authoritative,
        subjects=[
            schemas.CouncilSubject(kind=each.kind, id=each.id, version=each.version)
            for each in row.about
        ],
        state=row.status,
        version=row.version,
        result=row.result,
        wording=words.get(row.wording),
        doubts=list(row.doubts),
        present=row.present,
        vote=_vote(row.vote),
        text=words.get(row.text),
        conditions=words.get(row.conditions),
        minutes=words.get(row.minutes),
        confirmed_at=row.confirmed_at,
        published_at=row.published_at,
        repealed_by=row.repealed_by,
        repealed_at=row.repealed_at,
    )


def _paper(row: DecisionRow, words: Words) -> schemas.CouncilPaper | None:
    if row.reference is None and row.paper_id is None:
        return None
    return schemas.CouncilPaper(
        reference=words.get(row.reference),
        url=words.get(row.url),
        sha256=row.sha256,
        name=words.get(row.paper_name),
        type=words.get(row.paper_kind),
    )


def _vote(vote: CouncilVote | None) -> schemas.CouncilVoteCount | None:
    if vote is None:
        return None
    return schemas.CouncilVoteCount(
        yes=vote.yes, no=vote.no, abstain=vote.abstain, method=vote.method
    )


def _record(record: Record) -> schemas.CouncilRecord:
    return schemas.CouncilRecord(
        result=record.result, present=record.present, vote=_vote(record.vote)
    )


def council_correction(row: CorrectionRow, words: Words) -> schemas.CouncilCorrection:
    """Return a correction, confirmed or not."""
    return schemas.CouncilCorrection(
        version=row.version,
        before=_record(row.before),
        after=_record(row.after),
        reason=words.get(row.reason),
        minutes=words.get(row.minutes),
        proposed_at=row.proposed_at,
        confirmed_at=row.settled_at,
    )
