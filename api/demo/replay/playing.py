"""From the first account to the last report: the whole content, in order of time."""

from datetime import datetime
from functools import partial

import msgspec

from api import demo
from api.demo import content_types as ct
from api.demo.expansion import Happening, OpinionChange, SupportChange
from api.demo.replay import audits, comments, desk, ideas, office, people, strategy
from api.demo.replay.publishing import Publishing
from api.demo.replay.stage import Backstage, Stage
from api.imports.progress import Progress


class LogNotEmpty(Exception):
    """The demo would be mixed with what people wrote; nothing was stored (ruling 18)."""


class Played(msgspec.Struct, frozen=True):
    """What a replay came to: acts carried out, last position, and its last moment."""

    acts: int
    position: int
    ends_at: datetime


def populate(
    backstage: Backstage, progress: Progress, content: ct.DemoContent | None = None
) -> Played:
    """Play the content through the use cases, everything dated as it says.

    Recorded times never go back. Ids and times are the same whenever it is played;
    numbers and keys that come from the vault's secrets are not.

    Raises:
        LogNotEmpty: the log has events already.
        Refusal: the content breaks a rule; the log then ends before that act.
    """
    if backstage.log.head().position:
        raise LogNotEmpty
    content = content or demo.load()
    stage = Stage(backstage, content)
    happenings = demo.timeline(content)
    progress.begin("Demo", len(happenings))
    for happening in happenings:
        _prepare(stage, happening)
        stage.agenda.add(happening.at, partial(_play, stage, happening, progress))
    for draft in content.drafts:
        stage.agenda.add(draft.saved_at, partial(people.keep_draft, stage, draft))
    for audit in content.audits:
        audits.plan(stage, audit)
    strategy.plan(stage)
    publishing, acts = Publishing(stage), 0
    for at, act in stage.agenda.until(content.ends_at):
        publishing.until(at)
        stage.clock.approach(at)
        act(at)
        acts += 1
    publishing.until(content.ends_at)
    return Played(acts, backstage.log.head().position, content.ends_at)


def _prepare(stage: Stage, happening: Happening) -> None:
    """Put on the agenda what the timeline leaves to the replay: a claim before a review."""
    match happening.kind, happening.piece:
        case "idea_reviewed", ct.Idea(review=ct.Review() as review) as idea:
            since = idea.paper.confirmed_at if idea.paper else idea.submitted_at
            desk.review_at(stage, f"idea:{idea.key}", review, since)
        case "comment_reviewed", ct.Comment(review=ct.Review() as review) as comment:
            desk.review_at(stage, f"comment:{comment.key}", review, comment.at)
        case "statement_reviewed", ct.Statement() as statement:
            name = f"statement:{statement.key}"
            desk.review_at(stage, name, statement.review, statement.submitted_at)


def _play(stage: Stage, happening: Happening, progress: Progress, at: datetime) -> None:
    """Carry out one happening of the timeline."""
    match happening.kind, happening.piece:
        case "person_registered", ct.Person() as person:
            people.register(stage, person, at)
        case "person_erased", ct.Person() as person:
            people.erase(stage, person, at)
        case "process_opened", ct.Process() as process:
            office.open_process(stage, process, at)
        case "phase_extended", ct.Extension() as extension:
            office.extend(stage, extension, at)
        case "moderated", step if isinstance(step, ct.ModerationStep):
            desk.take(stage, step, at)
        case "support_changed", SupportChange() as change:
            ideas.support(stage, change, at)
        case "opinion_changed", OpinionChange() as opinion:
            ideas.answer(stage, opinion, at)
        case _:
            _play_text(stage, happening, at)
    progress.advance()


def _play_text(stage: Stage, happening: Happening, at: datetime) -> None:
    """Carry out what concerns an idea, a statement or a comment."""
    match happening.kind, happening.piece:
        case "idea_submitted", ct.Idea() as idea:
            ideas.submit(stage, idea, at)
        case "idea_reviewed", ct.Idea(review=ct.Review() as review) as idea:
            desk.publish(stage, f"idea:{idea.key}", review.by, at)
        case "idea_edited", ct.Idea() as idea:
            ideas.edit(stage, idea, happening.version or 1, at)
        case "idea_withdrawn", ct.Idea() as idea:
            ideas.withdraw(stage, idea, at)
        case "idea_confirmed", ct.Idea() as idea:
            ideas.confirm(stage, idea, at)
        case "statement_submitted", ct.Statement() as statement:
            ideas.state(stage, statement, at)
        case "statement_reviewed", ct.Statement() as statement:
            desk.publish(stage, f"statement:{statement.key}", statement.review.by, at)
        case "comment_posted", ct.Comment() as comment:
            comments.post(stage, comment, at)
        case "comment_reviewed", ct.Comment(review=ct.Review() as review) as comment:
            desk.publish(stage, f"comment:{comment.key}", review.by, at)
        case "comment_withdrawn", ct.Comment() as comment:
            comments.withdraw(stage, comment, at)
        case kind, _:
            raise ValueError(f"the replay does not know what {kind} means")
