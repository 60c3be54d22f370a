"""What a form of the inventory names, checked."""

from api.pages.parts.surroundings import Surroundings
from domain.codes import FieldId


def chosen_field(around: Surroundings, typed: str) -> FieldId | None:
    """Return the action field of a form; None for one the process does not have."""
    standing = (row.field_id for row in around.standing_fields())
    return next((each for each in standing if str(each) == typed), None)
