"""Rules of remarks on the mission statement (docs/rules/remarks.md; I2, I6, P3)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from domain import missions, phases, remarks
from domain.codes import PhaseKind, RemarkId
from domain.missions import Mission, Paragraph
from domain.people import Actor
from domain.phases import Phase
from domain.remarks import (
    EditRemark,
    EndRemarkHold,
    HideRemark,
    HoldRemark,
    PostRemark,
    RefuseRemark,
    ReleaseRemark,
    Remark,
    RemarkCommand,
    RemarkEdited,
    RemarkEvent,
    RemarkHeld,
    RemarkHidden,
    RemarkPosted,
    RemarkRefused,
    RemarkReleased,
    RemarkRestored,
    RemarkWithdrawn,
    RestoreRemark,
    WithdrawRemark,
)
from tests.domain.cast import (
    AFTER_THE_END,
    ANA,
    BEN,
    CASE,
    END,
    GEMEINSAM,
    MEASURES,
    MILO,
    MONDAY,
    TUESDAY,
    ref,
)
from tests.scenario import Scenario

APPEAL_UNTIL = date(2023, 12, 19)
NOTE = RemarkId(UUID(int=22))
FOREST, RIVER = UUID(int=50), UUID(int=51)
second_version = Mission(version=2, paragraphs=(Paragraph(id=FOREST, text=ref("forest")),))
mission_phase = Phase(
    status="open",
    id=MEASURES,
    process_id=GEMEINSAM,
    ends=END,
    features=("comment",),
    question="support",
    moderation="post",
)


def given(*history: RemarkEvent) -> Scenario[Remark, RemarkEvent, RemarkCommand]:
    return Scenario(Remark(), remarks.evolve, remarks.decide, *history)


def post(
    *,
    paragraph: UUID = FOREST,
    seen: int = 2,
    kind: PhaseKind = "mission",
    phase: Phase = mission_phase,
    post_moderated: bool = True,
    at: datetime = MONDAY,
) -> PostRemark:
    return PostRemark(
        remark_id=NOTE,
        process_id=GEMEINSAM,
        paragraph_id=paragraph,
        seen=seen,
        mission=second_version,
        phase_id=MEASURES,
        phase_kind=kind,
        phase=phase,
        text=ref("note"),
        level="email",
        author=ANA,
        post_moderated=post_moderated,
        case_id=CASE,
        at=at,
    )


posted = RemarkPosted(
    remark_id=NOTE,
    process_id=GEMEINSAM,
    paragraph_id=FOREST,
    mission_version=2,
    phase_id=MEASURES,
    text=ref("note"),
    level="email",
    author=ANA,
    posted_at=MONDAY,
)
held = RemarkHeld(remark_id=NOTE, process_id=GEMEINSAM, case_id=CASE, until=None)
covered = RemarkHeld(remark_id=NOTE, process_id=GEMEINSAM, case_id=CASE, until=TUESDAY)
withdrawn = RemarkWithdrawn(remark_id=NOTE, process_id=GEMEINSAM, by=ANA)
refused = RemarkRefused(
    remark_id=NOTE,
    process_id=GEMEINSAM,
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=APPEAL_UNTIL,
    by=MILO,
)
hidden = RemarkHidden(
    remark_id=NOTE,
    process_id=GEMEINSAM,
    case_id=CASE,
    rules=("HR01",),
    explanation=ref("why"),
    appeal_until=APPEAL_UNTIL,
    by=MILO,
)


def released(by: Actor | None) -> RemarkReleased:
    return RemarkReleased(remark_id=NOTE, process_id=GEMEINSAM, case_id=CASE, by=by)


def edit(
    *,
    by: Actor = ANA,
    minutes: int = 5,
    phase: Phase = mission_phase,
    post_moderated: bool = True,
) -> EditRemark:
    return EditRemark(
        text=ref("better"),
        phase=phase,
        post_moderated=post_moderated,
        case_id=CASE,
        by=by,
        at=MONDAY + timedelta(minutes=minutes),
    )


corrected = RemarkEdited(
    remark_id=NOTE, process_id=GEMEINSAM, version=2, text=ref("better"), by=ANA
)


def test_a_remark_names_its_paragraph_and_the_version_it_was_written_for() -> None:
    given().when(post()).then(posted)
    given(posted).when(post()).refused(remarks.RemarkAlreadyPosted)


def test_one_remarks_on_a_paragraph_of_the_version_one_has_read() -> None:
    given().when(post(seen=1)).refused(missions.MissionChangedMeanwhile, version=2)
    given().when(post(paragraph=RIVER)).refused(remarks.ParagraphUnknown)


def test_remarks_need_an_open_phase_about_the_mission_that_takes_comments() -> None:
    silent = Phase(status="open", id=MEASURES, ends=END, features=("submit",))
    given().when(post(kind="measures")).refused(phases.NotOfferedInThisPhase)
    given().when(post(phase=silent)).refused(phases.NotOfferedInThisPhase)
    given().when(post(at=AFTER_THE_END)).refused(phases.PhaseIsOver)


def test_with_pre_moderation_a_remark_waits_for_a_moderator() -> None:
    given().when(post(post_moderated=False)).then(posted, held)
    given(posted, held).when(ReleaseRemark(case_id=CASE, by=MILO)).then(released(MILO))
    given(posted).when(ReleaseRemark(case_id=CASE, by=MILO)).refused(remarks.RemarkNotHeld)


def test_a_remark_is_corrected_within_fifteen_minutes() -> None:
    given(posted).when(edit(minutes=15)).then(corrected)
    given(posted).when(edit(minutes=16)).refused(remarks.RemarkWindowIsOver, minutes=15)


def test_with_pre_moderation_a_correction_waits_for_a_moderator() -> None:
    read = (posted, held, released(MILO))
    given(*read).when(edit(post_moderated=False)).then(corrected, held)
    given(posted, held).when(edit(post_moderated=False)).then(corrected)


def test_nothing_is_corrected_after_the_close() -> None:
    closed = Phase(status="closed", id=MEASURES, ends=MONDAY, features=("comment",))
    given(posted).when(edit(phase=closed)).refused(phases.PhaseIsOver)


def test_only_the_author_corrects_or_withdraws() -> None:
    given(posted).when(edit(by=BEN)).refused(remarks.NotTheAuthorOfTheRemark)
    given(posted).when(WithdrawRemark(by=BEN)).refused(remarks.NotTheAuthorOfTheRemark)
    given(posted).when(WithdrawRemark(by=ANA)).then(withdrawn)
    given(posted, withdrawn).when(WithdrawRemark(by=ANA)).refused(remarks.RemarkCannotBeChanged)
    given(posted, withdrawn).when(edit()).refused(remarks.RemarkCannotBeChanged)


def test_a_report_covers_a_remark_once_and_time_uncovers_it() -> None:
    cover, uncover = HoldRemark(case_id=CASE, until=TUESDAY), EndRemarkHold(case_id=CASE)
    given(posted).when(cover).then(covered)
    given(posted, covered).when(uncover).then(released(None))
    given(posted, covered, released(None)).when(cover).then_nothing()
    given(posted).when(uncover).then_nothing()


def test_time_does_not_release_what_waits_for_its_first_review() -> None:
    given(posted, held).when(EndRemarkHold(case_id=CASE)).then_nothing()
    cover = HoldRemark(case_id=CASE, until=TUESDAY)
    given(posted, held, released(MILO)).when(cover).then(covered)


def test_a_covered_remark_cannot_be_rewritten_before_the_decision() -> None:
    given(posted, covered).when(edit()).refused(remarks.RemarkCannotBeChanged)


def test_hiding_and_refusing_say_why_and_can_be_undone() -> None:
    reasons = {
        "case_id": CASE,
        "rules": ("HR01",),
        "explanation": ref("why"),
        "appeal_until": APPEAL_UNTIL,
        "by": MILO,
    }
    hide = HideRemark(**reasons)  # type: ignore[arg-type]  # one table for two commands
    refuse = RefuseRemark(**reasons)  # type: ignore[arg-type]  # as above
    restore = RestoreRemark(case_id=CASE, by=MILO)
    restored = RemarkRestored(remark_id=NOTE, process_id=GEMEINSAM, case_id=CASE, by=MILO)
    given(posted).when(hide).then(hidden)
    given(posted, held).when(refuse).then(refused)
    given(posted).when(refuse).refused(remarks.RemarkNotHeld)
    given(posted, withdrawn).when(hide).refused(remarks.RemarkNotVisible)
    given(posted, hidden).when(restore).then(restored)
    given(posted, held, refused).when(restore).then(restored)
    given(posted).when(restore).refused(remarks.RemarkNotHidden)


def test_nothing_happens_to_a_remark_nobody_posted() -> None:
    given().when(WithdrawRemark(by=ANA)).refused(remarks.RemarkUnknown)
