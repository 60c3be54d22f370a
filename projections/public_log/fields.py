"""Which fields the entry of each event has, and which events have none, with the reason.

Names are those of docs/rules/public_log.md; `c.<name>` is a commitment to a text. The
role of who acts, time and channel are added to every entry by `entries`.
"""

from collections.abc import Mapping
from typing import Any

from domain import audits, comments, moderation, papers, participants, phases, processes, proposals
from domain import public_log as steering
from domain.erasure import ContentErased
from domain.messages import Event
from projections.public_log.field import Field, Fields, of
from projections.public_log.reasons import BROKEN, ground, ground_of, one_rule, rules
from projections.public_log.remark_fields import REMARK_FIELDS
from projections.public_log.strategy_fields import STRATEGY_FIELDS, STRATEGY_NOT_PUBLISHED

__all__ = ["FIELDS", "NOT_PUBLISHED", "Field"]


def _tally(event: steering.TallyClaimed) -> list[list[Any]]:
    return [
        [each.proposal_id.hex, each.supports, each.agree, each.disagree, each.passes]
        for each in event.results
    ]


_PROCESS = of(p="process_id")
_PROPOSAL = of(p="process_id", q="proposal_id")
_COMMENT = of(p="process_id", q="proposal_id", comment="comment_id")
_CASE = of(p="process_id", case="case_id")
_SUBJECT = of(kind="subject.kind", subject="subject.id")
_WITH_CASE = of(case="case_id")
_AUDIT = of(p="process_id", audit="audit_id")
_REFUSED = {
    **_COMMENT,
    **_WITH_CASE,
    **BROKEN,
    **of(appeal="appeal_until", c__explanation="explanation"),
}

