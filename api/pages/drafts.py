"""Ideas that are not handed in yet: only their author can see them (ruling 2)."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from api.pages.idea_forms import IdeaForm
from api.ports import Draft, Drafts
from domain.people import PersonRef, ProcessId

_LONGEST = 20_000  # characters of one field; far more than an idea may have


def save(
    drafts: Drafts, person: PersonRef, process_id: ProcessId, form: IdeaForm, at: datetime
) -> UUID:
    """Store what was typed, and return the id of the draft: the form's own, or a new one."""
    draft_id = id_of(form) or uuid4()
    kept = {name: getattr(form, name)[:_LONGEST] for name in IdeaForm.__struct_fields__}
    content = msgspec.json.encode(IdeaForm(**kept))
    try:
        drafts.save(draft_id, person, process_id, content, at)
    except PermissionError:
        # A made-up id that happens to be somebody else's: theirs stays as it is.
        draft_id = uuid4()
        drafts.save(draft_id, person, process_id, content, at)
    return draft_id


def discard(drafts: Drafts, person: PersonRef, form: IdeaForm) -> None:
    """Delete the draft a form came from, now that it was handed in."""
    if (draft_id := id_of(form)) is not None:
        drafts.discard(draft_id, person)


def form_of(draft: Draft) -> IdeaForm:
    """Return a draft as the form it was saved from."""
    form = msgspec.json.decode(draft.content, type=IdeaForm)
    return msgspec.structs.replace(form, draft_id=str(draft.id), intent="", version="")


def id_of(form: IdeaForm) -> UUID | None:
    """Return which draft a form was made from; None for a fresh one."""
    with suppress(ValueError):
        return UUID(form.draft_id)
    return None
