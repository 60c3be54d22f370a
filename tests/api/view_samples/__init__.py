"""Every page by name, filled, with the frame it is shown in.

Used to render all templates in tests, and to look at them while working on the design.
"""

import msgspec

from api.pages import views as v
from tests.api.view_samples import (
    answers,
    audits,
    decisions,
    measures,
    office,
    own_data,
    papers,
    signing,
)
from tests.api.view_samples.account import API, DEMO_ROLES, MAIL, ME, ME_EMPTY, STAFF
from tests.api.view_samples.desks import (
    APPEAL,
    AUDIT,
    AUDIT_BROKEN,
    CASE,
    CASE_APPEAL,
    CASE_ERRORS,
    CASE_FINAL,
    CASE_OPEN,
    DESK,
    REPLAY,
)
from tests.api.view_samples.material import (
    EVENING_BUS,
    IDEA,
    LINK,
    PHASES,
    SLUG,
    at,
    chrome,
    signed_in,
)
from tests.api.view_samples.public import (
    COMPARISON,
    EDIT,
    FEED,
    FEED_NOTHING,
    IDEA_HIDDEN,
    IDEA_OPINION,
    IDEA_OWN,
    IDEA_OWN_RETURNED,
    IDEA_SUPPORTED,
    PROCESS,
    START,
    START_EMPTY,
    SUBMIT,
    SUBMIT_ERRORS,
    THEN,
    VERSION,
)
from tests.api.view_samples.receipts import RECEIPTS

MODERATOR = signed_in("moderator", nav="moderation", path="/moderation", process=None)
ANA = signed_in("citizen", path=f"/ideas/{EVENING_BUS.id}", nav="ideas")
AUDITOR = signed_in("auditor", nav="audit", path="/audit/runs", process=None)
OFFICE = signed_in("office", nav="findings", path="/audit/findings", process=None)
ANSWERING = signed_in("office", nav="answers", path="/answers", process=None)
SECRETARY = signed_in("secretary", nav="council", path="/council", process=None)
CLERK = signed_in("clerk", nav="papers", path="/papers", process=None)
NOBODY = chrome(process=None)

