"""`people add`, `token` and `revoke`: accounts, roles and API tokens from the command line."""

from datetime import datetime
from typing import get_args

import rich_click as click

from api.commands.opening import console, messages, opened
from api.disclosing import OPERATING
from api.ports import Account
from api.wiring import Parts
from domain.people import PersonRef, ProcessId, Role
from domain.processes import process_id_of
from domain.use_cases import accounts
from domain.use_cases.carrying_out import Asking
from domain.use_cases.histories import Histories

ROLES = tuple(role for role in get_args(Role) if role != "system")
EMAIL = click.option("--email", required=True, help="The person's address.")


@click.group()
def people() -> None:
    """Accounts, roles and API tokens."""


@people.command()
@EMAIL
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--process", "slug", default=None, help="Slug of the only process it holds in.")
@click.option("--name", default=None, help="How the person is called, for staff.")
def add(email: str, role: Role, slug: str | None, name: str | None) -> None:
    """Give somebody a role, making the account if there is none.

    Repeating it changes nothing. The role is an event of the log; the address is not.
    """
    with opened(anew=True) as parts:
        process_id = _process(parts, slug)
        account = _account(parts, email, name)
        if role != "citizen":
            asking = _by_the_operator(parts.clock())
            accounts.grant_role(parts.platform, asking, account.person, role, process_id)
    where = f" in {slug}" if slug else ""
    messages.print(f"{email} is {role}{where}.")


@people.command()
@EMAIL
@click.option("--label", default="command line", show_default=True, help="What it is for.")
def token(email: str, label: str) -> None:
    """Print a bearer token for the JSON API, which acts as this person.

    Nobody can read it again later. It is valid until the person ends it on their own page,
    or `people revoke` does.
    """
    with opened() as parts:
        account = known_account(parts, email)
        issued = parts.identity.tokens.issue(account.person, label=label, at=parts.clock())
    console.print(issued, highlight=False, soft_wrap=True)


@people.command()
@EMAIL
def revoke(email: str) -> None:
    """End all bearer tokens and all sessions of somebody, at once and everywhere.

    For when a token or a device is in the wrong hands. Roles stay as they are.
    """
    with opened() as parts:
        person = known_account(parts, email).person
        issued = parts.tokens.of(person)
        for each in issued:
            parts.tokens.revoke(person, each.id)
        ended = parts.sessions.end_all(person)
    messages.print(f"{email}: tokens ended: {len(issued)}, sessions ended: {ended}.")


def _account(parts: Parts, email: str, name: str | None) -> Account:
    """Return the account of an address, in the vault and in the log."""
    now = parts.clock()
    try:
        account = parts.disclosures.register(OPERATING, PersonRef(parts.new_id()), email, name)
    except ValueError as error:
        raise click.BadParameter("not an e-mail address", param_hint="--email") from error
    asking = Asking(person=account.person, at=now, level=account.level, channel="system")
    accounts.register(parts.platform, asking, of_age=True)
    return account


def known_account(parts: Parts, email: str) -> Account:
    """Return the account of an address; the command ends with a sentence if there is none."""
    try:
        account = parts.disclosures.by_email(OPERATING, email)
    except ValueError as error:
        raise click.BadParameter("not an e-mail address", param_hint="--email") from error
    if account is None:
        raise click.ClickException(f"{email} has no account; `gemeinsam people add` makes one.")
    return account


def _process(parts: Parts, slug: str | None) -> ProcessId | None:
    if slug is None:
        return None
    process_id = process_id_of(slug)
    if Histories(parts.log).process(process_id).id is None:
        raise click.BadParameter(f"there is no process {slug}", param_hint="--process")
    return process_id


def _by_the_operator(at: datetime) -> Asking:
    return Asking(person=None, at=at, channel="system", system=True)
