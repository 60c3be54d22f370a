"""Pages everybody sees, in the states that look different."""

from typing import get_args

import msgspec
from markupsafe import Markup

from api.pages import views as v
from api.pages.views.chain import Chain, ChainStage, ChainStep
from api.pages.views.measures import MeasureCard
from tests.api.view_samples.material import (
    BODY,
    CARDS,
    CLIENT,
    COMMENTS,
    EVENING_BUS,
    FIELDS,
    FIGURES,
    HEALTH,
    IDEA,
    LEARNING,
    LINK,
    MOBILITY,
    OPEN,
    PHASES,
    PLACES,
    SIMILAR,
    SLUG,
    STATEMENT,
    at,
)

PROCESS_CARD = v.ProcessCard(
    slug=SLUG,
    title="Gemeinsam.Digital",
    summary="Welche digitalen Angebote braucht unser Landkreis? Ihre Ideen fließen in die "
    "Strategie ein, über die der Kreistag im Dezember entscheidet.",
    client=CLIENT,
    phase=OPEN,
    figures=FIGURES,
)
START = v.StartPage(
    open_processes=(PROCESS_CARD,),
    other_processes=(
        msgspec.structs.replace(
            PROCESS_CARD, slug="leitbild", title="Leitbild 2022", phase=PHASES[0]
        ),
    ),
    figures=FIGURES,
    latest=CARDS[:3],
)
START_EMPTY = v.StartPage(
    open_processes=(),
    other_processes=(),
    figures=v.Figures(ideas=0, comments=0, answers=0),
    latest=(),
)
PROCESS = v.ProcessPage(
    slug=SLUG,
    title="Gemeinsam.Digital",
    opening="Wie kommt man abends ohne Auto nach Hause? Hier sammeln wir Antworten.",
    summary_html=Markup(
        "<p>Welche digitalen Angebote braucht unser Landkreis? Ihre Ideen fließen in die Strategie "
        "ein, über die der Kreistag im Dezember entscheidet.</p>"
    ),
    client=CLIENT,
    started_at=at(2, 1),
    phases=PHASES,
    current=OPEN,
    fields=(
        v.FieldCount(
            field=MOBILITY, ideas=42, description="Unterwegs sein, auch ohne eigenes Auto"
        ),
        v.FieldCount(field=LEARNING, ideas=31),
        v.FieldCount(field=HEALTH, ideas=1),
    ),
    territories=PLACES,
    figures=FIGURES,
    latest=CARDS[:3],
    contractors=("Beratung Muster (erfunden)",),
    lead="Stabsstelle Kreisentwicklung",
    funding="Modellvorhaben Smarte.Land.Regionen, Bundesprogramm Ländliche Entwicklung",
    chain=Chain(
        steps=tuple(
            ChainStep(stage=stage, count=7 * (number + 1), path=f"/p/{SLUG}/ideas", late=number % 2)
            for number, stage in enumerate(get_args(ChainStage))
        ),
        usable=(
            MeasureCard(
                id="018a16e4-ad80-7103-a5c6-c2b34f609e26",
                number="M-04",
                title="Räume im Dorf online buchen",
                excerpt="Ein Kalender für alle Gemeindehäuser.",
                status="completed",
                field=MOBILITY,
                usable_from=at(6, 1).date(),
                benefit="118 Räume sind buchbar.",
            ),
        ),
        strategy=True,
    ),
)
FEED = v.FeedPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital",
    question="support",
    phase=OPEN,
    ideas=CARDS,
    matching=143,
    total=143,
    filter=v.FeedFilter(),
    fields=FIELDS,
    territories=PLACES,
    states=("published", "merged", "withdrawn", "hidden"),
    channels=("web", "paper", "phone", "event"),
    next_url="/de/p/gemeinsam-digital/ideas?cursor=abc",
)
FEED_NOTHING = msgspec.structs.replace(
    FEED,
    ideas=(),
    matching=0,
    filter=v.FeedFilter(q="Seilbahn", field="f1", sort="random", seed="7"),
    next_url=None,
)
FORM = v.SubmitForm(
    title="Rufbus für Abendtermine", body="Kurz", field="f1", latitude="49,9", draft_id="d1"
)
SUBMIT = v.SubmitPage(
    slug=SLUG,
    process_title="Gemeinsam.Digital",
    phase=OPEN,
    form=v.SubmitForm(),
    fields=FIELDS,
    territories=PLACES,
    decision_by=at(6, 14, 14),
)
SUBMIT_ERRORS = msgspec.structs.replace(
    SUBMIT,
    form=FORM,
    similar=SIMILAR,
    draft_saved_at=at(6, 13),
    errors=(
        v.FieldError(field="title", message="Bitte geben Sie der Idee einen Titel."),
        v.FieldError(field="body", message="Beschreiben Sie die Idee in einigen Sätzen."),
        v.FieldError(field="latitude", message="Der Breitengrad liegt zwischen 49 und 51."),
    ),
)
EDIT = msgspec.structs.replace(SUBMIT, form=FORM, idea_id=EVENING_BUS.id, version=1, supports=87)
IDEA_SUPPORTED = msgspec.structs.replace(
    IDEA,
    comments=COMMENTS,
    me=v.MyPart(supported=True, answered_version=1, may_comment=True, may_report=True),
)
IDEA_OWN_RETURNED = msgspec.structs.replace(
    IDEA,
    state="returned",
    supports=None,
    merged_from=(),
    comments=(),
    comment_count=0,
    me=v.MyPart(
        own=True,
        may_edit=True,
        may_withdraw=True,
        statement=STATEMENT,
        case_id="k1",
        appeal_until=at(12, 13),
    ),
)
IDEA_OWN = msgspec.structs.replace(
    IDEA,
    me=v.MyPart(own=True, obstacle="own_idea", may_edit=True, may_withdraw=True, may_merge=True),
    field_errors=(v.FieldError(field="into", message="Diese Nummer gibt es nicht."),),
)
IDEA_HIDDEN = msgspec.structs.replace(
    IDEA,
    state="hidden",
    body_html=None,
    title=None,
    supports=None,
    versions=(),
    removal=msgspec.structs.replace(STATEMENT, outcome="hide", rules=("HR01", "HR02")),
    merged_from=(),
    comments=(),
    comment_count=0,
)
OPINION = v.Opinions(agree=271, disagree=88, neither=61)
IDEA_OPINION = msgspec.structs.replace(
    IDEA,
    question="opinion",
    supports=None,
    opinions=OPINION,
    opinions_all=v.Opinions(agree=280, disagree=95, neither=64, rule="all"),
    channel="import",
    author=v.Author(kind="import"),
    me=v.MyPart(choice="agree", answered_version=2, may_comment=True),
    comment_form=v.CommentForm(
        body="",
        parent="c1",
        errors=(v.FieldError(field="body", message="Der Kommentar ist leer."),),
    ),
)
COMPARISON = v.ComparePage(
    kind="idea",
    title="Abendbus auf Knopfdruck",
    own_url="/de/ideas/1/compare",
    back_url="/de/ideas/1",
    before=v.ComparedMoment(
        position=12, at=at(6, 12), day="2023-06-12", url="/de/ideas/1?as_of=12"
    ),
    after=v.ComparedMoment(position=90, at=at(6, 16), day="", url="/de/ideas/1", today=True),
    values=(
        v.ComparedValue(name="Stand", before="Veröffentlicht", after="Veröffentlicht"),
        v.ComparedValue(name="Unterstützungen", before="3", after="12", by=9),
        v.ComparedValue(name="Handlungsfeld", before=None, after="Mobilität"),
    ),
    texts=(
        v.ComparedText(name="Titel", state="same"),
        v.ComparedText(
            name="Text",
            state="changed",
            parts=(
                v.TextPart(kind="same", text="Eine Stunde vorher per App "),
                v.TextPart(kind="added", text="oder Telefon "),
                v.TextPart(kind="removed", text="oder Internetseite "),
            ),
        ),
    ),
    events=(v.TimelineEntry(event="proposal.edited", at=at(6, 14), role="citizen", position=40),),
    added=(v.ComparedComment(id="1", at=at(6, 15), body="Das bräuchten wir auch."),),
    gone=1,
)

THEN = v.Moment(
    path="/de/ideas/1",
    kept=(("sort", "new"),),
    today_url="/de/ideas/1",
    history_url="/api/v1/moments",
    position=12,
    at=at(6, 12),
    day="2023-06-12",
    link="https://gemeinsam.example/de/ideas/1?as_of=12",
    compare_url="/de/ideas/1/compare?from=12",
)

VERSION = v.VersionPage(
    idea=LINK,
    slug=SLUG,
    number=2,
    latest=3,
    at=at(6, 16),
    title="Abendbus auf Knopfdruck",
    body_html=BODY,
    reason="Telefonnummer zum Rufen ergänzt",
    comparison=(
        v.TextPart(kind="same", text="Eine Stunde vorher per App "),
        v.TextPart(kind="added", text="oder Telefon "),
        v.TextPart(kind="removed", text="oder Internetseite "),
        v.TextPart(kind="same", text="rufen."),
    ),
)
