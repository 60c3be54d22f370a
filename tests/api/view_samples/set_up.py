"""Pages of the project office and of the set-up of a process, filled."""

from datetime import date
from typing import Any, get_args

import msgspec

from api.pages import views as v
from api.pages.views import set_up as s
from domain.codes import ModerationMode, ParticipationLevel, PhaseKind
from tests.api.view_samples.material import (
    LEARNING,
    MOBILITY,
    OPEN,
    PHASES,
    SLUG,
    at,
    signed_in,
)

TITLE = "Gemeinsam.Digital: Ideen für den Landkreis"
PAGE: dict[str, Any] = {"slug": SLUG, "process_title": TITLE}


def wrong(act: str, *fields: str, **values: str) -> s.Typed:
    """Return a form that came back."""
    errors = tuple(v.FieldError(field=name, message="Prüfen Sie das.") for name in fields)
    return s.Typed(act=act, values=values, errors=errors)


OFFICE = s.OfficePage(
    processes=(
        s.OfficeProcess(slug=SLUG, title=TITLE, phase=OPEN, answers=2, reports=1),
        s.OfficeProcess(slug="klima", title="Klimadialog", phase=PHASES[3], answers=0, reports=0),
        s.OfficeProcess(slug="leer", title="Noch leer", phase=None, answers=0, reports=0),
    ),
    may_open=True,
)
OFFICE_EMPTY = s.OfficePage(processes=(), may_open=True)
NEW = s.NewProcessPage(questions=("support", "opinion"))
NEW_ERRORS = msgspec.structs.replace(NEW, typed=wrong("new", "title", "slug", slug="Ä"))
PROCESS = s.ProcessDeskPage(
    **PAGE,
    phase=OPEN,
    setting_up=(
        s.DeskLink(code="about", path=f"/p/{SLUG}/office/about", missing=True),
        s.DeskLink(code="fields", path=f"/p/{SLUG}/office/fields", count=6),
    ),
    working=(
        s.DeskLink(code="answers", path=f"/p/{SLUG}/answers/desk", count=3, waits=True),
        s.DeskLink(code="inventory", path=f"/p/{SLUG}/inventory/desk", count=0, waits=True),
        s.DeskLink(code="archive", path=f"/p/{SLUG}/office/archive"),
    ),
)
ABOUT = s.DescriptionPage(
    **PAGE, question="opinion", typed=wrong("about", "title", lead="Zimmer 12")
)
FIELDS = s.FieldsPage(
    **PAGE,
    fields=(
        s.FieldRow(
            field=MOBILITY,
            description="Bus und Rad",
            ideas=9,
            former=(
                s.FormerName(name="Verkehr", kind="renamed", at=at(6, 1), reason="Verständlicher"),
                s.FormerName(name="Straßen", kind="merged", at=at(7, 1)),
            ),
        ),
        s.FieldRow(field=LEARNING, description=None, ideas=0),
    ),
)
FIELDS_ERRORS = msgspec.structs.replace(
    FIELDS, typed=wrong("merge", "from_field", "into", into="f1")
)
FIELDS_EMPTY = s.FieldsPage(**PAGE, fields=(), typed=wrong("add", "names"))
PLACES = s.PlacesPage(
    **PAGE,
    places=(
        s.PlaceRow(key="07231", name="Landkreis", depth=0),
        s.PlaceRow(key="07231134", name="Thalfang", depth=1),
    ),
    parents=(v.Option(value="07231", label="Landkreis"),),
    typed=wrong("add", "key", name="Morbach"),
)
PLACES_EMPTY = s.PlacesPage(**PAGE, places=(), parents=())
MOVED = s.PhaseMove(
    kind="extended", old_end=at(7, 31), new_end=at(8, 13), reason="Ferien", at=at(7, 20)
)
REOPENED = msgspec.structs.replace(MOVED, kind="reopened")
PROPOSED = s.Proposed(until=at(9, 1), reason="Sturm", own=False)
EVERY_PHASE = s.PhasesPage(
    **PAGE,
    question="support",
    phases=(
        s.PhaseRow(view=PHASES[0], may_open=False, over=False, proposed=PROPOSED),
        s.PhaseRow(
            view=PHASES[1],
            may_open=False,
            over=False,
            proposed=msgspec.structs.replace(PROPOSED, own=True),
        ),
        s.PhaseRow(view=PHASES[2], may_open=False, over=False, moves=(MOVED, REOPENED)),
        s.PhaseRow(view=PHASES[3], may_open=True, over=False),
        s.PhaseRow(view=PHASES[4], may_open=False, over=False),
    ),
    features=("submit", "comment", "support"),
    kinds=get_args(PhaseKind),
    levels=get_args(ParticipationLevel),
    moderations=get_args(ModerationMode),
)
PHASES_ERRORS = msgspec.structs.replace(
    EVERY_PHASE,
    question="opinion",
    typed=wrong(f"extend-{PHASES[2].id}", "until", reason="Ferien"),
)
PHASES_EMPTY = msgspec.structs.replace(
    EVERY_PHASE, phases=(), typed=wrong("new", "title", "starts", features="comment")
)
BODIES = s.BodiesPage(
    **PAGE,
    bodies=(
        s.BodyRow(id="b1", name="Kreistag", kind="council", seats=43, territory="", place=None),
        s.BodyRow(
            id="b2", name="Rat", kind="council", seats=None, territory="07231134", place="Thalfang"
        ),
    ),
    units=(s.UnitRow(id="u1", name="Fachbereich Mobilität", territory="", place=None),),
    kinds=("council", "committee", "advisory"),
    places=(v.Option(value="07231134", label="Thalfang"),),
    typed=wrong("body-b2", "seats", name="Rat", seats="viele"),
)
BODIES_EMPTY = s.BodiesPage(**PAGE, bodies=(), units=(), kinds=("council",), places=())
INDICATOR = s.IndicatorRow(
    id="i1",
    name="Fahrten",
    unit="Fahrten im Monat",
    baseline="10",
    target="20,5",
    by_day=date(2025, 12, 31),
    share=50,
    values=(
        s.ReportedValue(day=date(2023, 1, 1), value="10", source="Zählung", x=0, y=60),
        s.ReportedValue(day=date(2024, 1, 1), value="15", source="Zählung", x=300, y=30),
    ),
)
GOALS = s.GoalsPage(
    **PAGE,
    goals=(
        s.GoalRow(id="g1", text="Abends mobil", field=MOBILITY, indicators=(INDICATOR,)),
        s.GoalRow(
            id="g2",
            text="Alle lernen",
            field=None,
            indicators=(msgspec.structs.replace(INDICATOR, id="i2", share=None, values=()),),
        ),
    ),
    fields=(v.Option(value="f1", label="Mobilität"),),
    today=date(2024, 2, 1),
    typed=wrong("value-i1", "value", "as_of", value="zehn"),
)
GOALS_EMPTY = s.GoalsPage(**PAGE, goals=(), fields=(), today=date(2024, 2, 1))
IDEA = v.IdeaLink(id="1", receipt="B-2023-0012", title="Abendbus")
ARCHIVE = s.ArchivePage(
    **PAGE, archived=False, open=3, undecided=2, uncompared=1, ideas=(IDEA,), phases=(OPEN,)
)
ARCHIVE_READY = s.ArchivePage(
    **PAGE,
    archived=False,
    open=0,
    undecided=0,
    uncompared=0,
    appeals_until=date(2024, 5, 31),
    ideas=(),
    phases=(),
    typed=wrong("archive", "reason"),
)
ARCHIVED = s.ArchivePage(
    **PAGE, archived=True, open=0, undecided=0, uncompared=0, ideas=(), phases=()
)

_PAGES: dict[str, v.Page] = {
    "office": OFFICE,
    "office-empty": OFFICE_EMPTY,
    "process-new": NEW,
    "process-new-errors": NEW_ERRORS,
    "process-office": PROCESS,
    "set-up-about": ABOUT,
    "set-up-fields": FIELDS,
    "set-up-fields-errors": FIELDS_ERRORS,
    "set-up-fields-empty": FIELDS_EMPTY,
    "set-up-places": PLACES,
    "set-up-places-empty": PLACES_EMPTY,
    "set-up-phases": EVERY_PHASE,
    "set-up-phases-errors": PHASES_ERRORS,
    "set-up-phases-empty": PHASES_EMPTY,
    "set-up-bodies": BODIES,
    "set-up-bodies-empty": BODIES_EMPTY,
    "set-up-goals": GOALS,
    "set-up-goals-empty": GOALS_EMPTY,
    "archive": ARCHIVE,
    "archive-ready": ARCHIVE_READY,
    "archived": ARCHIVED,
}
SET_UP: dict[str, tuple[v.Page, v.Chrome]] = {
    name: (page, signed_in("office", nav="office")) for name, page in _PAGES.items()
}
"""Every page with the frame it is shown in."""
