"""An address on the web that a person can be sent to."""

import re

from staasted.core.errors import DomainError

MOST = 500
"""Signs of an address; a Teams link is some 250. Source: decision 0032."""

_PART = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_LINK = re.compile(
    rf"https://({_PART}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?(:443)?"
    r"([/?#][!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*)?",
    re.IGNORECASE | re.ASCII,
)
"""A host by its name: its last part begins with a letter, and no sign of it looks like another."""


def weblink(written: str) -> str:
    """Return an address as it is written, without blanks around it, where one may be sent there.

    Only https, to a host by its name, at its usual port, without a name or a password in it.
    Errors: DomainError ``no_weblink``.
    """
    link = written.strip()
    if len(link) > MOST or not _LINK.fullmatch(link):
        raise DomainError("no_weblink")
    return link
