"""What our mails say: api/templates/mail/NAME.LANGUAGE.txt, its first line the subject."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.ports import Language

__all__ = ["Language", "composed"]


def composed(template: str, language: Language, facts: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and text of a mail.

    Raises:
        TemplateNotFound: there is no such mail in this language.
        UndefinedError: a fact is missing.
    """
    whole = _environment().get_template(f"{template}.{language}.txt").render(**facts)
    subject, _, text = whole.partition("\n")
    return subject.strip(), text.strip() + "\n"


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
