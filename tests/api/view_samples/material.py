"""What the sample pages are made of: one process in the summer of 2023."""

from datetime import UTC, date, datetime

from markupsafe import Markup

from api.pages import views as v

SLUG = "gemeinsam-digital"
CLIENT = "Landkreis Bernkastel-Wittlich"


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    """Return a moment of 2023."""
    return datetime(2023, month, day, hour, minute, tzinfo=UTC)


MOBILITY = v.ActionField(id="f1", name="Mobilität", colour="blue")
HEALTH = v.ActionField(id="f6", name="Gesundheit", colour="red")
LEARNING = v.ActionField(id="f3", name="Bildung & digitaler Kompetenzaufbau", colour="orange")
FIELDS = (
    v.Option(value="f1", label="Mobilität", count=9),
    v.Option(value="f2", label="Wirtschaft & Arbeit", count=5),
    v.Option(value="f3", label="Bildung & digitaler Kompetenzaufbau", count=6),
)
PLACES = (
    v.Option(value="07231134", label="VG Thalfang am Erbeskopf", count=6),
    v.Option(value="07231122", label="Thalfang", count=4, depth=1),
    v.Option(value="07231502", label="Stadt Wittlich", count=11),
)


def phase(
    number: int, kind: str, title: str, starts: datetime, ends: datetime, state: str
) -> v.PhaseView:
    """Return a phase that consults; the third one is the open idea collection."""
    is_open = state == "open"
    return v.PhaseView(
        id=f"p{number}",
        kind=kind,
        title=title,
        state=state,  # type: ignore[arg-type]  # samples spell states as plain words
        starts=starts,
        ends=ends,
        level="involve" if is_open else "inform",
        features=("submit", "comment", "support") if is_open else (),
        negotiable="Welche Maßnahmen in die Strategie kommen und welche zuerst beginnen."
        if is_open
        else None,
        not_negotiable="Die sechs Handlungsfelder und das Budget des Förderprogramms."
        if is_open
        else None,
        announced_end=at(7, 31, 21, 59) if is_open else None,
        extension_reason="In den Ferien waren viele nicht erreichbar." if is_open else None,
    )


PHASES = (
    phase(1, "inventory", "Bestandsaufnahme", at(2, 1), at(4, 15), "closed"),
    phase(2, "mission", "Leitbild", at(4, 16), at(6, 10), "closed"),
    phase(3, "measures", "Ideen und Maßnahmen", at(6, 12), at(8, 13, 21, 59), "open"),
    phase(4, "implementation_plan", "Umsetzungskonzept", at(8, 14), at(11, 30), "defined"),
    phase(5, "decision", "Beschluss", at(12, 1), at(12, 20), "defined"),
)
OPEN = PHASES[2]

CITIZEN = v.Author()
COMPANY = v.Author(kind="organisation", name="Weingut Sonnenuhr (erfunden)")

