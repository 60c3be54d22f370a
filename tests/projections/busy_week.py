"""One history in which nearly everything happens, for tests of whole read models."""

from datetime import timedelta

from domain.audits import (
    AuditClosed,
    AuditId,
    AuditOpened,
    FindingAnswered,
    FindingId,
    FindingRecorded,
    FindingReopened,
    FindingSettled,
    ReplayExecuted,
    ReplayRequested,
)
from domain.ballots import (
    CarriedSupportGivenBack,
    OpinionGiven,
    OpinionImported,
    OpinionWithdrawn,
    SupportCarriedOver,
    SupportGiven,
    SupportWithdrawn,
)
from domain.codes import Choice, ProposalId
from domain.comments import CommentEdited, CommentHidden, CommentReleased, CommentWithdrawn
from domain.erasure import ContentErased, history_of
from domain.messages import Recorded
from domain.moderation import (
    AppealAssigned,
    AppealDecided,
    AppealFiled,
    CaseClosed,
    CaseNoteAdded,
    CaseReleased,
    case_id_of,
)
from domain.papers import (
    PaperId,
    PaperReceived,
    PaperSetAside,
    PaperTranscribed,
    TranscriptConfirmed,
    proposal_id_of,
)
from domain.participants import (
    ParticipantRegistered,
    ParticipantReinstated,
    ParticipantSuspended,
    RoleGranted,
    RoleRevoked,
)
from domain.people import SYSTEM, Actor, Pseudonym, VoterNumber
from domain.phases import PhaseStarted
from domain.processes import ProcessOpened
from domain.proposals import (
    ProposalEdited,
    ProposalEditReleased,
    ProposalHeld,
    ProposalHoldEnded,
    ProposalMerged,
    ProposalRestored,
    ProposalUnmerged,
)
from domain.public_log import CheckpointSealed, VotesReleased, history_of_log, releases_of
from tests.projections.reading import MONDAY, History, named_id, text
from tests.projections.stories import (
    ADMIN,
    ANA,
    BEN,
    BENCH,
    BUS,
    DIGITAL,
    KATRIN,
    MEASURES,
    MILO,
    NEIGHBOUR,
    REMARK,
    claimed,
    decided,
    hand_in,
    hidden,
    imported,
    opened,
    posted,
    published,
    rejected,
    reported,
    submitted,
    waiting,
)

FRIDAY = MONDAY + timedelta(days=4)
ACCOUNT = Pseudonym(named_id("Ana in the installation"))
CHOICES: tuple[Choice, ...] = ("agree", "disagree", "pass")
MERGE = named_id("a merge")
TOGETHER = timedelta(0)


def busy_week() -> list[Recorded]:
    """Return the whole week."""
    history = History()
    _open(history)
    _moderate(history)
    _discuss(history)
    _vote(history)
    _appeal(history)
    _import(history)
    _erase(history)
    _audit(history)
    _paper(history)
    _publish(history)
    return history.events


def _open(history: History) -> None:
    begun = ProcessOpened(
        process_id=DIGITAL,
        slug="gemeinsam-digital",
        title=text("Gemeinsam.Digital"),
        summary=text("summary"),
        territory="07231",
        question="support",
        by=MILO,
    )
    started = PhaseStarted(
        phase_id=MEASURES,
        process_id=DIGITAL,
        ends=FRIDAY,
        features=("submit", "support", "comment"),
        question="support",
        moderation="hybrid",
        by=MILO,
    )
    grant = RoleGranted(
        participant=ACCOUNT, role="moderator", process_id=DIGITAL, until=FRIDAY, by=ADMIN
    )
    revoked = RoleRevoked(participant=ACCOUNT, role="moderator", process_id=DIGITAL, by=ADMIN)
    history.add(DIGITAL, begun)
    history.add(MEASURES, started)
    history.add(ACCOUNT, ParticipantRegistered(participant=ACCOUNT, level="email"), grant, grant)
    history.add(ACCOUNT, revoked)


def _moderate(history: History) -> None:
    case_id = hand_in(history, BUS)
    note = CaseNoteAdded(case_id=case_id, process_id=DIGITAL, text=text("a note"), by=MILO)
    given_back = CaseReleased(case_id=case_id, process_id=DIGITAL, by=MILO)
    history.add(case_id, claimed(case_id), note, given_back, claimed(case_id, KATRIN))
    history.add(case_id, decided(BUS, "publish", history.now, by=KATRIN))
    history.add(BUS, published(BUS, by=KATRIN), after=TOGETHER)
    history.add(case_id, CaseClosed(case_id=case_id, process_id=DIGITAL))
    history.add(BENCH, submitted(BENCH, BEN, "B-2023-0002"), published(BENCH, "post"))
    edit = ProposalEdited(
        proposal_id=BENCH,
        process_id=DIGITAL,
        version=2,
        title=text("title 2"),
        body=text("body 2"),
        action_field=None,
        territory=None,
        location=None,
        reason=text("typing mistakes"),
        held=True,
        by=BEN,
    )
    released = ProposalEditReleased(
        proposal_id=BENCH, process_id=DIGITAL, version=2, case_id=case_id_of(BENCH, 1), by=MILO
    )
    history.add(BENCH, edit)
    history.add(BENCH, released)


