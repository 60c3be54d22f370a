"""Whom to tell of a hole, as the operator writes it (RFC 9116, section 2.5.3)."""

import re

_MAIL = re.compile(r"[^\s@,:/?#<>]+@[^\s@,:/?#<>]+")
_CONTACT = re.compile(r"https://[!-~]+|mailto:[^\s@,:/?#<>]+@[^\s@,:/?#<>]+|tel:\+?[0-9.()-]+")


class NotContacts(ValueError):
    """One of them is neither an address of mail, nor of a page with https, nor a phone number."""


def contacts(value: str) -> tuple[str, ...]:
    """Read ways to reach somebody, by comma and the best one first, as the file names them.

    Raises:
        NotContacts: as it says.
    """
    found = []
    for part in filter(None, map(str.strip, value.split(","))):
        contact = f"mailto:{part}" if _MAIL.fullmatch(part) else part
        if not contact.isascii() or not _CONTACT.fullmatch(contact):
            raise NotContacts(part)
        found.append(contact)
    return tuple(found)
