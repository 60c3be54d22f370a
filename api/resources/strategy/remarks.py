"""Remarks on the mission statement for programs: read by everybody, written by people."""

from litestar import Controller, get, post
from litestar.params import FromPath, JSONBody

from api.moments import Seen, mask
from api.pages.formatting import typed
from api.people import signed_in_only
from api.problems import READING, WRITING, responses
from api.provided import Allowances, Asking, Person, Platform, ReadModels, Texts, Visible
from api.resources import reading
from api.resources.answers import answer, first_time
from api.resources.schemas.strategy import remarks as schemas
from api.resources.texts import Words
from api.suspicion import suspicious
from domain.use_cases import remarking
from projections import remarks, strategies
from projections.remarks import RemarkRow


class RemarkResource(Controller):
    path = "/processes/{slug:str}/mission/remarks"
    tags = ("Strategy",)

    @get(sync_to_thread=True, responses=responses(*READING, 404))
    def list_remarks(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.Remarks:
        """What people say about paragraphs of the mission statement, and for which version."""
        process_id = reading.process_by_slug(seen, slug).process_id
        newest = len(strategies.missions(seen, process_id))
        below = remarks.below(seen, process_id, newest)
        rows = [row for paragraph in sorted(below, key=str) for row in below[paragraph]]
        words = Words(texts, [row.text for row in rows])
        return schemas.Remarks(
            items=[_remark(row, words) for row in rows],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @post(guards=[signed_in_only], sync_to_thread=True, responses=responses(*WRITING))
    def post_remark(
        self,
        *,
        slug: FromPath[str],
        data: JSONBody[schemas.NewRemark],
        platform: Platform,
        asking: Asking,
        person: Person,
        allowances: Allowances,
        read_models: ReadModels,
        visible: Visible,
    ) -> schemas.PostedRemark:
        """Comment on a paragraph of the newest version of the mission statement."""
        with read_models.snapshot() as snapshot:
            process_id = reading.process_by_slug(snapshot, slug).process_id
        body = typed(data.body)
        if first_time(platform, asking):
            allowances.spend("comments", person)
        outcome = remarking.post_remark(
            platform,
            asking,
            process_id,
            data.paragraph,
            body,
            seen=data.version,
            suspicious=suspicious(body),
        )
        return answer(outcome, visible, schemas.PostedRemark)


def _remark(row: RemarkRow, words: Words) -> schemas.Remark:
    return schemas.Remark(
        id=row.remark_id,
        paragraph=row.paragraph_id,
        version=row.mission_version,
        body=words.get(row.text),
        state=row.state,
        author_role=row.author_role,
        posted_at=row.posted_at,
        edited=row.edited_at is not None,
        rules=list(row.rules),
    )
