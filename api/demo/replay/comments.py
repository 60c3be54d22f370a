"""Comments: posted, replied to, withdrawn."""

from datetime import datetime

import msgspec

from api.demo import content_types as ct
from api.demo.replay import desk
from api.demo.replay.stage import Stage
from api.suspicion import suspicious
from domain.codes import Subject
from domain.use_cases import commenting


def post(stage: Stage, comment: ct.Comment, at: datetime) -> None:
    """Comment on an idea; what was not held back is read by the desk afterwards."""
    outcome = commenting.post_comment(
        stage.platform,
        stage.asking(comment.author, at),
        stage.proposal(f"idea:{comment.idea}"),
        comment.text,
        comment.stance,
        None if comment.reply_to is None else stage.comment(comment.reply_to),
        suspicious=suspicious(comment.text),
    )
    posted = msgspec.json.decode(outcome.result, type=commenting.Posted)
    name = f"comment:{comment.key}"
    stage.subjects[name] = Subject("comment", posted.id)
    if comment.review is None:
        desk.read_later(stage, name, at)


def withdraw(stage: Stage, comment: ct.Comment, at: datetime) -> None:
    """Take a comment back."""
    asking = stage.asking(comment.author, at)
    commenting.withdraw_comment(stage.platform, asking, stage.comment(comment.key))