EVENING_BUS = v.IdeaCard(
    id="0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1001",
    receipt="B-2023-0012",
    title="Abendbus auf Knopfdruck",
    excerpt="Nach 19 Uhr fährt aus Wittlich kein Bus mehr in die Dörfer. Ein kleiner Bus, den man "
    "eine Stunde vorher per App oder Telefon ruft, würde Chorproben und Spätschichten retten …",
    state="published",
    author=CITIZEN,
    channel="web",
    published_at=at(6, 14),
    field=MOBILITY,
    territory="Thalfang",
    supports=87,
    most_supports=112,
    comments=14,
)
CARDS = (
    EVENING_BUS,
    v.IdeaCard(
        id="0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1002",
        receipt="B-2023-0031",
        title="Videosprechstunde mit Helferin im Gemeindehaus",
        excerpt="Wer nicht gut mit Technik umgehen kann, soll im Gemeindehaus einen Raum mit "
        "Kamera und einer geschulten Person finden, die beim Arztgespräch hilft.",
        state="published",
        author=CITIZEN,
        channel="paper",
        published_at=at(6, 20),
        field=HEALTH,
        territory="Morbach",
        supports=112,
        most_supports=112,
        comments=1,
    ),
    v.IdeaCard(
        id="0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1003",
        receipt="B-2023-0044",
        title="Programmierclub für Mädchen",
        excerpt="Ein Nachmittag in der Woche, an dem Mädchen ab zehn Jahren eigene Spiele bauen, "
        "mit Ausbilderinnen aus Betrieben der Region.",
        state="merged",
        author=COMPANY,
        channel="web",
        published_at=at(7, 2),
        field=LEARNING,
        supports=23,
        most_supports=112,
        comments=0,
    ),
    v.IdeaCard(
        id="0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1004",
        receipt="B-2022-0300",
        title=None,
        excerpt="Fleisch sollte so viel kosten, wie seine Herstellung der Umwelt schadet.",
        state="published",
        author=v.Author(kind="import"),
        channel="import",
        published_at=at(7, 3),
        opinions=v.Opinions(agree=271, disagree=88, neither=61),
        comments=0,
    ),
)
FIGURES = v.Figures(
    ideas=143,
    comments=318,
    answers=2310,
    on_paper=12,
    in_review=3,
    decided_in_time=151,
    decided=158,
)
LINK = v.IdeaLink(id=EVENING_BUS.id, receipt="B-2023-0012", title="Abendbus auf Knopfdruck")
SIMILAR = (
    v.SimilarIdea(
        id=EVENING_BUS.id,
        receipt="B-2023-0012",
        title="Abendbus auf Knopfdruck",
        excerpt="Nach 19 Uhr fährt aus Wittlich kein Bus mehr in die Dörfer.",
        supports=87,
        comments=14,
    ),
    v.SimilarIdea(
        id="0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a1009",
        receipt="B-2023-0019",
        title="Mitfahrbänke mit Anzeige",
        excerpt="Eine Bank am Ortsausgang, die zeigt, wohin jemand mitfahren will.",
        supports=41,
        comments=6,
    ),
)
STATEMENT = v.Statement(
    outcome="return",
    rules=("HR04",),
    explanation="Im zweiten Satz steht der Name Ihres Nachbarn. Bitte beschreiben Sie die Stelle "
    "ohne Namen, dann veröffentlichen wir die Idee gern.",
    quoted="bei Familie M. in der Hauptstraße",
    trigger="report",
    decided_at=at(6, 13, 9, 20),
)
TIMELINE = (
    v.TimelineEntry(event="proposal.submitted", at=at(6, 13, 18, 4), role="citizen", leaf=211),
    v.TimelineEntry(event="proposal.published", at=at(6, 14, 8, 30), role="moderator", leaf=230),
    v.TimelineEntry(
        event="proposal.edited",
        at=at(6, 16, 19, 2),
        role="citizen",
        detail="Telefonnummer zum Rufen ergänzt",
        leaf=402,
    ),
    v.TimelineEntry(
        event="proposal.merged",
        at=at(7, 5, 11, 0),
        role="moderator",
        link=v.IdeaLink(id="m", receipt="B-2023-0077", title="Bus am Abend"),
        leaf=1204,
    ),
)
BODY = Markup(
    "<p>Nach 19 Uhr fährt aus Wittlich kein Bus mehr in die Dörfer. Wer im Chor singt, "
    "Spätschicht hat oder einfach ins Kino will, braucht ein Auto oder jemanden, der fährt.</p>"
    "<p>Ich schlage einen <strong>kleinen Bus auf Abruf</strong> vor:</p><ul>"
    "<li>eine Stunde vorher per App <em>oder Telefon</em> rufen,</li>"
    "<li>feste Haltepunkte in jedem Ort,</li><li>Preis wie im normalen Bus.</li></ul>"
    "<p>Im Eifelkreis gibt es so etwas schon, siehe "
    '<a href="https://example.org/rufbus">Beispiel</a>.</p>'
)


def comment(number: int, depth: int = 0, **changes: object) -> v.Comment:
    """Return a visible comment, changed as asked."""
    given: dict[str, object] = {
        "id": f"c{number}",
        "depth": depth,
        "state": "visible",
        "posted_at": at(6, 15, 9 + number),
        "author": CITIZEN,
        "stance": "pro",
        "body_html": Markup("<p>Unbedingt auch sonntags, da ist der Weg zum Krankenhaus weit.</p>"),
        "may_reply": depth < 3,
        "may_report": True,
    }
    return v.Comment(**(given | changes))  # type: ignore[arg-type]  # checked when rendered


