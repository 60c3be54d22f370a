"""Pages of the project office at measures, filled."""

from datetime import date

import msgspec

from api.pages.measures.acts import ACTS
from api.pages.views import FieldError, Option
from api.pages.views import office as v
from tests.api.view_samples.material import EVENING_BUS, SLUG
from tests.api.view_samples.measures import CARD, DONE, PROFILE

FIELDS = (Option(value="f1", label="Mobilität"),)
ERRORS = (FieldError(field="title", message="Geben Sie der Maßnahme einen Titel."),)
NEW = v.NewMeasurePage(
    slug=SLUG,
    process_title="Gemeinsam.Digital: Ideen",
    form=v.NewMeasureForm(ideas=(EVENING_BUS.id,)),
    fields=FIELDS,
    ideas=(v.IdeaGroup(code="chosen", ideas=(EVENING_BUS,)),),
    shown=100,
    total=340,
    advice=(Option(value="r1", label="Kein Bus am Abend"),),
    formats=(Option(value="w1", label="Rundgang im Kreishaus"),),
    errors=ERRORS,
)
EDIT = v.ProfilePage(
    card=CARD,
    form=v.ProfileForm(title="Räume", goals=("g1",), territories=("07231",)),
    fields=FIELDS,
    units=(Option(value="u1", label="Fachbereich Kultur"),),
    goals=(Option(value="g1", label="Mehr Busse"),),
    indicators=(Option(value="i1", label="Fahrten"),),
    territories=(Option(value="07231", label="Morbach"),),
    notices=(Option(value="n1", label="Smart Cities"),),
    missing=("Problem", "Kosten und Finanzierung: Es fehlen 12.000 €"),
    errors=ERRORS,
)
DESK = v.OfficeMeasurePage(
    card=CARD,
    slug=SLUG,
    acts=tuple(ACTS),
    missing=("Kosten und Finanzierung: Es fehlen 12.000 €",),
    shares=PROFILE.shares,
    cost_once=80_000_00,
    addressees=(Option(value="unit:u1", label="Fachbereich Kultur"),),
    bodies=(Option(value="b1", label="Kreistag"),),
    partner_bodies=(Option(value="b2", label="Gemeinderat Morbach"),),
    together=(Option(value="d1", label="M-04 Räume online buchen (Kreistag)"),),
    partner_together=(Option(value="d2", label="M-05 Dorfladen (Gemeinderat Morbach)"),),
    waiting=PROFILE.statements[:1],
    milestones=PROFILE.milestones,
    today=date(2024, 5, 2),
    weights=(("benefit", 30), ("effort", 15)),
    formats=(Option(value="w1", label="Rundgang im Kreishaus"),),
    sources=(Option(value="s1", label="B-2023-0001 Rufbus am Abend"),),
    linkable=(Option(value="inventory:i1", label="Aus dem Bestand: Rufbus"),),
    act="submit",
    typed={"body": "b1", "text": "Bitte bald."},
    problem="Der Steckbrief ist noch nicht vollständig.",
    lacks=("Kosten und Finanzierung: Es fehlen 12.000 €",),
)
DESK_OVER = msgspec.structs.replace(
    DESK, card=DONE, acts=(), missing=(), shares=(), act="", problem=None, lacks=()
)
