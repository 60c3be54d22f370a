"""The page of one case: take it, give it back, leave a note."""

from uuid import UUID

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, URLEncodedBody

from api.disclosing import Disclosures, reading_as
from api.pages.formatting import typed
from api.pages.framing import Answer, Frame, Html
from api.pages.moderation.building import Beside, case_page
from api.pages.moderation.reading import Reading, read
from api.pages.parts import cards
from api.pages.parts.readers import Reader
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views import DecisionForm, EscalationForm, SimilarIdea
from api.people import moderators_only
from api.ports import Account
from api.provided import Asking, ReadModelsPort, SearchPort, Visible
from domain.codes import CaseId
from domain.moderation import (
    AppealNotInYourHands,
    CaseAlreadyDecided,
    CaseNotInYourHands,
    CaseNotOpen,
    ModeratorIsAuthor,
    ReviewerDecidedBefore,
)
from domain.ports import ConcurrentChange, Texts
from domain.use_cases.carrying_out import Platform
from domain.use_cases.moderating import add_note, claim_case, release_case
from projections import feed
from projections.model import Snapshot as ReadModel

CONFLICTS = (
    AppealNotInYourHands,
    CaseAlreadyDecided,
    CaseNotInYourHands,
    CaseNotOpen,
    ConcurrentChange,
)
"""Somebody else was faster: the page shows the new state and keeps what was typed."""

NOT_YOURS = (ModeratorIsAuthor, ReviewerDecidedBefore)
"""Somebody else has to do it: the page says so."""

NOTHING_TYPED = DecisionForm()
NO_ESCALATION = EscalationForm()
_SIMILAR = 3
_LOOKED_AT = 1_000  # letters of a text that are compared
_NOTE_MAXIMUM = 2_000  # characters


class Desk(msgspec.Struct, frozen=True):
    """What every handler of a case needs."""

    frame: Frame
    platform: Platform
    read_models: ReadModelsPort
    texts: Texts
    disclosures: Disclosures
    search: SearchPort

    @property
    def reader(self) -> Reader:
        """The moderator, as the vault knows them."""
        return Reader(self.frame.person, self.platform.vault)

    def show(
        self,
        case_id: UUID,
        form: DecisionForm = NOTHING_TYPED,
        *,
        escalation: EscalationForm = NO_ESCALATION,
        stale: bool = False,
    ) -> Html:
        """Show the case as it stands now.

        `stale` says that the moderator acted on an older state: then the page names
        what has changed (409). Errors in the form answer with 400.
        """
        with self.read_models.snapshot() as snapshot:
            reading = read(snapshot, self.reader, case_id)
            words = opened(self.texts, reading.rows, self.frame.say(UNAVAILABLE))
            beside = Beside(
                account=_account(self, reading),
                similar=self._similar(snapshot, reading),
                form=form,
                escalation=escalation,
                conflict=_conflict(reading) if stale else None,
            )
            page = case_page(self.frame, reading, words, beside)
            return self.frame.show(
                page,
                nav="moderation",
                position=snapshot.position,
                path=f"/moderation/cases/{case_id}",
                status=409 if stale else 400 if form.errors or escalation.errors else 200,
            )

    def _similar(self, snapshot: ReadModel, reading: Reading) -> tuple[SimilarIdea, ...]:
        """Return published ideas that read like the text, itself left out."""
        detail = reading.detail
        if detail.case.subject_kind != "proposal" or not detail.versions:
            return ()
        own = opened(self.texts, [detail.versions[-1]], "")
        newest = detail.versions[-1]
        text = f"{own.text(newest.title)}\n{own.text(newest.body)}"
        process_id = detail.case.process_id
        found = self.search.similar(text[:_LOOKED_AT], process_id, snapshot, _SIMILAR + 1)
        ids = [each for each in found if each != detail.case.subject_id][:_SIMILAR]
        rows = feed.rows(snapshot, ids)
        ordered = [rows[each] for each in ids if each in rows]
        words = opened(self.texts, ordered, self.frame.say(UNAVAILABLE))
        return cards.similar(ordered, words, reading.around.process.question)


def provide_desk(
    frame: NamedDependency[Frame],
    platform: NamedDependency[Platform],
    read_models: NamedDependency[ReadModelsPort],
    texts: NamedDependency[Texts],
    disclosures: NamedDependency[Disclosures],
    search: NamedDependency[SearchPort],
) -> Desk:
    """Provide `desk` to the handlers of cases."""
    return Desk(frame, platform, read_models, texts, disclosures, search)


AtTheDesk = NamedDependency[Desk]


def _account(desk: Desk, reading: Reading) -> Account | None:
    """Return the author's account: the page says roughly how old it is, and no more."""
    owner = desk.reader.owner(reading.detail.case.subject_id)
    if owner is None:
        return None
    reader = reading_as(desk.frame.person, "moderator", "moderate")
    return desk.disclosures.account(reader, owner, "account_age")


def _conflict(reading: Reading) -> str:
    match reading.detail.case.state:
        case "decided" | "final" | "closed":
            return "decided"
        case "in_work" | "under_appeal" if reading.blocked == "claimed_by_other":
            return "claimed"
        case _:
            return "changed"


@get("/moderation/cases/{case_id:uuid}", sync_to_thread=True, guards=[moderators_only])
def case(case_id: FromPath[UUID], desk: AtTheDesk) -> Html:
    """Show a case with its text, reports, history and what can be done."""
    return desk.show(case_id)


@post("/moderation/cases/{case_id:uuid}/claim", sync_to_thread=True, guards=[moderators_only])
def claim(case_id: FromPath[UUID], desk: AtTheDesk, asking: Asking, visible: Visible) -> Answer:
    """Take a case, or an appeal, into one's own hands."""
    try:
        outcome = claim_case(desk.platform, asking, CaseId(case_id))
    except CONFLICTS:
        return desk.show(case_id, stale=True)
    except NOT_YOURS:
        return desk.show(case_id)
    return lead_back(desk, case_id, visible.wait(outcome.position), "claimed")


@post("/moderation/cases/{case_id:uuid}/release", sync_to_thread=True, guards=[moderators_only])
def release(case_id: FromPath[UUID], desk: AtTheDesk, asking: Asking, visible: Visible) -> Answer:
    """Give a case back without deciding it."""
    try:
        outcome = release_case(desk.platform, asking, CaseId(case_id))
    except CONFLICTS:
        return desk.show(case_id, stale=True)
    return lead_back(desk, case_id, visible.wait(outcome.position), "released")


class NoteForm(msgspec.Struct):
    text: str = ""


@post("/moderation/cases/{case_id:uuid}/note", sync_to_thread=True, guards=[moderators_only])
def note(
    case_id: FromPath[UUID],
    data: URLEncodedBody[NoteForm],
    desk: AtTheDesk,
    asking: Asking,
    visible: Visible,
) -> Answer:
    """Leave a note for colleagues; an empty one is nothing, a long one is cut."""
    text = typed(data.text)[:_NOTE_MAXIMUM]
    if not text:
        return desk.show(case_id)
    outcome = add_note(desk.platform, asking, CaseId(case_id), text)
    return lead_back(desk, case_id, visible.wait(outcome.position), "noted")


def lead_back(desk: Desk, case_id: UUID, shown: object, done: str) -> Answer:
    """Lead back to the case."""
    return desk.frame.lead_to(f"/moderation/cases/{case_id}", done if shown else "lagging")