def _discuss(history: History) -> None:
    ids = {"comment_id": REMARK, "process_id": DIGITAL, "proposal_id": BUS}
    case_id = case_id_of(REMARK, 1)
    edited = CommentEdited(version=2, text=text("remark 2"), by=BEN, **ids)  # type: ignore[arg-type]  # the ids
    taken = CommentHidden(
        case_id=case_id,
        rules=("HR01",),
        explanation=text("why"),
        appeal_until=FRIDAY.date(),
        by=MILO,
        **ids,  # type: ignore[arg-type]  # the ids
    )
    history.add(REMARK, posted(REMARK, BUS, history.now), waiting(REMARK, BUS), edited)
    history.add(case_id, opened(REMARK, FRIDAY, kind="comment", author=BEN), after=TOGETHER)
    history.add(REMARK, CommentReleased(case_id=case_id, by=MILO, **ids))  # type: ignore[arg-type]  # the ids
    history.add(REMARK, taken)
    history.add(REMARK, CommentWithdrawn(by=BEN, **ids))  # type: ignore[arg-type]  # the ids


def _vote(history: History) -> None:
    for number in range(23):
        voter = VoterNumber(named_id(f"voter {number}"))
        ids = {"process_id": DIGITAL, "proposal_id": BUS if number % 3 else BENCH, "voter": voter}
        history.add(voter, SupportGiven(text_version=1, **ids))  # type: ignore[arg-type]  # the ids
        if number % 4 == 0:
            history.add(voter, SupportWithdrawn(**ids))  # type: ignore[arg-type]  # the ids
        if number % 5 == 0:
            history.add(voter, OpinionGiven(choice="agree", text_version=2, **ids))  # type: ignore[arg-type]  # the ids
        if number % 10 == 0:
            history.add(voter, OpinionWithdrawn(old="agree", **ids))  # type: ignore[arg-type]  # the ids
    merge = {"proposal_id": BENCH, "process_id": DIGITAL, "into_id": BUS, "merge_id": MERGE}
    carried = {"process_id": DIGITAL, "proposal_id": BUS, "merge_id": MERGE}
    voter = VoterNumber(named_id("carried"))
    history.add(BENCH, ProposalMerged(reason=text("same"), by=MILO, **merge))  # type: ignore[arg-type]  # the ids
    history.add(voter, SupportCarriedOver(voter=voter, text_version=1, **carried))  # type: ignore[arg-type]  # the ids
    history.add(BENCH, ProposalUnmerged(reason=text("not the same"), by=MILO, **merge))  # type: ignore[arg-type]  # the ids
    history.add(voter, CarriedSupportGivenBack(voter=voter, **carried))  # type: ignore[arg-type]  # the ids


def _appeal(history: History) -> None:
    case_id = hand_in(history, NEIGHBOUR)
    history.add(case_id, claimed(case_id), decided(NEIGHBOUR, "reject", FRIDAY, rules=("HR04",)))
    history.add(NEIGHBOUR, rejected(NEIGHBOUR, "HR04"), after=TOGETHER)
    history.add(
        case_id,
        AppealFiled(case_id=case_id, process_id=DIGITAL, text=text("no"), due=FRIDAY, by=ANA),
        AppealAssigned(case_id=case_id, process_id=DIGITAL, reviewer=KATRIN),
        AppealDecided(
            case_id=case_id,
            process_id=DIGITAL,
            subject=opened(NEIGHBOUR, FRIDAY).subject,
            outcome="overturned",
            explanation=text("right"),
            decided_at=FRIDAY,
            by=KATRIN,
        ),
    )
    history.add(NEIGHBOUR, published(NEIGHBOUR, "appeal", KATRIN), after=TOGETHER)
    _cover(history)


