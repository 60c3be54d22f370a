"""Phases: announced with what people may do, opened, extended, closed, reopened by two."""

from functools import partial
from typing import get_args

import msgspec
from litestar import get, post
from litestar.params import FromPath, URLEncodedBody

from api.pages.framing import Answer, Html
from api.pages.office.checking import Checks
from api.pages.office.working import AtTheOffice, Do, Done, Found
from api.pages.parts.words import Words
from api.pages.views.set_up import PhaseMove, PhaseRow, PhasesPage, Proposed, Typed
from api.pages.vocabulary.terms import N_
from api.people import office_only
from domain.codes import Feature, ModerationMode, ParticipationLevel, PhaseKind
from domain.use_cases import configuring
from projections import processes

FEATURES: tuple[Feature, ...] = ("submit", "comment", "support")
"""What pages offer; `support` asks what the process asks: support, or opinion."""


class NewPhaseForm(msgspec.Struct):
    kind: str = "measures"
    title: str = ""
    starts: str = ""
    ends: str = ""
    level: str = "consult"
    features: list[str] | str = msgspec.field(default_factory=list)
    moderation: str = "pre"
    negotiable: str = ""
    not_negotiable: str = ""


def show(found: Found, typed: Typed) -> Html:
    """Answer with the phases of a process."""
    words = found.words()
    page = PhasesPage(
        slug=found.slug,
        process_title=words.text(found.around.process.title, found.slug),
        question=found.around.process.question,
        phases=tuple(_row(found, row, words) for row in found.around.phases),
        features=FEATURES,
        kinds=get_args(PhaseKind),
        levels=get_args(ParticipationLevel),
        moderations=get_args(ModerationMode),
        typed=typed,
    )
    return found.show(page, words, "office/phases", typed)


def _row(found: Found, row: processes.PhaseRow, words: Words) -> PhaseRow:
    around = found.around
    proposed = None
    if row.proposed_end is not None and around.now < row.proposed_end:
        proposed = Proposed(
            until=row.proposed_end,
            reason=words.text(row.proposed_reason),
            own=row.proposed_by == found.me,
            seen=row.proposed_reason or "",
        )
    return PhaseRow(
        view=around.phase_view(row, words),
        may_open=row.status == "announced" and row.starts <= around.now < row.ends,
        over=around.state(row) == "closed" and row.status == "open",
        moves=tuple(
            PhaseMove(
                kind=each.kind,
                old_end=each.old_end,
                new_end=each.new_end,
                reason=words.text(each.reason),
                at=each.at,
            )
            for each in around.extensions
            if each.phase_id == row.phase_id
        ),
        proposed=proposed,
    )


@get("/p/{slug:str}/office/phases", sync_to_thread=True, guards=[office_only])
def phases_page(slug: FromPath[str], office: AtTheOffice) -> Html:
    """Show the phases of a process as a calendar and a matrix, with what can be done now."""
    return office.page(slug, show)


@post("/p/{slug:str}/office/phases", sync_to_thread=True, guards=[office_only])
def announce_phase(
    slug: FromPath[str], data: URLEncodedBody[NewPhaseForm], office: AtTheOffice
) -> Answer:
    """Announce a phase; it opens and closes by itself when its time has come."""

    def read(_: Found, checks: Checks) -> Do:
        new = configuring.NewPhase(
            kind=checks.one_of("kind", data.kind, get_args(PhaseKind), "measures"),
            title=checks.line("title", data.title, N_("Geben Sie der Phase einen Namen.")),
            starts=checks.start_of("starts", data.starts),
            ends=checks.end_of("ends", data.ends),
            level=checks.one_of("level", data.level, get_args(ParticipationLevel), "consult"),
            negotiable=checks.optional("negotiable", data.negotiable),
            not_negotiable=checks.optional("not_negotiable", data.not_negotiable),
            features=checks.some_of(data.features, FEATURES),
            moderation=checks.one_of(
                "moderation", data.moderation, get_args(ModerationMode), "pre"
            ),
        )
        return partial(configuring.define_phase, new=new)

    done = Done(f"/p/{slug}/office/phases", "phase_announced")
    return office.carry_out(slug, "new", data, show, read, done)
