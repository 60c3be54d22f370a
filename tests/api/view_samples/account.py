"""Pages about accounts, roles and what went wrong, and the API reference."""

from datetime import date

from api.pages import views as v
from domain.people import Role
from tests.api.view_samples.material import EVENING_BUS, SLUG, at

ME = v.MyPage(
    address="a…@example.org",
    level="email",
    ideas=(
        v.MyIdea(
            id=EVENING_BUS.id,
            receipt="B-2023-0147",
            title="Rufbus für Abendtermine",
            state="in_review",
            submitted_at=at(6, 13),
            next_step="wait_review",
            due=at(6, 14, 14),
        ),
        v.MyIdea(
            id="x",
            receipt="B-2023-0099",
            title="Leih-Tablets in der Bücherei",
            state="returned",
            submitted_at=at(6, 2),
            next_step="revise",
            supports=4,
            comments=1,
            case_id="k1",
        ),
    ),
    comments=(
        v.MyComment(
            id="c3",
            idea_id=EVENING_BUS.id,
            idea_title="Abendbus",
            excerpt="Unbedingt auch sonntags",
            state="visible",
            posted_at=at(6, 15),
        ),
    ),
    answers=(
        v.MyAnswer(idea_id=EVENING_BUS.id, idea_title="Abendbus", at=at(6, 15), text_changed=True),
    ),
    drafts=(v.MyDraft(id="d1", slug=SLUG, title="", saved_at=at(6, 13)),),
    sessions=(
        v.MySession(
            id="s1", device="Firefox", started_at=at(6, 13), last_seen=at(6, 15), current=True
        ),
        v.MySession(id="s2", device="Telefon", started_at=at(6, 1), last_seen=at(6, 3)),
    ),
    tokens=(v.MyToken(id="t1", label="Auswertung", issued_at=at(6, 2)),),
    reports=(
        v.MyReport(
            kind="comment",
            rule="HR01",
            at=at(6, 15),
            idea_id=EVENING_BUS.id,
            idea_title="Abendbus",
        ),
        v.MyReport(
            kind="proposal",
            rule="HR04",
            at=at(6, 1),
            idea_id=None,
            idea_title="",
            outcome="hide",
            rules=("HR04", "HR01"),
            decided_at=at(6, 2),
        ),
    ),
)
ME_EMPTY = v.MyPage(
    address="a…@example.org",
    level="email",
    ideas=(),
    comments=(),
    answers=(),
    drafts=(),
    sessions=ME.sessions[:1],
    suspended_until=at(9, 1),
)
GRANTS = (
    v.RoleGrant(
        id="g1",
        person="m…@example.org",
        role="moderator",
        granted_at=at(2, 1),
        until=date(2023, 12, 31),
        scope="Gemeinsam.Digital",
    ),
    v.RoleGrant(id="g2", person="b…@example.org", role="admin", granted_at=at(1, 1), yourself=True),
)
ROLES: tuple[Role, ...] = ("moderator", "office", "auditor", "admin")
STAFF = v.StaffPage(
    grants=GRANTS,
    ended=GRANTS[:1],
    roles=ROLES,
    processes=(v.Option(value=SLUG, label="Gemeinsam.Digital"),),
    form=v.StaffForm(
        errors=(v.FieldError(field="until", message="Das Ende liegt in der Vergangenheit."),)
    ),
)
DEMO_ROLES = (
    v.DemoRole(role="citizen", name="Ana Beispiel"),
    v.DemoRole(role="organisation", name="Weingut Sonnenuhr"),
    v.DemoRole(role="moderator", name="Milo Muster"),
    v.DemoRole(role="office", name="Ottilie Ordnung"),
    v.DemoRole(role="auditor", name="Rita Rechnung"),
    v.DemoRole(role="admin", name="Toni Technik"),
)
MAIL = v.OutboxMail(
    id="1", to="ana@example.org", subject="Ihr Link zum Anmelden", sent_at=at(6, 13)
)
API = v.ApiPage(
    version="1",
    sections=(
        v.ApiSection(
            id="proposals",
            title="proposals",
            operations=(
                v.ApiOperation(
                    id="list-proposals",
                    method="GET",
                    path="/api/v1/proposals",
                    summary="List proposals",
                    description="Public proposals as of a position.",
                    parameters=(
                        v.ApiParameter(name="process", place="query", type="string", required=True),
                    ),
                    responses=(v.ApiResponse(status="200", description="A page of proposals"),),
                    example="curl https://gemeinsam.example/api/v1/proposals?process=digital",
                ),
            ),
        ),
    ),
)
