"""E-mail addresses: which are one account, and which are one mailbox."""

import re
import unicodedata

LONGEST = 254  # characters of an address in SMTP (RFC 5321, 4.5.3.1.3)
_SHAPE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@]+")  # as browsers check it
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}


def canonical(email: str) -> str:
    """Return the form under which an address is one account: lower case, ASCII domain.

    Raises:
        ValueError: not an e-mail address.
    """
    address = unicodedata.normalize("NFC", email.strip()).lower()
    if len(address) > LONGEST or not _SHAPE.fullmatch(address):
        raise ValueError("not an e-mail address")
    local, domain = address.rsplit("@", 1)
    try:
        ascii_domain = domain.encode("idna").decode()
    except UnicodeError as error:
        raise ValueError("not an e-mail address") from error
    if not _DOMAIN.fullmatch(ascii_domain):
        raise ValueError("not an e-mail address")
    return f"{local}@{ascii_domain}"


def identifier(email: str) -> str:
    """Return what one mailbox is held against when it votes (ruling 11).

    Everything after `+` goes, and for Google's mail the dots: such addresses
    reach the same mailbox, and would otherwise be a free second vote.
    """
    local, domain = canonical(email).rsplit("@", 1)
    local = local.split("+", 1)[0] or local
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), _DOTLESS[domain]
    return f"mailto:{local}@{domain}"
