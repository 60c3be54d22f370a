"""Roles: who may do what until when; given and taken by the administration, as events."""

from datetime import date, datetime, time, timedelta
from typing import cast, get_args
from uuid import uuid4

import msgspec
from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import URLEncodedBody

from api.days import typed_day
from api.disclosing import Disclosures as DisclosuresPort
from api.disclosing import reading_as
from api.pages.formatting import number
from api.pages.framing import Answer, Frame, Framing, Html
from api.pages.parts.words import UNAVAILABLE, Words, opened
from api.pages.views import FieldError, Option, RoleGrant, StaffForm, StaffPage
from api.pages.vocabulary.terms import N_
from api.people import administrators_only
from api.ports import Account
from api.provided import Asking, Disclosures, Now, Platform, ReadModels, Snapshot, Texts, Visible
from domain.people import PersonRef, ProcessId, Pseudonym, Role
from domain.phases import BERLIN
from domain.ports import Texts as TextsPort
from domain.reads import Reader
from domain.use_cases.accounts import grant_role, revoke_role
from projections import participants, processes
from projections.model import Snapshot as ReadModel
from projections.participants import GrantRow
from projections.processes import ProcessRow

GRANTABLE: tuple[Role, ...] = (
    "moderator",
    "office",
    "clerk",
    "secretary",
    "auditor",
    "privacy",
    "organisation",
    "admin",
)


class GrantForm(msgspec.Struct):
    email: str = ""
    role: str = ""
    process: str = ""
    until: str = ""

    def view(self, errors: tuple[FieldError, ...]) -> StaffForm:
        """Return the form as it is shown again."""
        return StaffForm(
            email=self.email, role=self.role, process=self.process, until=self.until, errors=errors
        )


def _reader(frame: Frame) -> Reader:
    return reading_as(frame.person, "admin", "administer_roles")


@get("/staff", sync_to_thread=True, guards=[administrators_only])
def staff_page(
    frame: Framing, snapshot: Snapshot, texts: Texts, disclosures: Disclosures, now: Now
) -> Html:
    """List all roles, those that ended below."""
    return _page(frame, snapshot, texts, disclosures, now)


def _page(
    frame: Frame,
    snapshot: ReadModel,
    texts: TextsPort,
    disclosures: DisclosuresPort,
    now: datetime,
    form: StaffForm = StaffForm(),  # noqa: B008 - a frozen value
) -> Html:
    rows = participants.grants(snapshot)
    known = {row.process_id: row for row in processes.all_processes(snapshot)}
    words = opened(texts, known.values(), frame.say(UNAVAILABLE))
    people = disclosures.people(_reader(frame), {row.participant for row in rows})
    views = [(_grant(frame, row, people, known, words), row.in_force(now)) for row in rows]
    page = StaffPage(
        grants=tuple(view for view, lasts in views if lasts),
        ended=tuple(view for view, lasts in views if not lasts),
        roles=GRANTABLE,
        processes=tuple(
            Option(value=row.slug, label=words.text(row.title, row.slug)) for row in known.values()
        ),
        form=form,
    )
    status = 400 if form.errors else 200
    return frame.show(page, nav="staff", position=snapshot.position, path="/staff", status=status)


def _grant(
    frame: Frame,
    row: GrantRow,
    people: "dict[Pseudonym, Account] | object",
    known: dict[ProcessId, ProcessRow],
    words: Words,
) -> RoleGrant:
    account = cast("dict[Pseudonym, Account]", people).get(row.participant)
    process = known.get(row.process_id) if row.process_id else None
    name = (account.name or account.email) if account else None
    ended = row.ended_at or row.until
    return RoleGrant(
        id=str(row.position),
        person=name or frame.say(N_("gelöschtes Konto")),
        role=row.role,
        granted_at=row.granted_at,
        until=_last_day(ended) if ended else None,
        scope=words.text(process.title, process.slug) if process else None,
        yourself=account is not None and account.person == frame.person.ref,
    )


def _last_day(end: datetime) -> date:
    """Return the last local day of something that ends exclusively at a moment."""
    return (end - timedelta(microseconds=1)).astimezone(BERLIN).date()


@post("/staff/grant", sync_to_thread=True, guards=[administrators_only])
def grant(
    *,
    data: URLEncodedBody[GrantForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    disclosures: Disclosures,
    read_models: ReadModels,
    texts: Texts,
    now: Now,
    visible: Visible,
) -> Answer:
    """Give somebody a role, making their account if the address has none yet.

    Raises:
        Refusal: the role cannot be given.
    """
    with read_models.snapshot() as snapshot:
        process = processes.by_slug(snapshot, data.process) if data.process else None
        until = _until(data.until)
        errors = _wrong(frame, data, process, until, now)
        account = None if errors else _account(frame, disclosures, data.email)
        if account is None:
            text = N_("Das ist keine E-Mail-Adresse. Sie sieht aus wie name@beispiel.de.")
            errors = errors or (frame.error("email", text),)
            return _page(frame, snapshot, texts, disclosures, now, data.view(errors))
    outcome = grant_role(
        platform,
        asking,
        account.person,
        cast("Role", data.role),
        process.process_id if process else None,
        until,
    )
    return frame.lead_to("/staff", "granted" if visible.wait(outcome.position) else "lagging")


def _account(frame: Frame, disclosures: DisclosuresPort, email: str) -> Account | None:
    """Return the account of an address, made if it has none; None if it is no address."""
    try:
        return disclosures.register(_reader(frame), PersonRef(uuid4()), email, None)
    except ValueError:
        return None


def _until(value: str) -> datetime | None:
    """Return the moment after the last local day somebody typed."""
    try:
        day = typed_day(value)
    except ValueError:
        return None
    return datetime.combine(day + timedelta(days=1), time(), BERLIN)


def _wrong(
    frame: Frame,
    data: GrantForm,
    process: ProcessRow | None,
    until: datetime | None,
    now: datetime,
) -> tuple[FieldError, ...]:
    errors = []
    local, _, domain = data.email.strip().partition("@")
    if not local or "." not in domain or " " in data.email.strip():
        errors.append(frame.error("email", N_("Geben Sie eine E-Mail-Adresse an.")))
    if data.role not in get_args(Role) or data.role not in GRANTABLE:
        errors.append(frame.error("role", N_("Wählen Sie eine Rolle aus.")))
    if data.process and process is None:
        errors.append(frame.error("process", N_("Dieses Verfahren gibt es nicht.")))
    if until is None or until <= now:
        errors.append(frame.error("until", N_("Geben Sie einen Tag in der Zukunft an.")))
    return tuple(errors)


class RevokeForm(msgspec.Struct):
    grant: str = ""


@post("/staff/revoke", sync_to_thread=True, guards=[administrators_only])
def revoke(
    *,
    data: URLEncodedBody[RevokeForm],
    frame: Framing,
    platform: Platform,
    asking: Asking,
    disclosures: Disclosures,
    read_models: ReadModels,
    visible: Visible,
) -> Answer:
    """End a role at once.

    Raises:
        NotFoundException: there is no such grant, or its account is gone.
        Refusal: it has ended already.
    """
    with read_models.snapshot() as snapshot:
        position = number(data.grant)
        row = None if position is None else participants.grant(snapshot, position)
    people = disclosures.people(_reader(frame), [row.participant]) if row else {}
    account = people.get(row.participant) if row else None
    if row is None or account is None:
        raise NotFoundException
    outcome = revoke_role(platform, asking, account.person, row.role, row.process_id)
    return frame.lead_to("/staff", "revoked" if visible.wait(outcome.position) else "lagging")


HANDLERS = (staff_page, grant, revoke)
