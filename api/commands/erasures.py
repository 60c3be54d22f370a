"""`erase person` and `erase text`: for letters, courts and authorities."""

from typing import Literal
from uuid import UUID

import rich_click as click

from api.commands.opening import console, opened
from api.disclosing import OPERATING
from api.running import erasing_of
from api.wiring import Parts, own_data_of
from domain.papers import PaperId
from domain.use_cases.erasing import Text, Wish, transcripts, written_in
from projections import papers, proposals
from projections.papers import PaperRow


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
        try:
            account = parts.disclosures.by_email(OPERATING, email)
        except ValueError as error:
            raise click.BadParameter("not an e-mail address", param_hint="--email") from error
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

    NAME is the receipt of an idea or of a sheet of paper that was set aside, or the id of
    either or of a comment.
    """
    if confirm.strip() != name.strip():
        raise click.ClickException("That is not the same name; nothing was erased.")
    with opened() as parts:
        parts.runner.catch_up()
        texts = _texts(parts, name.strip())
        if not texts:
            raise click.ClickException(f"{name} names no text.")
        position = erasing_of(parts).erase_texts(texts, ground)
        parts.runner.catch_up()
        parts.index.catch_up()
    console.print(f"{len(texts)} texts erased; the log says so up to position {position:,}.")


def _texts(parts: Parts, name: str) -> list[Text]:
    """Return everything that was written as this idea, comment or sheet of paper.

    Raises:
        ClickException: several have this name, or it is a sheet that waits.
    """
    with parts.tables.snapshot() as snapshot:
        ideas, sheets = proposals.with_receipt(snapshot, name), papers.with_receipt(snapshot, name)
        chosen = _id(name)
        sheet = papers.paper(snapshot, PaperId(chosen)) if chosen else None
    # What a sheet has become is the idea with its receipt.
    sheets = [each for each in sheets if each.proposal_id is None]
    found: list[UUID] = [*ideas, *(each.paper_id for each in sheets)]
    if len(found) > 1:
        ids = ", ".join(map(str, found))
        raise click.ClickException(f"Several texts have the receipt {name}. Name one of: {ids}.")
    if sheet is not None or sheets:
        return _typed_in(parts, sheet or sheets[0])
    subject = found[0] if found else chosen
    return written_in(parts.log, subject) if subject is not None else []


def _typed_in(parts: Parts, sheet: PaperRow) -> list[Text]:
    """Return what clerks read on a sheet, each time they typed it in.

    Raises:
        ClickException: it waits; a second clerk could still hand it in.
    """
    if sheet.proposal_id is not None:
        return written_in(parts.log, sheet.proposal_id)
    if sheet.state == "waiting":
        raise click.ClickException(
            f"{sheet.receipt} is a sheet that waits for a second clerk. "
            "Let a clerk set it aside on its page, then ask again."
        )
    typed = transcripts(parts.log, [sheet.paper_id])[sheet.paper_id]
    return [(ref, None) for ref in typed]


def _id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
