"""Remarks on the mission: phases, reports, appeals and erasure (docs/rules/remarks.md)."""

from uuid import UUID

import pytest

from domain import phases, remarks
from domain.codes import PhaseId, RemarkId, Subject
from domain.moderation import HOLD, case_id_of
from domain.people import ProcessId
from domain.use_cases import commenting, configuring, erasing, moderating, remarking, scheduling
from domain.use_cases.histories import Histories
from domain.use_cases.moderating import Verdict
from domain.use_cases.strategy import folding, publishing
from domain.use_cases.strategy.publishing import WrittenParagraph
from tests.use_cases.town import END, START, Town, answer

WHY = "Das ist eine Beleidigung einer anderen Person."


def drafted(town: Town) -> tuple[ProcessId, UUID]:
    """Open a process about ideas, and draft its mission; return its only paragraph."""
    process_id, _ = town.open_process()
    office = town.as_("olga", "office")
    publishing.draft_mission(
        town.platform, office, process_id, [WrittenParagraph("Wir teilen.")], seen=0, opened={}
    )
    [paragraph] = folding.mission(Histories(town.log), process_id).paragraphs
    return process_id, paragraph.id


def mission_phase(town: Town, process_id: ProcessId) -> PhaseId:
    phase = configuring.NewPhase(
        kind="mission",
        title="Leitbild",
        starts=START,
        ends=END,
        level="consult",
        features=("comment",),
        moderation="post",
    )
    outcome = configuring.define_phase(town.platform, town.system(), process_id, phase)
    made = answer(outcome, configuring.Created).id
    assert made is not None
    configuring.start_phase(town.platform, town.system(), process_id, PhaseId(made))
    return PhaseId(made)


@pytest.fixture
def remark(town: Town) -> RemarkId:
    """Let Ana say something about the mission."""
    process_id, paragraph = drafted(town)
    mission_phase(town, process_id)
    wish = (town.platform, town.as_("ana"), process_id, paragraph, "Der Wald fehlt.")
    return answer(remarking.post_remark(*wish, seen=1), remarking.Remarked).id


def test_a_phase_about_ideas_takes_no_remarks(town: Town) -> None:
    process_id, paragraph = drafted(town)
    wish = (town.platform, town.as_("ana"), process_id, paragraph, "Der Wald fehlt.")
    with pytest.raises(phases.NotOfferedInThisPhase):
        remarking.post_remark(*wish, seen=1)
    phase_id = mission_phase(town, process_id)
    configuring.close_phase(town.platform, town.system(), process_id, phase_id)
    with pytest.raises(phases.PhaseIsOver):
        remarking.post_remark(*wish, seen=1)


def test_only_the_author_takes_a_remark_back(town: Town, remark: RemarkId) -> None:
    with pytest.raises(remarks.NotTheAuthorOfTheRemark):
        remarking.withdraw_remark(town.platform, town.as_("ben"), remark)
    remarking.withdraw_remark(town.platform, town.as_("ana"), remark)
    assert town.history(remark) == ["RemarkPosted", "RemarkWithdrawn"]


def test_a_report_covers_a_remark_until_the_clock_uncovers_it(town: Town, remark: RemarkId) -> None:
    subject = Subject("remark", remark)
    commenting.report(town.platform, town.as_("ben"), subject, "HR04", None)
    town.later(seconds=HOLD.total_seconds())
    scheduling.end_hold(town.platform, town.system(), subject, case_id_of(remark, 1))
    assert town.history(remark) == ["RemarkPosted", "RemarkHeld", "RemarkReleased"]


def test_a_remark_is_restored_by_an_appeal_to_somebody_else(town: Town, remark: RemarkId) -> None:
    case_id = case_id_of(remark, 1)
    town.decide(case_id, Verdict(outcome="hide", rules=("HR01",), explanation=WHY))
    moderating.file_appeal(town.platform, town.as_("ana"), case_id, "Kritik ist erlaubt.")
    reviewer = town.as_("nora", "moderator")
    moderating.claim_case(town.platform, reviewer, case_id)
    moderating.decide_appeal(town.platform, reviewer, case_id, "overturned", WHY)
    assert town.history(remark) == ["RemarkPosted", "RemarkHidden", "RemarkRestored"]


def test_a_corrected_remark_is_read_before_it_is_shown(town: Town, remark: RemarkId) -> None:
    town.decide(case_id_of(remark, 1), Verdict(outcome="no_action"))
    wish = (town.platform, town.as_("ana"), remark, "Post an post@beispiel.example!")
    outcome = remarking.edit_remark(*wish, suspicious=True)
    assert answer(outcome, remarking.Remarked).state == "held"
    second = case_id_of(remark, 2)
    assert town.history(second) == ["CaseOpened"]
    town.decide(second, Verdict(outcome="publish"))
    assert town.history(remark)[-3:] == ["RemarkEdited", "RemarkHeld", "RemarkReleased"]


def test_the_words_of_a_remark_can_be_erased_in_all_versions(town: Town, remark: RemarkId) -> None:
    remarking.edit_remark(town.platform, town.as_("ana"), remark, "Der Wald fehlt noch.")
    texts = erasing.written_in(town.log, remark)
    assert [subject for _, subject in texts] == [Subject("remark", remark)] * 2
