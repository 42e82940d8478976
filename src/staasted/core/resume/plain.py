"""Text as it may stand in a profile: what people can see, and nothing else."""

import re
import unicodedata

_UNSEEN = frozenset({"Cc", "Cs", "Cn"})
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows: a name could read as another."""
_BREAKS = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")


def one_line(written: str) -> str:
    """A text on one line, with single spaces and no signs nobody can see."""
    return " ".join(_seen(written.replace("\t", " ").replace("\n", " ")).split())


def several_lines(written: str) -> str:
    """A text with its lines, without blanks at either end and signs nobody can see."""
    lines = _seen(_BREAKS.sub("\n", written).replace("\t", " ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _seen(written: str) -> str:
    kept = _BREAKS.sub("\n", written)
    return "".join(sign for sign in kept if sign == "\n" or not _hidden(sign))


def _hidden(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in _UNSEEN
