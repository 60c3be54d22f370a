"""Labs and formats on site for programs."""

from litestar import Controller, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from api.moments import Seen, mask
from api.problems import READING, responses
from api.provided import Texts
from api.resources import reading
from api.resources.schemas.strategy import gathering as schemas
from api.resources.texts import Words
from domain.codes import LabId, WorkshopId
from domain.messages import ContentRef
from projections import labs, measures, workshops
from projections.labs import LabRow
from projections.workshops import FormatRow


class LabResource(Controller):
    path = ""
    tags = ("Labs and workshops",)

    @get("/processes/{slug:str}/labs", sync_to_thread=True, responses=responses(*READING, 404))
    def list_labs(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.LabList:
        """The real-world labs of a process, in one part."""
        rows = labs.of_process(seen, reading.process_by_slug(seen, slug).process_id)
        words = Words(texts, [ref for row in rows for ref in _lab_refs(row)])
        return schemas.LabList(
            items=[_lab(row, words) for row in rows],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/labs/{lab_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_lab(self, lab_id: FromPath[LabId], seen: Seen, texts: Texts) -> schemas.LabDetails:
        """One real-world lab; what people said of it is for the office alone."""
        row = labs.find(seen, lab_id)
        if row is None:
            raise NotFoundException
        steps = labs.steps(seen, lab_id)
        words = Words(texts, [*_lab_refs(row), *(each.reason for each in steps)])
        told = _lab(row, words)
        return schemas.LabDetails(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            steps=[
                schemas.LabStep(
                    kind=each.kind,
                    old_end=each.old_end,
                    new_end=each.new_end,
                    reason=words.get(each.reason),
                    at=each.at,
                )
                for each in steps
            ],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/processes/{slug:str}/workshops", sync_to_thread=True, responses=responses(*READING, 404))
    def list_workshops(self, slug: FromPath[str], seen: Seen, texts: Texts) -> schemas.WorkshopList:
        """Workshops, gallery walks and other formats of a process, in one part."""
        rows = workshops.of_process(seen, reading.process_by_slug(seen, slug).process_id)
        words = Words(texts, [ref for row in rows for ref in _workshop_refs(row)])
        return schemas.WorkshopList(
            items=[_workshop(row, words) for row in rows],
            next=None,
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )

    @get("/workshops/{workshop_id:uuid}", sync_to_thread=True, responses=responses(*READING, 404))
    def get_workshop(
        self, workshop_id: FromPath[WorkshopId], seen: Seen, texts: Texts
    ) -> schemas.WorkshopDetails:
        """One format with its confirmed result."""
        row = workshops.find(seen, workshop_id)
        if row is None:
            raise NotFoundException
        words = Words(texts, _workshop_refs(row))
        told = _workshop(row, words)
        return schemas.WorkshopDetails(
            **{name: getattr(told, name) for name in told.__struct_fields__},
            measures=[each.measure_id for _, each in measures.taken_up(seen, workshop_id)],
            as_of=seen.until,
            mask=mask(seen),
            incomplete=words.incomplete,
        )


def _lab_refs(row: LabRow) -> tuple[ContentRef | None, ...]:
    return row.title, row.hypothesis, row.area, row.evidence


def _lab(row: LabRow, words: Words) -> schemas.Lab:
    return schemas.Lab(
        id=row.lab_id,
        process=row.process_id,
        measure=row.measure_id,
        title=words.get(row.title),
        hypothesis=words.get(row.hypothesis),
        area=words.get(row.area),
        starts=row.starts,
        ends=row.ends,
        announced=row.announced,
        outcome=row.outcome,
        evidence=words.get(row.evidence),
        evaluated=row.evaluated,
        opened=row.opened,
    )


def _workshop_refs(row: FormatRow) -> tuple[ContentRef | None, ...]:
    return row.title, row.place, row.summary, row.protocol, row.reason


def _workshop(row: FormatRow, words: Words) -> schemas.Workshop:
    """Return a format without a result that nobody has confirmed."""
    known = row.state == "confirmed"
    dots = row.dots_by_measure if known else {}
    return schemas.Workshop(
        id=row.workshop_id,
        process=row.process_id,
        kind=row.kind,
        title=words.get(row.title),
        place=words.get(row.place),
        day=row.on,
        state="scheduled" if row.state == "recorded" else row.state,
        attendance=row.attendance if known else None,
        summary=words.get(row.summary) if known else None,
        protocol=words.get(row.protocol) if known else None,
        dots=[schemas.WorkshopDots(measure=key, dots=count) for key, count in dots.items()],
        reason=words.get(row.reason) if row.state == "cancelled" else None,
        announced=row.announced,
    )
