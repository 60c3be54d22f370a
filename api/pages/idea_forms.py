"""The form of an idea: what was typed, what is wrong with it, what it becomes."""

import msgspec

from api.pages.formatting import typed
from api.pages.framing import Frame
from api.pages.parts.surroundings import Surroundings
from api.pages.views import FieldError, SubmitForm
from api.pages.vocabulary.terms import N_
from api.suspicion import suspicious
from domain.codes import BODY_MAXIMUM, TITLE_MAXIMUM, FieldId
from domain.use_cases.contributing import Text

REASON_MAXIMUM = 200  # characters
_LATITUDE, _LONGITUDE = 90.0, 180.0


class IdeaForm(msgspec.Struct):
    """The fields as the browser sends them."""

    title: str = ""
    body: str = ""
    field: str = ""
    territory: str = ""
    latitude: str = ""
    longitude: str = ""
    draft_id: str = ""
    reason: str = ""
    intent: str = ""
    version: str = ""

    def view(self) -> SubmitForm:
        """Return the form as it is shown again: every typed character stays."""
        kept = {name: getattr(self, name) for name in SubmitForm.__struct_fields__}
        return SubmitForm(**kept)


class Checked(msgspec.Struct, frozen=True):
    """A form that was looked at: a text to hand in, or what is wrong."""

    text: Text | None
    errors: tuple[FieldError, ...]


def check(frame: Frame, form: IdeaForm, around: Surroundings) -> Checked:
    """Look at every field; all that is wrong is said at once."""
    errors: list[FieldError] = []
    title, body = " ".join(typed(form.title).split()), typed(form.body)
    if not title:
        errors.append(frame.error("title", N_("Geben Sie Ihrer Idee einen Titel.")))
    elif len(title) > TITLE_MAXIMUM:
        errors.append(_too_long(frame, "title", len(title), TITLE_MAXIMUM))
    if not body:
        errors.append(frame.error("body", N_("Beschreiben Sie Ihre Idee in ein paar Sätzen.")))
    elif len(body) > BODY_MAXIMUM:
        errors.append(_too_long(frame, "body", len(body), BODY_MAXIMUM))
    fields = {str(row.field_id): row.field_id for row in around.standing_fields()}
    if form.field and form.field not in fields:
        errors.append(frame.error("field", N_("Wählen Sie ein Handlungsfeld aus der Liste.")))
    if form.territory and all(row.key != form.territory for row in around.territories):
        errors.append(frame.error("territory", N_("Wählen Sie einen Ort aus der Liste.")))
    if len(typed(form.reason)) > REASON_MAXIMUM:
        errors.append(_too_long(frame, "reason", len(typed(form.reason)), REASON_MAXIMUM))
    location = _location(frame, form, errors)
    if errors:
        return Checked(None, tuple(errors))
    return Checked(
        Text(
            title=title,
            body=body,
            action_field=FieldId(fields[form.field]) if form.field else None,
            territory=form.territory or None,
            location=location,
            suspicious=suspicious(title, body),
        ),
        (),
    )


def _too_long(frame: Frame, field: str, length: int, maximum: int) -> FieldError:
    return frame.error(
        field,
        N_("Das sind %(length)s Zeichen, höchstens %(maximum)s sind möglich."),
        length=length,
        maximum=maximum,
    )


def _location(frame: Frame, form: IdeaForm, errors: list[FieldError]) -> str | None:
    """Return the point as GeoJSON; None if there is none or it is wrong."""
    if not form.latitude.strip() and not form.longitude.strip():
        return None
    latitude = _degrees(form.latitude, _LATITUDE)
    longitude = _degrees(form.longitude, _LONGITUDE)
    if latitude is None:
        errors.append(
            frame.error("latitude", N_("Der Breitengrad ist eine Zahl zwischen -90 und 90."))
        )
    if longitude is None:
        errors.append(
            frame.error("longitude", N_("Der Längengrad ist eine Zahl zwischen -180 und 180."))
        )
    if latitude is None or longitude is None:
        return None
    point = {"type": "Point", "coordinates": [longitude, latitude]}
    return msgspec.json.encode(point).decode()


def _degrees(value: str, most: float) -> float | None:
    """Return a coordinate, with comma or point, to about a metre."""
    try:
        degrees = round(float(value.strip().replace(",", ".")), 5)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None
