"""Pages of moderators and auditors."""

import msgspec
from markupsafe import Markup

from api.pages import views as v
from tests.api.view_samples.material import (
    AUDIT_ROWS,
    BODY,
    CHAIN_HOLDS,
    EVENING_BUS,
    LINK,
    MOBILITY,
    SIMILAR,
    STATEMENT,
    TIMELINE,
    at,
)

CASE_ROW = v.CaseRow(
    id="k1",
    kind="proposal",
    title="Schlagloch in der Hauptstraße",
    excerpt="Seit Wochen ist vor Hausnummer 12 ein tiefes Loch, wann wird das endlich repariert?",
    process_title="Gemeinsam.Digital",
    trigger="submission",
    state="open",
    opened_at=at(6, 12, 8),
    due=at(6, 13, 14),
    hours_left=-5,
)
DESK = v.CaseDesk(
    tab="open",
    counts={"open": 7, "in_work": 2, "appeals": 1, "decided": 158},
    overdue=1,
    decided_this_month=41,
    overturned_this_month=1,
    cases=(
        CASE_ROW,
        msgspec.structs.replace(
            CASE_ROW,
            id="k2",
            kind="comment",
            trigger="report",
            title="Kommentar zu „Abendbus auf Knopfdruck“",
            hours_left=2,
            reports=3,
            urgent=True,
            claimed_by="M-2",
            state="in_work",
        ),
        msgspec.structs.replace(
            CASE_ROW, id="k3", hours_left=20, blocked="own_text", channel="paper"
        ),
    ),
)
CASE = v.CasePage(
    id="k1",
    kind="proposal",
    state="in_work",
    trigger="report",
    process_title="Gemeinsam.Digital",
    opened_at=at(6, 12),
    due=at(6, 13, 14),
    hours_left=3,
    idea_id=EVENING_BUS.id,
    receipt="B-2023-0140",
    channel="web",
    field=MOBILITY,
    territory="Thalfang",
    versions=(
        v.SubjectVersion(
            number=1, at=at(6, 12), title="Schlagloch", body_html=Markup("<p>Alt</p>")
        ),
        v.SubjectVersion(
            number=2,
            at=at(6, 12),
            title="Schlagloch vor Nr. 12",
            body_html=BODY,
            reason="Die Hausnummer fehlte.",
        ),
    ),
    author=v.AuthorHistory(published=3, returned=1, account_age="months"),
    similar=SIMILAR,
    reports=(v.CaseReport(rule="HR10", at=at(6, 12), text="Das gehört zum Mängelmelder."),),
    notes=(v.CaseNote(text="Mit der Straßenmeisterei geklärt.", at=at(6, 12), by_you=True),),
    decisions=(),
    history=TIMELINE[:2],
    seen=3,
    outcomes=("publish", "return", "reject", "merge"),
    may_decide=True,
    may_release=True,
)
CASE_ERRORS = msgspec.structs.replace(
    CASE,
    form=v.DecisionForm(
        outcome="reject",
        explanation="Zu kurz",
        errors=(
            v.FieldError(field="rules", message="Kreuzen Sie mindestens eine Regel an."),
            v.FieldError(field="explanation", message="Mindestens 20 Zeichen, bitte."),
        ),
    ),
    conflict="decided",
)
CASE_OPEN = msgspec.structs.replace(
    CASE, state="open", may_decide=False, may_release=False, may_claim=True, outcomes=()
)
CASE_LEFT = msgspec.structs.replace(
    CASE_OPEN, state="in_work", may_claim=False, may_take_over=True, blocked="claimed_by_other"
)
CASE_APPEAL = msgspec.structs.replace(
    CASE,
    state="under_appeal",
    decisions=(STATEMENT,),
    appeal=v.Appeal(filed_at=at(11, 2), text="Ich kritisiere die Verwaltung, niemanden sonst."),
    may_decide=False,
    may_decide_appeal=True,
)
CASE_FINAL = msgspec.structs.replace(
    CASE_APPEAL,
    state="final",
    appeal=v.Appeal(
        filed_at=at(11, 2),
        text="Ich kritisiere die Verwaltung.",
        ruling="overturned",
        explanation="Kritik ist erlaubt.",
        ruled_at=at(11, 4),
    ),
    may_decide_appeal=False,
    may_release=False,
    blocked="decided_by_you",
)
APPEAL = v.AppealPage(
    case_id="k1",
    kind="proposal",
    subject_id="i1",
    idea=LINK,
    own_text_html=BODY,
    statement=STATEMENT,
    appeal_until=at(12, 13),
    may_appeal=True,
)
AUDIT = v.AuditDesk(
    rows=AUDIT_ROWS,
    position=4711,
    last_position=5200,
    first_at=at(2, 1),
    last_at=at(12, 11),
    full=True,
    filter=v.AuditFilter(),
    events=("proposal.submitted", "proposal.published", "support.given"),
    matching=4711,
    as_of=v.AsOf(
        at=at(8, 1, 16), ideas=143, supports=2310, comments=318, open_cases=3, moderated_out=9
    ),
    masked_at=4800,
    chain=CHAIN_HOLDS,
    older_url="/de/audit?before=4704",
)
AUDIT_BROKEN = msgspec.structs.replace(
    AUDIT,
    rows=(),
    chain=v.ChainCheck(result="broken", checked=311, bad_position=312, reason="hash differs"),
)
REPLAY = v.ObjectReplay(
    object_id=EVENING_BUS.id,
    kind="proposal",
    label="B-2023-0012 Abendbus auf Knopfdruck",
    steps=(
        v.ReplayStep(
            number=211,
            step="at=211",
            at=at(6, 13),
            event="proposal.submitted",
            role="citizen",
            hash="a1b2c3",
        ),
        v.ReplayStep(
            number=230,
            step="at=230",
            at=at(6, 14),
            event="proposal.published",
            role="moderator",
            hash="d4e5f6",
            actor="3fa85f64",
        ),
        v.ReplayStep(
            number=402,
            step="at=402",
            at=at(6, 16),
            event="proposal.edited",
            role="citizen",
            hash="778899",
        ),
    ),
    current=1,
    changes=(
        v.FieldChange(
            name="state", before="in_review", after="published", kind="code", words="proposal_state"
        ),
        v.FieldChange(name="title", before=None, after="Abendbus auf Knopfdruck"),
        v.FieldChange(name="due", before="2023-06-14T14:00:00Z", after=None, kind="moment"),
    ),
    state=(
        v.FieldChange(
            name="state", before=None, after="published", kind="code", words="proposal_state"
        ),
        v.FieldChange(name="supports", before=None, after="0", kind="number"),
    ),
    full=True,
    public_url=f"/de/ideas/{EVENING_BUS.id}",
    rules=("HR04",),
    reason="Name entfernt, jetzt in Ordnung.",
    previous_hash="a1b2c3",
)