PAGES: dict[str, tuple[v.Page, v.Chrome]] = {
    "start": (START, chrome(process=None, nav="start")),
    "start-empty": (START_EMPTY, chrome(process=None, nav="start", demo=False)),
    "process": (PROCESS, chrome(nav="process")),
    "feed": (FEED, chrome(nav="ideas", path=f"/p/{SLUG}/ideas?sort=new")),
    "feed-nothing": (FEED_NOTHING, chrome(nav="ideas")),
    "submit-anonymous": (SUBMIT, chrome(nav="submit")),
    "submit": (SUBMIT, signed_in("citizen", nav="submit")),
    "submit-errors": (SUBMIT_ERRORS, signed_in("citizen", nav="submit", notice="draft_saved")),
    "submit-closed": (
        msgspec.structs.replace(SUBMIT, phase=PHASES[3]),
        signed_in("citizen", nav="submit"),
    ),
    "edit": (EDIT, signed_in("citizen")),
    "idea": (IDEA, chrome(nav="ideas", path=f"/ideas/{EVENING_BUS.id}")),
    "idea-supported": (IDEA_SUPPORTED, signed_in("citizen", notice="supported")),
    "idea-own": (IDEA_OWN, ANA),
    "idea-own-returned": (IDEA_OWN_RETURNED, ANA),
    "idea-hidden": (IDEA_HIDDEN, chrome()),
    "idea-opinion": (IDEA_OPINION, ANA),
    "version": (VERSION, chrome()),
    "comparison": (COMPARISON, chrome()),
    "version-then": (VERSION, chrome(moment=THEN)),
    "comment-edit": (
        v.CommentEditPage(id="c3", idea=LINK, body="Sonntags", editable_until=at(6, 15, 13)),
        ANA,
    ),
    "report": (
        v.ReportPage(
            kind="comment",
            subject_id="c1",
            idea=LINK,
            excerpt="Unbedingt auch sonntags",
            errors=(v.FieldError(field="rule", message="Bitte wählen Sie eine Regel."),),
        ),
        ANA,
    ),
    "appeal": (APPEAL, ANA),
    "appeal-decided": (
        msgspec.structs.replace(
            APPEAL, may_appeal=False, filed_at=at(7, 1), ruling="partly", ruling_at=at(7, 2)
        ),
        ANA,
    ),
    "me": (ME, signed_in("citizen", nav="me", process=None, notice="submitted")),
    "me-empty": (ME_EMPTY, signed_in("citizen", nav="me", process=None)),
    "erasure": (own_data.ERASURE, signed_in("moderator", nav="me", process=None)),
    "erasure-errors": (own_data.ERASURE_ERRORS, signed_in("citizen", nav="me", process=None)),
    "erasure-old": (own_data.ERASURE_OLD_SESSION, signed_in("citizen", nav="me", process=None)),
    "erasure-waiting": (own_data.WAITING, NOBODY),
    "erasure-done": (own_data.DONE, NOBODY),
    "erasure-void": (own_data.VOID, NOBODY),
    "export": (own_data.EXPORT, signed_in("citizen", nav="me", process=None)),
    "export-old": (own_data.EXPORT_OLD_SESSION, signed_in("citizen", nav="me", process=None)),
    "moderation": (DESK, MODERATOR),
    "moderation-empty": (
        msgspec.structs.replace(DESK, cases=(), tab="appeals", overdue=0, counts={}),
        MODERATOR,
    ),
    "case": (CASE, MODERATOR),
    "case-errors": (CASE_ERRORS, MODERATOR),
    "case-open": (CASE_OPEN, MODERATOR),
    "case-appeal": (CASE_APPEAL, MODERATOR),
    "case-final": (CASE_FINAL, MODERATOR),
    "answers": (answers.PUBLIC, chrome(nav="process")),
    "answers-empty": (answers.PUBLIC_EMPTY, chrome(nav="process")),
    "answer-desk": (answers.DESK, ANSWERING),
    "answer-queue": (answers.QUEUE, ANSWERING),
    "answer-queue-errors": (answers.QUEUE_ERRORS, ANSWERING),
    "answer-queue-empty": (answers.QUEUE_EMPTY, ANSWERING),
    "answer-form": (answers.FORM, ANSWERING),
    "answer-form-given": (answers.FORM_GIVEN, ANSWERING),
    "answer-letter": (answers.LETTER, ANSWERING),
    "idea-answer-waiting": (answers.IDEA_WAITING, chrome(nav="ideas")),
    "idea-answer-overdue": (answers.IDEA_OVERDUE, chrome(nav="ideas")),
    "idea-answered": (answers.IDEA_ANSWERED, chrome(nav="ideas")),
    "papers": (papers.DESK, CLERK),
    "papers-empty": (papers.DESK_EMPTY, CLERK),
    "paper-form": (papers.FORM, CLERK),
    "paper-correction": (papers.CORRECTION, CLERK),
    "paper": (papers.PAPER, CLERK),
    "paper-mine": (msgspec.structs.replace(papers.PAPER, entry=papers.MINE), CLERK),
    "paper-confirmed": (msgspec.structs.replace(papers.PAPER, entry=papers.CONFIRMED), CLERK),
    "paper-set-aside": (msgspec.structs.replace(papers.PAPER, entry=papers.PUT_ASIDE), CLERK),
    "paper-receipt": (papers.RECEIPT, CLERK),
    "measure-new": (office.NEW, signed_in("office", nav="office")),
    "measure-edit": (office.EDIT, signed_in("office", nav="office")),
    "measure-office": (office.DESK, signed_in("office", nav="office")),
    "measure-office-over": (office.DESK_OVER, signed_in("office", nav="office")),
    "measures": (measures.CATALOGUE, signed_in("office", nav="measures")),
    "measures-empty": (measures.CATALOGUE_EMPTY, chrome(nav="measures")),
    "measure": (measures.PROFILE, signed_in("office", nav="measures")),
    "measure-stopped": (measures.STOPPED, chrome(nav="measures")),
    "measure-version": (measures.COMPARED, chrome(nav="measures")),
    "audit": (AUDIT, signed_in("auditor", nav="audit", process=None)),
    "audit-broken": (AUDIT_BROKEN, signed_in("auditor", nav="audit", process=None)),
    "audit-public": (
        msgspec.structs.replace(AUDIT, full=False, chain=v.ChainCheck(result="not_run")),
        chrome(nav="audit"),
    ),
    "checkpoints": (signing.CHECKPOINTS, chrome(nav="audit", process=None)),
    "checkpoints-stopped": (signing.STOPPED, chrome(nav="audit", process=None)),
    "audits": (audits.AUDITS, AUDITOR),
    "audits-empty": (audits.AUDITS_EMPTY, AUDITOR),
    "audit-run": (audits.RUN, AUDITOR),
    "audit-run-closed": (audits.RUN_CLOSED, AUDITOR),
    "audit-run-errors": (audits.RUN_ERRORS, AUDITOR),
    "findings": (audits.FINDINGS, OFFICE),
    "findings-none": (audits.FINDINGS_NONE, AUDITOR),
    "finding": (audits.FINDING_PAGE, OFFICE),
    "finding-judged": (audits.FINDING_JUDGED, AUDITOR),
    "four-eyes": (audits.FOUR_EYES, AUDITOR),
    "four-eyes-none": (audits.FOUR_EYES_NONE, AUDITOR),
    "staff-reads": (audits.READS, AUDITOR),
    "staff-reads-broken": (audits.READS_BROKEN, AUDITOR),
    "replay": (REPLAY, signed_in("auditor", nav="audit", process=None)),
    "sign-in": (
        v.SignInPage(
            demo_roles=DEMO_ROLES,
            next="/de/me",
            email="ana",
            errors=(v.FieldError(field="email", message="Das ist keine E-Mail-Adresse."),),
        ),
        NOBODY,
    ),
    "sign-in-sent": (v.MailSentPage(), NOBODY),
    "sign-in-confirm": (v.ConfirmSignInPage(token="abc"), NOBODY),
    "staff": (STAFF, signed_in("admin", nav="staff", process=None)),
    "outbox": (v.OutboxPage(mails=(MAIL,)), NOBODY),
    "outbox-empty": (v.OutboxPage(mails=()), NOBODY),
    "mail": (
        v.MailPage(
            mail=MAIL, paragraphs=("Guten Tag,", "hier ist Ihr Link."), link="/de/sign-in/abc"
        ),
        NOBODY,
    ),
    "refused": (v.RefusedPage(refusal="OwnProposal", back_url="/de/ideas/1"), ANA),
    "refused-unknown": (v.RefusedPage(refusal="SomethingNew", back_url="/de/"), ANA),
    "decisions": (decisions.REGISTER, chrome(nav="decisions")),
    "decisions-empty": (decisions.REGISTER_EMPTY, chrome(nav="decisions")),
    "decisions-nothing": (decisions.REGISTER_NOTHING, chrome(nav="decisions")),
    "decision": (decisions.DECISION, chrome(nav="decisions")),
    "decision-repealed": (decisions.REPEALED_PAGE, chrome(nav="decisions")),
    "decision-ahead": (decisions.AHEAD, chrome(nav="decisions")),
    "council": (decisions.DESK, SECRETARY),
    "council-empty": (decisions.DESK_EMPTY, SECRETARY),
    "council-schedule": (decisions.SCHEDULE, SECRETARY),
    "council-schedule-empty": (decisions.SCHEDULE_EMPTY, SECRETARY),
    "council-record": (decisions.TO_RECORD, SECRETARY),
    "council-confirm": (decisions.TO_CONFIRM, SECRETARY),
    "council-own": (decisions.OWN_RECORD, SECRETARY),
    "council-settled": (decisions.SETTLED, SECRETARY),
    "council-correcting": (decisions.CORRECTING, SECRETARY),
    **RECEIPTS,
    "verify": (v.VerifyPage(base="/public-log/"), NOBODY),
    "verify-receipt": (v.CheckReceiptPage(base="/public-log/"), NOBODY),
    "rules": (v.RulesPage(version=1), NOBODY),
    "privacy": (v.TextPage(text="privacy"), NOBODY),
    "imprint": (v.TextPage(text="imprint"), NOBODY),
    "accessibility": (v.TextPage(text="accessibility"), NOBODY),
    "api": (API, NOBODY),
} | {
    f"error-{status}": (
        v.ErrorPage(status=status, reference="7f3a", retry_seconds=30, fields=("title",)),
        NOBODY,
    )
    for status in (400, 401, 403, 404, 405, 410, 413, 422, 429, 500, 503)
}
