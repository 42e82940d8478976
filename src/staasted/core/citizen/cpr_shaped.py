"""CPR numbers where none belong: found in what somebody wrote, never quoted."""

import re

from staasted.core.citizen.cpr import cpr_parse
from staasted.core.errors import DomainError

CPR_SHAPE = re.compile(r"(?<!\d)\d{5,6}[\s\-\u2010-\u2015\u2212]{0,3}\d{4}(?!\d)")
"""A CPR number, or one that lost its leading zero, anywhere in a text."""


def is_cpr(written: str) -> bool:
    """Return whether the whole text can be a CPR number."""
    try:
        cpr_parse(written)
    except DomainError:
        return False
    return True


def holds_cpr(written: str) -> bool:
    """Return whether the text has a number in it that can be a CPR number."""
    return any(is_cpr(found[0]) for found in CPR_SHAPE.finditer(written)) or is_cpr(written)
