"""What the shapes of the demo content are made of."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Moment = Annotated[datetime, Meta(tz=True)]
Title = Annotated[str, Meta(min_length=8, max_length=120)]
Sentence = Annotated[str, Meta(min_length=10, max_length=400)]
Explanation = Annotated[str, Meta(min_length=60, max_length=1000)]


class Piece(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of a content file; an unknown key in the file is an error."""