FIELDS: Mapping[type[Event], Fields] = {
    processes.ProcessOpened: of(
        p="process_id",
        slug="slug",
        question="question",
        territory="territory",
        c__title="title",
        c__summary="summary",
    ),
    processes.ProcessDescribed: of(
        p="process_id",
        c__title="title",
        c__summary="summary",
        c__lead="lead",
        c__contractors="contractors",
        c__funding="funding",
    ),
    processes.TerritoryAdded: of(p="process_id", key="key", parent="parent", c__name="name"),
    processes.ActionFieldDefined: of(
        p="process_id", field="field_id", c__name="name", c__description="description"
    ),
    processes.ActionFieldRenamed: of(
        p="process_id", field="field_id", c__name="new", c__reason="reason"
    ),
    processes.ActionFieldMerged: of(p="process_id", field="from_id", into="into_id"),
    processes.PhaseDefined: of(
        p="process_id",
        phase="phase_id",
        kind="kind",
        starts="starts",
        ends="ends",
        level="level",
        features="features",
        moderation="moderation",
        c__title="title",
        c__negotiable="negotiable",
        c__not_negotiable="not_negotiable",
    ),
    phases.PhaseStarted: of(
        p="process_id",
        phase="phase_id",
        ends="ends",
        features="features",
        question="question",
        moderation="moderation",
    ),
    phases.PhaseExtended: of(
        p="process_id", phase="phase_id", old="old_end", ends="new_end", c__reason="reason"
    ),
    phases.PhaseClosed: of(p="process_id", phase="phase_id"),
    phases.PhaseReopened: of(p="process_id", phase="phase_id", ends="new_end", c__reason="reason"),
    steering.TallyClaimed: {
        **of(p="process_id", phase="phase_id", part="part", parts="parts"),
        "tally": _tally,
    },
    steering.VotesReleased: _PROCESS,
    steering.SigningKeyRotated: of(key="public_key", until="until"),
    steering.CheckpointSealed: of(size="size", root="root"),
    proposals.ProposalSubmitted: {
        **_PROPOSAL,
        **of(
            phase="phase_id",
            level="level",
            rules="rules_version",
            field="action_field",
            territory="territory",
            received="received_on",
            c__title="title",
            c__body="body",
            c__location="location",
        ),
    },
    proposals.ProposalImported: {
        **_PROPOSAL,
        **of(
            phase="phase_id",
            source="source",
            field="action_field",
            c__title="title",
            c__body="body",
            c__source_link="source_link",
        ),
    },
    proposals.ProposalEdited: {
        **_PROPOSAL,
        **of(
            version="version",
            held="held",
            field="action_field",
            territory="territory",
            c__title="title",
            c__body="body",
            c__location="location",
            c__reason="reason",
        ),
    },
    proposals.ProposalResubmitted: {
        **_PROPOSAL,
        **of(
            version="version",
            field="action_field",
            territory="territory",
            c__title="title",
            c__body="body",
            c__location="location",
        ),
    },
    proposals.ProposalEditReleased: {**_PROPOSAL, **of(version="version", case="case_id")},
    proposals.ProposalEditRefused: {
        **_PROPOSAL,
        **of(version="version", case="case_id", c__explanation="explanation"),
        **BROKEN,
    },
    proposals.ProposalPublished: {**_PROPOSAL, **of(mode="mode", case="case_id")},
    proposals.ProposalReturnedForRevision: {
        **_PROPOSAL,
        **of(case="case_id", c__hint="hint"),
        "rules": rules,
    },
    proposals.ProposalRejected: {
        **_PROPOSAL,
        **BROKEN,
        **of(case="case_id", appeal="appeal_until", c__explanation="explanation"),
    },
    proposals.ProposalHidden: {
        **_PROPOSAL,
        **BROKEN,
        **of(case="case_id", appeal="appeal_until", c__explanation="explanation"),
    },
    proposals.ProposalHeld: {
        **_PROPOSAL,
        **of(case="case_id", until="until"),
        "rules": one_rule,
        "ground": lambda event: ground_of((event.rule,)),
    },
    proposals.ProposalHoldEnded: {**_PROPOSAL, **_WITH_CASE},
    proposals.ProposalRestored: {**_PROPOSAL, **_WITH_CASE},
    proposals.ProposalWithdrawn: {**_PROPOSAL, **of(reason="reason")},
    proposals.ProposalMerged: {
        **_PROPOSAL,
        **of(into="into_id", m="merge_id", c__reason="reason"),
    },
    proposals.SupportersCarriedOver: {
        **_PROPOSAL,
        **of(
            into="into_id",
            m="merge_id",
            carried="carried",
            already="already",
            own="own",
            lost="not_attributable",
        ),
    },
    proposals.ProposalUnmerged: {
        **_PROPOSAL,
        **of(into="into_id", m="merge_id", c__reason="reason"),
    },
    comments.CommentPosted: {
        **_COMMENT,
        **of(phase="phase_id", level="level", parent="parent_id", stance="stance", c__text="text"),
    },
    comments.CommentEdited: {**_COMMENT, **of(version="version", c__text="text")},
    comments.CommentWithdrawn: _COMMENT,
    comments.CommentHeld: {**_COMMENT, **of(case="case_id", until="until")},
    comments.CommentReleased: {**_COMMENT, **_WITH_CASE},
    comments.CommentRestored: {**_COMMENT, **_WITH_CASE},
    comments.CommentRefused: _REFUSED,
    comments.CommentHidden: _REFUSED,
    moderation.CaseOpened: {
        **_CASE,
        **_SUBJECT,
        **of(trigger="trigger", due="due", previous="previous"),
    },
    moderation.ContentReported: {
        **_CASE,
        **_SUBJECT,
        "rules": one_rule,
        "account": lambda event: event.reporter is not None,
    },
    moderation.CaseDecided: {
        **_CASE,
        **_SUBJECT,
        **of(outcome="outcome", into="into", c__explanation="explanation", c__quoted="quoted"),
        "rules": rules,
        "ground": ground,
    },
    moderation.AppealFiled: {**_CASE, **of(due="due", c__text="text")},
    moderation.AppealAssigned: _CASE,
    moderation.AppealDecided: {
        **_CASE,
        **_SUBJECT,
        **of(outcome="outcome", c__explanation="explanation"),
    },
    moderation.CaseClosed: _CASE,
    participants.ParticipantRegistered: of(level="level"),
    ContentErased: {
        **of(ref="ref", ground="ground"),
        "kind": lambda event: event.subject and event.subject.kind,
        "subject": lambda event: event.subject and event.subject.id,
    },
    audits.AuditOpened: {**_AUDIT, **of(scope="scope")},
    audits.ReplayExecuted: {**_AUDIT, **of(state="state_hash", match="matches")},
    audits.FindingRecorded: {
        **_AUDIT,
        **of(finding="finding_id", severity="severity", c__text="text"),
    },
    audits.FindingAnswered: {**_AUDIT, **of(finding="finding_id", c__text="text")},
    audits.FindingReopened: {**_AUDIT, **of(finding="finding_id", c__reason="reason")},
    audits.FindingSettled: {**_AUDIT, **of(finding="finding_id")},
    audits.AuditClosed: _AUDIT,
    **REMARK_FIELDS,
    **STRATEGY_FIELDS,
}
"""Everything that is published, votes excepted."""

NOT_PUBLISHED: Mapping[type[Event], str] = {
    phases.ReopeningProposed: "office work; the reopening two persons agree on is published",
    moderation.CaseClaimed: "who works on a case, and when, is about staff",
    moderation.CaseReleased: "who works on a case, and when, is about staff",
    moderation.CaseNoteAdded: "internal notes",
    moderation.CaseEscalated: "hand-overs to the legal office or the police",
    participants.RoleGranted: "roles are about persons",
    participants.RoleRevoked: "roles are about persons",
    participants.ParticipantWarned: "warnings are about persons",
    participants.ParticipantSuspended: "suspensions are about persons",
    participants.ParticipantReinstated: "warnings and suspensions are about persons",
    audits.ReplayRequested: "its result is published",
    **STRATEGY_NOT_PUBLISHED,
    papers.PaperReceived: "office work; the proposal handed in from it is published",
    papers.PaperTranscribed: "office work; the proposal handed in from it is published",
    papers.TranscriptConfirmed: "office work; the proposal handed in from it is published",
    papers.PaperSetAside: "office work; nothing came of it",
}
"""Events without an entry, and why."""