COMMENTS = (
    comment(1),
    comment(
        2,
        1,
        stance="question",
        author=COMPANY,
        body_html=Markup("<p>Wer fährt, und was kostet das im Jahr?</p>"),
    ),
    comment(
        3,
        2,
        stance=None,
        mine=True,
        editable_until=at(6, 15, 13),
        may_withdraw=True,
        may_report=False,
    ),
    comment(4, 3, stance="contra", edited_at=at(6, 16)),
    comment(5, state="hidden", body_html=None, rules=("HR01",), may_reply=False),
    comment(6, state="withdrawn", body_html=None, may_reply=False),
    comment(7, state="held", stance="neutral", mine=True),
)
IDEA = v.IdeaPage(
    id=EVENING_BUS.id,
    receipt="B-2023-0012",
    short_url="https://gemeinsam.example/i/B-2023-0012",
    slug=SLUG,
    process_title="Gemeinsam.Digital",
    title="Abendbus auf Knopfdruck",
    body_html=BODY,
    state="published",
    version=2,
    author=CITIZEN,
    channel="web",
    submitted_at=at(6, 13),
    published_at=at(6, 14),
    question="support",
    phase=OPEN,
    field=MOBILITY,
    territory="Thalfang",
    source_url="https://dialog.example/ideen/17",
    latitude="49,7515",
    longitude="6,9981",
    versions=(
        v.VersionLink(number=1, at=at(6, 13)),
        v.VersionLink(number=2, at=at(6, 16), reason="Telefonnummer zum Rufen ergänzt"),
    ),
    merged_from=(v.IdeaLink(id="m", receipt="B-2023-0077", title="Bus am Abend"),),
    supports=v.SupportTally(
        count=87, highest=112, rank=3, ideas=143, carried_over=9, not_attributable=1
    ),
    me=v.MyPart(obstacle="sign_in", comment_obstacle="sign_in"),
    timeline=TIMELINE,
    comments=tuple(c for c in COMMENTS if not c.mine),
    comment_count=106,
    comment_pages=v.Pages(
        number=2,
        of=4,
        former_url="/de/ideas/i#comments",
        further_url="/de/ideas/i?comments=3#comments",
        last_url="/de/ideas/i?comments=4#comments",
    ),
)
AUDIT_ROWS = tuple(
    v.AuditRow(
        number=4711 - number,
        step=f"at={4711 - number}",
        recorded_at=at(8, 1, 16, 59 - number),
        event=event,
        role=role,  # type: ignore[arg-type]  # samples spell roles as plain words
        subject=subject,
        subject_id=f"0b6f1c9e-6f0e-4f59-9c5e-0d7f2f9a10{number:02}" if subject != "vote" else None,
        subject_label=label,
        hash=f"a3f09c{number:06}",
        actor="3fa85f64" if role not in {None, "system"} else None,
        channel="paper" if number == 3 else "web",
        occurred_at=at(7, 30, 11) if number == 3 else None,
        rules=("HR07",) if event == "case.decided" else (),
        reason="Schlagloch: bitte an die Straßenmeisterei." if event == "case.decided" else None,
    )
    for number, (event, role, subject, label) in enumerate(
        (
            ("support.given", None, "vote", None),
            ("proposal.published", "moderator", "proposal", "B-2023-0143"),
            ("case.decided", "moderator", "case", "B-2023-0140"),
            ("proposal.submitted", "clerk", "proposal", "B-2023-0143"),
            ("phase.extended", "office", "phase", "Ideen und Maßnahmen"),
            ("participant.role-granted", "admin", "person", None),
            ("comment.posted", "citizen", "comment", "zu B-2023-0012"),
            ("something.unheard-of", "system", "other", None),
        )
    )
)
CHAIN_HOLDS = v.ChainCheck(
    result="holds", checked=4711, head_hash="a3f09c1e5b77d210", milliseconds=41
)
TODAY = date(2023, 8, 1)


def chrome(**changes: object) -> v.Chrome:
    """Return the frame of a page for a visitor of the demo process, changed as asked."""
    given: dict[str, object] = {
        "language": "de",
        "path": "/",
        "base_url": "https://gemeinsam.example",
        "position": 4711,
        "demo": True,
        "process": v.ProcessBrand(
            slug=SLUG, title="Gemeinsam.Digital", client=CLIENT, may_submit=True
        ),
    }
    return v.Chrome(**(given | changes))  # type: ignore[arg-type]  # checked when rendered


def signed_in(*roles: str, **changes: object) -> v.Chrome:
    """Return the frame of a page for somebody with these roles."""
    names = {"citizen": "Ana Beispiel", "moderator": "Milo Muster"}
    person = v.SignedIn(name=names.get(roles[0], "Toni Test"), roles=roles)  # type: ignore[arg-type]  # as above
    token: dict[str, object] = {"csrf_token": "t0ken", "command_id": "5f0c"}
    return chrome(signed_in=person, **(token | changes))
