"""Answers for programs: to one proposal, what is overdue, publishing many at once."""

from litestar import Controller, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.moments import Seen, clock, mask, today
from api.pages.formatting import typed
from api.people import office_only
from api.problems import READING, WRITING, responses
from api.provided import Asking, Now, Platform, Snapshot, Texts, Visible
from api.resources import reading
from api.resources.schemas import answers as schemas
from api.resources.texts import Words
from domain.codes import ProposalId, UnitId
from domain.people import ProcessId
from domain.use_cases.strategy import answering
from projections import answers, organisation, proposals
from projections.answers import AnswerVersionRow
from projections.model import Snapshot as ReadModel


class AnswerResource(Controller):
    path = ""
    tags = ("Answers",)

    @get(
        "/proposals/{proposal_id:uuid}/answer",
        sync_to_thread=True,
        responses=responses(*READING, 404),
    )
    def get_answer(
        self, proposal_id: FromPath[ProposalId], seen: Seen, texts: Texts, now: Now
    ) -> schemas.ProposalAnswer:
        """The answer to a proposal with all former ones, or by when it is due."""
        row = answers.find(seen, proposal_id)
        if row is None or not row.answerable or proposals.find(seen, proposal_id) is None:
            raise NotFoundException
        standing = answers.standing(seen, row, today(clock(seen, now)))
        given = answers.versions(seen, proposal_id)
        names = _names(seen, row.process_id)
        refs = [ref for each in given for ref in (each.text, each.forwarded_to, each.reason)]
        words = Words(texts, [*refs, *names.values()])
        return schemas.ProposalAnswer(
            proposal=proposal_id,
            due=standing.due,
            overdue=standing.overdue,
            asked=row.asked,
            asked_name=words.get(names.get(row.asked) if row.asked else None),
            answers=[_given(each, names, words) for each in given],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get(
        "/processes/{slug:str}/answers/overdue",
        sync_to_thread=True,
        responses=responses(*READING, 404),
    )
    def list_overdue_answers(
        self, slug: FromPath[str], seen: Seen, texts: Texts, now: Now
    ) -> schemas.OverdueAnswers:
        """Proposals whose answer is overdue, the longest first, and how all others stand."""
        process = reading.process_by_slug(seen, slug)
        found = answers.standings(seen, process.process_id, today(clock(seen, now)))
        names = _names(seen, process.process_id)
        words = Words(texts, list(names.values()))
        numbers = answers.numbers(found)
        return schemas.OverdueAnswers(
            items=[
                schemas.OverdueAnswer(
                    proposal=each.row.proposal_id,
                    receipt=each.row.receipt,
                    due=each.due,
                    asked=each.row.asked,
                    asked_name=words.get(names.get(each.row.asked) if each.row.asked else None),
                )
                for each in found
                if each.overdue and each.due is not None
            ],
            proposals=numbers.ideas,
            answered=numbers.answered,
            in_time=numbers.in_time,
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @post("/answers", guards=[office_only], sync_to_thread=True, responses=responses(*WRITING))
    def publish_answers(
        self,
        data: JSONBody[schemas.NewAnswers],
        snapshot: Snapshot,
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.AnswersPublished:
        """Answer proposals, or answer them anew with a reason: all of them or none."""
        process = reading.process_of(snapshot, data.process)
        new = [_new(each) for each in data.answers]
        outcome = answering.publish_answers(platform, asking, process.process_id, new)
        visible.wait(outcome.position)
        return schemas.AnswersPublished(published=len(new))


def _new(each: schemas.NewAnswer) -> answering.NewAnswer:
    return answering.NewAnswer(
        proposal_id=ProposalId(each.proposal),
        verdict=each.verdict,
        text=typed(each.text),
        unit=UnitId(each.unit),
        forwarded_to=typed(each.forwarded_to or "") or None,
        reason=typed(each.reason or "") or None,
    )


def _names(snapshot: ReadModel, process_id: ProcessId) -> dict[UnitId, str]:
    return {row.unit_id: row.name for row in organisation.units(snapshot, process_id)}


def _given(row: AnswerVersionRow, names: dict[UnitId, str], words: Words) -> schemas.AnswerGiven:
    return schemas.AnswerGiven(
        number=row.number,
        verdict=row.verdict,
        text=words.get(row.text),
        unit=row.unit,
        unit_name=words.get(names.get(row.unit)),
        forwarded_to=words.get(row.forwarded_to),
        reason=words.get(row.reason),
        at=row.at,
    )
