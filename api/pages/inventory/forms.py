"""The form of an item: shown, read and explained, for reports and for the office."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, cast, get_args
from uuid import UUID

import msgspec

from api.days import typed_day
from api.pages.amounts import NotWritten, cents
from api.pages.formatting import typed as as_typed
from api.pages.framing import Frame, Html
from api.pages.inventory.choosing import chosen_field
from api.pages.parts.surroundings import Surroundings
from api.pages.parts.words import UNAVAILABLE, opened
from api.pages.views.common import FieldError, Option
from api.pages.views.inventory import ItemFields, ItemFormPage
from api.pages.vocabulary.amounts import NO_AMOUNT
from api.pages.vocabulary.terms import N_
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM
from domain.inventory import InventoryKind, InventoryStatus, OwnerKind
from domain.messages import Refusal
from domain.ports import Texts as TextsPort
from domain.use_cases.strategy.listing import WrittenFacts
from projections import inventory
from projections.model import Snapshot as ReadModel

Mode = Literal["report", "new", "edit"]
_LONGEST_LINE = 500  # characters of who is in charge, and of an address on the web
_REFUSED: Final[Mapping[str, str]] = {
    "ItemEndsBeforeItStarts": "ends",
    "ItemCannotContainItself": "parent",
    "ItemUnknown": "parent",
}
"""Where on the form a refusal is explained; all others are answered by a page of their own."""


class ItemForm(msgspec.Struct):
    title: str = ""
    text: str = ""
    kind: str = "project"
    status: str = "running"
    owner: str = ""
    owner_kind: str = "administration"
    field: str = ""
    territory: str = ""
    starts: str = ""
    ends: str = ""
    cost: str = ""
    parent: str = ""
    link: str = ""
    reason: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form with the process it belongs to."""

    frame: Frame
    snapshot: ReadModel
    texts: TextsPort
    around: Surroundings
    mode: Mode
    item_id: UUID | None = None

    @property
    def path(self) -> str:
        """The address of the form, without language."""
        if self.mode == "edit":
            return f"/inventory/{self.item_id}/edit"
        return f"/p/{self.around.process.slug}/inventory/{self.mode}"

    def show(self, form: ItemForm, errors: tuple[FieldError, ...] = ()) -> Html:
        """Answer with the form as it was typed."""
        around, process = self.around, self.around.process
        items = (
            [] if self.mode == "report" else inventory.of_process(self.snapshot, process.process_id)
        )
        words = opened(self.texts, [*around.rows, *items], self.frame.say(UNAVAILABLE))
        page = ItemFormPage(
            slug=process.slug,
            process_title=words.text(process.title, process.slug),
            mode=self.mode,
            form=ItemFields(**msgspec.structs.asdict(form)),
            fields=around.field_options(words),
            territories=around.territory_options(words),
            parents=tuple(
                Option(value=str(row.item_id), label=words.text(row.title))
                for row in items
                if row.item_id != self.item_id
            ),
            kinds=get_args(InventoryKind),
            statuses=get_args(InventoryStatus),
            owners=get_args(OwnerKind),
            item_id=str(self.item_id) if self.item_id else None,
            errors=errors,
        )
        return self.frame.show(
            page,
            process=around.brand(words),
            position=self.snapshot.position,
            path=self.path,
            status=400 if errors else 200,
        )

    def written(self, form: ItemForm) -> WrittenFacts | tuple[FieldError, ...]:
        """Return what was typed, or what is wrong with it."""
        errors: list[FieldError] = []
        title = _line(form.title)
        if not 0 < len(title) <= TITLE_MAXIMUM:
            errors.append(
                self.frame.error("title", N_("Sagen Sie in wenigen Worten, wie es heißt."))
            )
        text = self._bounded("text", as_typed(form.text), BODY_MAXIMUM, errors)
        who = self._bounded("owner", _line(form.owner), _LONGEST_LINE, errors)
        link = self._bounded("link", _line(form.link), _LONGEST_LINE, errors)
        if self.mode == "edit" and not form.reason.strip():
            errors.append(self.frame.error("reason", N_("Sagen Sie, was sich geändert hat.")))
        days = {name: self._day(name, getattr(form, name), errors) for name in ("starts", "ends")}
        cost = self._cost(form.cost, errors)
        if errors:
            return tuple(errors)
        kind, status, owner = form.kind, form.status, form.owner_kind
        places = {each.key: each.key for each in self.around.territories}
        items = inventory.of_process(self.snapshot, self.around.process.process_id)
        return WrittenFacts(
            kind=cast("InventoryKind", kind) if kind in get_args(InventoryKind) else "project",
            title=title,
            text=text,
            owner=who,
            owner_kind=cast("OwnerKind", owner) if owner in get_args(OwnerKind) else "other",
            status=cast("InventoryStatus", status)
            if status in get_args(InventoryStatus)
            else "running",
            field_id=chosen_field(self.around, form.field),
            territory=places.get(form.territory),
            starts=days["starts"],
            ends=days["ends"],
            cost=cost,
            parent=next((row.item_id for row in items if str(row.item_id) == form.parent), None),
            link=link,
        )

    def _bounded(self, name: str, text: str, maximum: int, errors: list[FieldError]) -> str | None:
        """Return a text that may be missing, and complain of one that is too long."""
        if len(text) > maximum:
            too_long = N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich.")
            errors.append(self.frame.error(name, too_long, length=len(text), maximum=maximum))
        return text or None

    def _day(self, name: str, typed: str, errors: list[FieldError]) -> date | None:
        try:
            return typed_day(typed) if typed.strip() else None
        except ValueError:
            errors.append(self.frame.error(name, N_("Das ist kein Tag, den es gibt.")))
            return None

    def _cost(self, typed: str, errors: list[FieldError]) -> int | None:
        try:
            return cents(typed, self.frame.language)
        except NotWritten:
            errors.append(self.frame.error("cost", NO_AMOUNT))
            return None

    def explained(self, form: ItemForm, refusal: Refusal) -> Html:
        """Answer with the form and what a refusal means, or raise the refusal on."""
        name = type(refusal).__name__
        if name not in _REFUSED:
            raise refusal
        error = self.frame.error(_REFUSED[name], self.frame.refusal(name))
        return self.show(form, (error,))


def _line(text: str) -> str:
    return " ".join(as_typed(text).split())
