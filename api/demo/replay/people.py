"""People come, get their roles, keep a draft, and one of them goes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from api.demo import content_types as ct
from api.demo.replay.stage import IDEAS, Stage
from api.pages import drafts
from api.pages.idea_forms import IdeaForm
from domain import comments, proposals, remarks
from domain.codes import Subject
from domain.messages import ContentRef, StreamId
from domain.people import PersonRef, Role
from domain.processes import process_id_of
from domain.use_cases import accounts, erasing
from domain.use_cases.carrying_out import Asking


def register(stage: Stage, person: ct.Person, at: datetime) -> None:
    """Make an account, and let staff have their role at once.

    Somebody without an address takes part on paper and has none: the vault knows who wrote
    a sheet by a number alone.
    """
    if person.email is None:
        return
    ref = PersonRef(stage.platform.new_id())
    account = stage.backstage.accounts.register(
        ref, email=person.email, of_age=True, at=at, level="email", name=person.name
    )
    stage.people[person.key] = account.person
    accounts.register(stage.platform, stage.asking(person.key, at), of_age=True)
    if person.role == "organisation":
        organisation = next(
            each for each in stage.content.organisations if each.key == person.organisation
        )
        stage.agenda.add(
            organisation.verified_at, lambda then: _grant(stage, person, person.role, then)
        )
    elif person.role != "citizen":
        _grant(stage, person, person.role, at)


def _grant(stage: Stage, person: ct.Person, role: Role, at: datetime) -> None:
    """Let the administrator grant a role; the first one's own comes from the command line."""
    admin = next(
        (each.key for each in stage.content.people if each.role == "admin" and each != person), None
    )
    if admin is None or admin not in stage.people:
        asking = stage.by_itself(at)
    else:
        asking = stage.asking(admin, at)
    accounts.grant_role(stage.platform, asking, stage.people[person.key], role)


def erase(stage: Stage, person: ct.Person, at: datetime) -> None:
    """Delete an account with its texts: first the public note, then the secrets.

    The events, counts and answers of the person stay, and nobody can tell whose they were.
    """
    vault, ref = stage.backstage.vault, stage.people[person.key]
    subjects = _subjects(stage, vault.owned(ref))
    texts = [(text, subjects.get(text)) for text in sorted(vault.items_of(ref))]
    asking = Asking(person=ref, at=stage.clock.reach(at))
    erasing.record_erasure(stage.platform, asking, texts, "request")
    refs = [text for text, _ in texts]
    vault.erase_items(refs)
    stage.backstage.log.erase_ciphertexts(refs)
    vault.erase_person(ref)


def _subjects(stage: Stage, owned: Sequence[UUID]) -> dict[ContentRef, Subject]:
    """Return which idea, comment or remark each text of a person belongs to."""
    found: dict[ContentRef, Subject] = {}
    histories = stage.backstage.log.read_many([StreamId(subject) for subject in owned])
    for stream, events in histories.items():
        for event in events:
            match event:
                case (
                    proposals.ProposalSubmitted(title=title, body=body, location=place)
                    | proposals.ProposalEdited(title=title, body=body, location=place)
                    | proposals.ProposalResubmitted(title=title, body=body, location=place)
                ):
                    subject = Subject("proposal", stream)
                    found |= {ref: subject for ref in (title, body, place) if ref}
                case comments.CommentPosted(text=text) | comments.CommentEdited(text=text):
                    found[text] = Subject("comment", stream)
                case remarks.RemarkPosted(text=text) | remarks.RemarkEdited(text=text):
                    found[text] = Subject("remark", stream)
                case _:
                    pass
    return found


def keep_draft(stage: Stage, draft: ct.Draft, at: datetime) -> None:
    """Store what somebody has begun to write, as the form would."""
    form = IdeaForm(
        title=draft.title,
        body=draft.body,
        field=str(stage.fields[IDEAS, draft.action_field]),
        territory=draft.territory,
        draft_id=str(stage.platform.new_id()),
    )
    process_id = process_id_of(stage.process(IDEAS).slug)
    drafts.save(stage.backstage.drafts, stage.people[draft.author], process_id, form, at)