def _cover(history: History) -> None:
    second = case_id_of(BUS, 2)
    ids = {"proposal_id": BUS, "process_id": DIGITAL, "case_id": second}
    history.add(second, opened(BUS, FRIDAY, trigger="report", number=2))
    history.add(second, reported(second, BUS, "Ina", "HR03"), reported(second, BUS, None))
    history.add(BUS, ProposalHeld(rule="HR03", until=FRIDAY, **ids), after=TOGETHER)  # type: ignore[arg-type]  # the ids
    history.add(BUS, ProposalHoldEnded(**ids))  # type: ignore[arg-type]  # the ids
    history.add(second, claimed(second))
    history.add(second, decided(BUS, "suspend", history.now, rules=("HR01",), number=2))
    suspended = ParticipantSuspended(participant=ACCOUNT, case_id=second, until=FRIDAY, by=MILO)
    history.add(ACCOUNT, suspended, after=TOGETHER)
    history.add(BUS, hidden(BUS, "HR01", number=2))
    history.add(ACCOUNT, ParticipantReinstated(participant=ACCOUNT, case_id=second, by=KATRIN))
    history.add(BUS, ProposalRestored(by=KATRIN, **ids))  # type: ignore[arg-type]  # the ids


def _import(history: History) -> None:
    long_ago = MONDAY - timedelta(days=300)
    for number in range(5):
        idea = ProposalId(named_id(f"imported idea {number}"))
        author = Pseudonym(named_id(f"author {number % 2}"))
        history.add(
            idea,
            imported(idea, author),
            published(idea, "import"),
            channel="import",
            occurred_at=long_ago,
        )
        for row in range(6):
            voter = VoterNumber(named_id(f"source voter {row % 4} on {number}"))
            vote = OpinionImported(
                process_id=DIGITAL,
                proposal_id=idea,
                voter=voter,
                choice=CHOICES[row % 3],
                old=None,
                source=named_id(f"row {number} {row}"),
                source_rule=False,
            )
            history.add(voter, vote, channel="import", occurred_at=long_ago, after=TOGETHER)
        if number % 2:
            history.add(idea, hidden(idea, "HR00"), channel="import")


def _erase(history: History) -> None:
    ref = text(f"{BUS} body 1")
    subject = opened(BUS, FRIDAY).subject
    history.add(history_of(ref), ContentErased(ref=ref, subject=subject, ground="request"))


def _audit(history: History) -> None:
    audit, finding = AuditId(named_id("an audit")), FindingId(named_id("a finding"))
    rita = Actor(Pseudonym(named_id("Rita")), "auditor")
    olga = Actor(Pseudonym(named_id("Olga")), "office")
    ids = (audit, DIGITAL)
    due = FRIDAY.date()
    recorded = FindingRecorded(
        *ids,
        finding_id=finding,
        severity="major",
        text=text("finding"),
        positions=(3, 4),
        subjects=(BUS,),
        due=due,
        by=rita,
    )
    executed = ReplayExecuted(
        *ids, to_position=9, state_hash="a" * 64, live_hash="b" * 64, matches=False, by=SYSTEM
    )
    answer = FindingAnswered(*ids, finding_id=finding, text=text("answer"), by=olga)
    again = FindingReopened(*ids, finding_id=finding, reason=text("more"), due=due, by=rita)
    history.add(audit, AuditOpened(*ids, scope="everything", by=rita))
    history.add(audit, ReplayRequested(*ids, to_position=9, by=rita))
    history.add(audit, recorded, executed)
    history.add(audit, answer, again, answer, FindingSettled(*ids, finding_id=finding, by=rita))
    history.add(audit, AuditClosed(*ids, by=rita))


def _paper(history: History) -> None:
    for number, name in enumerate(("a sheet", "a blank sheet"), start=7):
        paper_id = PaperId(named_id(name))
        ids = {"paper_id": paper_id, "process_id": DIGITAL}
        received = PaperReceived(
            phase_id=MEASURES,
            receipt=f"B-2023-000{number}",
            received_on=FRIDAY.date(),
            by=MILO,
            **ids,  # type: ignore[arg-type]  # the ids
        )
        typed = PaperTranscribed(
            title=text(f"{name}, title"),
            body=text(f"{name}, body"),
            action_field=None,
            territory=None,
            by=MILO,
            **ids,  # type: ignore[arg-type]  # the ids
        )
        history.add(paper_id, received, typed)
    compared = PaperId(named_id("a sheet"))
    confirmed = TranscriptConfirmed(
        paper_id=compared, process_id=DIGITAL, proposal_id=proposal_id_of(compared), by=KATRIN
    )
    history.add(compared, confirmed)
    blank = PaperId(named_id("a blank sheet"))
    history.add(
        blank, PaperSetAside(paper_id=blank, process_id=DIGITAL, reason="unreadable", by=KATRIN)
    )


def _publish(history: History) -> None:
    released = VotesReleased(process_id=DIGITAL, until=len(history.events))
    history.add(releases_of(DIGITAL), released, channel="system")
    sealed = CheckpointSealed(size=40, root="c" * 64)
    history.add(history_of_log(), sealed, channel="system")
