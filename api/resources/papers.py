"""Paper intake for programs (J2): type in, compare, confirm; for clerks."""

import msgspec
from litestar import Controller, get, post, put
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, JSONBody

from api.moments import mask
from api.pages.formatting import typed
from api.people import clerks_only
from api.problems import READING, WRITING, responses
from api.provided import Asking, Person, Platform, Snapshot, Texts, Visible
from api.resources import reading, schemas
from api.resources.answers import answer
from api.resources.schemas.common import NewConfirmation
from api.resources.texts import Words, one_line
from domain.codes import FieldId
from domain.papers import PaperId
from domain.use_cases import Outcome, transcribing
from domain.use_cases.contributing import Text
from projections import papers
from projections.papers import PaperRow


class PaperResource(Controller):
    path = "/papers"
    tags = ("Paper",)

    @get(guards=[clerks_only], sync_to_thread=True, responses=responses(*READING, 403))
    def list_papers(self, snapshot: Snapshot, texts: Texts, person: Person) -> schemas.PaperList:
        """Sheets that wait for a second clerk, oldest first, in one's own processes."""
        rows = papers.waiting(snapshot, person.processes("clerk"))
        words = Words(texts, [ref for row in rows for ref in (row.title, row.body)])
        return schemas.PaperList(
            items=[_paper(row, words) for row in rows],
            next=None,
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )

    @get(
        "/{paper_id:uuid}",
        guards=[clerks_only],
        sync_to_thread=True,
        responses=responses(*READING, 403, 404),
    )
    def get_paper(
        self, paper_id: FromPath[PaperId], snapshot: Snapshot, texts: Texts, person: Person
    ) -> schemas.Paper:
        """One sheet, whatever became of it."""
        row = papers.paper(snapshot, paper_id)
        if row is None or not person.may("record_on_behalf", row.process_id):
            raise NotFoundException
        return _paper(row, Words(texts, [row.title, row.body]))

    @post(guards=[clerks_only], sync_to_thread=True, responses=responses(*WRITING))
    def record_paper(
        self,
        data: JSONBody[schemas.NewPaper],
        snapshot: Snapshot,
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PaperStanding:
        """Type in a sheet that reached an office; another clerk has to confirm it."""
        process = reading.process_of(snapshot, data.process)
        outcome = transcribing.record_paper(
            platform, asking, process.process_id, data.received_on, _text(data)
        )
        return _standing(outcome, visible)

    @put(
        "/{paper_id:uuid}/transcript",
        guards=[clerks_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def correct_transcript(
        self,
        paper_id: FromPath[PaperId],
        data: JSONBody[schemas.NewTranscript],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PaperStanding:
        """Type a waiting sheet in again; then somebody else confirms it."""
        outcome = transcribing.correct_transcript(platform, asking, paper_id, _text(data))
        return _standing(outcome, visible)

    @post(
        "/{paper_id:uuid}/confirmation",
        status_code=200,
        guards=[clerks_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def confirm_transcript(
        self,
        paper_id: FromPath[PaperId],
        data: JSONBody[NewConfirmation],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PaperStanding:
        """Confirm a colleague's transcript; the proposal waits for a moderator then."""
        outcome = transcribing.confirm_transcript(platform, asking, paper_id, data.seen)
        return _standing(outcome, visible)

    @post(
        "/{paper_id:uuid}/aside",
        status_code=200,
        guards=[clerks_only],
        sync_to_thread=True,
        responses=responses(*WRITING),
    )
    def set_paper_aside(
        self,
        paper_id: FromPath[PaperId],
        data: JSONBody[schemas.NewAside],
        platform: Platform,
        asking: Asking,
        visible: Visible,
    ) -> schemas.PaperStanding:
        """Say that a sheet does not become a proposal."""
        return _standing(transcribing.set_aside(platform, asking, paper_id, data.reason), visible)


def _text(data: schemas.NewTranscript) -> Text:
    return Text(
        title=one_line(data.title),
        body=typed(data.body),
        action_field=None if data.action_field is None else FieldId(data.action_field),
        territory=data.territory,
    )


def _standing(outcome: Outcome, visible: Visible) -> schemas.PaperStanding:
    state = answer(outcome, visible, transcribing.PaperState)
    return msgspec.convert(msgspec.structs.asdict(state), schemas.PaperStanding)


def _paper(row: PaperRow, words: Words) -> schemas.Paper:
    return schemas.Paper(
        id=row.paper_id,
        receipt=row.receipt,
        state=row.state,
        process=row.process_id,
        received_on=row.received_on,
        title=words.get(row.title),
        body=words.get(row.body),
        action_field=row.action_field,
        territory=row.territory,
        transcribed_at=row.transcribed_at,
        seen=row.body,
        proposal=row.proposal_id,
        reason=row.reason,
    )
