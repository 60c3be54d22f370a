"""What our mails say: api/templates/mail/NAME.LANGUAGE.txt, its first line the subject."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.ports import Language

__all__ = ["Language", "composed", "day_in", "moment_in"]

BERLIN = ZoneInfo("Europe/Berlin")


def composed(template: str, language: Language, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and text of a mail.

    Raises:
        TemplateNotFound: there is no such mail in this language.
        UndefinedError: a fact is missing.
    """
    whole = _environment().get_template(f"{template}.{language}.txt").render(**facts)
    subject, _, text = whole.partition("\n")
    return subject.strip(), text.strip() + "\n"


def day_in(day: date | None, language: Language) -> str:
    """Return a day as mails write it; nothing for none."""
    if day is None:
        return ""
    if language == "de":
        return f"{day:%d.%m.%Y}"
    # The month in words: a term must not end in April for some and in June for others.
    return format_date(day, "d MMMM y", locale="en_GB")


def moment_in(moment: datetime | None, language: Language) -> str:
    """Return a moment by the clock of the office as mails write it; nothing for none."""
    if moment is None:
        return ""
    local = moment.astimezone(BERLIN)
    clock = f"{local:%H:%M}"
    return f"{day_in(local, language)}, {clock}" + (" Uhr" if language == "de" else "")


@cache
def _environment() -> Environment:
    # Plain text: nothing is escaped, because nothing in it is interpreted.
    return Environment(
        loader=FileSystemLoader(str(files("api") / "templates" / "mail")),
        autoescape=False,  # noqa: S701 - see above
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
