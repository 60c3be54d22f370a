"""Ideas and statements: handed in, edited, withdrawn, supported and answered."""

from datetime import datetime

import msgspec

from api.demo import content_types as ct
from api.demo.expansion import OpinionChange, SupportChange
from api.demo.replay import desk
from api.demo.replay.stage import IDEAS, STATEMENTS, Stage
from api.suspicion import suspicious
from domain.codes import ProposalId, Subject
from domain.processes import process_id_of
from domain.use_cases import contributing, transcribing
from domain.use_cases.carrying_out import Asking
from domain.use_cases.transcribing import PaperState


def submit(stage: Stage, idea: ct.Idea, at: datetime) -> None:
    """Hand an idea in, or let a clerk type in the sheet it is written on."""
    text = _text(stage, idea, idea.title, idea.body)
    if idea.paper is None:
        _submitted(stage, f"idea:{idea.key}", stage.asking(idea.author, at), IDEAS, text)
        return
    asking = stage.asking(idea.paper.recorded_by, at, "paper")
    process_id = process_id_of(stage.process(IDEAS).slug)
    received_on = idea.paper.received_on
    outcome = transcribing.record_paper(stage.platform, asking, process_id, received_on, text)
    stage.papers[idea.key] = msgspec.json.decode(outcome.result, type=PaperState).id


def confirm(stage: Stage, idea: ct.Idea, at: datetime) -> None:
    """Let a second clerk confirm what the first typed in; that hands the idea in."""
    if idea.paper is None:
        return
    asking = stage.asking(idea.paper.confirmed_by, at, "paper")
    outcome = transcribing.confirm_transcript(stage.platform, asking, stage.papers[idea.key])
    state = msgspec.json.decode(outcome.result, type=PaperState)
    if state.proposal is not None:
        stage.subjects[f"idea:{idea.key}"] = Subject("proposal", state.proposal)


def state(stage: Stage, statement: ct.Statement, at: datetime) -> None:
    """Hand a statement in: it is all title; the text below only says where it belongs."""
    fields = {field.key: field.name for field in stage.content.action_fields}
    text = contributing.Text(
        title=statement.text,
        body=f"Eine Aussage zum Handlungsfeld {fields[statement.action_field]}.",
        action_field=stage.fields[STATEMENTS, statement.action_field],
        suspicious=suspicious(statement.text),
    )
    asking = stage.asking(statement.author, at)
    _submitted(stage, f"statement:{statement.key}", asking, STATEMENTS, text)


def _submitted(
    stage: Stage,
    name: str,
    asking: Asking,
    process: str,
    text: contributing.Text,
) -> None:
    process_id = process_id_of(stage.process(process).slug)
    outcome = contributing.submit_proposal(stage.platform, asking, process_id, text)
    submitted = msgspec.json.decode(outcome.result, type=contributing.Submitted)
    stage.subjects[name] = Subject("proposal", submitted.id)


def _text(stage: Stage, idea: ct.Idea, title: str, body: str) -> contributing.Text:
    place = idea.location
    point = place and {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return contributing.Text(
        title=title,
        body=body,
        action_field=stage.fields[IDEAS, idea.action_field],
        territory=idea.territory,
        location=msgspec.json.encode(point).decode() if point else None,
        suspicious=suspicious(title, body),
    )


def edit(stage: Stage, idea: ct.Idea, number: int, at: datetime) -> None:
    """Write a later version; what is no answer to a return is read by the desk afterwards."""
    version = idea.versions[number - 1]
    name = f"idea:{idea.key}"
    contributing.edit_proposal(
        stage.platform,
        stage.asking(idea.author, at),
        stage.proposal(name),
        _text(stage, idea, version.title, version.body),
        version.reason,
    )
    if not version.resubmits:
        desk.read_later(stage, name, at)


def withdraw(stage: Stage, idea: ct.Idea, at: datetime) -> None:
    """Take an idea back."""
    if idea.withdrawn is not None:
        contributing.withdraw_proposal(
            stage.platform,
            stage.asking(idea.author, at),
            stage.proposal(f"idea:{idea.key}"),
            idea.withdrawn.reason,
        )


def support(stage: Stage, change: SupportChange, at: datetime) -> None:
    """Give support, or take it back."""
    act = contributing.give_support if change.given else contributing.withdraw_support
    proposal_id: ProposalId = stage.proposal(f"idea:{change.idea}")
    act(stage.platform, stage.asking(change.citizen, at), proposal_id)


def answer(stage: Stage, change: OpinionChange, at: datetime) -> None:
    """Answer a statement, or take the answer back."""
    proposal_id = stage.proposal(f"statement:{change.statement}")
    asking = stage.asking(change.citizen, at)
    contributing.give_opinion(stage.platform, asking, proposal_id, change.value)
