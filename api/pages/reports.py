"""Reporting that something breaks a rule; nobody needs an account for it."""

from typing import cast, get_args
from uuid import UUID

import msgspec
from litestar import post
from litestar.exceptions import NotFoundException
from litestar.params import URLEncodedBody

from api.errors import Malformed
from api.pages.formatting import excerpt, typed
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts import cards, surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.signing_in import network_address
from api.pages.views import FieldError, ReportPage
from api.pages.vocabulary.terms import N_
from api.people import AnyRequest
from api.problems import WrongField
from api.provided import Allowances, Asking, Person, Platform, ReadModels, Texts, Visible
from domain.codes import CommentId, ProposalId, RemarkId, RuleCode, Subject, SubjectKind
from domain.moderation import AlreadyReported
from domain.people import ProcessId
from domain.ports import Texts as TextsPort
from domain.use_cases.commenting import report as report_subject
from projections import comments, feed, remarks
from projections.comments import CommentRow
from projections.feed import FeedRow
from projections.model import Snapshot as ReadModel
from projections.remarks import RemarkRow

_LONGEST = 2_000  # characters of what a reporter says
_FOR_MODERATORS = "HR00"


class ReportForm(msgspec.Struct):
    kind: str = ""
    id: str = ""
    rule: str = ""
    text: str = ""


class _Reported(msgspec.Struct, frozen=True):
    """What a report is about: an idea, a comment on it, or a remark on the mission."""

    subject: Subject
    process_id: ProcessId
    idea: FeedRow | None
    comment: CommentRow | RemarkRow | None
    back: str


@post("/reports", sync_to_thread=True)
def report(
    *,
    request: AnyRequest,
    data: URLEncodedBody[ReportForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    person: Person,
    allowances: Allowances,
    read_models: ReadModels,
    texts: Texts,
    visible: Visible,
) -> Answer:
    """Take a report and lead back to where it was made.

    Raises:
        Malformed: neither an idea nor a comment nor a remark.
        NotFoundException: not there, or not public.
    """
    words = typed(data.text)
    with read_models.snapshot() as snapshot:
        about = _about(snapshot, data)
        errors = _wrong(frame, data, words)
        if errors:
            return _form(frame, snapshot, texts, about, data, errors)
    if person.signed_in:
        allowances.spend("reports", person)
    else:
        allowances.spend_by_address("reports", network_address(request))
    rule = cast("RuleCode", data.rule)
    try:
        outcome = report_subject(platform, asking, about.subject, rule, words or None)
    except AlreadyReported:
        return frame.lead_to(about.back, "already_reported")
    visible.wait(outcome.position)
    return frame.lead_to(about.back, "reported")


def _about(snapshot: ReadModel, data: ReportForm) -> _Reported:
    try:
        subject_id = UUID(data.id)
    except ValueError as error:
        raise Malformed(WrongField("id", "not an id")) from error
    if data.kind not in get_args(SubjectKind):
        raise Malformed(WrongField("kind", "proposal, comment or remark"))
    kind = cast("SubjectKind", data.kind)
    if kind == "remark":
        return _about_remark(snapshot, RemarkId(subject_id))
    comment = None
    if kind == "comment":
        comment = comments.find(snapshot, CommentId(subject_id))
        if comment is None:
            raise NotFoundException
    proposal_id = comment.proposal_id if comment else ProposalId(subject_id)
    idea = feed.rows(snapshot, [proposal_id]).get(proposal_id)
    if idea is None:
        raise NotFoundException
    back = f"/comments/{comment.comment_id}" if comment else f"/ideas/{proposal_id}"
    return _Reported(Subject(kind, subject_id), idea.process_id, idea, comment, back)


def _about_remark(snapshot: ReadModel, remark_id: RemarkId) -> _Reported:
    row = remarks.find(snapshot, remark_id)
    if row is None:
        raise NotFoundException
    subject = Subject("remark", remark_id)
    return _Reported(subject, row.process_id, None, row, f"/remarks/{remark_id}")


def _wrong(frame: Frame, data: ReportForm, words: str) -> tuple[FieldError, ...]:
    errors = []
    if data.rule not in get_args(RuleCode) or data.rule == _FOR_MODERATORS:
        errors.append(frame.error("rule", N_("Wählen Sie die Regel, die verletzt ist.")))
    if len(words) > _LONGEST:
        text = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
        errors.append(frame.error("text", text, length=len(words), maximum=_LONGEST))
    return tuple(errors)


def _form(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    about: _Reported,
    data: ReportForm,
    errors: tuple[FieldError, ...],
) -> Html:
    around = surroundings.by_id(snapshot, about.process_id, frame.person.at)
    words = opened(texts, [*around.rows, about.idea, about.comment], frame.say(UNAVAILABLE))
    body = about.comment.text if about.comment else about.idea.body if about.idea else None
    page = ReportPage(
        kind=about.subject.kind,
        subject_id=str(about.subject.id),
        idea=cards.link(about.idea, words) if about.idea else None,
        excerpt=excerpt(words.text(body)),
        rule=data.rule,
        text=data.text,
        errors=errors,
    )
    return frame.show(
        page,
        nav="ideas",
        process=around.brand(words),
        position=snapshot.position,
        path=about.back,
        status=400,
    )


HANDLERS = (report,)
