"""An address on the web that a person can be sent to."""

import re

from staasted.core.errors import DomainError

MOST = 500
"""Signs of an address; a Teams link is some 250. Source: decision 0032."""

_PART = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = rf"({_PART}\.)+[a-z]([a-z0-9-]{{0,61}}[a-z0-9])?"
_ONWARD = r"([/?#][!#$%&()*+,\-./0-9:;=?@A-Z\[\]_a-z~]*)?"
_LINK = re.compile(rf"https://{_HOST}(:443)?{_ONWARD}", re.IGNORECASE | re.ASCII)
_CLEAR = re.compile(rf"http://{_HOST}(:80)?{_ONWARD}", re.IGNORECASE | re.ASCII)
"""A host by its name: its last part begins with a letter, and no sign of it looks like another."""


def weblink(written: str, *, also_clear: bool = False) -> str:
    """Return an address as it is written, without blanks around it, where one may be sent there.

    Only https, to a host by its name, at its usual port, without a name or a password in it;
    http as well where nothing is written there.
    Errors: DomainError ``no_weblink``.
    """
    link = written.strip()
    fits = _LINK.fullmatch(link) or (also_clear and _CLEAR.fullmatch(link))
    if len(link) > MOST or not fits:
        raise DomainError("no_weblink")
    return link
