"""Pages of auditors, and of the office that answers them."""

from datetime import date

import msgspec

from api.pages import views
from api.pages.views import audits as v
from tests.api.view_samples.material import EVENING_BUS, at

FINDING = v.FindingCard(
    id="f1",
    audit_id="a1",
    severity="major",
    state="open",
    text="Zwei Entscheidungen kamen später als am nächsten Werktag.",
    due=date(2023, 7, 3),
    days_late=4,
    recorded_at=at(6, 19),
    process_title="Gemeinsam.Digital: Ideen für den Landkreis",
)
SETTLED = msgspec.structs.replace(
    FINDING, id="f2", severity="note", state="settled", days_late=0, process_title=None
)
AUDIT_CARD = v.AuditCard(
    id="a1",
    scope="moderation",
    state="open",
    opened_at=at(6, 19),
    closed_at=None,
    findings=2,
    unsettled=1,
    process_title="Gemeinsam.Digital: Ideen für den Landkreis",
)
CLOSED = msgspec.structs.replace(
    AUDIT_CARD, id="a2", state="closed", closed_at=at(7, 20), unsettled=0, process_title=None
)
AUDITS = v.AuditsPage(
    audits=(AUDIT_CARD, CLOSED),
    scopes=("everything", "counting", "moderation"),
    processes=(views.Option(value="digital", label="Gemeinsam.Digital"),),
    overdue=1,
)
AUDITS_EMPTY = msgspec.structs.replace(
    AUDITS, audits=(), overdue=0, errors=(views.FieldError(field="scope", message="Wählen Sie."),)
)
SAME = v.ReplayView(
    to_position=4711,
    requested_at=at(6, 19),
    executed_at=at(6, 19),
    state_hash="a" * 64,
    live_hash="a" * 64,
    matches=True,
)
OTHER = msgspec.structs.replace(SAME, to_position=4000, live_hash="b" * 64, matches=False)
RUNNING = v.ReplayView(to_position=5200, requested_at=at(6, 20), percent=40)
RUN = v.AuditRunPage(
    audit=AUDIT_CARD,
    actor="3fa85f64",
    replays=(RUNNING, SAME, OTHER),
    running=True,
    findings=(FINDING, SETTLED),
    severities=("note", "minor", "major", "critical"),
    head=5200,
)
RUN_CLOSED = msgspec.structs.replace(RUN, audit=CLOSED, replays=(), running=False, findings=())
RUN_ERRORS = msgspec.structs.replace(
    RUN,
    form=v.FindingForm(
        text="Kurz", errors=(views.FieldError(field="text", message="Mindestens 20 Zeichen."),)
    ),
)
FINDINGS = v.FindingsPage(
    findings=(FINDING, SETTLED), states=("open", "answered", "settled"), state="", overdue=1
)
FINDINGS_NONE = msgspec.structs.replace(FINDINGS, findings=(), state="answered", overdue=0)
STEP = v.FindingStep(
    kind="recorded", at=at(6, 19), role="auditor", actor="3fa85f64", text=FINDING.text
)
ANSWERED = v.FindingStep(
    kind="answered", at=at(6, 21), role="office", actor="77e1b2c0", text="Wir sind jetzt zu dritt."
)
FINDING_PAGE = v.FindingPage(
    finding=FINDING,
    scope="moderation",
    steps=(STEP,),
    positions=("4711", "4712"),
    subjects=(views.Option(value=EVENING_BUS.id, label="B-2023-0012"),),
    may_see_audit=False,
    may_answer=True,
    may_judge=False,
    own=False,
)
FINDING_JUDGED = msgspec.structs.replace(
    FINDING_PAGE,
    finding=msgspec.structs.replace(FINDING, state="answered", days_late=0),
    steps=(STEP, ANSWERED),
    positions=(),
    subjects=(),
    may_see_audit=True,
    may_answer=False,
    may_judge=True,
    own=True,
)
FIRST = v.Act(event="case.decided", at=at(6, 14), role="moderator", actor="aa11", position=230)
SECOND = v.Act(
    event="case.appeal-decided", at=at(6, 20), role="moderator", actor="bb22", position=402
)
FOUR_EYES = v.FourEyesPage(
    rows=(
        v.FourEyesRow(
            kind="appeal",
            first=FIRST,
            second=SECOND,
            differ=True,
            subject="case",
            subject_id=EVENING_BUS.id,
            subject_label="B-2023-0012",
        ),
        v.FourEyesRow(
            kind="finding",
            first=None,
            second=SECOND,
            differ=False,
            subject="audit",
            subject_id=EVENING_BUS.id,
        ),
    ),
    same=1,
    older_url="/de/audit/four-eyes?before=402",
)
FOUR_EYES_NONE = v.FourEyesPage(rows=(), same=0)
READS = v.StaffReadsPage(
    rows=(
        v.StaffReadRow(
            number=2,
            at=at(6, 20),
            reader="3fa85f64",
            role="admin",
            kind="person_list",
            whom="99aa88bb",
            purpose="administer_roles",
            hash="a1b2c3d4e5f6",
        ),
        v.StaffReadRow(
            number=1,
            at=at(6, 19),
            reader=None,
            role="system",
            kind="email_search",
            whom=None,
            purpose="operate",
            hash="0a1b2c3d4e5f",
        ),
    ),
    filter=v.ReadsFilter(),
    kinds=("person_list", "email_search"),
    purposes=("administer_roles", "operate"),
    checked=2,
    broken_at=None,
    older_url="/de/audit/reads?before=1",
)
READS_BROKEN = msgspec.structs.replace(READS, rows=(), checked=1, broken_at=2, older_url=None)
