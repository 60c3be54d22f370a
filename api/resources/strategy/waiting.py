"""What somebody wrote down and a second person has to confirm, for those who may do so."""

from collections.abc import Callable

from litestar import Controller, get
from litestar.params import FromPath

from api.moments import mask
from api.people import Person as AnyPerson
from api.people import office_only, secretaries_only
from api.problems import READING, responses
from api.provided import Person, Platform, Snapshot, Texts
from api.resources import reading
from api.resources.schemas.strategy import waiting as schemas
from api.resources.schemas.strategy.gathering import WorkshopDots
from api.resources.strategy.decisions import council_correction, council_decision, council_refs
from api.resources.texts import Words
from domain.people import ProcessId, Pseudonym
from domain.permissions import ALLOWED, Action, NotAllowed
from domain.use_cases import carrying_out
from projections import decisions, processes, workshops
from projections.decisions import CorrectionRow, DecisionRow
from projections.model import Snapshot as ReadModel
from projections.workshops import FormatRow

_WHO = responses(*READING, 403, 404)
Mine = Callable[[Pseudonym | None], bool]
"""Tells whether somebody who is named by a pseudonym is who asks."""


def _process(snapshot: ReadModel, slug: str, person: AnyPerson, action: Action) -> ProcessId:
    """Return the process in which somebody confirms.

    Raises:
        NotFoundException: there is none.
        NotAllowed: they may not confirm there.
    """
    process_id = reading.process_by_slug(snapshot, slug).process_id
    if not person.may(action, process_id):
        raise NotAllowed(action=action, needs=sorted(ALLOWED[action]))
    return process_id


def _mine(platform: carrying_out.Platform, person: AnyPerson, process_id: ProcessId) -> Mine:
    me = platform.vault.pseudonym(person.ref, process_id) if person.ref else None
    return lambda author: author is not None and author == me


class WaitingResource(Controller):
    path = "/processes/{slug:str}"

    @get(
        "/phases/waiting",
        tags=("Set-up",),
        guards=[office_only],
        sync_to_thread=True,
        responses=_WHO,
    )
    def list_waiting_reopenings(
        self,
        slug: FromPath[str],
        snapshot: Snapshot,
        texts: Texts,
        person: Person,
        platform: Platform,
    ) -> schemas.WaitingReopeningList:
        """Proposals to reopen a phase that nobody has agreed to yet, in one part.

        For the project office. One whose end has passed waits no longer.
        """
        process_id = _process(snapshot, slug, person, "configure")
        rows = [
            (row, row.proposed_end, row.proposed_reason)
            for row in processes.phases(snapshot, process_id)
            if row.proposed_end and row.proposed_reason and person.at < row.proposed_end
        ]
        words = Words(texts, [reason for _, _, reason in rows])
        mine = _mine(platform, person, process_id)
        return schemas.WaitingReopeningList(
            items=[
                schemas.WaitingReopening(
                    id=row.phase_id,
                    until=until,
                    reason=words.get(reason),
                    yours=mine(row.proposed_by),
                    seen=reason,
                )
                for row, until, reason in rows
            ],
            next=None,
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )

    @get(
        "/workshops/waiting",
        tags=("Labs and workshops",),
        guards=[office_only],
        sync_to_thread=True,
        responses=_WHO,
    )
    def list_waiting_results(
        self,
        slug: FromPath[str],
        snapshot: Snapshot,
        texts: Texts,
        person: Person,
        platform: Platform,
    ) -> schemas.WaitingResultList:
        """Results of workshops and gallery walks that nobody has confirmed yet, in one part.

        For the project office; everybody else reads them once they are confirmed.
        """
        process_id = _process(snapshot, slug, person, "plan")
        every = workshops.of_process(snapshot, process_id)
        rows = [row for row in every if row.state == "recorded"]
        refs = [ref for row in rows for ref in (row.title, row.place, row.summary, row.protocol)]
        words, mine = Words(texts, refs), _mine(platform, person, process_id)
        return schemas.WaitingResultList(
            items=[_result(row, words, mine) for row in rows],
            next=None,
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )

    @get(
        "/decisions/waiting",
        tags=("Decisions",),
        guards=[secretaries_only],
        sync_to_thread=True,
        responses=_WHO,
    )
    def list_waiting_records(
        self,
        slug: FromPath[str],
        snapshot: Snapshot,
        texts: Texts,
        person: Person,
        platform: Platform,
    ) -> schemas.WaitingRecordList:
        """Records and corrections of decisions that nobody has confirmed yet, in one part.

        For the council's secretaries, items that are not public among them.
        """
        process_id = _process(snapshot, slug, person, "record_decision")
        waiting = decisions.waiting_corrections(snapshot, [process_id])
        changes = {each.decision_id: each for each in waiting}
        rows = [
            row
            for row in decisions.desk(snapshot, [process_id])
            if row.status == "recorded" or row.decision_id in changes
        ]
        refs = [ref for each in changes.values() for ref in (each.reason, each.minutes)]
        words = Words(texts, [*refs, *(ref for row in rows for ref in council_refs(row))])
        mine = _mine(platform, person, process_id)
        return schemas.WaitingRecordList(
            items=[_record(row, changes.get(row.decision_id), words, mine) for row in rows],
            next=None,
            as_of=snapshot.until,
            mask=mask(snapshot),
            incomplete=words.incomplete,
        )


def _result(row: FormatRow, words: Words, mine: Mine) -> schemas.WaitingResult:
    return schemas.WaitingResult(
        id=row.workshop_id,
        kind=row.kind,
        title=words.get(row.title),
        place=words.get(row.place),
        day=row.on,
        attendance=row.attendance or 0,
        summary=words.get(row.summary),
        protocol=words.get(row.protocol),
        dots=[WorkshopDots(measure=key, dots=n) for key, n in row.dots_by_measure.items()],
        recorded_at=row.changed,
        yours=mine(row.written_by),
        seen=row.summary,
    )


def _record(
    row: DecisionRow, change: CorrectionRow | None, words: Words, mine: Mine
) -> schemas.WaitingRecord:
    told = council_decision(row, words)
    return schemas.WaitingRecord(
        **{name: getattr(told, name) for name in told.__struct_fields__},
        correction=council_correction(change, words) if change else None,
        recorded_at=change.proposed_at if change else row.recorded_at,
        yours=mine(change.proposed_by if change else row.recorded_by),
        seen=change.reason if change else row.text,
    )
