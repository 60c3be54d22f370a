"""`erase person` and `erase text`: for letters, courts and authorities."""

from typing import Literal
from uuid import UUID

import rich_click as click

from api.commands.opening import console, opened
from api.disclosing import OPERATING
from api.running import erasing_of
from api.wiring import Parts, own_data_of
from domain.use_cases.erasing import Text, Wish, written_in
from projections import proposals


@click.group()
def erase() -> None:
    """Erase a person or a single text (docs/how-to/erase_a_person.md)."""


@erase.command()
@click.option("--email", required=True, help="The person's address.")
@click.option(
    "--texts",
    type=click.Choice(["none", "all"]),
    required=True,
    help="`none` leaves the texts, without a name.",
)
def person(email: str, texts: Literal["none", "all"]) -> None:
    """Note a person's request: carried out after the same time, with the same mails."""
    with opened() as parts:
        account = parts.disclosures.by_email(OPERATING, email)
        if account is None:
            raise click.ClickException(f"{email} has no account.")
        wish = Wish(account=True, texts=texts)
        pending = own_data_of(parts).note(account.person, wish, parts.clock())
        parts.posting.send_waiting()
    console.print(f"Noted. It is carried out after {pending.due:%Y-%m-%d %H:%M} UTC.")


@erase.command()
@click.argument("name")
@click.option("--ground", type=click.Choice(["legal", "retention"]), required=True)
@click.option(
    "--confirm", prompt="A second person types the name again", help="The name once more."
)
def text(name: str, ground: Literal["legal", "retention"], confirm: str) -> None:
    """Destroy all versions of one text, at once and for good.

    NAME is the receipt of an idea, or the id of an idea or comment.
    """
    if confirm.strip() != name.strip():
        raise click.ClickException("That is not the same name; nothing was erased.")
    with opened() as parts:
        parts.runner.catch_up()
        texts = _texts(parts, name)
        if not texts:
            raise click.ClickException(f"{name} names no text.")
        position = erasing_of(parts).erase_texts(texts, ground)
        parts.runner.catch_up()
        parts.index.catch_up()
    console.print(f"{len(texts)} texts erased; the log says so up to position {position:,}.")


def _texts(parts: Parts, name: str) -> list[Text]:
    """Return everything that was written as this idea or comment."""
    with parts.tables.snapshot() as snapshot:
        found = proposals.by_receipt(snapshot, name.strip(), everything=True)
    subject: UUID | None = found if found is not None else _id(name)
    return written_in(parts.log, subject) if subject is not None else []


def _id(name: str) -> UUID | None:
    try:
        return UUID(name.strip())
    except ValueError:
        return None
