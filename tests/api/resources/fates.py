"""What can become of a text: each fate is played with words found nowhere else."""

from collections.abc import Callable
from typing import Literal

import msgspec

from domain.codes import CommentId, ProposalId, Subject
from domain.moderation import case_id_of
from domain.use_cases import commenting, contributing, erasing, merging, moderating
from projections import comments
from tests.api.resources.city import City
from tests.use_cases.town import answer

Audience = Literal["everybody", "nobody"]
WHY = "Grundwort, das nur die betroffene Person lesen darf."


class Told(msgspec.Struct):
    """What a story has left behind: words by who may read them, and every id."""

    everybody: list[str] = []
    nobody: list[str] = []
    ideas: list[ProposalId] = []
    remarks: list[CommentId] = []


class Storyteller:
    """Plays fates in a city. Every text holds one word of its own."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.told = Told(nobody=["Grundwort"])
        self._number = 0

    def word(self, audience: Audience) -> str:
        """Return a word nobody has used, noted for who may read it in the end."""
        self._number += 1
        word = f"Merkwort{self._number:03d}x"
        getattr(self.told, audience).append(word)
        return word

    def idea(self, audience: Audience, *, public: bool = True) -> ProposalId:
        """Submit a proposal of two words, and publish it."""
        city = self.city
        text = contributing.Text(title=self.word(audience), body=self.word(audience))
        made = contributing.submit_proposal(city.platform, city.as_("ana"), city.process_id, text)
        proposal_id = answer(made, contributing.Submitted).id
        self.told.ideas.append(proposal_id)
        if public:
            city.decide(case_id_of(proposal_id, 1), moderating.Verdict(outcome="publish"))
        return proposal_id

    def remark(
        self, audience: Audience, idea: ProposalId | None = None, *, public: bool = True
    ) -> CommentId:
        """Comment on a public proposal, and release it."""
        city, below = self.city, idea or self.idea("everybody")
        made = commenting.post_comment(
            city.platform, city.as_("ben"), below, self.word(audience), "pro"
        )
        comment_id = answer(made, commenting.Posted).id
        self.told.remarks.append(comment_id)
        if public:
            city.decide(case_id_of(comment_id, 1), moderating.Verdict(outcome="publish"))
        return comment_id

    def decide(self, subject: ProposalId | CommentId, outcome: str, number: int = 1) -> None:
        """Let a moderator decide on a subject's case, with reasons."""
        verdict = moderating.Verdict(
            outcome=outcome,  # type: ignore[arg-type]  # the fates below name outcomes only
            rules=("HR04",),
            explanation=WHY,
            quoted=self.word("nobody"),
        )
        self.city.decide(case_id_of(subject, number), verdict)

    def report(self, subject: Subject, who: str | None = None) -> None:
        """Report something; with an account this rule covers it at once."""
        asking = self.city.as_(who) if who else self.city.asking(None)
        commenting.report(self.city.platform, asking, subject, "HR04", self.word("nobody"))


def _hidden(story: Storyteller) -> None:
    idea = story.idea("nobody")
    story.remark("nobody", idea)
    story.report(Subject("proposal", idea))
    story.decide(idea, "hide", 2)


def _covered(story: Storyteller) -> None:
    idea = story.idea("nobody")
    story.remark("nobody", idea)
    story.report(Subject("proposal", idea), "cem")


def _withdrawn(story: Storyteller) -> None:
    idea = story.idea("nobody")
    story.remark("nobody", idea)
    city = story.city
    contributing.withdraw_proposal(city.platform, city.as_("ana"), idea, "personal")


def _withdrawn_early(story: Storyteller) -> None:
    idea = story.idea("nobody", public=False)
    city = story.city
    contributing.withdraw_proposal(city.platform, city.as_("ana"), idea, "personal")


def _edited(story: Storyteller) -> None:
    """The new version waits for a moderator; the old one stays."""
    idea = story.idea("everybody")
    text = contributing.Text(title=story.word("nobody"), body=story.word("nobody"))
    city = story.city
    why = story.word("nobody")
    contributing.edit_proposal(city.platform, city.as_("ana"), idea, text, why)


def _merged(story: Storyteller) -> None:
    source, target = story.idea("everybody"), story.idea("everybody")
    city = story.city
    merging.merge_proposals(city.platform, city.as_("ana"), source, target, None)


def _appealed(story: Storyteller) -> None:
    idea = story.idea("nobody", public=False)
    story.decide(idea, "reject")
    city = story.city
    moderating.file_appeal(
        city.platform, city.as_("ana"), case_id_of(idea, 1), story.word("nobody")
    )


def _remark_hidden(story: Storyteller) -> None:
    remark = story.remark("nobody")
    story.report(Subject("comment", remark))
    story.decide(remark, "hide", 2)


def _remark_withdrawn(story: Storyteller) -> None:
    remark = story.remark("nobody")
    commenting.withdraw_comment(story.city.platform, story.city.as_("ben"), remark)


def _remark_erased(story: Storyteller) -> None:
    remark = story.remark("nobody")
    city = story.city
    with city.parts.read_models.snapshot() as snapshot:
        row = comments.find(snapshot, remark)
    assert row is not None
    assert row.text is not None
    subject = Subject("comment", remark)
    erasing.record_erasure(city.platform, city.system(), [(row.text, subject)], "request")
    city.parts.vault.erase_items([row.text])
    city.parts.texts.forget([row.text])


FATES: tuple[Callable[[Storyteller], object], ...] = (
    lambda story: story.idea("everybody"),
    lambda story: story.idea("nobody", public=False),
    lambda story: story.decide(story.idea("nobody", public=False), "return"),
    lambda story: story.decide(story.idea("nobody", public=False), "reject"),
    lambda story: story.city.erase_texts_of(story.idea("nobody")),
    _hidden,
    _covered,
    _withdrawn,
    _withdrawn_early,
    _edited,
    _merged,
    _appealed,
    lambda story: story.remark("everybody"),
    lambda story: story.remark("nobody", public=False),
    lambda story: story.decide(story.remark("nobody", public=False), "reject"),
    lambda story: story.report(Subject("comment", story.remark("nobody")), "cem"),
    _remark_hidden,
    _remark_withdrawn,
    _remark_erased,
)
