"""Two moments of a process side by side."""

from collections.abc import Iterator

from litestar import get
from litestar.params import FromPath

from api import comparison
from api.comparison import ProcessComparison, ProcessMoment
from api.pages import vocabulary
from api.pages.comparing import parts
from api.pages.comparing.parts import From, To
from api.pages.formats import filters
from api.pages.framing import Frame, Framing, Html
from api.pages.parts import cards, surroundings
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import ComparedValue, ComparePage
from api.pages.vocabulary.terms import N_
from api.provided import Person, Snapshot, Texts
from projections.processes import PhaseRow


@get("/p/{slug:str}/compare", sync_to_thread=True)
def compare_process(
    *,
    slug: FromPath[str],
    frame: Framing,
    snapshot: Snapshot,
    texts: Texts,
    person: Person,
    earlier: From = "",
    later: To = "",
) -> Html:
    """Show what became of a process between two moments; since it was opened by default.

    Raises:
        NotFoundException: there is no such process today.
        Malformed: one of the moments is none.
    """
    around = surroundings.by_slug(snapshot, slug, person.at)
    start = earlier or str(around.process.opened_position)
    early, late = parts.moments(frame, snapshot, start, later)
    told = comparison.of_process(early, late, around.process)
    before, after = told.before, told.after
    rows = [*around.rows, *before.rows, *after.rows, *told.ideas]
    words = opened(texts, rows, frame.say(UNAVAILABLE))
    page = ComparePage(
        kind="process",
        title=words.text(around.process.title, slug),
        own_url=frame.url(f"/p/{slug}/compare"),
        back_url=frame.url(f"/p/{slug}"),
        before=parts.compared_moment(frame, before.seen, f"/p/{slug}"),
        after=parts.compared_moment(frame, after.seen, f"/p/{slug}"),
        values=tuple(_values(frame, told, words)),
        texts=(
            parts.text(frame, N_("Titel"), before.title, after.title, words),
            parts.text(frame, N_("Worum es geht"), before.summary, after.summary, words),
        ),
        ideas=tuple(cards.link(row, words) for row in told.ideas),
        unknown=before.process is None,
    )
    brand = around.brand(words)
    return frame.show(page, nav="process", process=brand, position=snapshot.position)


def _values(frame: Frame, told: ProcessComparison, words: Words) -> Iterator[ComparedValue]:
    before, after = told.before, told.after
    known = before.process is not None
    yield parts.number(
        frame, N_("Ideen"), before.sums.proposals if known else None, after.sums.proposals
    )
    yield parts.number(
        frame, N_("Kommentare"), before.sums.comments if known else None, after.sums.comments
    )
    support = after.process is None or after.process.question == "support"
    yield parts.number(
        frame,
        N_("Unterstützungen") if support else N_("Antworten"),
        _answers(before, support=support) if known else None,
        _answers(after, support=support),
    )
    yield parts.number(
        frame,
        N_("Handlungsfelder"),
        len(_standing(before)) if known else None,
        len(_standing(after)),
    )
    earlier = {phase.phase_id: phase for phase in before.phases}
    for phase in after.phases:
        old = earlier.get(phase.phase_id)
        yield ComparedValue(
            name=words.text(phase.title, phase.kind),
            before=None if old is None else _phase(frame, old),
            after=_phase(frame, phase),
            german="name",
        )


def _answers(at: ProcessMoment, *, support: bool) -> int:
    sums = at.sums
    return sums.supports if support else sums.agree + sums.disagree + sums.passes


def _standing(at: ProcessMoment) -> list[object]:
    return [row for row in at.fields if row.merged_into is None]


def _phase(frame: Frame, phase: PhaseRow) -> str:
    """Return how a phase stood, in a few words."""
    day = filters(frame.language)["day"]
    known = phase.status if phase.status in vocabulary.TERMS["phase_state"] else "defined"
    state = frame.say(vocabulary.word("phase_state", known))
    return f"{state}, {day(phase.starts)} – {day(phase.ends)}"
