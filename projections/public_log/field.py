"""What the field of an entry is: how its value comes out of an event."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

Field = Callable[[Any], Any]
Fields = Mapping[str, Field]


def of(**names: str) -> Fields:
    """Return fields that are attributes.

    A double underscore stands for a dot: `c__title` is the commitment named `title`.
    """
    return {name.replace("__", "."): attrgetter(field) for name, field in names.items()}
