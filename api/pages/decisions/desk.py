"""The secretaries' list: what is to be recorded, confirmed, published and corrected."""

from collections.abc import Callable, Iterable
from itertools import groupby

from litestar import get

from api.moments import today
from api.pages.decisions.reading import Agenda, agenda, subject
from api.pages.framing import Framing, Html
from api.pages.parts import surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views.decisions import CouncilDesk, CouncilProcess, DecisionEntry, Submitted
from api.people import secretaries_only
from api.provided import Now, Person, Platform, Snapshot, Texts
from domain.people import ProcessId
from projections import decisions, processes
from projections.decisions import DecisionRow, SubmissionRow

_DONE = 20


@get("/council", sync_to_thread=True, guards=[secretaries_only])
def council_page(
    *,
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    platform: Platform,
    now: Now,
) -> Html:
    """Show the agenda of the processes in which the reader keeps the minutes."""
    mine = person.processes("secretary")
    agendas = {
        row.process_id: agenda(snapshot, surroundings.of(snapshot, row, now))
        for row in processes.all_processes(snapshot)
        if mine is None or row.process_id in mine
    }
    rows, waiting = decisions.desk(snapshot, mine), decisions.unscheduled(snapshot, mine)
    names = decisions.names(snapshot, [row.measure_id for row in waiting])
    around = [row for found in agendas.values() for row in found.rows]
    words = opened(texts, [*around, *rows, *names.values()], frame.say(UNAVAILABLE))

    def entries(fits: Callable[[DecisionRow], bool]) -> tuple[DecisionEntry, ...]:
        return tuple(agendas[row.process_id].entry(row, words) for row in rows if fits(row))

    def own(row: DecisionRow) -> bool:
        me = platform.vault.pseudonym(person.ref, row.process_id) if person.ref else None
        return row.recorded_by == me

    def held(row: DecisionRow) -> bool:
        return row.session is not None and row.session <= today(now)

    correcting = {row.decision_id for row in decisions.waiting_corrections(snapshot, mine)}
    page = CouncilDesk(
        processes=_processes(agendas, words),
        submitted=_submitted(waiting, agendas, names, words),
        to_record=entries(lambda row: row.status == "scheduled" and held(row)),
        to_confirm=entries(lambda row: row.status == "recorded" and not own(row)),
        yours=entries(lambda row: row.status == "recorded" and own(row)),
        to_publish=entries(lambda row: row.status == "confirmed" and not row.published),
        corrections=entries(lambda row: row.decision_id in correcting),
        coming=entries(lambda row: row.status == "scheduled" and not held(row)),
        done=entries(lambda row: row.published or row.status == "repealed")[:_DONE],
    )
    return frame.show(page, nav="council", position=snapshot.position)


def _processes(agendas: dict[ProcessId, Agenda], words: Words) -> tuple[CouncilProcess, ...]:
    found = (each.around.process for each in agendas.values())
    return tuple(
        CouncilProcess(slug=row.slug, title=words.text(row.title, row.slug)) for row in found
    )


def _submitted(
    waiting: Iterable[SubmissionRow],
    agendas: dict[ProcessId, Agenda],
    names: decisions.Names,
    words: Words,
) -> tuple[Submitted, ...]:
    """Group what was handed in for the same decision; the latest submission of each holds."""
    rows = sorted(waiting, key=lambda row: (row.decision_id.hex, row.position))
    found = []
    for decision_id, group in groupby(rows, key=lambda row: row.decision_id):
        together = list(group)
        first = together[0]
        body = agendas[first.process_id].bodies.get(first.body_id)
        found.append(
            Submitted(
                decision_id=str(decision_id),
                slug=agendas[first.process_id].around.process.slug,
                body=words.text(body.name) if body else "",
                subjects=tuple(
                    subject(
                        names.get((row.measure_id, row.version)),
                        "measure",
                        row.measure_id,
                        row.version,
                        words,
                    )
                    for row in together
                ),
            )
        )
    return tuple(found)
